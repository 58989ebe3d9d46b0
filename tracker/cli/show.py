"""`show`: what the pages show, as a table, JSON or CSV."""

from datetime import date
from typing import Annotated

import typer

from tracker.cli.columns import aligned, listed
from tracker.cli.days import day_of
from tracker.cli.speaking import refuse, speaking, words_of
from tracker.config import settings
from tracker.domain.errors import TrackerError
from tracker.domain.plan import Plan
from tracker.exchange.downloads import csv_bytes, json_bytes
from tracker.services.history import Past
from tracker.services.reading import edition
from tracker.store.engine import engine_for
from tracker.text import Wording
from tracker.views.datasets import Column, Table, datasets, table
from tracker.views.organisations import short

FORMATS = ("table", "json", "csv")
# The columns a terminal has room for; other datasets show all of theirs.
SHOWN = {
    "goals": ("code", "title", "area", "leads", "milestones", "past_due", "completed", "completed_late", "delayed",
              "no_report_past_due", "no_report_ahead", "no_report_undated", "next_due"),
    "milestones": ("code", "title", "lead", "status", "due_period", "reason"),
    "funding": ("code", "title", "ministry", "goal"),
    "indicators": ("code", "name", "lead", "latest_value", "target_value", "unit", "verdict", "lack"),
    "ministries": ("code", "name", "goals", "milestones", "done", "delayed", "silent", "reported", "median_slip", "programmes", "won"),
    "meetings": ("code", "on", "body", "kind", "outcome"),
}
LATEST = 3  # amounts of a programme
BODIES = frozenset({"lead", "leads", "cooperating", "ministry"})
YEARS = frozenset({"fiscal_year"})  # numbers that take no separators
NUMERIC = frozenset({"integer", "won", "number", "percent"})


def show(
    what: Annotated[str, typer.Argument(help="plan, goals, milestones, funding, indicators, ministries, meetings or any dataset.")],
    as_of: Annotated[str, typer.Option(help="The day to show, as YYYY-MM-DD; today when not given.")] = "",
    known_on: Annotated[str, typer.Option(help="Show what was known at the end of this day, as YYYY-MM-DD; what is known now when not given.")] = "",
    lang: Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")] = "",
    form: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",
    where: Annotated[list[str], typer.Option(help="A filter of the dataset as name=value, such as lead=MSIT; may be repeated.")] = [],
) -> None:
    """Print what the pages show, with status, reason and numbers."""
    t = words_of(lang)
    with speaking(t):
        if what not in datasets():
            refuse(t("error.no_dataset", dataset=what), t("cli.known", known=t.join(datasets())))
        known = day_of(known_on) if known_on else None
        on, filters = day_of(as_of or known_on), _filters(what, where)
        if form not in FORMATS:
            raise TrackerError("cli.bad_format", value=form, known=t.join(FORMATS))
        engine = engine_for(settings().database_url)
        plan = edition(engine, known).plan
        t = t.of(plan.head)
        found = table(plan, on, t, what, filters, Past(engine, known))
        written = {"json": lambda: json_bytes(found), "csv": lambda: csv_bytes(found), "table": lambda: printed(plan, found, on, t, known)}[form]()
        typer.echo(written, nl=form == "table")


def _filters(what: str, where: list[str]) -> dict[str, str]:
    """`name=value` pairs; a name the dataset does not know is refused, not ignored."""
    pairs, known = [pair.partition("=") for pair in where], datasets()[what].filters
    for name, sign, _ in pairs:
        if not sign or name not in known:
            raise TrackerError("cli.bad_filter", value=name, known=", ".join(known) or "–")
    return {name: value for name, _, value in pairs}


def printed(plan: Plan, found: Table, on: date, t: Wording, known: date | None = None) -> str:
    """The table for a terminal, with what it is above and the number of rows below. One row stands upright."""
    wanted = SHOWN.get(found.key)
    columns = _shown(found, wanted) if wanted else found.columns
    title = t("cli.title_known" if known else "cli.title", name=t(f"dataset.{found.key}"), as_of=on, known=known)
    if len(found.rows) == 1 and not wanted:
        return f"{title}\n\n" + listed([(c.label(t), cell(plan, c, found.rows[0], t)) for c in columns])
    body = [[cell(plan, c, row, t) for c in columns] for row in found.rows]
    numeric = {i for i, c in enumerate(columns) if c.kind in NUMERIC}
    return f"{title}\n\n{aligned([c.label(t) for c in columns], body, numeric)}\n\n{t('cli.rows', n=len(body))}"


def _shown(found: Table, wanted: tuple[str, ...]) -> list[Column]:
    """The columns wanted, and of those with a year and stage of the budget the latest."""
    return [c for key in wanted for c in found.columns if c.key == key] + [c for c in found.columns if c.amount][-LATEST:]


def cell(plan: Plan, column: Column, row: dict, t: Wording) -> str:
    """One value in words: statuses and verdicts by name, bodies by their short name, money and dates as on the pages."""
    value = row.get(column.key)
    if value is None:
        return t("common.no_data")
    if column.key in BODIES:
        return t.join(short(plan, t, code) for code in ([value] if isinstance(value, str) else value)) or t("common.none")
    if column.key in ("status", "shown", "verdict", "lack"):
        return _state(column.key, row, value, t)
    if column.key in YEARS:
        return str(value)
    if column.key == "schedule_index":
        return t(f"cli.index_{value}")
    by_kind = {"won": t.won, "number": t.number, "percent": t.percent, "list": lambda items: t.join(map(str, items))}
    return by_kind.get(column.kind, t.show)(value)


def _state(key: str, row: dict, value: str, t: Wording) -> str:
    """`no report` is always told apart by where its deadline lies."""
    word = f"no_report_{row['timing']}" if value == "no_report" and "timing" in row else value
    name = f"status.{word}" if key in ("status", "shown") else f"verdict.{word}"
    return t(name) if name in t else str(value)
