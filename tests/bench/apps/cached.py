"""Starlette with bytes in memory and nothing around them: what serving an answer costs at the least."""

import os
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FILES = {path.name: path.read_bytes() for path in Path(os.environ["BENCH_FILES"]).iterdir()}


async def show(request: Request) -> Response:
    return Response(FILES[request.path_params["name"]], headers={"Content-Encoding": "gzip"})


if __name__ == "__main__":
    app = Starlette(routes=[Route("/", lambda request: Response("ok")), Route("/{name}", show)])
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning", access_log=False)
