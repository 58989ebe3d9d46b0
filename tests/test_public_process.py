"""A public site is a process that cannot reach anything unpublished: what it loads, what it refuses, what it answers.

The real process is started, its pages drawn over its real websocket, and only then is it asked what it has loaded.
"""

import re
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from tests.looking import address_of, query_of
from tests.releases import OUT, published
from tests.serving import ROOT, serving
from tests.staffed import COOKIE, SECRET, console, cookie_for, token_for
from tests.talking import Talker, Thing
from tracker.config import INSIDE
from tracker.domain.actors import Action
from tracker.domain.release import ReleaseId
from tracker.exchange.release_folder import mark_withdrawn
from tracker.exchange.signing import fingerprint, new_key, public_of
from tracker.services.door import perform
from tracker.text import wording
from tracker.views.pages import PAGES, PUBLIC

CLOSED = ("sqlalchemy", "alembic", "psycopg", "sqlite3", "_sqlite3", "argon2", "authlib", "joserfc", "holidays", "smtplib", "tracker.store", "tracker.server.inside",
          "tracker.server.account", "tracker.server.correction", "tracker.server.workbook", "tracker.ui.inside", "tracker.ui.member", "tracker.ui.pages")
OWN_SERVICES = {"tracker.services", "tracker.services.editions", "tracker.services.published", "tracker.services.published_past"}
FIRST = "M01-01"
ALONE = {"TRACKER_SITE": "public", "TRACKER_DATABASE_URL": ""}


class Unmoved(urllib.request.HTTPRedirectHandler):
    """Stays where it is told to go elsewhere."""

    def redirect_request(self, *_):
        return None


def told(plan, words: str):
    """The plan with other words at its first milestone."""
    first = plan.milestones[0]
    return replace(plan, milestones=(replace(first, title=replace(first.title, ko=words, en=words)), *plan.milestones[1:]))


@pytest.fixture(scope="module")
def site(tmp_path_factory, real_plan):
    """A public process over three releases: an old one, one taken back, and the present one; one more is broken."""
    folder = tmp_path_factory.mktemp("public")
    releases = folder / "releases"
    published(releases, told(real_plan, "First words"), ReleaseId(2026, 2, 1), OUT.replace(month=7), date(2026, 6, 30))
    published(releases, told(real_plan, "Withdrawn words"), ReleaseId(2026, 3, 1), OUT, date(2026, 9, 30))
    published(releases, told(real_plan, "Present words"), ReleaseId(2026, 3, 2), OUT.replace(day=16), date(2026, 9, 30))
    published(releases, told(real_plan, "Broken words"), ReleaseId(2026, 4, 1), OUT.replace(month=11), date(2026, 11, 1))
    mark_withdrawn(releases, ReleaseId(2026, 3, 1), "x")
    broken = releases / "2026Q4-r1" / "plan.json"
    broken.write_bytes(broken.read_bytes().replace(b"Broken", b"Forged"))
    with serving(folder, ALONE, (sys.executable, "-X", "importtime", "-m", "tracker", "serve")) as app:
        yield app, releases


def loaded(app) -> set[str]:
    """Every module the process has imported so far, by its own word (but for the very name given to `import_module`: what
    such a module imports itself is listed)."""
    return set(re.findall(r"^import time:.*\|\s*([\w.]+)$", app.logged(), re.MULTILINE))


