"""The shipped configurations under a real nginx, before a real public and a real internal process: what a stranger gets, what
nginx keeps, and what has no way out."""

import gzip
import http.client
import re
import shutil
import time
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from struct import pack, unpack
from urllib.parse import urlsplit

import pytest

from tests.builders import a_full_plan
from tests.nginx import INTERNAL, MARK, PATIENCE, PUBLIC, STATIC, around, internal_conf, nginx, public_conf, set_here
from tests.server.desks import a_desk
from tests.serving import App, free_port, serving
from tests.site.editions import release_info
from tests.staffed import SECRET, cookie_for, token_for
from tests.talking import Talker
from tracker.domain.log import Head
from tracker.domain.plan import Plan
from tracker.domain.release import PLAN, Manifest, ReleaseKind, release_id
from tracker.exchange.plan_json import plan_bytes
from tracker.exchange.release_folder import mark_withdrawn, write_release
from tracker.server.inside import ways_in
from tracker.site.static_edition import files_static
from tracker.text import wording
from tracker.views.pages import PAGES
from websockets.exceptions import InvalidStatus

pytestmark = pytest.mark.slow
OUT = datetime(2026, 10, 15, tzinfo=UTC)
OLD, GONE, NOW, BROKEN, LATER = "2026Q2-r1", "2026Q3-r1", "2026Q3-r2", "2026Q3-r3", "2026Q4-r1"
PAGE = f"/r/{NOW}/"


def titled(plan: Plan, words: str) -> Plan:
    first = plan.milestones[0]
    return replace(plan, milestones=(replace(first, title=replace(first.title, ko=words, en=words)), *plan.milestones[1:]))


def publish(folder: Path, id: str, at: datetime, more: dict[str, bytes] = {}) -> None:
    plan = titled(replace(a_full_plan(), checks=()), f"Words of {id}")
    files = {PLAN: plan_bytes(plan), "data/ko/goals.csv": b"\xef\xbb\xbfcode\r\n" + b"T01\r\n" * 400, **more}
    write_release(folder, Manifest(release_id(id), ReleaseKind.QUARTER, plan.head.code, date(2026, 9, 30), at, Head(1, "a" * 64), {}), files)


def furnish(folder: Path) -> None:
    """The present release with its static edition; an old, a withdrawn and an altered one; one still to come, one half written."""
    publish(folder, OLD, OUT.replace(month=7))
    publish(folder, GONE, OUT)
    mark_withdrawn(folder, release_id(GONE), "x")
    plan = titled(replace(a_full_plan(), checks=()), f"Words of {NOW}")
    publish(folder, NOW, OUT.replace(day=16), files_static(plan, release_info(id=release_id(NOW))) | {"evidence/abc.html": b"<script>1</script>"})
    publish(folder, BROKEN, OUT.replace(day=17))
    (folder / BROKEN / PLAN).write_bytes((folder / BROKEN / PLAN).read_bytes().replace(b"Words", b"Forge"))
    publish(folder, LATER, OUT.replace(year=2099))
    (folder / ".2027Q1-r1.7").mkdir()
    (folder / ".2027Q1-r1.7" / PLAN).write_text("half written")


@dataclass(frozen=True)
class Fronts:
    """What visitors and staff reach, and the processes behind."""

    public: App
    internal: App
    behind_public: App
    behind_internal: App
    releases: Path
    kept: Path


@pytest.fixture(scope="module")
def fronts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fronts")
    furnish(folder / "releases")
    with ExitStack() as stack:
        public, internal = (stack.enter_context(serving(made(folder / name), settings)) for name, settings in (
            ("public", {"TRACKER_SITE": "public", "TRACKER_DATABASE_URL": "", "TRACKER_RELEASES": str(folder / "releases")}),
            ("internal", {"TRACKER_SITE": "internal", "TRACKER_DEMO": "1", "TRACKER_SECRET": SECRET})))
        ports = free_port(), free_port()
        urls = [f"http://127.0.0.1:{port}" for port in ports]
        conf = around(folder / "nginx", public_conf(folder / "nginx", ports[0], behind(public)), internal_conf(ports[1], behind(internal)))
        stack.enter_context(nginx(folder / "nginx", conf, urls[0] + "/healthz"))
        yield Fronts(replace(public, url=urls[0]), replace(internal, url=urls[1]), public, internal, folder / "releases", folder / "nginx" / "kept")


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def behind(app: App) -> str:
    return app.url.removeprefix("http://")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def words(self) -> str:
        return (gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body).decode("utf-8", "replace")


