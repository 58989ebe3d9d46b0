"""The canary: a word nobody outside may read stands in every field, file and account that is not published. Everything a
stranger can get from a site for both, from a public site and from the release is looked through for each of them, packed
and spelt in whatever way; and leaks planted in every place something could come out are found.
"""

import gzip
import io
import json
import sqlite3
import sys
import zipfile
from base64 import b64encode
from collections.abc import Iterable
from contextlib import ExitStack

import pytest

from tests.serving import serving
from tests.site.canary import STEM, Mint, marked, tokens_in, unmarked
from tests.site.canary_channels import (
    Got, Stranger, by_mistake, from_the_folder, interface, over_http, over_the_websocket, page_addresses, with_a_browser,
)
from tests.site.canary_site import SHOWN, a_haunted_site
from tests.site.editions import release_info
from tests.site.leaking import LEAKS, secrets
from tests.staffed import COOKIE, SECRET
from tracker.domain.publication import published
from tracker.services.reading import internal
from tracker.services.signing import Seal
from tracker.site.files import files_of

pytestmark = pytest.mark.slow
BOTH = {"TRACKER_SECRET": SECRET, "TRACKER_CORRECTIONS": "on"}
PUBLIC = {"TRACKER_SITE": "public", "TRACKER_DATABASE_URL": ""}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return a_haunted_site(tmp_path_factory.mktemp("haunted"))


@pytest.fixture(scope="module")
def plan(site):
    """The plan as it is now, unpublished words and all."""
    return internal(site.engine).plan


@pytest.fixture(scope="module")
def apps(site, tmp_path_factory):
    """The two sites strangers can reach, over the one release."""
    with ExitStack() as stack:
        def started(name: str, more: dict[str, str]):
            folder = tmp_path_factory.mktemp(name)
            return stack.enter_context(serving(folder, {"TRACKER_DATABASE_URL": site.url, "TRACKER_RELEASES": str(site.releases), **more}))
        yield {"both": started("both", BOTH), "public": started("public", PUBLIC)}


def leaks(site, got: Iterable[Got]) -> tuple[list[str], int, list[str]]:
    """What came out and what it stands for; how many answers there were; and those that said what everybody may read."""
    found, number, reached = [], 0, []
    for where, content in got:
        number += 1
        found += [f"{where}: {word} ({site.mint.stands_for.get(word, '')})" for word in sorted(tokens_in(content))]
        if SHOWN.encode() in content or SHOWN.encode() in b"".join(_inside(content)):
            reached.append(where)
    return found[:20], number, reached


def _inside(content: bytes) -> Iterable[bytes]:
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return [packed.read(name) for name in packed.namelist()]
    return []


def test_a_word_stands_in_every_field_that_is_not_published(site):
    """A field, a column or a table that is added gets one by itself, or is missed here."""
    assert unmarked(site.engine) == []
    assert len(site.mint.stands_for) > 400


@pytest.mark.parametrize("name", ["both", "public"])
def test_no_address_tells_any_of_them(site, apps, plan, name):
    found, number, reached = leaks(site, over_http(apps[name], site, plan))
    assert found == [] and number > 1000
    for kind in ("/milestones?lang=", "/data/milestones.csv", "/data/milestones.json", "/data/milestones.xlsx", "/api/v1/milestones", "/r/2026Q4-r1/plan.json",
                 "/latest/data/plan.sqlite"):
        assert any(kind in where for where in reached), f"{kind} was come across"


def test_no_mistake_and_no_refusal_tells_any_of_them(site, apps, plan):
    for name, app in apps.items():
        got = list(by_mistake(app, site.accounts["ella"]))
        assert leaks(site, got)[0] == [], name
        statuses = {where.partition("→ ")[2][:3] for where, _ in got}
        assert statuses >= ({"403", "405", "413", "429"} if name == "both" else {"405"}), statuses


@pytest.mark.parametrize("name", ["both", "public"])
def test_no_message_of_the_websocket_tells_any_of_them(site, apps, plan, name):
    found, number, reached = leaks(site, over_the_websocket(apps[name], plan))
    assert found == [] and number > 30 and {"websocket /milestone", "websocket /milestones", "websocket /goal"} <= set(reached)


@pytest.mark.browser
@pytest.mark.parametrize(("name", "language"), [("both", "ko"), ("public", "en")])
def test_nothing_in_a_browser_tells_any_of_them(chromium, site, apps, plan, name, language):
    found, number, reached = leaks(site, with_a_browser(chromium, apps[name], plan, language))
    assert found == [] and number > 50 and any("/milestone?" in where for where in reached) and any("← ws" in where for where in reached)


