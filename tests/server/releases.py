"""Releases in a folder, and a client that reads them as any visitor does."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from starlette.testclient import TestClient

from tests.server.desks import CountingShelf, a_client, a_desk
from tests.site.releases import an_info
from tracker.domain.log import Head
from tracker.domain.plan import Plan
from tracker.domain.publication import published
from tracker.domain.release import PLAN, Manifest, ReleaseKind
from tracker.domain.words import NOTHING
from tracker.exchange.coming_release import announce
from tracker.exchange.plan_json import plan_bytes
from tracker.exchange.release_folder import Release, write_release
from tracker.server.desk import Desk
from tracker.site.feeds import files_feeds
from tracker.site.open_data import files_open_data

AS_OF, AT = date(2026, 11, 20), datetime(2026, 11, 20, 9, tzinfo=UTC)


def publish(folder: Path, plan: Plan, id: str = "2026Q4-r1", whole: bool = False, at: datetime = AT) -> Release:
    """A release of the plan; `whole` with everything a release consists of."""
    plan, info = published(plan), an_info(id, as_of=AS_OF, at=at)
    files = {PLAN: plan_bytes(plan)} | (files_open_data(plan, info) | files_feeds(plan, info) if whole else {})
    manifest = Manifest(info.id, ReleaseKind.SEED, plan.head.code, info.as_of, at, Head(1, "0" * 64), {}, None, NOTHING)
    return write_release(folder, manifest, files)


def announced(folder: Path, plan: Plan, id: str = "2026Q4-r1") -> Release:
    """The first release of the plan, which is still being written."""
    plan, info = published(plan), an_info(id, as_of=AS_OF, at=AT)
    folder.mkdir()
    return announce(folder, Manifest(info.id, ReleaseKind.SEED, plan.head.code, info.as_of, AT, Head(1, "0" * 64), {}, None, NOTHING), {PLAN: plan_bytes(plan)})


def a_public_desk(tmp_path: Path, plan: Plan, whole: bool = False) -> Desk:
    """A desk whose store holds something else than what was published."""
    publish(tmp_path / "releases", plan, whole=whole)
    return nobody_signed_in(a_desk(tmp_path, shelf=CountingShelf(plan)))


def nobody_signed_in(desk: Desk) -> Desk:
    return replace(desk, inside=None)


def reading(desk: Desk) -> TestClient:
    return a_client(desk)
