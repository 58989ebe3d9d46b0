"""Judgements: kinder than the rule or not, how long they hold, and when there is none."""

from datetime import date

import pytest

from tests.builders import a_closure, a_milestone, a_plan, a_report, words
from tracker.domain.errors import BadInput
from tracker.domain.judging import better_than_computed, judge, last_day
from tracker.domain.milestones import Judged
from tracker.domain.schedule import assess
from tracker.domain.words import NOTHING

ON = date(2026, 11, 22)


def status(**changes):
    return assess(a_milestone(**changes), ON, a_plan().head.thresholds)


DELAYED = status(reports=(a_report(on="2026-10-01"),))
WATCH = status(original_due="2026 Q4", reports=(a_report(on="2026-10-01", forecast="2027 Q1"),))
ON_TRACK = status(original_due="2026 Q4", reports=(a_report(on="2026-10-01"),))
SILENT_PAST, SILENT_AHEAD = status(), status(original_due="2026 Q4")
DONE = status(reports=(a_report(state="completed", completed_on="2026-05-01"),))


@pytest.mark.parametrize(("found", "kinder"), [
    (DELAYED, {Judged.WATCH, Judged.ON_TRACK}), (WATCH, {Judged.ON_TRACK}), (ON_TRACK, set()),
    (SILENT_PAST, {Judged.WATCH, Judged.ON_TRACK}), (SILENT_AHEAD, {Judged.ON_TRACK}), (DONE, set())])
def test_kinder_than_the_rule(found, kinder):
    assert {judged for judged in Judged if better_than_computed(judged, found)} == kinder


@pytest.mark.parametrize(("on", "last"), [("2026-11-22", "2027-03-31"), ("2026-12-31", "2027-03-31"), ("2027-01-01", "2027-06-30"), ("2026-04-01", "2026-09-30")])
def test_one_cycle(on, last):
    assert last_day(date.fromisoformat(on)) == date.fromisoformat(last)


def judged(milestone=None, reason=words("Slow"), expires_on=date(2027, 3, 31), on=ON):
    return judge(milestone or a_milestone(), Judged.WATCH, reason, words("Secretariat"), on, expires_on)


def test_a_judgement_holds_until_its_last_day_and_a_later_one_replaces_it():
    once = judged()
    twice = judge(once, Judged.RECONSIDER, words("Worse"), words("Secretariat"), date(2026, 12, 1), date(2026, 12, 31))
    assert once.judgement(date(2026, 11, 21)) is None and once.judgement(ON).judged is Judged.WATCH
    assert once.judgement(date(2027, 3, 31)) and once.judgement(date(2027, 4, 1)) is None
    assert twice.judgement(date(2026, 12, 1)).judged is Judged.RECONSIDER and twice.judgement(date(2026, 11, 30)).judged is Judged.WATCH
    assert twice.judgement(date(2027, 1, 1)) is None  # the last one is over; the one before it does not come back
    assert len({j.code for j in twice.judgements}) == 2


@pytest.mark.parametrize(("changes", "keys"), [
    ({"reason": NOTHING}, {"review_judge_reason"}), ({"expires_on": date(2027, 4, 1)}, {"review_judge_expiry"}), ({"expires_on": ON}, {"review_judge_expiry"}),
    ({"milestone": a_milestone(closure=a_closure("2026-11-22")), "reason": NOTHING}, {"review_judge_closed", "review_judge_reason"})])
def test_what_is_refused(changes, keys):
    with pytest.raises(BadInput) as bad:
        judged(**changes)
    assert {p.key for p in bad.value.problems} == keys
