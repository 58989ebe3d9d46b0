"""Everything a stranger can get from a running site, as (where it was got, bytes): asked for by its addresses, by those the
answers name, by those only staff know, by mistakes; over the websocket; with a browser; from the folder and from the log."""

import gzip
import http.client
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

from tests.looking import wait_until_drawn
from tests.serving import App
from tests.site.canary_site import Haunted
from tests.talking import Talker, Thing
from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES
from tracker.server.api_table import COLLECTIONS
from tracker.views.datasets import datasets
from tracker.views.pages import PAGES, PUBLIC

Got = tuple[str, bytes]
MOST = 600  # addresses followed from the answers
OF_ONE = {"area": "areas", "goal": "goals", "milestone": "milestones", "programme": "programmes", "indicator": "indicators", "ministry": "organisations"}
SEEN_BY_BROWSER = ("overview", "milestone", "history", "changes", "corrections", "search", "data", "compare")
HIDDEN = re.compile(r'<input type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"')


@dataclass
class Stranger:
    """Somebody who keeps the cookies they are given, or one of somebody signed in."""

    app: App
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> tuple[int, bytes, bytes]:
        """Status, the head of the answer and its body unpacked."""
        connection = http.client.HTTPConnection(urlsplit(self.app.url).netloc, timeout=120)
        given = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Origin": self.app.url, "Accept-Encoding": "gzip",
                 **({"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}), **headers}
        try:
            connection.request(method, path, body, {k: v for k, v in given.items() if v})
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        packed = answer.getheader("Content-Encoding") == "gzip"
        return answer.status, str(answer.getheaders()).encode(), gzip.decompress(content) if packed and content else content

    def got(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Iterator[Got]:
        status, head, content = self.ask(path, method, body, **headers)
        yield f"{method} {path} → {status}, head", head
        yield f"{method} {path} → {status}", content


def page_addresses(plan: Plan) -> Iterator[str]:
    """Every page for every thing it is about, in both languages."""
    for page in PUBLIC:
        for language in LANGUAGES:
            codes = [one.code for one in getattr(plan, OF_ONE[page.key])] if page.key in OF_ONE else [""]
            for code in codes:
                yield f"{page.path}?" + urlencode({"lang": language} | ({"code": code} if code else {}))


def queries(plan: Plan) -> Iterator[str]:
    """Addresses that ask for more than a page: things of the inside, other days, other releases, mistakes."""
    first = plan.milestones[0].code
    things = (f"milestone/{first}", f"submission/S-{first}-1", f"request/C-{first}-1", f"comment/K-1", f"note/{first}", "person/msit-1", "ticket/Q-2",
              "release/2027Q1-r1", "plan/head", "x" * 300)
    yield from (f"/history?{urlencode({'of': thing, 'lang': language})}" for thing in things for language in LANGUAGES)
    yield from ("/compare?known_from=2026-11-01&known_to=2026-11-30", "/compare?from=2026-01-01&to=2026-12-31", "/changes?since=90", "/search?q=R-HID-0",
                "/search?q=evidence", "/goals?known_on=2026-11-22", "/goals?known_on=2020-01-01", "/goals?release=2027Q1-r1", "/goals?release=2026Q4-r1",
                "/goals?as_of=nonsense", "/goals?lang=fr", "/milestone?code=M99-99", "/milestone?code=" + "x" * 400, "/nothing", "/goals/", "/%ff", "/?%00=1")
    yield from (page.path for page in PAGES if not page.public)
    yield from (f"{page.path}?code=S-{first}-1" for page in PAGES if not page.public)


def interface(plan: Plan) -> Iterator[str]:
    """Every address of the interface, with every object that can be named, and questions it does not take."""
    for language in LANGUAGES:
        yield from (f"/api/v1/{name}?lang={language}&limit=500" for name in ("releases", *(c.name for c in COLLECTIONS)))
        yield from (f"/api/v1{name}?lang={language}" for name in ("", "/openapi.json", "/plan", "/releases/2026Q4-r1", "/releases/2027Q1-r1"))
    named = {"areas": plan.areas, "goals": plan.goals, "milestones": plan.milestones, "funding": plan.programmes, "indicators": plan.indicators,
             "meetings": plan.meetings, "resolutions": plan.resolutions}
    yield from (f"/api/v1/{name}/{one.code}" for name, group in named.items() for one in group)
    yield from ("/api/v1/people", "/api/v1/tickets", "/api/v1/milestones?nope=1", "/api/v1/milestones?limit=x", "/api/v1/goals?release=2027Q1-r1", "/api/v2")


def downloads() -> Iterator[str]:
    yield from (f"/data/{name}.{form}?lang={language}" for name in datasets() for form in ("csv", "json", "xlsx") for language in LANGUAGES)
    yield from ("/data/people.csv", "/data/submissions.json", "/data/log.csv", "/data/milestones.xml", "/data/milestones.csv?release=2027Q1-r1")


def release_addresses(site: Haunted) -> Iterator[str]:
    """Every file of the release by its lasting address, some as the latest, and files that are not among them."""
    for home in (p for p in sorted(site.releases.iterdir()) if p.is_dir()):
        paths = [p.relative_to(home).as_posix() for p in sorted(home.rglob("*")) if p.is_file()]
        yield from (f"/r/{home.name}/{path}" for path in paths if not path.endswith((".woff2", ".png", ".min.js")))
        yield from (f"/latest/{path}" for path in paths if path.startswith(("data/", "feeds/")) or "/" not in path)
        yield from ("/latest/", "/latest/en/", f"/r/{home.name}/", f"/r/{home.name}/en/", "/feeds/changes.atom", "/feeds/changes.json?lang=en", "/feeds/milestones.ics")
    for sha in site.secret_files:
        yield from (f"/evidence/{sha}", f"/r/2026Q4-r1/evidence/{sha}.pdf", f"/latest/evidence/{sha}.pdf")
    yield from ("/r/2027Q1-r1/", "/r/2027Q1-r1/plan.json", "/latest/../tracker.sqlite", "/r/2026Q4-r1/../../tracker.sqlite", "/r/.lock")


MACHINES = ("/healthz", "/robots.txt", "/sitemap.xml", "/favicon.ico", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/script-health-check",
            "/account/login", "/account/join?token=x", "/account/password", "/account/demo", "/correct?page=milestone&code=M01-01", "/media/x", "/component/x")


def over_http(app: App, site: Haunted, plan: Plan, cookies: dict[str, str] = {}) -> Iterator[Got]:
    """What is answered under all of these, and under every address of this site the answers name."""
    stranger = Stranger(app, dict(cookies))
    waiting = deque(dict.fromkeys((*page_addresses(plan), *queries(plan), *interface(plan), *downloads(), *release_addresses(site), *MACHINES)))
    seen, followed = set(waiting), 0
    while waiting:
        path = waiting.popleft()
        for where, content in stranger.got(path):
            yield where, content
            new = [a for a in _addresses_in(path, content) if a not in seen] if followed < MOST and not where.endswith("head") else []
            followed += len(new)
            seen.update(new)
            waiting.extend(new)


def _addresses_in(path: str, content: bytes) -> list[str]:
    if content[:15].lower() != b"<!doctype html>" or path.startswith(("/r/", "/latest/")):
        return []
    found = (unescape(a) for a in re.findall(r'(?:href|src)="([^"#]+)', content.decode("utf-8", "replace")))
    inside = (urljoin(path, a) for a in found if not re.match(r"[a-z]+:", a))
    return [a for a in dict.fromkeys(inside) if a.startswith("/") and not a.startswith(("/static/", "/assets/", "/account/logout"))]


def by_mistake(app: App, account: str) -> Iterator[Got]:
    """Forms and methods that are refused: another's, a wrong one, too large, too often. `account` is a name somebody has: what is
    typed may come back, so it is taken out of the answers before they are looked at."""
    stranger = Stranger(app)
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        for path in ("/", "/goals", "/api/v1/goals", "/work", "/account/login", "/_stcore/upload_file/a/b", "/latest/"):
            yield from stranger.got(path, method, "x=1")
    yield from stranger.got("/account/login", "POST", "x=" + "y" * 20_000)
    yield from stranger.got("/goals", Host="elsewhere.example")
    for _ in range(12):
        form = dict(HIDDEN.findall(stranger.ask("/account/login")[2].decode()))
        body = urlencode(form | {"name": account, "account": account, "user": account, "password": "wrong password"})
        for where, content in stranger.got("/account/login", "POST", body):
            yield where, content.replace(account.encode(), b"")
    for n in range(8):
        form = dict(HIDDEN.findall(stranger.ask("/correct?page=milestone&code=M01-01")[2].decode()))
        yield from stranger.got("/correct?page=milestone&code=M01-01", "POST", urlencode(form | {"wrong": f"The number {n} is wrong", "once": f"{n}" * 20}))


def over_the_websocket(app: App, plan: Plan, token: str = "") -> Iterator[Got]:
    """Every message of every page, also of pages that only staff have, with fields and buttons that only they are shown."""
    first = plan.milestones[0].code
    with Talker(app, token) as talker:
        for page in PAGES:
            for language in LANGUAGES:
                code = {"code": getattr(plan, OF_ONE[page.key])[0].code} if page.key in OF_ONE else {} if page.public else {"code": f"S-{first}-1"}
                talker.open(page.path.strip("/"), lang=language, **code)
            if not page.public:
                for name in (f"send_{first}", f"approve_S-{first}-1", "apply", "publish", "search"):
                    talker.use(Thing(f"$$ID-0123456789abcdef0123456789abcdef-{name}", "button", name, ""))
            yield f"websocket {page.path}", b"".join(talker.heard)
            talker.heard.clear()
        for of in (f"milestone/{first}", f"submission/S-{first}-1", "person/msit-1"):
            talker.open("history", of=of)
        yield "websocket /history", b"".join(talker.heard)


def with_a_browser(browser, app: App, plan: Plan, language: str) -> Iterator[Got]:
    """A page of every kind as it stands, with everything that came for it and whatever it left in the browser."""
    with browser.new_context(locale="ko-KR") as context:
        page, came = context.new_page(), []
        page.on("response", lambda answer: came.append((answer.url, answer)))
        page.on("websocket", lambda socket: socket.on("framereceived", lambda data: came.append((socket.url, data))))
        page.on("console", lambda said: came.append(("console", said.text)))
        for key in SEEN_BY_BROWSER:
            path = next(a for a in page_addresses(plan) if a.startswith(next(p.path for p in PUBLIC if p.key == key) + "?") and f"lang={language}" in a)
            page.goto(app.url + path + ("&of=milestone/M01-01" if key == "history" else "&q=milestone" if key == "search" else ""), wait_until="domcontentloaded")
            wait_until_drawn(page)
            yield f"browser {path}", page.content().encode()
            yield f"browser {path}, kept", str(page.evaluate("[JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie]")).encode()
            yield from ((f"browser {path} ← {url}", _bytes(what)) for url, what in came)
            came.clear()


def _bytes(what) -> bytes:
    """Of an answer that was redirected or dropped there is nothing more to see than its head."""
    if isinstance(what, bytes | str):
        return what if isinstance(what, bytes) else what.encode()
    try:
        return str(what.headers).encode() + b"\n" + what.body()
    except Exception:
        return str(what.headers).encode()


def from_the_folder(folder: Path) -> Iterator[Got]:
    yield from ((f.relative_to(folder).as_posix(), f.relative_to(folder).as_posix().encode() + b"\n" + f.read_bytes()) for f in sorted(folder.rglob("*")) if f.is_file())
