"""One real browser for the tests: `with launch() as browser:` gives a Playwright browser, `chromium_path()` its program.

Where no browser can run, a test is skipped with a loud line, except with CI set: there it fails.
"""

import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
# Debian's Chromium as root needs the first two; the rest keep it from talking to anyone by itself.
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)


@cache
def chromium_path() -> str | None:
    """A Chromium of this machine: the system's, else one Playwright has downloaded, else None."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or _playwrights_own()


def _playwrights_own() -> str | None:
    places = (os.environ.get("PLAYWRIGHT_BROWSERS_PATH"), Path.home() / ".cache/ms-playwright")
    for place in places:
        if place and (builds := sorted(Path(place).glob("chromium-*/chrome-linux*/chrome"))):
            return str(builds[-1])
    return None


def without(what: str) -> None:
    """What a test does when `what` is missing: fail under CI, else skip, and say so where it is seen."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI must not pass without it")
    with warnings.catch_warnings():  # the suite turns warnings into errors; this one only has to be seen
        warnings.simplefilter("default")
        warnings.warn(f"SKIPPED: {what} is missing, so nothing was checked in a browser", stacklevel=2)
    pytest.skip(f"{what} is missing")


@contextmanager
def launch() -> Iterator:
    """A running headless Chromium (a Playwright Browser), closed at the end."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        without("playwright (pip install -r tests/requirements.txt)")
    if chromium_path() is None:
        without("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
