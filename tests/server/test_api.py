"""The interface: the same values as the pages, every question checked, one shape of refusal, and 304 for nothing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from tests.server.desks import a_client
from tests.server.releases import AS_OF, AT, a_public_desk, publish
from tests.site.releases import real_plan
from tracker.exchange.downloads import json_bytes
from tracker.exchange.release_folder import mark_withdrawn
from tracker.server.api_table import COLLECTIONS, MOST
from tracker.services.editions import Editions
from tracker.services.published import Rack, Shown
from tracker.text import wording
from tracker.views.datasets import datasets, table


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("public")


@pytest.fixture(scope="module")
def desk(place):
    return a_public_desk(place, real_plan())


@pytest.fixture(scope="module")
def client(desk):
    return a_client(desk)


def every(client, address: str) -> Iterator[dict]:
    """All items of a list, following its ways on."""
    while address:
        said = client.get(address).json()
        yield from said["items"]
        address = said["links"]["next"]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda c: c.name)
def test_a_list_says_what_the_pages_say(client, collection, language):
    expected = json.loads(json_bytes(table(real_plan(), AS_OF, wording(language), collection.dataset, {})))
    found = list(every(client, f"/api/v1/{collection.name}?lang={language}&limit={MOST}"))
    assert found == expected
    stretches = list(every(client, f"/api/v1/{collection.name}?lang={language}&limit=7"))
    assert stretches == expected


@pytest.mark.parametrize("collection", [c for c in COLLECTIONS if c.code], ids=lambda c: c.name)
def test_one_object_with_what_belongs_to_it(client, collection):
    t = wording("en")
    for row in table(real_plan(), AS_OF, t, collection.dataset, {}).rows[:3]:
        item = client.get(f"/api/v1/{collection.name}/{row[collection.code]}?lang=en").json()
        parts = {p.name: json.loads(json_bytes(table(real_plan(), AS_OF, t, p.dataset, {p.filter: row[collection.code]}))) for p in collection.parts}
        own = json.loads(json_bytes(SimpleNamespace(columns=collection.held.columns_of(real_plan()), rows=[row])))[0]
        assert item["item"] == own and item["related"] == parts


def test_the_plan_and_its_figures(client):
    item = client.get("/api/v1/plan?lang=en").json()["item"]
    assert (item["time_zone"], item["fiscal_year_starts"]) == ("Asia/Seoul", 1)
    expected = json.loads(json_bytes(table(real_plan(), AS_OF, wording("en"), "plan", {})))[0]
    assert item["code"] == real_plan().head.code and {k: item[k] for k in expected} == expected


@pytest.mark.parametrize("filters", [
    {"area": "A07"}, {"status": "delayed"}, {"lead": "MSIT", "status": "delayed"}, {"verification_grade": "V2"}, {"cooperating": "MOTIE"}, {"days_late": ""},
    {"due_period": "2026 Q2"}, {"goal": "T07", "timing": "past"}], ids=str)
def test_filters_narrow_as_they_say(client, filters):
    rows = json.loads(json_bytes(table(real_plan(), AS_OF, wording("ko"), "milestones", {})))
    own = {k: v for k, v in filters.items() if k in datasets()["milestones"].filters}
    expected = json.loads(json_bytes(table(real_plan(), AS_OF, wording("ko"), "milestones", own)))
    for name, value in filters.items():
        if name not in own:
            expected = [r for r in expected if (value in r[name] if isinstance(r[name], list) else ("" if r[name] is None else str(r[name])) == value)]
    said = client.get("/api/v1/milestones", params=filters | {"limit": MOST}).json()
    assert said["items"] == expected and said["total"] == len(expected) < len(rows)


def test_another_day_and_another_release(place):
    desk = a_public_desk(place / "two", real_plan())
    publish(place / "two/releases", real_plan().__class__(head=real_plan().head), "2026Q4-r2", at=AT + timedelta(days=1))
    client = a_client(desk)
    assert client.get("/api/v1/goals").json()["total"] == 0
    older = client.get("/api/v1/goals?release=2026Q4-r1&as_of=2026-03-01").json()
    assert older["total"] == len(real_plan().goals) and older["as_of"] == "2026-03-01" and older["release"]["id"] == "2026Q4-r1"
    assert [r["id"] for r in client.get("/api/v1/releases").json()["items"]] == ["2026Q4-r2", "2026Q4-r1"]
    mark_withdrawn(place / "two/releases", desk.rack.named("2026Q4-r2", desk.editions.now()).id, "x")
    assert client.get("/api/v1/goals").json()["release"]["id"] == "2026Q4-r1"
    assert client.get("/api/v1/releases/2026Q4-r2").json()["item"]["withdrawn"] is True


def test_a_release_names_its_files(client, desk):
    item = client.get("/api/v1/releases/2026Q4-r1").json()["item"]
    release = desk.rack.named("2026Q4-r1", desk.editions.now())
    assert {p: f["sha256"] for p, f in item["files"].items()} == {p: f.sha256 for p, f in release.manifest.files.items()}


REFUSED = [
    ("/api/v1/nothing", 404, "not_found"), ("/api", 404, "not_found"), ("/api/v2/plan", 404, "not_found"), ("/api/v1x", 404, "not_found"),
    ("/api/v1/changes/X", 404, "not_found"), ("/api/v1/plan/x", 404, "not_found"), ("/api/v1/goals/NOPE", 404, "no_such_object"),
    ("/api/v1/goals/%00%F0%9F%98%80", 404, "no_such_object"), ("/api/v1/goals?release=2031Q1-r1", 404, "no_such_release"),
    ("/api/v1/goals?release=..%2F..", 404, "no_such_release"), ("/api/v1/milestones?as_of=2026-02-24", 404, "before_the_plan"), ("/api/v1/plan?as_of=2025-12-31", 404, "before_the_plan"),
    ("/api/v1/goals/T07?as_of=2026-02-24", 404, "before_the_plan"), ("/api/v1/releases/x", 404, "no_such_release"), ("/api/v1/goals?lang=fr", 400, "bad_language"),
    ("/api/v1/goals?stauts=delayed", 400, "unknown_parameter"), ("/api/v1/goals?area=A01&area=A02", 400, "repeated_parameter"),
    ("/api/v1/goals?as_of=2026-13-01", 400, "bad_day"), ("/api/v1/goals?as_of=0001-01-01", 400, "bad_day"), ("/api/v1/goals?limit=0", 400, "bad_number"),
    ("/api/v1/goals?limit=501", 400, "bad_number"), ("/api/v1/goals?offset=-1", 400, "bad_number"), ("/api/v1/goals?limit=\u0661", 400, "bad_number"),
    ("/api/v1/goals?q=" + "x" * 81, 400, "long_value"), ("/api/v1/goals?q=" + "x" * 2001, 400, "too_long"), ("/api/v1/releases?area=A01", 400, "unknown_parameter"),
]


@pytest.mark.parametrize(("address", "status", "code"), REFUSED, ids=[r[0][:40] for r in REFUSED])
def test_every_refusal_has_one_shape(client, address, status, code):
    for language in ("ko", "en"):
        mark = "" if "lang=" in address else f"{'&' if '?' in address else '?'}lang={language}"
        answer = client.get(address + mark)
        said = answer.json()
        assert answer.status_code == status and set(said) == {"error"} and set(said["error"]) == {"status", "code", "message", "how"}, answer.text
        assert said["error"]["status"] == status and said["error"]["code"] == code and said["error"]["message"] and said["error"]["how"]
        assert answer.headers["cache-control"] == "no-store" and answer.headers["access-control-allow-origin"] == "*"


def test_of_a_day_without_a_plan_nothing_is_counted(client):
    """The whole plan as "not reported" would be an answer about something that was not there."""
    said = client.get("/api/v1/milestones?as_of=2026-02-24&lang=en").json()["error"]
    assert "24\u00a0Feb" in said["message"] and "25\u00a0Feb" in said["how"]
    for form in ("csv", "json", "xlsx"):
        for language in ("ko", "en"):
            adopted = str(wording(language).date(date(2026, 2, 25)))
            early = client.get(f"/data/milestones.{form}?as_of=2026-02-24&lang={language}")
            assert early.status_code == 404 and adopted in early.text and "M01-01" not in early.text
        assert client.get(f"/data/milestones.{form}?as_of=2026-02-25").status_code == 200
    assert client.get("/api/v1/milestones?as_of=2026-02-25").json()["total"] == len(real_plan().milestones)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(client, method):
    answer = client.request(method, "/api/v1/goals")
    assert answer.status_code == 405 and answer.json()["error"]["code"] == "method" and "GET" in answer.headers["allow"]


def test_before_the_first_release(tmp_path):
    desk = a_public_desk(tmp_path, real_plan())
    empty = Rack(tmp_path / "none")
    answer = a_client(_with(desk, empty)).get("/api/v1/plan?lang=en")
    assert answer.status_code == 503 and answer.json()["error"]["code"] == "no_release"
    assert a_client(_with(desk, empty)).get("/api/v1/releases").json()["items"] == []


def _with(desk, rack):
    return replace(desk, editions=Editions(rack, None, desk.editions.today))


def test_other_sites_may_read_and_nothing_else(client):
    for address in ("/api/v1/plan", "/api/v1/openapi.json"):
        answer = client.options(address, headers={"Origin": "https://other.example", "Access-Control-Request-Method": "GET"})
        assert answer.status_code == 204 and answer.headers["access-control-allow-origin"] == "*"
        assert set(answer.headers["access-control-allow-methods"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        assert "access-control-allow-credentials" not in answer.headers
        assert client.get(address).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.options("/account/login").headers


def test_head_says_what_get_says(client):
    got, asked = client.get("/api/v1/areas"), client.head("/api/v1/areas")
    assert asked.content == b"" and asked.status_code == 200
    assert {k: v for k, v in asked.headers.items() if k != "date"} == {k: v for k, v in got.headers.items() if k != "date"}


def test_a_strong_tag_of_release_and_question(client):
    first = client.get("/api/v1/goals?area=A01&lang=en")
    tags = {client.get(a, headers={"Accept-Encoding": "identity"}).headers["etag"] for a in
            ("/api/v1/goals?area=A01&lang=en", "/api/v1/goals?lang=en&area=A01", "/api/v1/goals?area=A02&lang=en", "/api/v1/goals?area=A01&lang=ko", "/api/v1/areas")}
    assert len(tags) == 4 and not any(t.startswith("W/") for t in tags) and first.headers["vary"] == "Accept-Encoding"
    for tag in (first.headers["etag"], f"W/{first.headers['etag']}", f'"x", {first.headers["etag"]}', "*"):
        same = client.get("/api/v1/goals?lang=en&area=A01", headers={"If-None-Match": tag})
        assert same.status_code == 304 and same.content == b"" and same.headers["access-control-allow-origin"] == "*"
    assert client.get("/api/v1/goals?area=A02&lang=en", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


@dataclass
class Untouchable:
    """A release whose plan nobody may read."""

    held: object

    def __getattr__(self, name):
        assert name not in ("plan", "content", "folder"), f"touched {name}"
        return getattr(self.held, name)


@dataclass
class UntouchableRack:
    rack: Rack

    def at_once(self) -> None:
        return None

    def shown(self) -> Shown:
        real = self.rack.shown()
        return Shown({id: Untouchable(r) for id, r in real.releases.items()}, {})

    def current(self, at: datetime):
        return self.shown().current(at)

    def named(self, text: str, at: datetime):
        return Untouchable(self.rack.named(text, at))


@pytest.mark.parametrize("address", ["/api/v1/milestones?status=delayed", "/api/v1/plan", "/api/v1/goals/T07", "/api/v1/releases"])
def test_still_the_same_costs_no_plan(desk, client, address):
    """In a process that never answered it before."""
    tag = client.get(address).headers["etag"]
    other = a_client(_with(desk, UntouchableRack(desk.rack)))
    assert other.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert other.get("/api/v1/plan?as_of=2026-03-07").status_code == 500, "the trap is open"


def test_the_description_is_openapi_and_true(client):
    said = client.get("/api/v1/openapi.json?lang=en").json()
    validate(said)
    assert {f"/{c.name}" for c in COLLECTIONS} < set(said["paths"])
    for path, entry in said["paths"].items():
        sample = {"/releases/{code}": "/releases/2026Q4-r1"}.get(path) or path
        if "{code}" in sample:
            collection = next(c for c in COLLECTIONS if path.startswith(f"/{c.name}/"))
            row = table(real_plan(), AS_OF, wording("en"), collection.dataset, {}).rows[0]
            sample = path.replace("{code}", str(row[collection.code]))
        answer = client.get(f"/api/v1{sample}?lang=en")
        assert answer.status_code == 200, sample
        ref = entry["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        Draft202012Validator({**ref, "components": said["components"]}).validate(answer.json())
        named = {p.get("name") or p["$ref"].rpartition("/")[2] for p in entry["get"]["parameters"] if p.get("in") != "path"}
        refusal = client.get(f"/api/v1{sample}?nonsense=1&lang=en").json()["error"]
        assert named == set(refusal["how"].removeprefix("Parameters there are: ").split(", ")), path
    refused = client.get("/api/v1/nothing").json()
    Draft202012Validator({"$ref": "#/components/schemas/Refused", "components": said["components"]}).validate(refused)


def test_packed_and_plain_are_the_same(client):
    packed = client.get("/api/v1/funding?limit=500", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/api/v1/funding?limit=500", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert packed.json() == plain.json() and packed.headers["etag"] != plain.headers["etag"]