def ask(app: App, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """The bare answer: nothing followed, nothing unpacked, the path as it is."""
    connection = http.client.HTTPConnection(urlsplit(app.url).netloc, timeout=60)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def test_what_is_marked_is_all_that_has_to_be_set():
    assert PUBLIC.read_text("utf-8").count(MARK) == 3 and INTERNAL.read_text("utf-8").count(MARK) == 2


def test_a_page_of_the_static_edition_comes_packed_and_for_good(fronts):
    page = ask(fronts.public, PAGE, Accept_Encoding="gzip, deflate, br")
    assert page.status == 200 and page.headers["content-encoding"] == "gzip" and "<!doctype html>" in page.words
    assert page.headers["content-type"].startswith("text/html") and page.headers["cache-control"] == "public, max-age=31536000, immutable"
    plain = ask(fronts.public, PAGE)
    assert "content-encoding" not in plain.headers and plain.words == page.words
    assert len(page.body) == int(page.headers["content-length"]) and ask(fronts.public, PAGE, "HEAD").body == b""
    english = ask(fronts.public, PAGE + "en/")
    assert english.status == 200 and 'lang="en"' in english.words
    assert ask(fronts.public, f"/r/{OLD}/plan.json").status == 200, "older releases stay"


def test_every_answer_is_the_one_of_the_process_behind(fronts):
    """Also when it comes from what nginx keeps."""
    for path in (PAGE, f"/r/{NOW}/manifest.json", f"/r/{NOW}/data/ko/goals.csv", "/latest/", "/latest/en/", "/api/v1/goals?lang=en", "/goals?lang=en", "/nothing"):
        direct = ask(fronts.behind_public, path, Accept_Encoding="gzip", Host=behind(fronts.public))
        for _ in range(2):
            through = ask(fronts.public, path, Accept_Encoding="gzip")
            assert (through.status, through.body) == (direct.status, direct.body), path
            left_out = {"date", "connection", "transfer-encoding", "server"}
            assert {k: v for k, v in through.headers.items() if k not in left_out} == {k: v for k, v in direct.headers.items() if k not in left_out}, path


def test_who_has_it_already_is_told_so(fronts):
    for path in (PAGE, "/latest/", "/api/v1/goals", "/goals"):
        first = ask(fronts.public, path, Accept_Encoding="gzip")
        again = ask(fronts.public, path, Accept_Encoding="gzip", If_None_Match=first.headers["etag"])
        assert (again.status, again.body) == (304, b""), path
        assert ask(fronts.public, path, Accept_Encoding="gzip", If_None_Match='"another"').status == 200


def test_nginx_keeps_what_was_published_and_nothing_else(fronts):
    ask(fronts.public, "/latest/data/ko/goals.csv")
    ask(fronts.public, "/goals?lang=en&q=nobodys-words")
    copy_of(fronts, "/latest/data/ko/goals.csv", 1)
    assert b"nobodys-words" not in b"".join(copies(fronts).values())
    assert ask(fronts.public, "/latest/").headers["cache-control"] == "public, max-age=60"
    assert "no-cache" in ask(fronts.public, "/goals").headers["cache-control"]


def test_pages_to_explore_are_drawn_over_the_websocket(fronts):
    with Talker(fronts.public) as talker:
        said = talker.open("milestones", lang="en")
    assert NOW in said and f"Words of {NOW}" in said and wording("en")("frame.error_title") not in said


def test_a_page_of_another_site_gets_no_websocket(fronts):
    with pytest.raises(InvalidStatus):
        Talker(replace(fronts.public, url=fronts.behind_public.url), origin="http://elsewhere.example")
    with pytest.raises(InvalidStatus):
        Talker(fronts.public, origin="http://elsewhere.example")


def test_every_answer_carries_the_headers_that_protect_its_reader(fronts):
    for path in ("/", "/goals", PAGE, "/latest/", "/api/v1/goals", "/nothing", "/account/login", "/static/nothing.js"):
        headers = ask(fronts.public, path).headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] and headers["x-frame-options"] == "SAMEORIGIN", path
        assert headers["server"] == "nginx", "no version is told"
    chart = next(p.relative_to(fronts.releases / NOW).as_posix() for p in sorted((fronts.releases / NOW).rglob("embed/*/*.html")))
    assert "frame-ancestors *" in ask(fronts.public, f"/r/{NOW}/{chart}").headers["content-security-policy"], "charts may stand in pages of other sites"


def test_evidence_is_saved_and_never_run(fronts):
    answer = ask(fronts.public, f"/r/{NOW}/evidence/abc.html")
    assert answer.status == 200 and answer.headers["content-type"] == "application/octet-stream" and answer.headers["content-disposition"] == "attachment"