def asked(app, method: str, path: str, body: bytes | None = None) -> tuple[int, str]:
    request = urllib.request.Request(app.url + path, body, method=method, headers={"Origin": app.url, "Content-Type": "application/x-www-form-urlencoded"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode("utf-8", "replace")


def test_every_page_is_drawn_and_nothing_of_the_inside_is_loaded(site):
    app, _ = site
    with Talker(app) as talker:
        for page in PUBLIC:
            for language in ("ko", "en"):
                assert asked(app, "GET", address_of(page.key, lang=language))[0] == 200, page.key
                said = talker.open(page.path.strip("/"), **query_of(page.key, lang=language))
                assert "2026Q3-r2" in said and wording(language)("frame.error_title") not in said, (page.key, language)
                assert "/account/" not in said
        kinds = {thing.kind for thing in talker.things.values()}
    for path in ("/data/milestones.csv", "/data/milestones.json", "/sitemap.xml", "/robots.txt", "/healthz"):
        assert asked(app, "GET", path)[0] == 200
    modules = loaded(app)
    assert {"tracker.ui.app", "tracker.pages.components", "tracker.views.rebaselining", "tracker.server.pages", "streamlit"} <= modules, "the list is that of the process"
    assert sorted(m for m in modules if m.startswith(CLOSED)) == []
    assert {m for m in modules if m.startswith("tracker.services")} <= OWN_SERVICES
    assert kinds <= {"selectbox", "text_input"}, "filters and nothing that sends"


def test_no_address_takes_anything(site):
    app, releases = site
    before = {f: f.read_bytes() for f in releases.rglob("*") if f.is_file()}
    paths = ["/", "/goals", "/data/goals.csv", "/account/login", "/account/join", "/account/demo", "/correct", "/evidence/" + "0" * 64,
             "/_stcore/upload_file/x/y", "/_stcore/stream", "/api/v1/plan", "/r/2026Q3-r2/plan.json", *(p.path for p in PAGES)]
    for path in paths:
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            assert asked(app, method, path, b"x=1")[0] in (403, 404, 405), (method, path)
    for path in ("/account/login", "/account/logout", "/account/join", "/account/password", *(p.path for p in PAGES if not p.public)):
        assert asked(app, "GET", path)[0] == 404, path
    assert {f: f.read_bytes() for f in releases.rglob("*") if f.is_file()} == before


def test_pages_and_buttons_of_the_inside_do_nothing_over_the_websocket(site):
    """Somebody who knows how work pages name their fields sends what their browser would."""
    app, releases = site
    with Talker(app) as talker:
        for page in (p for p in PAGES if not p.public):
            talker.things.clear()
            said = talker.open(page.path.strip("/"), code="M07-01")
            assert not [t for t in talker.things.values() if t.kind in ("button", "checkbox", "file_uploader")], page.key
            assert "Present words" in said or "2026Q3-r2" in said or not said
            for name in ("send_M07-01", "withdraw_M07-01", "approve", "apply"):
                talker.use(Thing(f"$$ID-0123456789abcdef0123456789abcdef-{name}", "button", name, ""))
    assert sorted(m for m in loaded(app) if m.startswith((*CLOSED, "tracker.services.door", "tracker.services.reporting", "tracker.ui.pages"))) == []


@pytest.mark.parametrize(("query", "shown"), [
    ({}, "Present words"), ({"release": "2026Q2-r1"}, "First words"), ({"release": "2026Q3-r1"}, "Withdrawn words"),
    ({"known_on": "2026-08-01"}, "First words"), ({"known_on": "2026-11-01"}, "Present words"),
])
def test_the_release_that_is_asked_for_is_shown_everywhere(site, real_plan, query, shown):
    app, _ = site
    code = real_plan.milestones[0].code
    with Talker(app) as talker:
        said = talker.open("milestone", code=code, **query)
    words = {"Present words", "First words", "Withdrawn words", "Broken words", "Forged words"}
    tail = "".join(f"&{k}={v}" for k, v in query.items())
    shell, data = asked(app, "GET", f"/milestone?code={code}{tail}")[1], asked(app, "GET", f"/data/milestones.csv?lang=ko{tail}")[1]
    assert shown in said and shown in shell and shown in data
    before = words if shown != "First words" else set()  # a page also tells what the title was in earlier releases
    assert not any(w in shell + data for w in words - {shown})
    assert not any(w in said for w in {"Broken words", "Forged words"} | (words - {shown} - before))


def test_the_page_says_what_it_is_and_what_is_wrong(site):
    app, _ = site
    t = wording("en")
    with Talker(app) as talker:
        now = talker.open("goals", lang="en")
        old, gone, unknown = (talker.open("goals", lang="en", release=r) for r in ("2026Q2-r1", "2026Q3-r1", "2026Q1-r9"))
        then = talker.open("goals", lang="en", known_on="2026-01-01")
    assert str(t("editions.release", id="2026Q3-r2")) in now and "/help?lang=en#verify" in now and str(t("editions.broken", ids="2026Q4-r1", shown="2026Q3-r2")) in now
    assert str(t("common.as_of", as_of=date(2026, 9, 30))) in now, "a release speaks for its own day"
    assert str(t("editions.older", id="2026Q2-r1", newest="2026Q3-r2")) in old and "release=2026Q2-r1" in old
    assert str(t("editions.withdrawn", id="2026Q3-r1")) in gone
    assert t("editions.no_such_title") in unknown and asked(app, "GET", "/goals?release=2026Q1-r9")[0] == 404
    assert t("history.nothing_known_title") in then and asked(app, "GET", "/goals?known_on=2026-01-01")[0] == 404


@pytest.mark.parametrize("name", INSIDE)
def test_a_public_process_refuses_what_only_the_inside_needs(tmp_path, name):
    surroundings = {"PATH": "/usr/bin:/bin", "TRACKER_SITE": "public", "TRACKER_RELEASES": str(tmp_path), "TRACKER_PORT": "1", name: "1"}
    done = subprocess.run([sys.executable, "-m", "tracker", "serve"], cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and done.stdout == "" and done.stderr.startswith(f"{name}: must not be set") and done.stderr.count("\n") == 1


def test_a_public_site_has_only_the_commands_it_can_use(tmp_path):
    surroundings = {"PATH": "/usr/bin:/bin", "TRACKER_SITE": "public", "TRACKER_RELEASES": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "tracker", "--help"], cwd=ROOT, env=surroundings, capture_output=True, text=True, timeout=60)
    assert "serve" in done.stdout and "verify-release" in done.stdout and not re.search(r"\b(seed|user|migrate|backup)\b", done.stdout)


def test_with_nothing_published_there_is_a_page_that_says_so(tmp_path):
    with serving(tmp_path, ALONE) as app, Talker(app) as talker:
        status, words = asked(app, "GET", "/goals?lang=en")
        assert status == 503 and wording("en")("editions.none_title") in words and asked(app, "GET", "/data/goals.csv")[0] == 503
        assert asked(app, "GET", "/healthz") == (503, '{"status":"not ready","reason":"no_release"}')
        said = talker.open("goals", lang="en")
        assert wording("en")("editions.none_title") in said and "/account/" not in said


def test_with_only_releases_of_other_keys_it_says_what_to_do(tmp_path, real_plan):
    office, other = new_key(), new_key()
    published(tmp_path / "releases", real_plan, ReleaseId(2026, 3, 1), OUT, key=other)
    with serving(tmp_path, ALONE | {"TRACKER_TRUSTED_KEYS": public_of(office)}) as app, Talker(app) as talker:
        health, said = asked(app, "GET", "/healthz")
        assert health == 503 and '"no_trusted_release"' in said and asked(app, "GET", "/api/v1/plan")[0] == 503
        for language in ("ko", "en"):
            t = wording(language)
            status, words = asked(app, "GET", f"/goals?lang={language}")
            words = unescape(words)
            drawn = unescape(talker.open("goals", lang=language))
            assert status == 503 and all(t(key) in text for key in ("editions.unfit_title", "error.no_trusted_release") for text in (words, drawn))
            assert t("editions.none_title") not in words + drawn
        prints = fingerprint(public_of(office)), fingerprint(public_of(other))
        assert all(one in app.logged() and one not in words + drawn + said for one in prints) and app.logged().count("nothing to show") == 1
        published(tmp_path / "releases", real_plan, ReleaseId(2026, 3, 2), OUT, key=office)
        published(tmp_path / "releases", real_plan, ReleaseId(2026, 3, 3), OUT.replace(day=16), key=office)
        mark_withdrawn(tmp_path / "releases", ReleaseId(2026, 3, 3), "x")
        for language in ("ko", "en"):
            told = str(wording(language)("editions.unproven", ids="2026Q3-r3"))
            for asked_for in ({}, {"release": "2026Q3-r3"}):
                assert told in unescape(talker.open("goals", lang=language, **asked_for)), (language, asked_for)
            assert str(wording(language)("editions.signed", key=prints[0][:12])) in unescape(talker.open("goals", lang=language))
        assert asked(app, "GET", "/healthz")[0] == 200


def test_on_a_site_for_both_visitors_read_the_release_and_staff_the_working_plan(tmp_path):
    secret = {"TRACKER_DEMO": "1", "TRACKER_SECRET": SECRET}
    with serving(tmp_path, secret) as app:
        def rename(work):
            work.put(told(work.plan, "Unpublished words").milestones[0])
            return ""
        perform(console(app), Action.EDIT_PLAN, rename)
        with Talker(app) as visitor, Talker(app, token_for(app, "demo.editor")) as editor:
            theirs, ours, looked = visitor.open("milestone", code=FIRST), editor.open("milestone", code=FIRST), editor.open("milestone", code=FIRST, release="2026Q4-r1")
        cookie = cookie_for(app, "demo.editor")
        for path in (f"/milestone?code={FIRST}", "/data/milestones.csv?lang=ko", "/sitemap.xml", f"/search?q=Unpublished&code={FIRST}"):
            assert "Unpublished words" not in asked(app, "GET", path)[1]
        assert "Unpublished words" not in theirs and "2026Q4-r1" in theirs and "Unpublished words" in ours and "Unpublished words" not in looked
        t = wording("ko")
        assert t("editions.working") in ours and t("editions.working") not in theirs and t("editions.to_working") in looked
        request = urllib.request.Request(f"{app.url}/milestone?code={FIRST}", headers={"Cookie": f"{COOKIE}={cookie}"})
        with urllib.request.urlopen(request) as answer:
            assert b"Unpublished words" in answer.read() and answer.headers["Cache-Control"].startswith("private")
        forged = urllib.request.Request(f"{app.url}/milestone?code={FIRST}", headers={"Cookie": f"{COOKIE}=x{cookie[1:]}"})
        with urllib.request.urlopen(forged) as answer:
            assert b"Unpublished words" not in answer.read()


def test_an_internal_site_shows_visitors_nothing_but_the_way_in(tmp_path):
    with serving(tmp_path, {"TRACKER_DEMO": "1", "TRACKER_SECRET": SECRET, "TRACKER_SITE": "internal"}) as app:
        with Talker(app) as visitor, Talker(app, token_for(app, "demo.official")) as official:
            theirs, ours = visitor.open("goals", lang="en"), official.open("goals", lang="en")
        opener = urllib.request.build_opener(Unmoved)
        for path in ("/goals", "/data/goals.csv", "/sitemap.xml", "/milestone?code=M07-01&release=2026Q4-r1"):
            with pytest.raises(urllib.error.HTTPError) as moved:
                opener.open(app.url + path)
            assert moved.value.code == 303 and moved.value.headers["Location"].startswith("/account/login?")
        assert wording("en")("frame.sign_in_title") in theirs and "<footer" not in theirs and "<footer" in ours
        assert not list((tmp_path / "releases").glob("2026*"))
