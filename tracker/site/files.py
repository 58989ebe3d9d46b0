"""Every file of a release, gathered from the modules that make them."""

import json
from collections.abc import Iterable, Iterator, Mapping

from tracker.domain.plan import Plan
from tracker.domain.publishing import Contents, PublicChange
from tracker.domain.release import PLAN
from tracker.exchange.evidence_files import TYPES
from tracker.exchange.plan_json import plan_bytes
from tracker.pages.reader import Past
from tracker.site.feeds import files_feeds
from tracker.site.info import ReleaseInfo, info_of
from tracker.site.open_data import files_open_data
from tracker.site.reports import files_reports
from tracker.site.share_cards import files_cards
from tracker.site.static_edition import files_static

CHANGES = "changes.json"
FORMAT = "national-plan-changes/1"
Evidence = Mapping[str, tuple[bytes, str]]  # by SHA-256: content and media type


def build(contents: Contents) -> dict[str, bytes]:
    """What `services.publishing` is given to make a release with."""
    return files_of(contents.plan, info_of(contents), contents.changes, contents.evidence, contents.past)


def build_at_once(contents: Contents) -> dict[str, bytes]:
    """What a new site needs to show its plan, within a second."""
    return {PLAN: plan_bytes(contents.plan), CHANGES: changes_bytes(info_of(contents), contents.changes)}


def files_of(
    plan: Plan, info: ReleaseInfo, changes: tuple[PublicChange, ...], evidence: Evidence, past: Past | None = None,
) -> dict[str, bytes]:
    """The files of a release by their path: of what is published and nothing else, the same every time."""
    own = {PLAN: plan_bytes(plan), CHANGES: changes_bytes(info, changes), **dict(_evidence(evidence))}
    return _apart(own, files_open_data(plan, info, past), files_feeds(plan, info), files_reports(plan, info), files_cards(plan, info),
                  files_static(plan, info, past))


def _apart(*groups: Mapping[str, bytes]) -> dict[str, bytes]:
    """All of them in one folder, where none may lie over another."""
    files = {path: content for group in groups for path, content in group.items()}
    if len(files) != sum(map(len, groups)):
        raise ValueError("two files of a release have the same path")
    return files


def changes_bytes(info: ReleaseInfo, changes: Iterable[PublicChange]) -> bytes:
    """Every published change as canonical JSON, one a line, the oldest first."""
    lines = (json.dumps(_said(change), ensure_ascii=False, sort_keys=True, separators=(",", ":")) for change in changes)
    return ('{"format":"%s","release":"%s","changes":[\n%s\n]}\n' % (FORMAT, info.id, ",\n".join(lines))).encode()


def _said(change: PublicChange) -> dict[str, object]:
    return {**vars(change), "on": change.on.isoformat()}


def _evidence(evidence: Evidence) -> Iterator[tuple[str, bytes]]:
    for sha, (content, media_type) in sorted(evidence.items()):
        yield f"evidence/{sha}.{TYPES[media_type].ending if media_type in TYPES else 'bin'}", content
