"""Filling the store from a folder of CSV files, and making a database ready to serve."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from tracker.config import Settings
from tracker.domain.errors import NotReady
from tracker.domain.plan import Plan
from tracker.exchange import csv_bundle
from tracker.store.engine import Engine, engine_for, file_of, write
from tracker.store.plans import save_plan
from tracker.store.revision import revision_of
from tracker.store.schema import SchemaState, back_up, held_revision, migrate, require_current, schema_state


@dataclass(frozen=True)
class SeedResult:
    """`changed` is False where the store already said the same; `counts` are the lines by part of the plan."""

    changed: bool
    counts: Mapping[str, int]
    revision: str


def seed(engine: Engine, folder: Path | str) -> SeedResult:
    """Replace what the store holds by the bundle in `folder`, in one transaction. Raises BadInput with every problem
    of the bundle, and NotReady where the schema is not the present one; then nothing is written."""
    plan = csv_bundle.read(folder)
    require_current(engine)
    before = revision_of(engine)
    after = write(engine, lambda session: save_plan(session, plan))
    return SeedResult(after != before, counts(plan), after)


def counts(plan: Plan) -> dict[str, int]:
    return {f.name: len(getattr(plan, f.name)) for f in fields(plan) if f.name != "head"}


def prepare(settings: Settings) -> SeedResult | None:
    """Make the database of `settings` ready: folder, schema, and the seed data where nothing was ever saved.

    An empty database is set up. One behind is brought forward only where it is the embedded SQLite file, after a
    copy was kept beside it; elsewhere migrating is a command. Returns None where nothing needed seeding.
    """
    engine = engine_for(settings.database_url)
    file = file_of(engine)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    bring_forward(engine, file)
    if revision_of(engine) is not None:
        return None
    return seed(engine, settings.root / "seed_data")


def bring_forward(engine: Engine, file: Path | None) -> SchemaState:
    """The schema made current, with a copy of an older SQLite file kept first. Returns the state it was found in."""
    state = schema_state(engine)
    if state is SchemaState.BEHIND and not file:
        raise NotReady("problem.schema_behind")
    if state is SchemaState.BEHIND:
        back_up(file, file.with_name(f"{file.name}.before-migrating-{held_revision(engine)}"))
    return state if state is SchemaState.CURRENT else migrate(engine)
