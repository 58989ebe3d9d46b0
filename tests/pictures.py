"""The pictures of the README, made from the running application: `python -m tests.pictures`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser import launch
from tests.looking import open_page
from tests.serving import ROOT, serving

FOLDER = ROOT / "tracker" / "docs" / "pictures"
PICTURES = (("overview-ko", "overview", {"lang": "ko"}, 1280, 1500), ("overview-en-phone", "overview", {"lang": "en"}, 390, 1500))


def take(folder: Path = FOLDER) -> None:
    """Writes every picture as PNG of the given width and height."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place, serving(Path(place)) as app, launch() as browser:
        for name, key, query, width, height in PICTURES:
            page = browser.new_page(viewport={"width": width, "height": height})
            open_page(page, app.url, key, **query)
            page.wait_for_timeout(500)
            page.screenshot(path=folder / f"{name}.png")
            page.close()


if __name__ == "__main__":
    take()
