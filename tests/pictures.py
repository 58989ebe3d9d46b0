"""The pictures of the README, made from the running application: `python -m tests.pictures [name…]`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser import launch
from tests.looking import open_page
from tests.serving import ROOT, App, serving
from tests.staffed import SECRET, entered, opened

FOLDER = ROOT / "tracker" / "docs" / "pictures"
# What a visitor sees: name, page, query, width, height.
PUBLIC = (("overview-ko", "overview", {"lang": "ko"}, 1280, 1500), ("overview-en-phone", "overview", {"lang": "en"}, 390, 1500))
# What somebody signed in sees, on the data of the demonstration: name, account, address, height.
STAFF = (
    ("reporter-inbox-ko", "demo.reporter.msit", "/work?lang=ko", 900),
    ("reporter-form-en", "demo.reporter.msit", "/report?code=M07-05&lang=en", 980),
    ("reporter-workbooks-ko", "demo.reporter.msit", "/workbooks?lang=ko", 900),
    ("editor-review-ko", "demo.editor", "/review?lang=ko", 1150),
    ("editor-edit-en", "demo.editor", "/edit?kind=milestone&code=M07-05&lang=en", 1000),
    ("resolver-request-ko", "demo.resolver", "/requests?code=C-M23-02-1&lang=ko", 1100),
    ("publisher-release-ko", "demo.publisher", "/releases?lang=ko", 1000),
    ("official-brief-en", "demo.official", "/brief?lang=en", 1200),
    ("admin-people-en", "demo.admin", "/people?lang=en", 900),
)
WIDTH = 1280


def take(wanted: frozenset[str] = frozenset(), folder: Path = FOLDER) -> None:
    """Writes the pictures named, or all of them, as PNG."""
    folder.mkdir(parents=True, exist_ok=True)
    with launch() as browser:
        with TemporaryDirectory() as place, serving(Path(place)) as app:
            for name, *how in _named(PUBLIC, wanted):
                _public(browser, app, folder / f"{name}.png", *how)
        with TemporaryDirectory() as place, serving(Path(place), {"TRACKER_DEMO": "1", "TRACKER_SECRET": SECRET}) as app:
            for name, *how in _named(STAFF, wanted):
                _staff(browser, app, folder / f"{name}.png", *how)


def _named(pictures: tuple, wanted: frozenset[str]) -> list:
    return [picture for picture in pictures if not wanted or picture[0] in wanted]


def _public(browser, app: App, file: Path, key: str, query: dict[str, str], width: int, height: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    open_page(page, app.url, key, **query)
    page.wait_for_timeout(500)
    page.screenshot(path=file)
    page.close()


def _staff(browser, app: App, file: Path, account: str, address: str, height: int) -> None:
    with entered(browser, app, account, WIDTH, height) as page:
        opened(page, app, address)
        page.wait_for_timeout(1500)
        page.screenshot(path=file)


if __name__ == "__main__":
    take(frozenset(sys.argv[1:]))
