"""One page, one file, one `render(reader)`; `choices(reader)` where the page has filters."""
