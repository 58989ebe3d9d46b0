"""Own routes: pages that exist and do not, addresses that mean nothing, machines' addresses, kept answers."""

import json
import re
from xml.etree import ElementTree

import pytest

from tests.server.desks import a_client, a_desk
from tracker.text import wording
from tracker.views.pages import PAGES

UNKNOWN = (
    "/nowhere", "/goals/extra", "/index.html", "/manifest.json", "/auth/login", "/oauth2callback", "/..%2f..%2fetc/passwd",
    "/GOALS", "/data/nothing.csv", "/data/goals.xml", "/data/goals", "/assets/none.css", "/assets/../app.py", "/%00",
)


@pytest.mark.parametrize("place", UNKNOWN)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_unknown_address_is_a_404_in_words(client, place, language):
    answer = client.get(f"{place}?lang={language}")
    t = wording(language)
    assert answer.status_code == 404
    assert f'<html lang="{language}">' in answer.text and f"<h1>{t('server.not_found_title')}</h1>" in answer.text
    assert f">{t('pages.overview')}</a>" in answer.text and "base.css" in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(("place", "key"), [
    ("/goals?lang=fr", "bad_language"), ("/goals?as_of=yesterday", "bad_date"), ("/goals?as_of=2026-02-30", "bad_date"),
    ("/data/goals.csv?as_of=x", "bad_date"), ("/?as_of=%3Cscript%3E", "bad_date"),
])
def test_a_value_that_means_nothing_is_a_400_in_words(client, place, key):
    answer = client.get(place)
    assert answer.status_code == 400
    assert wording("ko")(f"server.{key}_title") in answer.text and "<script>" not in answer.text


def test_a_code_nobody_has_is_a_404_that_names_it(client):
    answer = client.get("/goal?code=T999&lang=en")
    assert answer.status_code == 404 and "T999" in answer.text


def test_a_last_slash_leads_to_the_page(client):
    answer = client.get("/goals/?lang=en")
    assert (answer.status_code, answer.headers["location"]) == (301, "/goals?lang=en")
    assert client.get("http://testserver//evil.example/").status_code == 404


