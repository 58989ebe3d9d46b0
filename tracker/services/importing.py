"""Bringing a workbook in: looked at first, then applied whole or not at all.

What was weighed before counts for nothing when it is applied: the file is weighed again within the transaction, and must
come to the very same. Reports become submissions that wait for review, figures go straight into the plan, by who may.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from hashlib import sha256

from tracker.domain.actors import Action
from tracker.domain.errors import BadInput, Conflict, TrackerError
from tracker.domain.importing import DryRun, ReadBook, RowState, SheetKind, WeighedRow
from tracker.domain.importing_rules import Scales, outcome, weigh
from tracker.domain.plan_checks import SHORTEST_REASON, trouble
from tracker.domain.weighing_reports import typed_report
from tracker.domain.workspace import Submission
from tracker.exchange.workbook_reading import read_book
from tracker.services.door import Caller, Step, perform, perform_in_steps, read
from tracker.services.pieces import object_in, with_part
from tracker.services.reading import internal
from tracker.services.reporting import written
from tracker.services.weighing import Figure, Figures, weighers
from tracker.store import log
from tracker.store.brought import Brought, drop_brought, empty_brought, held_brought, keep_brought, lies_since
from tracker.store.engine import reading, write
from tracker.store.work import Work

Told = Callable[[int, int], None]  # hears now and then how many rows were weighed, of how many
LARGEST = 10 * 2**20  # bytes of a file
LONGEST_NAME = 200
KEPT = timedelta(days=30)  # a file nobody applied
DOES = (RowState.NEW, RowState.CHANGED)


@dataclass(frozen=True)
class Receipt:
    """What became of a file: the codes of the reports that wait now, how many figures were set or added, how many
    published ones corrected. `again`: it had been applied before, and nothing happened now."""

    submissions: tuple[str, ...] = ()
    figures: int = 0
    corrections: int = 0
    again: bool = field(default=False, compare=False)


class StillWrong(TrackerError):
    """The file can't be applied as it is; `run` says row by row why."""

    def __init__(self, run: DryRun) -> None:
        super().__init__("importing.error_still_wrong" if run.problems or run.of(RowState.ERROR) or run.of(RowState.CONFLICT) else "importing.error_nothing_new")
        self.run = run


def dry_run(caller: Caller, content: bytes, told: Told | None = None, language: str = "ko") -> DryRun:
    """What applying the file would do, as things stand now. `language` is that of a file that does not say its own. Raises NotAllowed, BadBook where it is no workbook of ours."""
    actor = read(caller, Action.SUBMIT)
    book, now = _read(content, language), internal(caller.engine)
    with reading(caller.engine) as session:
        moved = log.changed_by(session, book.made_seq) if book.made_seq else {}
    return weigh(book, Scales(now.plan, now.workspace, actor, caller.today, now.seq, book.language, moved), weighers({}), told)


def apply(caller: Caller, content: bytes, seen: str, reason: str = "", language: str = "ko") -> Receipt:
    """Applies the file: all of its rows in one transaction, or none. `seen` is the `outcome` of the dry run the person had
    before them. The same file applied again by the same person does nothing and gives the first receipt. Raises
    NotAllowed, BadBook, StillWrong, Conflict where it would do something else by now, BadInput where figures lack a reason."""
    read(caller, Action.SUBMIT)
    book, fresh = _read(content, language), []

    def decide(work: Work) -> tuple[str, Sequence[Step]]:
        figures: Figures = {}
        run = _weighed_here(work, caller, book, figures)
        _refuse(run, seen, bool(figures), reason)
        rows, steps = [row for row in run.rows if row.state in DOES], _Steps(book, figures, reason.strip(), caller)
        fresh[:] = [steps.receipt(work, rows)]
        return json.dumps(asdict(fresh[0])), steps.steps(rows)

    held = json.loads(perform_in_steps(caller, Action.SUBMIT, decide, f"workbook {book.sha256}"))
    return Receipt(tuple(held["submissions"]), held["figures"], held["corrections"], again=not fresh)


def _read(content: bytes, language: str) -> ReadBook:
    book = read_book(content)
    return book if book.language else replace(book, language=language)


def _weighed_here(work: Work, caller: Caller, book: ReadBook, figures: Figures) -> DryRun:
    """The file weighed within the transaction that may apply it."""
    moved = log.changed_by(work.session, book.made_seq) if book.made_seq else {}
    scales = Scales(work.plan, work.workspace, work.actor, caller.today, log.head(work.session).seq, book.language, moved)
    return weigh(book, scales, weighers(figures))


