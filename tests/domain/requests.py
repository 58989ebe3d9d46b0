"""Change requests for tests, valid by default: M01-01 from 2026 Q2 to 2026 Q4."""

from dataclasses import replace
from datetime import UTC, datetime

from tests.builders import words
from tracker.domain.periods import parse_period
from tracker.domain.rebaselining import Wish
from tracker.domain.words import NOTHING
from tracker.domain.workspace import ChangeRequest, Ground, RequestState, Wanted


def a_wish(**changes) -> Wish:
    return replace(Wish("M01-01", Wanted.DUE, Ground.PROCUREMENT, words("Procurement late"), due=parse_period("2026 Q4")), **changes)


def a_request(code: str = "C-M01-01-1", **changes) -> ChangeRequest:
    request = ChangeRequest(code, "M01-01", "MSIT", Wanted.DUE, Ground.PROCUREMENT, words("Procurement late"), NOTHING,
                            RequestState.REQUESTED, "reporter-msit", datetime(2026, 11, 20, 1, 0, tzinfo=UTC), 1, due=parse_period("2026 Q4"))
    return replace(request, **changes)
