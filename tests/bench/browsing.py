"""What a cold browser gets: bytes on the wire, layout shift, time to the last chart; and start to first complete page."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median

from tests.bench.peers import Peer, script, tracker
from tests.bench.visitor import Visitor
from tests.browser import launch
from tests.looking import READY

SHIFT = """new Promise(done => { let sum = 0;
    new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value }).observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 500) })"""


def cold(url: str, ready: str, rounds: int = 3) -> dict[str, float]:
    """Medians over fresh browsers: kilobytes received, requests, milliseconds until drawn, cumulative layout shift."""
    taken = []
    with launch() as browser:
        for _ in range(rounds):
            with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
                taken.append(_one(context, url, ready))
    return {key: median(t[key] for t in taken) for key in taken[0]}


def _one(context, url: str, ready: str) -> dict[str, float]:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    session.on("Network.webSocketFrameReceived", lambda event: sizes.append(len(event["response"]["payloadData"]) * 3 // 4))
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(ready, state="attached", timeout=60_000)
    page.wait_for_function("[...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.main-svg'))")
    drawn = (time.perf_counter() - start) * 1000
    return {"kilobytes": sum(sizes) / 1000, "requests": len(sizes), "drawn_ms": drawn, "shift": page.evaluate(SHIFT)}


def compare(database: Path) -> dict[str, dict[str, float]]:
    """The overview in a cold browser beside the empty page and the overview as usually written."""
    plain = "[data-testid=stApp][data-test-script-state=notRunning] [data-testid=stSelectbox]"
    found = {}
    with tracker(f"sqlite:///{database}") as ours:
        with Visitor(ours.url) as visitor:
            visitor.run()
        found["overview"] = cold(ours.url, READY)
    for name, label in (("empty", "empty page"), ("usual", "overview as usually written")):
        with script(name, database) as peer:
            found[label] = cold(peer.url, plain)
    return found


def first_page(database: Path) -> dict[str, float]:
    """Seconds from starting the process to the first complete page, without a browser."""
    starts: dict[str, Callable[[], AbstractContextManager[Peer]]] = {
        "empty page": lambda: script("empty", database), "overview": lambda: tracker(f"sqlite:///{database}")}
    return {name: median(_start(start) for _ in range(3)) for name, start in starts.items()}


def _start(start: Callable[[], AbstractContextManager[Peer]]) -> float:
    began = time.perf_counter()
    with start() as peer, Visitor(peer.url) as visitor:
        visitor.run()
        return time.perf_counter() - began
