"""`report`: the cabinet brief and the quarterly report as PDF, HTML or Markdown.

Reads like the pages do: the working plan of the store, or a release of the folder; on a public site only the latter.
"""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.days import asked_day
from tracker.cli.speaking import speaking, words_of
from tracker.config import settings
from tracker.domain.errors import TrackerError
from tracker.services.editions import Edition, editions_of
from tracker.site import reports
from tracker.site.info import of_manifest
from tracker.site.report_source import Source
from tracker.text import Wording


def report(
    kind: Annotated[str, typer.Argument(help="brief (one page) or quarterly.")],
    out: Annotated[Path, typer.Argument(help="The file to write; its ending says how: .pdf, .html or .md.")],
    release: Annotated[str, typer.Option(help="A release such as 2026Q3-r1; the working plan when not given.")] = "",
    as_of: Annotated[str, typer.Option(help="The day to speak for, as YYYY-MM-DD; the day of the release, or today.")] = "",
    ministry: Annotated[str, typer.Option(help="The code of a body, such as MSIT: only what it leads.")] = "",
    lang: Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")] = "",
) -> None:
    """Write a report: the one-page brief or the quarterly implementation report."""
    t = words_of(lang)
    with speaking(t):
        form = out.suffix.removeprefix(".").lower()
        _known("printed.bad_kind", kind, reports.KINDS)
        _known("printed.bad_form", form, reports.FORMS)
        edition = editions_of(settings()).seen(True, release)
        written = reports.report(kind, form, _source(edition, asked_day(as_of) or edition.day, t, ministry))
        _write(out, written)
        typer.echo(t("printed.written", file=str(out), bytes=len(written)))


def _known(key: str, value: str, known) -> None:
    if value not in known:
        raise TrackerError(key, value=value, known=", ".join(known))


def _source(edition: Edition, as_of: date, t: Wording, ministry: str) -> Source:
    """What the report is made of. Raises NotFound for an unknown body."""
    if ministry:
        edition.plan.organisation(ministry)
    address = settings().address
    info = of_manifest(edition.release.manifest, address) if edition.release else None
    return Source(edition.plan, as_of, t.language, info, address, ministry)


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as problem:
        raise TrackerError("printed.cannot_write", file=str(out), why=problem.strerror or type(problem).__name__) from None
