"""`import`: a file that comes back. What it would do is said first; only --apply does it."""

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.entering import person as entered
from tracker.cli.speaking import refuse, speaking, words_of
from tracker.domain.importing import BadBook, CellProblem, DryRun
from tracker.domain.importing_rules import outcome
from tracker.exchange.brought_kind import holds_plan
from tracker.exchange.given_plan import read_given
from tracker.services import importing, whole_plan
from tracker.services.door import Caller
from tracker.services.reading import internal
from tracker.text import Wording
from tracker.views import importing as view

Language = Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")]
SHOWN = 40  # objects of a whole plan named one by one


def import_(
    file: Annotated[Path, typer.Argument(help="A workbook (XLSX, or CSV of its columns), a zipped CSV bundle, or plan JSON.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change; so it is without --apply.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Do it: all of it or nothing.")] = False,
    person: Annotated[str, typer.Option("--as", help="Sign in as this account and do it as that person.")] = "",
    reason: Annotated[str, typer.Option(help="Why figures change; the public reads it where a published one is corrected.")] = "",
    lang: Language = "",
) -> None:
    """Say what a file would change, and with --apply change it. Exit code 2 where something has to be mended first."""
    t = words_of(lang)
    with speaking(t), entered(person) as caller:
        if apply and dry_run:
            refuse(t("importing.cli_one_of_two"))
        content = _content(file, t)
        if holds_plan(content):
            _whole(caller, file, content, apply, reason, t)
        else:
            _workbook(caller, content, apply, reason, t)


def _content(file: Path, t: Wording) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        refuse(t("importing.cli_not_read", file=str(file), why=error.strerror or type(error).__name__))


def _workbook(caller: Caller, content: bytes, apply: bool, reason: str, t: Wording) -> None:
    try:
        run = importing.dry_run(caller, content, _told(t), t.language)
    except BadBook as bad:
        refuse(*(_place(problem, t) for problem in bad.problems))
    _say(caller, run, t)
    if places := view.places(run):
        refuse(*(_place(problem, t) for problem in places))
    if apply and run.appliable:
        done = importing.apply(caller, content, outcome(run), reason, t.language)
        typer.echo(t("importing.applied_again" if done.again else "importing.applied"))
        _counted(done, t)


def _told(t: Wording):
    return lambda done, total: typer.echo(t("importing.reading", done=done, total=total), err=True)


def _say(caller: Caller, run: DryRun, t: Wording) -> None:
    """The finding, the counts, and what would change."""
    typer.echo(" ".join(view.finding(run, t)))
    if run.rows:
        typer.echo(" · ".join(f"{words} {n:,}" for n, words, _ in view.counts(run, t)))
    rows, more = view.changes(run, internal(caller.engine).plan, t)
    for row in rows:
        typer.echo(t("importing.cli_change", code=row["code"], field=row["field"], before=row["before"] or t("importing.none"), after=row["after"] or t("importing.none")))
    if more:
        typer.echo(t("importing.and_more_changes", n=more))


def _place(problem: CellProblem, t: Wording) -> str:
    where = " ".join(filter(None, (problem.sheet or t("importing.whole_file"), problem.address or (str(problem.row) if problem.row else ""))))
    held = problem.value or (t("importing.empty") if problem.address else "")
    return t("importing.cli_place", where=f"{where} [{held}]" if held else where, what=t(problem.key, **problem.details))


def _counted(done: importing.Receipt, t: Wording) -> None:
    for name, n in (("reports", len(done.submissions)), ("figures", done.figures), ("corrections", done.corrections)):
        if n:
            typer.echo(t(f"importing.applied_{name}", n=n))
    if done.submissions:
        typer.echo(", ".join(done.submissions))


def _whole(caller: Caller, file: Path, content: bytes, apply: bool, reason: str, t: Wording) -> None:
    """The whole plan: object by object what differs, then in its place."""
    seen = internal(caller.engine).seq
    found = whole_plan.differing(caller, read_given(content, file.name))
    typer.echo(t("importing.cli_differs", n=len(found), fields=sum(map(len, found.values()))) if found else t("importing.nothing"))
    for root in list(found)[:SHOWN]:
        typer.echo(f"  {root}")
    if len(found) > SHOWN:
        typer.echo(t("importing.cli_more", n=len(found) - SHOWN))
    if apply and found:
        whole_plan.put_in_place(caller, content, file.name, seen, reason)
        typer.echo(t("importing.applied"))
