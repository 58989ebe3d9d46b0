"""Files of releases: only what the manifest names, under its hash, kept for good or briefly, whole or not at all."""

import gzip
import io
import json
import sys

import anyio
import openpyxl
import pytest

from tests.builders import a_full_plan
from tests.server.desks import CountingShelf, a_client, a_desk
from tests.server.releases import AT, a_public_desk, announced, nobody_signed_in, publish
from tests.site.releases import real_plan
from tracker.domain.log import Head
from tracker.domain.release import MANIFEST, PLAN, Manifest, ReleaseKind, release_id, sha256
from tracker.exchange.plan_json import plan_bytes
from tracker.exchange.release_folder import mark_withdrawn, write_release
from tracker.server.first import write_first
from tracker.server.release_files import PACKAGE, media_type
from tracker.text import wording

FOREVER, SHORT = "public, max-age=31536000, immutable", "public, max-age=60"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("public")


@pytest.fixture(scope="module")
def desk(place):
    return a_public_desk(place, a_full_plan(), whole=True)


@pytest.fixture(scope="module")
def client(desk):
    return a_client(desk)


@pytest.fixture(scope="module")
def release(desk):
    return desk.rack.current(desk.editions.now())


def test_every_named_file_is_served_as_it_was_published(client, release):
    for path, named in release.manifest.files.items():
        answer = client.get(f"/r/2026Q4-r1/{path}")
        assert answer.status_code == 200 and sha256(answer.content) == named.sha256, path
        assert answer.headers["etag"].strip('"').removesuffix("-gz") == named.sha256
        assert answer.headers["cache-control"] == FOREVER and answer.headers["access-control-allow-origin"] == "*"


def test_the_newest_is_kept_briefly(client, release):
    answer = client.get("/latest/plan.json")
    assert answer.headers["cache-control"] == SHORT and sha256(answer.content) == release.manifest.files["plan.json"].sha256


@pytest.mark.parametrize("name", PACKAGE)
def test_the_package_lies_beside_the_datasets(client, release, name):
    assert sha256(client.get(f"/data/{name}").content) == release.manifest.files[f"data/{name}"].sha256


def test_the_tables_the_package_names_lie_beside_it(client, release):
    named = [resource["path"] for resource in client.get("/data/datapackage.json").json()["resources"]]
    named += [line.split("  ")[1] for line in client.get("/data/SHA256SUMS").text.splitlines() if not line.split("  ")[1].startswith("..")]
    assert len(named) > 100
    for path in named:
        assert sha256(client.get(f"/data/{path}").content) == release.manifest.files[f"data/{path}"].sha256, path
    assert client.get("/data/ko/nothing.csv").status_code == client.get("/data/ko/").status_code == 404


@pytest.mark.parametrize("address", ["/r/2031Q1-r1/", "/goals?release=2031Q1-r1"])
def test_a_release_that_is_not_there_leads_to_those_that_are(client, address):
    answer = client.get(address, headers={"Accept": "text/html"})
    assert answer.status_code == 404 and 'href="/published"' in answer.text
    assert 'href="/published"' not in client.get("/r/2026Q4-r1/nothing.html").text


def test_feeds_have_plain_addresses(client):
    for address, language in (("/feeds/changes.atom", "ko"), ("/feeds/changes.atom?lang=en", "en"), ("/feeds/en/changes.atom", "en")):
        answer = client.get(address)
        assert answer.headers["content-type"].startswith("application/atom+xml") and f'xml:lang="{language}"' in answer.text
    assert client.get("/feeds/changes.json").headers["content-type"] == "application/feed+json"
    assert client.get("/feeds/milestones.ics").headers["content-type"] == "text/calendar; charset=utf-8"
    assert client.get("/feeds/area/A01.ics").status_code == 200 and client.get("/feeds/area/A99.ics").status_code == 404


