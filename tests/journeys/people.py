"""Somebody at a browser: what they do is counted, what the program needs to answer is measured, and, where TRACKER_SHOTS
names a folder, every step leaves a picture there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from tests.looking import PATIENCE
from tests.serving import App
from tests.staffed import entered, settled
from tracker.text import wording

SHOTS = os.environ.get("TRACKER_SHOTS", "")
DRAWN = "() => !document.querySelector('[data-testid=stSkeleton]') && document.querySelector('h1')?.checkVisibility()"
A_BREATH = 350  # milliseconds in which a run that was asked for begins


class Somebody:
    """`steps` counts presses, keys and fields; `waited` sums the seconds until the page stood again, the breath apart."""

    def __init__(self, page, app: App, name: str, language: str) -> None:
        self.page, self.app, self.name, self.language, self.t = page, app, name or "visitor", language, wording(language)
        self.steps, self.waited, self._shots = 0, 0.0, 0

    def open(self, address: str) -> None:
        self._done(lambda: self.page.goto(f"{self.app.url}{address}{'&' if '?' in address else '?'}lang={self.language}", wait_until="domcontentloaded"))

    def press(self, name: str, role: str = "button", within: str = "body") -> None:
        self._done(self.page.locator(within).get_by_role(role, name=name).first.click)

    def click(self, selector: str) -> None:
        self._done(self.page.locator(selector).first.click)

    def into(self, selector: str, words: str) -> None:
        """Types into a field and goes on."""
        box = self.page.locator(f"{selector} :is(textarea, input)").first
        box.fill(words)
        self._done(lambda: box.press("Tab"))

    def labelled(self, label: str, words: str) -> None:
        box = self.page.get_by_label(label, exact=False).first
        box.fill(words)
        self._done(lambda: box.press("Tab"))

    def key(self, keys: str) -> None:
        self._done(lambda: self.page.keyboard.press(keys))

    def sees(self, words: str) -> None:
        self.page.get_by_text(words, exact=False).first.wait_for(timeout=PATIENCE)

    def says(self, words: str) -> bool:
        return words.replace("\u00a0", " ") in self.page.locator("body").inner_text().replace("\u00a0", " ")

    def shot(self, what: str) -> None:
        if SHOTS:
            self._shots += 1
            self.page.screenshot(path=str(Path(SHOTS) / f"{what}-{self.language}.png"), full_page=True)

    def _done(self, act) -> None:
        self.steps += 1
        start = perf_counter()
        act()
        self.page.wait_for_timeout(A_BREATH)
        settled(self.page)
        self.page.wait_for_function(DRAWN)
        self.waited += perf_counter() - start - A_BREATH / 1000


@contextmanager
def at_a_browser(chromium, app: App, name: str, language: str, width: int = 1280, height: int = 1600) -> Iterator[Somebody]:
    """Signed in as somebody of the demonstration; an empty name is a visitor."""
    with entered(chromium, app, name, width, height) as page:
        yield Somebody(page, app, name, language)