@pytest.mark.parametrize("path", [
    f"/r/{BROKEN}/plan.json", f"/r/{LATER}/plan.json", f"/r/{LATER}/", "/r/.2027Q1-r1.7/plan.json", "/r/2027Q1-r1/plan.json",
    "/r/", f"/r/{NOW}/data/", f"/r/{NOW}/site", "/latest/data/", "/.lock", "/r/.lock", "/.git/config", f"/r/{NOW}/.hidden", "/latest/.hidden",
    f"/r/{NOW}/../{LATER}/plan.json", f"/r/{NOW}/%2e%2e/{LATER}/plan.json", f"/r/{NOW}/..%2f{LATER}%2fplan.json", f"/r/{GONE}.withdrawn",
    f"/r/{NOW}/site/..;/plan.json", "/r//etc/passwd", "/r/%00", f"/r/{NOW}//plan.json", "/latest/../../etc/passwd",
])
def test_there_is_no_way_to_what_is_not_published(fronts, path):
    answer = ask(fronts.public, path)
    assert answer.status in (400, 404), answer.status
    assert "half written" not in answer.words and "Forge" not in answer.words and f"Words of {LATER}" not in answer.words and "Index of" not in answer.words


def test_the_newest_is_neither_the_withdrawn_the_altered_nor_the_coming_one(fronts):
    newest = ask(fronts.public, "/latest/manifest.json")
    assert f'"{NOW}"' in newest.words
    listed = ask(fronts.public, "/api/v1/releases").words
    assert NOW in listed and BROKEN not in listed and LATER not in listed


def copies(fronts: Fronts) -> dict[Path, bytes]:
    """What nginx keeps; one that is being written has a longer name and may go at any time."""
    return {f: f.read_bytes() for f in fronts.kept.rglob("*") if re.fullmatch("[0-9a-f]{32}", f.name)}


def copy_of(fronts: Fronts, path: str, minutes: float) -> Path:
    """Where nginx keeps the answer, for that long; it may put it there a moment after it has sent it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = [f for f, content in copies(fronts).items() if path.encode() in content]
        if found and minutes_kept(found[0]) == minutes:
            return found[0]
        time.sleep(0.05)
    raise AssertionError(f"{path} is not kept for {minutes} minutes: {[minutes_kept(f) for f in found]}")


def minutes_kept(file: Path) -> float:
    """For how long nginx sends its copy without asking: a copy begins with version, end of that time, …, time of the answer."""
    _, until, _, _, _, since = unpack("6q", file.read_bytes()[:48])
    return (until - since) / 60


def aged(file: Path) -> None:
    """The copy's time is over."""
    content = file.read_bytes()
    file.write_bytes(content[:8] + pack("q", 1) + content[16:])


def test_a_release_taken_out_of_the_folder_is_gone_within_minutes(fronts, tmp_path):
    path = f"/r/{OLD}/data/ko/goals.csv"
    first = ask(fronts.public, path)
    copy = copy_of(fronts, path, 5)
    aged(copy)
    assert ask(fronts.public, path).body == first.body and copy_of(fronts, path, 5) == copy, "asked again and kept on"
    shutil.move(fronts.releases / OLD, tmp_path / OLD)
    try:
        aged(copy)
        assert ask(fronts.public, path).status == 404
    finally:
        shutil.move(tmp_path / OLD, fronts.releases / OLD)


def test_every_page_and_way_of_the_inside_is_named_in_the_configuration(tmp_path):
    said = re.search(r"location ~ \^/\(([a-z|_]+)\)\(/\|\$\) \{ rewrite", PUBLIC.read_text("utf-8")).group(1)
    ways = {route.path.split("/")[1] for route in ways_in(a_desk(tmp_path))}
    assert set(said.split("|")) == {p.path.strip("/") for p in PAGES if not p.public} | ways | {"account", "correct"}


def test_nothing_of_the_inside_is_reached_from_the_public_host(fronts):
    paths = ["/account/login", "/account/demo", "/account/password", "/correct", "/evidence/" + "0" * 64, "/_stcore/metrics", "/_stcore/upload_file/x/y"]
    for path in paths + [p.path for p in PAGES if not p.public]:
        answer = ask(fronts.public, path + "?lang=en")
        assert answer.status == 404 and wording("en")("server.not_found_title") in answer.words, path
        for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE"):
            assert ask(fronts.public, path, method, b"x=1").body == b"405 Method Not Allowed\n", (method, path)