def test_no_file_of_the_release_tells_any_of_them(site):
    found, number, reached = leaks(site, from_the_folder(site.releases))
    assert found == [] and number > 100
    assert {path.rpartition(".")[2] for path in reached} >= {"json", "csv", "xlsx", "sqlite", "html"}


def test_no_log_tells_any_of_them(site, apps):
    """After everything above was asked: the last test that uses the two sites."""
    for app in apps.values():
        assert tokens_in(app.log.read_bytes()) == set()


# -- and they would be found
def test_who_is_signed_in_is_told_them(site, apps, plan):
    """The same ways, by somebody who may read it: so the words do come out where the program lets them."""
    cookie = {COOKIE: Seal(SECRET).sealed("session", site.tokens["ella"])}
    inside = Stranger(apps["both"], cookie)
    pages = next(a for a in page_addresses(plan) if a.startswith("/milestone?"))
    for path in (pages, "/data/milestones.csv", "/data/milestones.json", "/data/milestones.xlsx"):
        assert leaks(site, inside.got(path))[0], path
    found = leaks(site, over_the_websocket(apps["both"], plan, site.tokens["ella"]))[0]
    assert found


def test_a_release_of_what_is_not_published_would_be_found_in_every_kind_of_file(site, plan):
    """Were the allow-list passed by, each kind of file that tells of the plan would tell them."""
    def told(shown) -> set[str]:
        files = files_of(shown, release_info(), (), {})
        return {path.rpartition(".")[2] for path, content in files.items() if tokens_in(content)}
    kinds = told(plan)
    assert kinds >= {"json", "jsonld", "csv", "xlsx", "sqlite", "ics", "atom", "html", "pdf", "md", "toml"}, kinds
    hidden = {r.code for m in plan.milestones for r in m.reports if not r.accepted}
    assert hidden and not hidden & {r.code for m in published(plan).milestones for r in m.reports}


def test_a_leak_in_any_place_is_found(site, plan, tmp_path):
    """One process with a slip in each place: every one comes out, and comes out where it was made."""
    with serving(tmp_path, {"TRACKER_DATABASE_URL": site.url, "TRACKER_RELEASES": str(site.releases), **BOTH}, (sys.executable, "-m", "tests.site.leaking")) as app:
        stranger = Stranger(app)
        page = next(a for a in page_addresses(plan) if a.startswith("/milestone?"))
        told = {
            "shell": dict(stranger.got(page)), "download": dict(stranger.got("/data/goals.csv")), "interface": dict(stranger.got(next(interface(plan)))),
            "error": dict(stranger.got("/nothing")), "head": {w: c for w, c in stranger.got("/nothing") if w.endswith("head")},
            "websocket": dict(over_the_websocket(app, plan)), "log": {"log": app.log.read_bytes()},
        }
        for number, place in enumerate(LEAKS):
            assert tokens_in(secrets(site.engine)[number].encode()) & set().union(*(tokens_in(c) for c in told[place].values())), place


WORD = f"{STEM}0001"


def in_a_database() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a)")
    connection.execute("INSERT INTO t VALUES (?)", (WORD,))
    return connection.serialize()


def in_a_zip() -> bytes:
    with io.BytesIO() as held:
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/sheet.xml", f"<t>{WORD}</t>")
        return held.getvalue()


@pytest.mark.parametrize("content", [
    WORD.encode(), WORD.upper().encode(), WORD[:-2].encode(), gzip.compress(WORD.encode()), in_a_zip(), in_a_database(), WORD.encode("utf-16-le"),
    *(b64encode(b"." * n + WORD.encode() + b"..") for n in range(3)), WORD.encode().hex().encode(), "".join(f"\\u{ord(c):04X}" for c in WORD).encode(),
    "".join(f"&#{ord(c)};" for c in WORD).encode(), "".join(f"%{ord(c):02X}" for c in WORD).encode(), WORD[::-1].encode(), json.dumps([WORD]).encode(),
    gzip.compress(in_a_zip()),
], ids=lambda content: "form")  # the same names in every process: some of these forms hold the time
def test_a_word_is_found_in_whatever_form(content):
    assert tokens_in(b"some bytes before\0" + content if content[:2] not in (b"\x1f\x8b", b"PK") else content)


def test_what_holds_none_tells_none():
    assert tokens_in(gzip.compress(b"an open word, qzx, canary")) == tokens_in(b64encode(bytes(range(256)) * 40)) == set()
    assert marked((), Mint()) == ()