@pytest.mark.parametrize("address", [
    "/r/2026Q4-r1/nothing.txt", "/r/2026Q4-r1/../2026Q4-r1/plan.json.bak", "/r/2026Q4-r1/%2e%2e/secret.txt", "/r/2026Q4-r1/unnamed.txt",
    "/r/2026Q4-r2/plan.json", "/r/x/plan.json", "/latest/%2e%2e%2fsecret.txt", "/feeds/../plan.json", "/feeds/%2e%2e/plan.json", "/r/2026Q4-r1/data",
    "/feeds/changes.atom?lang=..", "/r/2026Q4-r1/manifest.sig"])
def test_nothing_else_is_served(client, release, place, address):
    (release.folder / "unnamed.txt").write_text("inside")
    (place / "releases/secret.txt").write_text("inside")
    answer = client.get(address)
    assert "inside" not in answer.text and (answer.status_code == 404 or address.startswith("/feeds/changes.atom"))


def test_what_verifies_a_release_lies_beside_its_files(client, release):
    assert sha256(client.get(f"/r/2026Q4-r1/{MANIFEST}").content) == release.manifest_sha256


def test_still_the_same_opens_no_file(desk, client, release, monkeypatch):
    named = release.manifest.files["data/plan.sqlite"].sha256
    other = a_client(desk)
    opened, whole = [], type(release).content
    monkeypatch.setattr(type(release), "content", lambda self, path: opened.append(path) or whole(self, path))
    for tag in (f'"{named}"', f'"{named}-gz"', f'W/"{named}"'):
        answer = other.get("/latest/data/plan.sqlite", headers={"If-None-Match": tag})
        assert answer.status_code == 304 and answer.content == b""
    assert opened == []
    assert other.get("/latest/data/plan.sqlite").status_code == 200 and opened == ["data/plan.sqlite"]


