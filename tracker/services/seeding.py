"""Filling the store from a folder of CSV files, and making a database ready to serve."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from tracker.config import Settings
from tracker.domain.errors import NotFound, NotReady
from tracker.domain.plan import Plan
from tracker.exchange import csv_bundle
from tracker.exchange.given_plan import read_given
from tracker.store.engine import Engine, engine_for, file_of, reading, write
from tracker.store.plans import load_plan, save_plan
from tracker.store.revision import present, revision_of
from tracker.store.schema import SchemaState, back_up, held_revision, migrate, require_current, schema_state
from tracker.store.work import begun


@dataclass(frozen=True)
class SeedResult:
    """`changed` is False where the store already said the same; `counts` are the lines by part of the plan."""

    changed: bool
    counts: Mapping[str, int]
    revision: str


def seed(engine: Engine, folder: Path | str, at: datetime | None = None) -> SeedResult:
    """Replace what the store holds by the bundle in `folder`, in one transaction; the log says what differs, as of `at`
    (now when not given). Raises BadInput with every problem of the bundle, and NotReady where the schema is not the
    present one; then nothing is written."""
    plan = plan_at(Path(folder))
    require_current(engine)
    before = revision_of(engine)
    after = write(engine, lambda session: save_plan(session, plan, at or datetime.now(UTC)))
    return SeedResult(after != before, counts(plan), after)


def counts(plan: Plan) -> dict[str, int]:
    return {f.name: len(getattr(plan, f.name)) for f in fields(plan) if f.name != "head"}


def prepare(settings: Settings) -> SeedResult | None:
    """Make the database of `settings` ready: folder, schema, and the seed data where nothing was ever saved.

    An empty database is set up. One behind is brought forward only where it is the embedded SQLite file, after a
    copy was kept beside it; elsewhere migrating is a command. Returns None where nothing needed seeding.
    """
    engine = _current(settings)
    return None if revision_of(engine) is not None else seed(engine, settings.root / "seed_data")


def found(settings: Settings, source: Path, at: datetime | None = None) -> SeedResult:
    """Begin an empty database with another plan: a folder of the same shape, a zip of one, or plan JSON. Raises NotReady
    where a plan is there already, and BadInput with every problem of the plan before anything is made."""
    plan = plan_at(source)
    engine = _current(settings)
    if (held := _held(engine)) is not None:
        raise NotReady("cli.init_filled", held=held.head.code, given=plan.head.code)
    after = write(engine, lambda session: save_plan(session, plan, at or datetime.now(UTC)))
    return SeedResult(True, counts(plan), after)


def plan_at(source: Path) -> Plan:
    """The plan in a folder or a file. Raises NotFound where there is nothing, BadInput where it is no good."""
    if source.is_dir():
        return csv_bundle.read(source)
    if not source.is_file():
        raise NotFound("cli.no_folder", folder=str(source))
    return read_given(source.read_bytes(), source.name)


def _held(engine: Engine) -> Plan | None:
    with reading(engine) as session:
        return load_plan(session)


def _current(settings: Settings) -> Engine:
    """The database of `settings` with its folder and the present schema."""
    engine = engine_for(settings.database_url)
    file = file_of(engine)
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    bring_forward(engine, file)
    account_for_plan(engine)
    return engine


def bring_forward(engine: Engine, file: Path | None) -> SchemaState:
    """The schema made current, with a copy of an older SQLite file kept first. Returns the state it was found in."""
    state = schema_state(engine)
    if state is SchemaState.BEHIND and not file:
        raise NotReady("problem.schema_behind")
    if state is SchemaState.BEHIND:
        back_up(file, file.with_name(f"{file.name}.before-migrating-{held_revision(engine)}"))
    return state if state is SchemaState.CURRENT else migrate(engine)


def migrated(engine: Engine) -> SchemaState:
    """The schema made current on request, and the log begun. Returns the state it was found in."""
    found = migrate(engine)
    account_for_plan(engine)
    return found


def account_for_plan(engine: Engine) -> None:
    """A plan that is older than its log gets the entries that lead to it. Harmless to repeat."""
    with reading(engine) as session:
        now = present(session)
    if now.revision and not now.head.seq:
        write(engine, lambda session: begun(session, datetime.now(UTC)))
