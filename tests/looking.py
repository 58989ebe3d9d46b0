"""How a browser test opens a page of the tracker and waits until all of it stands."""

from urllib.parse import urlencode

from tracker.views.pages import PAGES

# One real thing for every page that is about one thing.
SUBJECTS = {"area": "A01", "goal": "T07", "milestone": "M07-01", "programme": "FP001", "indicator": "GPU_ALLOC", "ministry": "MSIT"}
SEARCHED = {"search": {"q": "GPU"}}
READY = "[data-testid=stApp][data-test-script-state=notRunning] footer.foot"
PATIENCE = 45_000  # milliseconds; the first page of a process also warms it


def query_of(key: str, **more: str) -> dict[str, str]:
    """The query that makes a page show something."""
    return ({"code": SUBJECTS[key]} if key in SUBJECTS else {}) | SEARCHED.get(key, {}) | more


def address_of(key: str, **more: str) -> str:
    path = next(page.path for page in PAGES if page.key == key)
    return f"{path}?{urlencode(query_of(key, **more))}"


def open_page(page, url: str, key: str, **more: str) -> None:
    """Opens a page of the tracker at `url` and waits for its footer, its charts and its fonts."""
    page.goto(url + address_of(key, **more), wait_until="domcontentloaded")
    wait_until_drawn(page)


def wait_until_drawn(page) -> None:
    page.wait_for_selector(READY, state="attached", timeout=PATIENCE)
    page.wait_for_function("""() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
        .every(c => c.querySelector('.main-svg')) && !document.querySelector('[data-testid=stSkeleton]')""", timeout=PATIENCE)
    page.evaluate("() => document.fonts.ready.then(() => true)")
