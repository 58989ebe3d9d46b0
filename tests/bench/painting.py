"""How soon a page of the static edition can be read in a cold browser that runs no scripts, and a figure of it be asked."""

import gzip
from pathlib import Path
from statistics import median

from tests.bench.peers import Peer, bytes_in_memory, public
from tests.bench.published import released
from tests.browser import launch

PAGES = {"the overview": "/latest/index.html", "the milestones": "/latest/milestones.html", "the money": "/latest/funding.html",
         "the overview in English": "/latest/en/index.html"}
WORD = gzip.compress(b"<!doctype html><html lang=ko><meta charset=utf-8><title>word</title><p>word")
WITH_FIGURE, ROUNDS, SIZE = "/latest/indicators.html", 7, {"width": 1280, "height": 900}
# Painted, with everything of the page there: from then on a later font changes the letters' look and nothing else.
READABLE = """() => { const paint = performance.getEntriesByName('first-contentful-paint')[0], page = performance.getEntriesByType('navigation')[0];
    return paint && page.domContentLoadedEventEnd ? Math.max(paint.startTime, page.domContentLoadedEventEnd) : 0 }"""
ALIVE = "figure[data-live] .main-svg"


def readable(folder: Path) -> dict[str, dict[str, float]]:
    """By page, medians over fresh browsers without scripts: milliseconds until all of it can be read, kilobytes received by
    page and style sheet, kilobytes with fonts and icons; turn by turn with a page of one word. Of "interactive" the
    milliseconds from asking to answering."""
    released(folder)
    (folder / "word").mkdir()
    (folder / "word" / "0").write_bytes(WORD)
    with public(folder / "releases") as ours, bytes_in_memory(folder / "word") as plain, launch() as browser:
        pages = {"a page of one word": (plain, "/0")} | {name: (ours, address) for name, address in PAGES.items()}
        taken = [{name: _one(browser, *page) for name, page in pages.items()} for _ in range(ROUNDS)]
        found = {name: _medians([one[name] for one in taken]) for name in pages}
        return found | {"interactive": {"ms": median(_alive(browser, ours) for _ in range(ROUNDS))}}


def _medians(taken: list[dict[str, float]]) -> dict[str, float]:
    return {key: median(one[key] for one in taken) for key in taken[0]}


def _one(browser, peer: Peer, address: str) -> dict[str, float]:
    return {"ms": _time(browser, peer.url + address)} | _weight(browser, peer.url + address)


def _time(browser, url: str) -> float:
    with browser.new_context(viewport=SIZE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(url, wait_until="networkidle")
        return page.evaluate(READABLE)


def _weight(browser, url: str) -> dict[str, float]:
    """Of a visit of its own: being watched costs the browser time."""
    with browser.new_context(viewport=SIZE, java_script_enabled=False) as context:
        page = context.new_page()
        session, kinds, sizes = context.new_cdp_session(page), {}, {}
        session.send("Network.enable")
        session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
        session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
        page.goto(url, wait_until="networkidle")
        needed = sum(size for key, size in sizes.items() if kinds.get(key) in ("Document", "Stylesheet"))
        return {"kilobytes": needed / 1000, "whole": sum(sizes.values()) / 1000}


def _alive(browser, peer: Peer) -> float:
    """Milliseconds from asking a figure to answer the pointer until it stands, Plotly not yet known to the browser."""
    with browser.new_context(viewport=SIZE) as context:
        page = context.new_page()
        page.goto(peer.url + WITH_FIGURE, wait_until="networkidle")
        return page.evaluate("""(alive) => new Promise((done) => { const start = performance.now();
            new MutationObserver((_, seen) => { if (document.querySelector(alive)) { seen.disconnect(); done(performance.now() - start) } })
                .observe(document.body, { subtree: true, childList: true, attributes: true });
            document.querySelector('button.live').click() })""", ALIVE)
