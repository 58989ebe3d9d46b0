"""What the tests of reviewing, judging, bulk notes and reminders share: people, a submission, and its evidence."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tests.builders import words
from tracker.domain.actors import Role
from tracker.domain.milestones import Evidence, EvidenceKind, RecordState, ReportedState
from tracker.domain.periods import day
from tracker.domain.workspace import Person, Submission

TODAY = date(2026, 11, 22)  # a Sunday
AT = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)


def a_proof(code: str = "S-M01-01-1-E1", **changes) -> Evidence:
    """A public decision of the committee of 2026-06-20."""
    proof = Evidence(code, "", EvidenceKind.DECISION, words("Decision"), words("Committee"), date(2026, 6, 20), words("It is decided"), True,
                     "https://example.org/decision")
    return replace(proof, **changes)


def a_submission(code: str = "S-M01-01-1", **changes) -> Submission:
    """In progress, handed in for MSIT by rita on 18 November 2026."""
    handed_in = Submission(code, "M01-01", None, "MSIT", RecordState.SUBMITTED, ReportedState.IN_PROGRESS, ("rita",), AT, 1, summary=words("Under way"))
    return replace(handed_in, **changes)


def a_completion(code: str = "S-M01-01-1", **changes) -> Submission:
    """Completed on 20 June 2026, with one public decision as evidence."""
    done = a_submission(code, state=ReportedState.COMPLETED, completed_on=day(date(2026, 6, 20)), evidence=(a_proof(f"{code}-E1"),))
    return replace(done, **changes)


def a_person(code: str, *roles: Role, **changes) -> Person:
    return replace(Person(code, words(f"Office of {code}"), roles, email=f"{code}@office.example"), **changes)


PEOPLE = (
    a_person("rita", Role.REPORTER, ministries=("MSIT",)), a_person("rolf", Role.REPORTER, ministries=("MOE",), language="en"),
    a_person("ella", Role.EDITOR), a_person("egon", Role.EDITOR), a_person("olga", Role.OFFICIAL), a_person("ada", Role.ADMIN))
