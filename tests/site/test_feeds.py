"""Feeds: what the standards ask for, names that never change, and what common readers make of them."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import icalendar
import pytest

from tests.site.releases import AS_OF, AT, an_info, real_files, real_plan
from tracker.domain.milestones import ChangeKind, Rebaseline
from tracker.domain.periods import parse_period
from tracker.domain.words import Bilingual
from tracker.site.feeds import files_feeds
from tracker.text import wording
from tracker.views.datasets import table

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("feeds/changes.atom", "feeds/en/changes.atom")


def calendar(path: str, files=None) -> list:
    made = icalendar.Calendar.from_ical((files or real_files())[path])
    return [part for part in made.walk("VEVENT")]


@pytest.mark.parametrize("path", FEEDS)
def test_atom_has_what_the_standard_requires(path):
    root = ElementTree.fromstring(real_files()[path])
    assert root.tag == f"{ATOM}feed" and root.get("{http://www.w3.org/XML/1998/namespace}lang") == ("en" if "/en/" in path else "ko")
    for place in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert place.findtext(f"{ATOM}{name}"), (name, place)
        assert datetime.fromisoformat(place.findtext(f"{ATOM}updated")).tzinfo is not None
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["self", "alternate"]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_reader_sees_every_change_once(path):
    found = feedparser.parse(real_files()[path])
    assert not found.bozo and found.version == "atom10"
    t = wording("en" if "/en/" in path else "ko")
    assert len(found.entries) == len(table(real_plan(), AS_OF, t, "changes", {}).rows)
    assert len({e.id for e in found.entries}) == len(found.entries)
    assert all(e.link.startswith("https://tracker.example/latest/") for e in found.entries)


def test_json_feed_says_the_same():
    said, atom = json.loads(real_files()["feeds/changes.json"]), feedparser.parse(real_files()["feeds/changes.atom"])
    assert said["version"] == "https://jsonfeed.org/version/1.1" and said["feed_url"].endswith("/latest/feeds/changes.json")
    assert [(i["id"], i["title"], i["url"]) for i in said["items"]] == [(e.id, e.title, e.link) for e in atom.entries]


def test_names_never_change():
    """A later release, with later changes, keeps the names of what was there."""
    m = real_plan().milestones[0]
    moved = Rebaseline(date(2026, 11, 30), parse_period("2029 Q2"), ChangeKind.MINOR, Bilingual("a", "b"), None, m.origin)
    later = replace(real_plan(), milestones=(replace(m, rebaselines=(*m.rebaselines, moved)), *real_plan().milestones[1:]))
    files = files_feeds(later, an_info("2026Q4-r2", as_of=date(2026, 12, 15), at=AT + timedelta(days=23)))
    before, after = (feedparser.parse(x["feeds/changes.atom"]).entries for x in (real_files(), files))
    assert {e.id for e in before} < {e.id for e in after} and all(e.id.startswith("tag:tracker.example,2026-02-25:") for e in after)
    assert {e.uid for e in calendar("feeds/milestones.ics")} == {e.uid for e in calendar("feeds/milestones.ics", files)}
    moved_event = next(e for e in calendar("feeds/milestones.ics", files) if e.uid == f"{m.code}@tracker.example")
    assert moved_event["sequence"] == 1 and moved_event.start == date(2029, 6, 30)


def test_a_site_without_address_gives_no_links_and_no_name_of_anybody_else():
    text = files_feeds(real_plan(), an_info(address=""))["feeds/changes.atom"].decode()
    assert "tag:kr-ai-2026-2028.invalid,2026-02-25:" in text and 'rel="self"' not in text and 'rel="alternate"' not in text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_calendar_holds_what_the_calendar_page_holds(language):
    at = "feeds/" if language == "ko" else "feeds/en/"
    rows = table(real_plan(), AS_OF, wording(language), "calendar", {}).rows
    events = calendar(f"{at}milestones.ics")
    assert sorted((e.start, e.uid.partition("@")[0].partition("/")[0]) for e in events) == sorted((r["due"], r["code"]) for r in rows)
    assert all(e.DTSTAMP == AT.astimezone(UTC) and e.end == e.start + timedelta(days=1) for e in events)


def test_one_calendar_per_area_goal_and_ministry_that_has_a_deadline():
    rows = table(real_plan(), AS_OF, wording("ko"), "calendar", {}).rows
    for kind, column in (("area", "area"), ("goal", "goal"), ("ministry", "lead")):
        expected = {f"feeds/{kind}/{r[column]}.ics" for r in rows if r[column]}
        assert expected == {p for p in real_files() if p.startswith(f"feeds/{kind}/")}
    code = rows[0]["lead"]
    assert len(calendar(f"feeds/ministry/{code}.ics")) == sum(1 for r in rows if r["lead"] == code)


def test_lines_are_folded_at_75_bytes():
    lines = real_files()["feeds/milestones.ics"].split(b"\r\n")
    assert max(map(len, lines)) <= 75 and b"\n" not in b"".join(lines)
    assert all(line.decode("utf-8") or True for line in lines)


def test_the_same_plan_gives_the_same_feeds():
    assert files_feeds(real_plan(), an_info()) == {p: c for p, c in real_files().items() if p.startswith("feeds/")}