def _refuse(run: DryRun, seen: str, sets_figures: bool, reason: str) -> None:
    if outcome(run) != seen:
        raise Conflict("importing.error_moved")
    if not run.appliable:
        raise StillWrong(run)
    if sets_figures and len(reason.strip()) < SHORTEST_REASON:
        raise BadInput((trouble("reason", "import_reason_missing"),))


@dataclass(frozen=True)
class _Steps:
    """The parts of applying a file, each an action of its own in the log."""

    book: ReadBook
    figures: Figures
    reason: str
    caller: Caller

    def receipt(self, work: Work, rows: Iterable[WeighedRow]) -> Receipt:
        """What will have been done, with the codes the reports will have."""
        codes = tuple(self._report(work, row).code for row in rows if row.row.kind is SheetKind.REPORTS)
        corrections = sum(figure.correction for figure in self.figures.values())
        return Receipt(codes, len(self.figures) - corrections, corrections)

    def steps(self, rows: Sequence[WeighedRow]) -> Iterator[Step]:
        reports = [row for row in rows if row.row.kind is SheetKind.REPORTS]
        said = " · ".join(filter(None, (self.reason, f"sha256:{self.book.sha256}")))
        short = f"{self.reason} · sha256:{self.book.sha256[:12]}"  # of a correction the public reads the reason
        yield Step(Action.SUBMIT, lambda work: self._hand_in(work, reports), said)
        for correction, action in ((False, Action.EDIT_PLAN), (True, Action.CORRECT_PLAN)):
            if mine := [figure for figure in self.figures.values() if figure.correction is correction]:
                yield Step(action, lambda work, mine=mine: _set(work, mine), short if correction else said)

    def _hand_in(self, work: Work, rows: Iterable[WeighedRow]) -> None:
        work.put(*[self._report(work, row) for row in rows])
        drop_brought(work.session, work.actor.code)

    def _report(self, work: Work, weighed: WeighedRow) -> Submission:
        """The submission a row becomes. Files it was handed in with before were screened then."""
        milestone = work.plan.milestone(weighed.key.split("/")[1])
        scales = Scales(work.plan, work.workspace, work.actor, self.caller.today, 0, self.book.language)
        typed = typed_report(weighed.row, scales, work.workspace.open_submission(milestone.code))
        return written(work, milestone, typed, self.caller.today, {e.file: "" for e in typed.evidence if e.file})


def _set(work: Work, figures: Iterable[Figure]) -> None:
    """The figures in their objects; of one object all together."""
    owners: dict[str, object] = {}
    for figure in figures:
        key = figure.piece.root_key
        owner = owners.get(key) or object_in(work.plan, key)
        owners[key] = with_part(owner, figure.piece, figure.before, figure.after)
    work.put(*owners.values())


def bring(caller: Caller, content: bytes, name: str) -> str:
    """Keeps the file for the caller until they apply it or bring another; its SHA-256. Raises NotAllowed, BadInput."""
    if len(content) > LARGEST:
        raise TrackerError("importing.error_too_large", most=LARGEST // 2**20)
    code = sha256(content).hexdigest()

    def do(work: Work) -> str:
        keep_brought(work.session, work.actor.code, Brought(code, _printable(name), content, work.at))
        return code

    return perform(caller, Action.SUBMIT, do)


def _printable(name: str) -> str:
    """The name as a page and a header can say it: no line ends, no marks that turn text round, nothing a store refuses."""
    return "".join(c for c in name if c.isprintable())[:LONGEST_NAME]


def brought(caller: Caller) -> Brought | None:
    """The file the caller brought last and has not applied; of one that lay too long only what it was called. Raises NotAllowed."""
    actor = read(caller, Action.SUBMIT)
    _drop_past(caller)
    with reading(caller.engine) as session:
        return held_brought(session, actor.code)


def _drop_past(caller: Caller) -> None:
    """Drops everybody's files that lay too long: whoever looks at theirs cleans up for who never comes back."""
    before = caller.at - KEPT
    with reading(caller.engine) as session:
        past = lies_since(session, before)
    if past:
        write(caller.engine, lambda session: empty_brought(session, before))


def put_aside(caller: Caller) -> None:
    """Forgets the file the caller brought. Raises NotAllowed."""
    perform(caller, Action.SUBMIT, lambda work: drop_brought(work.session, work.actor.code) or "")
