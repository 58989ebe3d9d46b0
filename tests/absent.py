"""What happens where tests/requirements.txt is not installed: test files that need a package of it are skipped, loudly.

With CI set nothing is excused: the import fails, and so does the run.
"""

import os
import sys
from importlib.abc import MetaPathFinder
from importlib.util import find_spec

import pytest

# Imported at the head of test files; the browser and the PostgreSQL wheel are asked for by their fixtures.
NEEDED = ("hypothesis", "httpx2")


class Excuse(MetaPathFinder):
    """Asked last, so only for what is not installed: the file that imports it is skipped whole."""

    def find_spec(self, fullname: str, path=None, target=None) -> None:
        if fullname in NEEDED:
            pytest.skip(f"{fullname} is missing", allow_module_level=True)


def missing() -> list[str]:
    return [name for name in NEEDED if find_spec(name) is None]


def excuse() -> list[str]:
    """Skip what cannot run; the names of what is missing, to be said at the end of the run."""
    names = missing()
    if names and not os.environ.get("CI"):
        sys.meta_path.append(Excuse())
    return names
