"""`check`: what the data lacks, as counts and codes. Gaps are no errors; the exit code is 0."""

from textwrap import wrap
from typing import Annotated

import typer

from tracker.cli.days import day_of
from tracker.cli.speaking import speaking, words_of
from tracker.config import settings
from tracker.domain.errors import TrackerError
from tracker.exchange.downloads import json_bytes
from tracker.services.reading import edition
from tracker.store.engine import engine_for
from tracker.text import Wording
from tracker.views.datasets import table

WIDTH = 100
INDENT = "    "


def check(
    as_of: Annotated[str, typer.Option(help="The day to check, as YYYY-MM-DD; today when not given.")] = "",
    lang: Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")] = "",
    form: Annotated[str, typer.Option("--format", help="table or json.")] = "table",
) -> None:
    """Print data quality: undated, no lead, missing English, no source, money not linked, no report and more."""
    t = words_of(lang)
    with speaking(t):
        if form not in ("table", "json"):
            raise TrackerError("cli.bad_format", value=form, known="table, json")
        on, plan = day_of(as_of), edition(engine_for(settings().database_url)).plan
        t = t.of(plan.head)
        found = table(plan, on, t, "quality", {})
        if form == "json":
            typer.echo(json_bytes(found), nl=False)
        else:
            typer.echo("\n".join((t("cli.title", name=t("dataset.quality"), as_of=on), "", *(said(row, t) for row in found.rows))))


def said(row: dict, t: Wording) -> str:
    """One check: its count of the whole, the money concerned, and every code below."""
    money = f" · {t.won(row['won'])}" if row["won"] is not None else ""
    head = f"{row['count']:>5,} / {row['whole']:,}  {row['finding']}{money}  [{row['check']}]"
    return "\n".join([head, *wrap(t.join(row["codes"]), WIDTH, initial_indent=INDENT, subsequent_indent=INDENT)])