def test_packed_for_who_takes_it(client):
    packed = client.get("/latest/plan.json", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/latest/plan.json", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and int(packed.headers["content-length"]) < len(plain.content)
    assert packed.content == plain.content and packed.headers["etag"] != plain.headers["etag"] and gzip.compress(b"")


def test_bytes_that_changed_since_are_shown_to_nobody(tmp_path):
    desk = a_public_desk(tmp_path, a_full_plan(), whole=True)
    client, file = a_client(desk), tmp_path / "releases/2026Q4-r1/data/ko/goals.csv"
    desk.rack.shown()
    file.write_bytes(file.read_bytes().replace(b"A01", b"A02"))
    answer = client.get("/latest/data/ko/goals.csv")
    assert answer.status_code == 503 and b"A02" not in answer.content and answer.headers["cache-control"] == "no-store"


def test_a_newer_and_a_withdrawn_release(tmp_path):
    desk = a_public_desk(tmp_path, a_full_plan(), whole=True)
    client, newer = a_client(desk), a_full_plan().__class__(head=a_full_plan().head)
    before = client.get("/latest/plan.json").content
    publish(tmp_path / "releases", newer, "2026Q4-r2", at=AT)
    assert client.get("/latest/plan.json").content != before == client.get("/r/2026Q4-r1/plan.json").content
    mark_withdrawn(tmp_path / "releases", desk.rack.named("2026Q4-r2", desk.editions.now()).id, "x")
    assert client.get("/latest/plan.json").content == before and client.get("/r/2026Q4-r2/plan.json").status_code == 200


def test_evidence_is_only_ever_saved():
    assert media_type("evidence/00.html") == media_type("evidence/00.svg") == "application/octet-stream"
    assert media_type("index.html") == "text/html; charset=utf-8"


def test_a_single_dataset_as_a_workbook(client):
    answer = client.get("/data/milestones.xlsx?lang=en")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    said = json.loads(client.get("/data/milestones.json?lang=en").content)
    assert [row[0] for row in rows[1:]] == [row["code"] for row in said] and 'filename="milestones-' in answer.headers["content-disposition"]
    assert client.get("/data/milestones.xlsx?lang=en").content == answer.content


def test_while_the_first_release_is_written_its_files_say_so(tmp_path):
    """Nobody is told that there is nothing, and nobody gets a file that will be another one in a minute."""
    desk = nobody_signed_in(a_desk(tmp_path, shelf=CountingShelf(a_full_plan())))
    announced(tmp_path / "releases", a_full_plan())
    client = a_client(desk)
    for path in ("/latest/", "/latest/en/goals.html", "/feeds/changes.atom", "/feeds/milestones.ics", "/data/plan.sqlite", "/r/2026Q4-r1/", "/r/2026Q4-r1/manifest.json"):
        for language in ("ko", "en"):
            answer = client.get(f"{path}?lang={language}")
            assert answer.status_code == 503 and answer.headers["retry-after"] and answer.headers["cache-control"] == "no-store", path
            assert wording(language)("editions.coming_title") in answer.text and "2026Q4-r1" in answer.text
    assert client.get("/r/2026Q3-r1/plan.json").status_code == 404
    assert client.get("/api/v1/releases").json()["items"] == [] and client.get("/api/v1/plan").status_code == 200
    publish(tmp_path / "releases", a_full_plan(), whole=True)
    assert client.get("/feeds/changes.atom").status_code == client.get("/r/2026Q4-r1/manifest.json").status_code == 200


async def _tried(outcomes: list[int], folder) -> list[float]:
    """What `write_first` waited for, where running the command went like that."""
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    (folder / "left").write_text("\n".join(map(str, outcomes)))
    script = ("import sys; rows = open('left').read().split('\\n'); open('left', 'w').write('\\n'.join(rows[1:])); sys.exit(int(rows[0]))")
    await write_first(lambda: bool((folder / "left").read_text()), folder, (sys.executable, "-c", script), pause)
    return waited


@pytest.mark.parametrize(("outcomes", "waited"), [([], []), ([0], []), ([1, 0], [10.0]), ([1, -9 % 256, 0], [10.0, 60.0])])
def test_writing_the_first_release_is_tried_again(tmp_path, outcomes, waited):
    assert anyio.run(_tried, outcomes, tmp_path) == waited


def test_a_store_that_is_away_ends_only_this_try(tmp_path, caplog):
    """It runs beside the server together with the publication of what is due, and may not take that down with it."""
    answers, waited = iter([OSError("away"), True, False]), []

    def wanted() -> bool:
        said = next(answers)
        if isinstance(said, Exception):
            raise said
        return said

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    anyio.run(write_first, wanted, tmp_path, (sys.executable, "-c", ""), pause)
    assert waited == [10.0] and next(answers, None) is None and "incident" in caplog.text


def test_a_link_to_a_live_page_shows_the_card_of_its_release(tmp_path):
    """Where the release carries one; else the icon of the site."""
    plan = real_plan()
    manifest = Manifest(release_id("2026Q4-r1"), ReleaseKind.SEED, plan.head.code, AT.date(), AT, Head(1, "0" * 64), {})
    write_release(tmp_path / "releases", manifest, {PLAN: plan_bytes(plan), "cards/en/index.png": b"1", "cards/en/area/A01.png": b"2"})
    client = a_client(nobody_signed_in(a_desk(tmp_path, shelf=CountingShelf(plan))))
    for path, card in (("/?lang=en", "index"), ("/goals?lang=en", "index"), ("/area?code=A01&lang=en", "area/A01")):
        head = client.get(path).text
        assert f'<meta property="og:image" content="http://testserver/r/2026Q4-r1/cards/en/{card}.png">' in head and "summary_large_image" in head
        assert client.get(f"/r/2026Q4-r1/cards/en/{card}.png").headers["content-type"] == "image/png"
    for path in ("/?lang=ko", "/area?code=A02&lang=en"):
        head = client.get(path).text
        assert "icon-192.png" in head and "summary_large_image" not in head