def test_no_request_makes_somebody_of_a_visitor(fronts, tmp_path):
    """Even before a process that serves both: a cookie does not come through, so nothing unpublished can be kept by nginx."""
    with serving(tmp_path, {"TRACKER_DEMO": "1", "TRACKER_SECRET": SECRET}) as both:
        cookie = f"tracker={cookie_for(both, 'demo.editor')}"
        port = free_port()
        front = replace(both, url=f"http://127.0.0.1:{port}")
        with nginx(tmp_path / "nginx", around(tmp_path / "nginx", public_conf(tmp_path / "nginx", port, behind(both))), front.url + "/healthz"):
            assert ask(both, "/data/goals.csv", Cookie=cookie).headers["cache-control"].startswith("private"), "the cookie is good"
            assert ask(both, "/work", Cookie=cookie).status == 200
            assert ask(front, "/data/goals.csv", Cookie=cookie).headers["cache-control"].startswith("public")
            assert ask(front, "/work", Cookie=cookie).status == 404
            with Talker(both, token_for(both, "demo.editor")) as inside, Talker(front, token_for(both, "demo.editor")) as outside:
                t = wording("ko")("editions.working")
                assert t in inside.open("goals") and t not in outside.open("goals")


def test_staff_work_behind_the_internal_configuration(fronts):
    assert ask(fronts.internal, "/goals").status == 303
    page = ask(fronts.internal, "/account/login?lang=en")
    assert page.status == 200
    with Talker(fronts.internal, token_for(fronts.behind_internal, "demo.editor")) as editor:
        assert wording("ko")("pages.inbox") in editor.open("work")
    cookie = f"tracker={cookie_for(fronts.behind_internal, 'demo.editor')}"
    data = ask(fronts.internal, "/data/goals.csv", Cookie=cookie)
    assert data.status == 200 and data.headers["cache-control"].startswith("private")
    assert ask(fronts.internal, "/.git/config").status == 404 and ask(fronts.internal, "/r/2026Q3-r2/plan.json").status in (404, 503)


def test_while_the_process_is_away_what_was_kept_goes_on_being_sent(fronts, tmp_path):
    port = free_port()
    front = replace(fronts.public, url=f"http://127.0.0.1:{port}")
    with serving(tmp_path, {"TRACKER_SITE": "public", "TRACKER_DATABASE_URL": "", "TRACKER_RELEASES": str(fronts.releases)}) as app:
        conf = around(tmp_path / "nginx", public_conf(tmp_path / "nginx", port, behind(app)))
        with nginx(tmp_path / "nginx", conf, front.url + "/healthz"):
            first = ask(front, PAGE)
    with nginx(tmp_path / "nginx", conf, front.url):
        assert ask(front, PAGE).body == first.body
        away = ask(front, "/goals")
        assert away.status == 503 and away.headers["retry-after"] == "30" and "again" in away.words


def test_a_static_host_serves_a_release_without_any_process(fronts, tmp_path):
    """Copied as the page on deploying says; nothing is listed, run or told that is no part of a release."""
    www, port = tmp_path / "www", free_port()
    for id in (NOW, GONE):
        shutil.copytree(fronts.releases / id, www / "r" / id)
    shutil.copytree(fronts.releases / ".2027Q1-r1.7", www / "r" / ".2027Q1-r1.7")
    (www / "r" / f"{GONE}.withdrawn").write_text("x")
    (www / "latest").symlink_to(f"r/{NOW}")
    conf = set_here(STATIC.read_text("utf-8").replace("alias /srv/www/", f"alias {www}/"), {"listen 8082;": f"listen 127.0.0.1:{port};", "root /srv/www;": f"root {www};"})
    app = replace(fronts.public, url=f"http://127.0.0.1:{port}")
    with nginx(tmp_path / "nginx", around(tmp_path / "nginx", conf), app.url):
        page = ask(app, PAGE, Accept_Encoding="gzip")
        assert page.status == 200 and page.headers["content-encoding"] == "gzip" and "<!doctype html>" in page.words
        assert page.headers["cache-control"] == "public, max-age=31536000, immutable" and "frame-ancestors 'self'" in page.headers["content-security-policy"]
        assert ask(app, PAGE, If_None_Match=ask(app, PAGE).headers["etag"]).status == 304
        assert ask(app, "/latest/").words == page.words and ask(app, "/latest/").headers["cache-control"] == "public, max-age=60"
        assert ask(app, "/").headers["location"] == "/latest/" and 'lang="en"' in ask(app, "/latest/en/").words
        assert ask(app, "/data/ko/goals.csv").headers["content-type"] == "text/csv; charset=utf-8"
        evidence = ask(app, f"/r/{NOW}/evidence/abc.html")
        assert evidence.headers["content-type"].startswith("application/octet-stream") and evidence.headers["content-disposition"] == "attachment"
        for hidden in ("/r/", f"/r/{NOW}/data/", f"/r/{NOW}/evidence/", "/r/.2027Q1-r1.7/plan.json", f"/r/{GONE}.withdrawn", "/.git/config", f"/r/{NOW}/../../../etc/passwd"):
            assert ask(app, hidden).status in (400, 403, 404), hidden
        assert ask(app, "/r/2027Q1-r1/").headers["cache-control"] == "no-store" and ask(app, PAGE, "POST", b"x").status in (403, 405)
