"""A database on the real plan with five months of history: what tests of the history pages look at."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.builders import a_closure, a_rebaseline, words
from tracker.domain.actors import Action, Role
from tracker.domain.milestones import ClosureKind, Evidence, EvidenceKind, RecordState, Report, ReportedState, VerificationGrade
from tracker.domain.periods import parse_period
from tracker.domain.sources import Confidence, Origin
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Comment, Person
from tracker.services.door import Caller, perform
from tracker.store.engine import Engine, write
from tracker.store.plans import save_plan

ORIGIN = Origin("https://example.org/2026", "2026-07-01", Confidence.HIGH)


def _at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 3, 0, tzinfo=UTC)


def lived(engine: Engine, plan) -> Engine:
    """Imported on 1 June; M12-02 moved on 10 September, an amount corrected on 5 October, M07-04 closed on 20 October,
    M07-05 reported complete on 17 November; an editor and an internal remark on the 18th."""
    write(engine, lambda session: save_plan(session, plan, _at(6, 1)))
    _moved(engine)
    _corrected(engine)
    _closed(engine)
    _completed(engine)
    _do(engine, 11, 18, Action.KEEP_PEOPLE, lambda work: work.put(
        Person("h.editor", Bilingual("지원단 검토 담당", "Secretariat, review desk"), (Role.EDITOR,)),
        Person("h.reporter", Bilingual("보고 담당", "Reporting desk"), (Role.REPORTER,), ("MSIT",))))
    _do(engine, 11, 18, Action.COMMENT, lambda work: work.put(Comment("N1", "milestone/M07-05", "h.editor", work.at, "Canary remark")))
    return engine


def _do(engine: Engine, month: int, day: int, action: Action, deed, **said: str) -> None:
    perform(Caller(engine, "", _at(month, day), date(2026, month, day), console=True), action, lambda work: deed(work) or "", **said)


def _moved(engine: Engine) -> None:
    move = a_rebaseline(on="2026-09-10", due="2027 Q1", origin=ORIGIN, reason=Bilingual("조달 절차가 늦어짐", "Procurement took longer"))
    _do(engine, 9, 10, Action.APPLY_CHANGE, lambda work: work.put(replace(work.plan.milestone("M12-02"), rebaselines=(move,))), resolution="C-M12-02-1")


def _corrected(engine: Engine) -> None:
    def deed(work) -> None:
        programme = work.plan.programme("FP001")
        work.put(replace(programme, amounts=(replace(programme.amounts[0], won=programme.amounts[0].won + 10**8), *programme.amounts[1:])))
    _do(engine, 10, 5, Action.CORRECT_PLAN, deed, reason="A slip of the pen")


def _closed(engine: Engine) -> None:
    def deed(work) -> None:
        closure = a_closure(on="2026-10-20", kind=ClosureKind.MERGED, into="M07-05", resolution=work.plan.resolutions[0].code, origin=ORIGIN, reason=words("Overlap"))
        work.put(replace(work.plan.milestone("M07-04"), closure=closure))
    _do(engine, 10, 20, Action.APPLY_CHANGE, deed)


def _completed(engine: Engine) -> None:
    def deed(work) -> None:
        report = Report("R-M07-05-9", date(2026, 11, 17), ReportedState.COMPLETED, RecordState.APPROVED, VerificationGrade.V2,
                        Bilingual("연구소를 열었다", "The institute opened"), ORIGIN, words("MSIT"), completed_on=parse_period("2026-07-01"))
        shown = Evidence("E1", report.code, EvidenceKind.PRESS, Bilingual("개소 보도자료", "Press release"), words("MSIT"), date(2026, 7, 1), words("Opened"), True, "https://example.org/2026")
        kept = replace(shown, code="E2", public=False, title=words("Canary file"), url="https://example.org/canary")
        m = work.plan.milestone("M07-05")
        work.put(replace(m, reports=(*m.reports, report), evidence=(shown, kept)))
    _do(engine, 11, 17, Action.APPROVE, deed, reason="Canary reason")
