"""Speed as ratios, all taken in one run: `python -m tests.bench` (or `make bench`). Nothing here asserts on seconds."""