def test_a_page_is_kept_until_something_changes(client, shelf):
    first = client.get("/goals")
    assert first.headers["cache-control"] == "private, no-cache"  # the working plan of who is signed in
    again = client.get("/goals", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    shelf.kept.revision = "r2"
    assert client.get("/goals", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_tags_differ_by_everything_the_page_depends_on(client, tmp_path):
    places = ("/goals", "/goals?lang=en", "/goals?as_of=2026-06-30", "/goals?q=x", "/milestones")
    tags = [client.get(place).headers["etag"] for place in places]
    tags.append(a_client(a_desk(tmp_path)).get("/goals", headers={"host": "other"}).headers["etag"])
    assert len(set(tags)) == len(tags)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:81", 'x"><script>alert(1)</script>'])
def test_a_public_site_takes_its_address_from_the_settings_and_nobody_else(tmp_path, host):
    """Otherwise whoever sends a request could have another address kept as the page's own."""
    client = a_client(a_desk(tmp_path, address="https://tracker.example"))
    heads = {"host": host, "x-forwarded-host": host}
    for place in ("/goals?lang=en", "/robots.txt", "/sitemap.xml"):
        said = client.get(place, headers=heads).text
        assert "https://tracker.example/" in said and "evil" not in said and "<script>alert" not in said
    tags = {client.get("/goals", headers={"host": name}).headers["etag"] for name in ("a.example", "b.example")}
    assert len(tags) == 1


@pytest.mark.parametrize("host", ['x"><script>alert(1)</script>', "x/y", "a b", ""])
def test_a_host_that_is_none_is_never_written_into_a_page(client, host):
    said = client.get("/goals", headers={"host": host})
    assert said.status_code == 200 and "<script>alert" not in said.text and f"//{host}/" not in said.text


@pytest.mark.parametrize("place", ["/goals", "/data/goals.csv"])
def test_parameters_nobody_knows_make_no_second_copy(client, place):
    tags = {client.get(f"{place}?lang=en{more}").headers["etag"] for more in ("", "&utm=1", "&utm=" + "x" * 5000, "&area=")}
    assert len(tags) <= 2 and client.get(f"{place}?lang=en&utm=1").headers["etag"] == client.get(f"{place}?lang=en").headers["etag"]


@pytest.mark.parametrize("place", [
    "/search?q=", "/goal?code=", "/goals?as_of=", "/goals?lang=", "/data/goals.csv?lang=", "/data/milestones.csv?q=",
])
def test_a_huge_value_is_cut_and_never_sent_back(client, place):
    long = "\uac00" * 5_000
    answer = client.get(place + long)
    assert answer.status_code in (200, 400, 404) and answer.text.count("\uac00" * 81) == 0


@pytest.mark.parametrize("place", [
    "/?lang=%ff%fe", "/goal?code=%ff", "/goal?code=%00", "/search?q=%ed%a0%80", "/data/goals.csv?area=%ff", "/%ff%fe",
    "/data/%2e%2e/config.csv", "/data/..%2f..%2fconfig.csv", "/assets/..%2fapp.py", "/assets/%2e%2e/app.py", "/assets//base.css",
    "/data/goals%2ecsv%00", "/goals?as_of=20261122", "/goals?as_of=2026-W47-7", "/goals?as_of=0001-01-01", "/milestones?page=-1",
    "/milestones?page=%D9%A1", "/milestones?page=99999999999999999999",
])
def test_nothing_an_address_says_breaks_the_answer(client, caplog, place):
    answer = client.get(place)
    assert answer.status_code in (200, 400, 404) and "incident" not in caplog.text
    assert "import " not in answer.text


def test_head_answers_without_a_body(client):
    answer = client.head("/goals")
    assert answer.status_code == 200 and answer.content == b""


def test_health_says_the_revision_or_an_id(client, shelf):
    good = client.get("/healthz")
    assert (good.status_code, good.json()) == (200, {"status": "ok", "revision": "r1"})
    shelf.broken = RuntimeError("password=hunter2")
    bad = client.get("/healthz")
    assert bad.status_code == 503 and bad.json()["status"] == "not ready"
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", bad.json()["id"]) and "hunter2" not in bad.text
    assert client.get("/goals").status_code == 500


def test_robots_and_the_map(client):
    robots = client.get("/robots.txt")
    assert robots.headers["content-type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in robots.text and "Disallow: /_stcore/" in robots.text
    closed = [line.removeprefix("Disallow: ") for line in robots.text.splitlines() if line.startswith("Disallow: ")]
    assert {"/correct$", "/correct?"} < set(closed) and not any("/corrections".startswith(path) for path in closed)
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    places = [node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(places) == len(set(places))
    for entry in PAGES:
        assert (f"http://testserver{entry.path}" in places) == (entry.public and entry.menu != "none")
    assert "http://testserver/goal?code=T01" in places and "http://testserver/goal?code=T01&lang=en" in places
    for place in places:
        assert client.get(place.removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_download_is_kept_and_asks_only_for_the_revision(client, shelf, form):
    first = client.get(f"/data/goals.{form}?lang=en")
    assert first.status_code == 200
    loads = shelf.loads
    again = client.get(f"/data/goals.{form}?lang=en", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304 and shelf.loads == loads
    assert client.get(f"/data/goals.{form}", headers={"if-none-match": first.headers["etag"]}).status_code == 200


def test_every_dataset_in_both_formats_and_languages(client):
    from tracker.views.datasets import datasets

    assert datasets()
    for name, dataset in datasets().items():
        for language in ("ko", "en"):
            sheet = client.get(f"/data/{name}.csv?lang={language}")
            assert sheet.status_code == 200 and sheet.content.startswith(b"\xef\xbb\xbf"), name
            heading = sheet.text.lstrip("\ufeff").splitlines()[0].split(",")
            kept = [name for name in heading if not name.startswith("won_")] if dataset.per_plan else heading  # amounts are the plan's own
            assert kept == [column.key for column in dataset.columns]
            assert f"{name}-2026-11-22-{language}.csv" in sheet.headers["content-disposition"]
            rows = json.loads(client.get(f"/data/{name}.json?lang={language}").content)
            assert all(list(row) == heading for row in rows)
