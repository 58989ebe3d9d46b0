"""The reading pages and what they are made of: one page, one file, one `render(reader)`; `choices(reader)` where the page has
filters, `top(reader)` for what stands above them. They draw on the canvas of the moment and know nothing of what that is."""
