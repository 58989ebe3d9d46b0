"""The answers of the interface: the rows of the pages, of one release."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tracker.domain.errors import NotFound
from tracker.exchange.release_folder import Release
from tracker.kept import Kept
from tracker.server.api_asking import Question
from tracker.server.asking import require_adopted
from tracker.server.api_table import PREFIX, Collection, narrowed, written
from tracker.text import wording
from tracker.views.datasets import Column, table

ROWS_KEPT = 48
_kept: Kept = Kept(ROWS_KEPT)


def listing(collection: Collection, release: Release, asked: Question) -> dict[str, Any]:
    """A stretch of the list, where it stands in the whole, and the ways on."""
    filters = dict(asked.filters)
    own = {k: v for k, v in filters.items() if k in collection.own_filters}
    found = narrowed(collection, _rows(release, collection.dataset, asked, own), filters)
    path, shown = f"{PREFIX}/{collection.name}", found[asked.offset:asked.offset + asked.limit]
    after, before = asked.offset + asked.limit, max(asked.offset - asked.limit, 0)
    ways = {"self": asked.address(path, asked.offset), "next": asked.address(path, after) if after < len(found) else None,
            "prev": asked.address(path, before) if asked.offset else None}
    return _about(release, asked) | {"total": len(found), "limit": asked.limit, "offset": asked.offset, "links": ways,
                                     "items": _written(shown, collection.held.columns_of(release.plan))}


def single(collection: Collection, release: Release, asked: Question, code: str) -> dict[str, Any]:
    """One object with what belongs to it. Raises NotFound."""
    rows = _rows(release, collection.dataset, asked, {})
    found = next((row for row in rows if written(row[collection.code]) == code), None)
    if found is None:
        raise NotFound("api.no_such_object", code=code[:80], collection=collection.name)
    parts = {p.name: _part(release, asked, p.dataset, {p.filter: code}) for p in collection.parts}
    return _about(release, asked) | {"item": _written([found], collection.held.columns_of(release.plan))[0], "related": parts}


def whole(release: Release, asked: Question) -> dict[str, Any]:
    """The plan itself: what it is, and the figures of the overview."""
    head, t = release.plan.head, wording(asked.language).of(release.plan.head)
    said = {"code": head.code, "name": t.pick(head.name), "short_name": t.pick(head.short_name), "committee": t.pick(head.committee), "act": t.pick(head.act),
            "adopted_on": head.adopted_on, "starts_on": head.starts_on, "ends_on": head.ends_on, "licence": t.pick(head.licence),
            "time_zone": head.time_zone, "fiscal_year_starts": head.fiscal_year_starts}
    return _about(release, asked) | {"item": said | _part(release, asked, "plan", {})[0]}


def released(releases: Iterable[Release], asked: Question) -> dict[str, Any]:
    """Everything that was published, the newest first."""
    found = [_release(r, asked.language) for r in reversed(tuple(releases))]
    path, after = f"{PREFIX}/releases", asked.offset + asked.limit
    ways = {"self": asked.address(path, asked.offset), "next": asked.address(path, after) if after < len(found) else None,
            "prev": asked.address(path, max(asked.offset - asked.limit, 0)) if asked.offset else None}
    return {"language": asked.language, "total": len(found), "limit": asked.limit, "offset": asked.offset, "links": ways,
            "items": found[asked.offset:after]}


def one_release(release: Release, asked: Question) -> dict[str, Any]:
    files = {path: {"sha256": f.sha256, "size": f.size, "address": f"/r/{release.id}/{path}"} for path, f in sorted(release.manifest.files.items())}
    return {"language": asked.language, "item": _release(release, asked.language) | {"files": files}}


def _release(release: Release, language: str) -> dict[str, Any]:
    m = release.manifest
    return {"id": str(m.id), "kind": m.kind, "as_of": m.as_of, "published_at": m.published_at, "withdrawn": release.withdrawn,
            "notice": m.notice.within(language) or None, "previous": str(m.previous.id) if m.previous else None, "signed": bool(m.key), "key": m.key or None,
            "manifest_sha256": release.manifest_sha256, "address": f"/r/{m.id}/"}


def _about(release: Release, asked: Question) -> dict[str, Any]:
    m = release.manifest
    return {"release": {"id": str(m.id), "kind": m.kind, "published_at": m.published_at, "withdrawn": release.withdrawn},
            "as_of": _day(release, asked), "language": asked.language, "licence": release.plan.head.licence_code or release.plan.head.licence.within(asked.language)}


def _part(release: Release, asked: Question, dataset: str, filters: dict[str, str]) -> list[dict]:
    found = table(release.plan, _day(release, asked), wording(asked.language).of(release.plan.head), dataset, filters)
    return _written(found.rows, found.columns)


def _rows(release: Release, dataset: str, asked: Question, filters: dict[str, str]) -> list[dict]:
    """The rows of a dataset as its own filters leave them, worked out once for the stretches of one list."""
    day = _day(release, asked)
    key = (release.manifest_sha256, dataset, day, asked.language, tuple(sorted(filters.items())))
    return _kept.of(key, lambda: table(release.plan, day, wording(asked.language).of(release.plan.head), dataset, filters).rows)


def require_plan(release: Release, asked: Question) -> None:
    """Raises NotFound for a day on which there was none."""
    require_adopted(release.plan, _day(release, asked))


def _day(release: Release, asked: Question) -> date:
    return asked.as_of or release.manifest.as_of


def _written(rows: Iterable[dict], columns: Iterable[Column]) -> list[dict]:
    keys = [c.key for c in columns]
    return [{key: row.get(key) for key in keys} for row in rows]
