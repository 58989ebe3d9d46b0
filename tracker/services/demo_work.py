"""Work under way for a demonstration: reports waiting, returned and accepted, a change asked for, remarks, numbers readers
doubt. Every step goes through the service a person would use, as that person, so it is checked and logged like anything else."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from tracker.domain.errors import TrackerError
from tracker.domain.milestones import EvidenceKind, ReportedState
from tracker.domain.periods import next_quarter, quarter_of
from tracker.domain.rebaselining import Wish
from tracker.domain.reporting import TypedReport
from tracker.domain.reviewing import missing_halves, ticks
from tracker.domain.tickets import Answer, Place, Sent
from tracker.domain.typed_evidence import TypedEvidence
from tracker.domain.words import LANGUAGES, Bilingual
from tracker.domain.workspace import Ground, Wanted
from tracker.services import comments, reporting, requests, reviewing, tickets
from tracker.services.door import Caller
from tracker.services.reading import internal
from tracker.store import accounts as kept
from tracker.store.engine import Engine, write
from tracker.text import wording

LINK = "https://example.org/demo"
log = logging.getLogger("tracker.demo")


@dataclass(frozen=True)
class Stage:
    """Where the demonstration plays: the store, now, today, the language reports are typed in, the folder of releases."""

    engine: Engine
    at: datetime
    today: date
    language: str
    releases: Path

    @contextmanager
    def played_by(self, name: str) -> Iterator[Caller]:
        """Somebody of the cast, signed in for one step."""
        token = kept.new_token()
        write(self.engine, lambda session: kept.add_session(session, token, name, self.at, "", "demo"))
        try:
            yield Caller(self.engine, token, self.at, self.today)
        finally:
            write(self.engine, lambda session: kept.revoke(session, name, self.at, only=kept.id_of(token)))

    def version(self, key: str) -> int:
        return internal(self.engine).versions.get(key, 0)

    def words(self, key: str) -> str:
        return wording(self.language)(f"demo.{key}")

    def both(self, key: str) -> Bilingual:
        return Bilingual(*(wording(code)(f"demo.{key}") for code in LANGUAGES))

    def report(self, name: str, milestone: str, typed: TypedReport) -> str:
        with self.played_by(name) as caller:
            return reporting.submit(caller, milestone, typed, reporting.Seen(self.version(f"milestone/{milestone}")), f"demo-{milestone}")

    def seen(self, submission: str, milestone: str) -> reviewing.Seen:
        return reviewing.Seen(self.version(f"submission/{submission}"), self.version(f"milestone/{milestone}"))

    def under_way(self, summary: str) -> TypedReport:
        """Later than planned, with why and until when."""
        expected = next_quarter(quarter_of(self.today))
        return TypedReport(ReportedState.IN_PROGRESS.value, forecast=str(expected), summary=self.words(summary), obstacle=self.words("obstacle"),
                           language=self.language)

    def done(self, summary: str) -> TypedReport:
        """Completed some days ago, with one public link."""
        on = (self.today - timedelta(days=9)).isoformat()
        proof = TypedEvidence(EvidenceKind.PRESS.value, self.words("proof"), self.words("proof_body"), on, LINK, self.words("proof_reason"))
        return TypedReport(ReportedState.COMPLETED.value, completed_on=on, summary=self.words(summary), evidence=(proof,), language=self.language)


def a_report_waits(stage: Stage) -> None:
    submission = stage.report("demo.reporter.msit", "M83-01", stage.under_way("under_way"))
    with stage.played_by("demo.editor") as editor:
        comments.add(editor, f"submission/{submission}", stage.words("remark"), "demo-remark")
    with stage.played_by("demo.reporter.msit") as reporter:
        comments.add(reporter, f"submission/{submission}", stage.words("answer"), "demo-answer")


def a_completion_waits(stage: Stage) -> None:
    stage.report("demo.reporter2.msit", "M02-01", stage.done("done"))


def a_report_came_back(stage: Stage) -> None:
    submission = stage.report("demo.reporter.msit", "M93-01", stage.done("done_in_part"))
    with stage.played_by("demo.editor") as editor:
        reviewing.send_back(editor, submission, stage.seen(submission, "M93-01"), stage.both("returned_for"), "demo-return")


def a_completion_was_accepted(stage: Stage) -> None:
    submission = stage.report("demo.reporter.mois", "M58-01", stage.done("done"))
    held = internal(stage.engine).workspace.submission(submission)
    other = next(code for code in LANGUAGES if code != stage.language)
    said = {"summary": "done", "title": "proof", "reason": "proof_reason"}
    halves = {name: wording(other)(f"demo.{said[name.split('.')[-1]]}") for name in missing_halves(held)}
    with stage.played_by("demo.editor") as editor:
        confirmed = reviewing.Confirmed(frozenset(ticks(held)), evidence_checked=True, halves=halves)
        reviewing.approve(editor, submission, stage.seen(submission, "M58-01"), confirmed, "demo-approve")


def a_change_is_asked_for(stage: Stage) -> None:
    later = next_quarter(next_quarter(quarter_of(stage.today)))
    wish = Wish("M23-02", Wanted.DUE, Ground.PROCUREMENT, stage.both("change_reason"), stage.both("change_effects"), due=later)
    with stage.played_by("demo.reporter.msit") as reporter:
        requests.ask(reporter, wish, stage.version("milestone/M23-02"), "demo-change")


def a_number_was_wrong(stage: Stage) -> None:
    """It was, and the next release has it right: the status of the milestone whose completion was accepted."""
    code = _doubted(stage, Place("milestone", "", internal(stage.engine).plan.milestone("M58-01").code), "wrong_status")
    release = tickets.nameable(internal(stage.engine).workspace, stage.releases, stage.today)[0]
    said = Answer(stage.both("status_question"), stage.both("status_answer"), corrected=True, release=release)
    with stage.played_by("demo.editor") as editor:
        tickets.answer(editor, code, stage.version(f"ticket/{code}"), said, stage.releases, "demo-answer-ticket")


def a_number_is_doubted(stage: Stage) -> None:
    _doubted(stage, Place("programme", "", internal(stage.engine).plan.programme("FP001").code), "wrong_amount")


def _doubted(stage: Stage, place: Place, words: str) -> str:
    """By nobody in particular, as the form would send it."""
    return tickets.send(Caller(stage.engine, "", stage.at, stage.today), place, Sent(stage.words(words), language=stage.language), "demo", f"demo-{words}")


STEPS: tuple[Callable[[Stage], None], ...] = (
    a_report_waits, a_completion_waits, a_report_came_back, a_completion_was_accepted, a_change_is_asked_for, a_number_was_wrong,
    a_number_is_doubted,
)


def play(stage: Stage) -> int:
    """Every step that this plan allows today, and how many there were. One that it does not allow is left out: a
    demonstration of another day or plan has less in it, and still opens."""
    played = 0
    for step in STEPS:
        try:
            step(stage)
            played += 1
        except TrackerError as refused:
            log.warning("left out of the demonstration: %s: %s", step.__name__, refused)
    return played
