"""The feeds of a release: what changed as Atom and JSON Feed, deadlines as calendars.

    feeds/changes.atom, changes.json, milestones.ics, {area,goal,ministry}/<code>.ics; English below feeds/en/
"""

from collections.abc import Iterator, Sequence
from datetime import UTC
from urllib.parse import urlsplit

from tracker.domain.days import begin_of
from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES
from tracker.exchange.atom import Entry, Feed, atom_bytes
from tracker.exchange.icalendar_file import Deadline, calendar_bytes
from tracker.exchange.json_feed import json_feed_bytes
from tracker.site.info import ReleaseInfo
from tracker.site.places import folder, place
from tracker.text import Wording, wording
from tracker.views.feeds import deadlines, happenings

MOST = 200  # entries of a feed; older ones are in the dataset `changes`
NAMELESS = "invalid"  # the domain of nobody: for sites that have no address


def files_feeds(plan: Plan, info: ReleaseInfo) -> dict[str, bytes]:
    """The feeds by their path in the release. `plan` is what is published."""
    made = {path: content for language in LANGUAGES for path, content in _within(plan, info, wording(language).of(plan.head))}
    return dict(sorted(made.items()))


def _within(plan: Plan, info: ReleaseInfo, t: Wording) -> Iterator[tuple[str, bytes]]:
    at = f"feeds/{folder(t.language)}"
    entries = [_entry(plan, info, t, e) for e in happenings(plan, info.as_of, t)[:MOST]]
    for name, write in (("changes.atom", atom_bytes), ("changes.json", json_feed_bytes)):
        yield at + name, write(_feed(plan, info, t, at + name), entries)
    days = deadlines(plan, info.as_of, t)
    whole = t("feeds.milestones_title", plan=plan.head.short_name)
    yield f"{at}milestones.ics", _calendar(plan, info, t, whole, days)
    for kind, code, name in _subjects(plan, t):
        if own := [d for d in days if d[kind] == code]:
            title = t("feeds.milestones_of", plan=plan.head.short_name, name=name)
            yield f"{at}{kind}/{code}.ics", _calendar(plan, info, t, title, own)


def _subjects(plan: Plan, t: Wording) -> Iterator[tuple[str, str, str]]:
    """Kind, code and name of what has a calendar of its own."""
    for kind, group in (("area", plan.areas), ("goal", plan.goals), ("ministry", plan.organisations)):
        yield from ((kind, one.code, t.pick(one.name)) for one in group)


def _feed(plan: Plan, info: ReleaseInfo, t: Wording, path: str) -> Feed:
    said = {"plan": plan.head.short_name, "release": str(info.id), "on": info.as_of}
    return Feed(
        _tag(plan, info, f"{t.language}/changes"), t("feeds.changes_title", **said), t("feeds.changes_about", **said), info.published_at.astimezone(UTC),
        t.pick(plan.head.short_name), t.language, _latest(info, path), _page(info, t, "changes", {}), t.pick(plan.head.licence))


def _entry(plan: Plan, info: ReleaseInfo, t: Wording, said: dict) -> Entry:
    return Entry(_tag(plan, info, f"{t.language}/{said['key']}"), said["title"], said["text"], begin_of(said["on"], t.zone),
                 _page(info, t, *said["page"]), said["source_url"] or "", (said["kind"],))


def _calendar(plan: Plan, info: ReleaseInfo, t: Wording, name: str, days: Sequence[dict]) -> bytes:
    made = [Deadline(f"{d['key']}@{_authority(plan, info)}", d["on"], d["title"], d["text"], _page(info, t, "milestone", {"code": d["code"]}),
                     d["tags"], d["moves"], d["ended"]) for d in sorted(days, key=lambda d: (d["on"], d["key"]))]
    return calendar_bytes(name, t.language, info.published_at.astimezone(UTC), made)


def _tag(plan: Plan, info: ReleaseInfo, what: str) -> str:
    """A name for good (RFC 4151): the site's domain and the day the plan was adopted, whatever release speaks of it."""
    return f"tag:{_authority(plan, info)},{plan.head.adopted_on.isoformat()}:{plan.head.code}/{what}".replace(" ", "_")


def _authority(plan: Plan, info: ReleaseInfo) -> str:
    return urlsplit(info.address).hostname or f"{plan.head.code.lower()}.{NAMELESS}"


def _latest(info: ReleaseInfo, path: str) -> str:
    return f"{info.address}/latest/{path}" if info.address else ""


def _page(info: ReleaseInfo, t: Wording, page: str, query: dict[str, str]) -> str:
    return _latest(info, place(page, t.language, query).file)
