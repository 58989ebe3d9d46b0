"""HTTP around the pages: own routes, the HTML shell of every page, middleware and files. The only room of Starlette."""
