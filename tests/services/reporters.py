"""Two reporters of one ministry at one desk, and what they type."""

from sqlalchemy import Engine

from tests.builders import a_milestone, a_report
from tests.review_cases import a_person
from tests.services.desk import NOW, Desk, a_desk, two_ministries
from tracker.domain.actors import Role
from tracker.domain.plan import Plan
from tracker.domain.reporting import TypedReport
from tracker.domain.typed_evidence import TypedEvidence
from tracker.services.reporting import Seen
from tracker.store.accounts import add_session, new_token
from tracker.store.engine import writing

PROOF = TypedEvidence("decision", "Plan of action", "Committee", "2026. 6. 20.", "https://example.org/a", "The plan was adopted as a whole.")
DONE = TypedReport(state="completed", completed_on="20260620", summary="Adopted", evidence=(PROOF,), language="en")
GOING = TypedReport(state="in_progress", summary="Under way", language="en")


def reported_plan() -> Plan:
    """M01-01 past due; M01-02 and M01-04 ahead and reported on (no change is possible); M01-03 of another ministry."""
    last = (a_report(on="2026-06-01"),)
    return two_ministries(milestones=(
        a_milestone("M01-01"), a_milestone("M01-02", original_due="2027 Q1", reports=last),
        a_milestone("M01-03", lead="MOE", original_due="2027 Q1", reports=(a_report("R-M01-03-1", on="2026-06-01"),)),
        a_milestone("M01-04", original_due="2027 Q2", reports=(a_report("R-M01-04-1", on="2026-06-01"),))))


def reporters(engine: Engine, plan: Plan | None = None) -> Desk:
    """rita and rosa of MSIT, rolf of MOE, and the others of PEOPLE."""
    desk = a_desk(engine, plan or reported_plan(), a_person("rosa", Role.REPORTER, ministries=("MSIT",)))
    with writing(engine) as session:
        desk.tokens["rosa"] = new_token()
        add_session(session, desk.tokens["rosa"], "rosa", NOW, "test", "local")
    return desk


def seen(desk: Desk, milestone: str = "M01-01") -> Seen:
    """The versions of this moment."""
    held = desk.now.workspace.open_submission(milestone)
    return Seen(desk.version(f"milestone/{milestone}"), desk.version(f"submission/{held.code}") if held else 0)
