"""The judgement beside the computed status: shown while it holds, and said to be kinder where it is."""

from datetime import date

import pytest

from tests.builders import a_milestone, a_plan, a_report, words
from tracker.charts import judgement_parts
from tracker.domain.judging import judge
from tracker.domain.milestones import Judged
from tracker.text import wording
from tracker.views import judgement

ON = date(2026, 11, 22)
KO, EN = wording("ko"), wording("en")


def plan_with(judged: Judged):
    late = a_milestone(reports=(a_report(on="2026-10-01"),))
    return a_plan(milestones=(judge(late, judged, words("Contract is signed"), words("Secretariat"), ON, date(2027, 3, 31)),))


def drawn(plan, on, t) -> str:
    return judgement_parts.block(judgement.shown(plan, on, t, "M01-01"), t) or ""


@pytest.mark.parametrize(("judged", "kinder"), [(Judged.ON_TRACK, True), (Judged.WATCH, True), (Judged.RECONSIDER, False)])
def test_a_kinder_judgement_says_so_and_names_the_computed_status(judged, kinder):
    for t in (KO, EN):
        found = drawn(plan_with(judged), ON, t)
        assert t(f"judged.{judged}") in found and t.pick(words("Contract is signed")) in found and t.date(date(2027, 3, 31)) in found
        assert (t("judged.kinder") in found) == kinder == (t("status.delayed") in found)


@pytest.mark.parametrize(("on", "there"), [("2026-11-21", False), ("2026-11-22", True), ("2027-03-31", True), ("2027-04-01", False)])
def test_it_is_there_while_it_holds(on, there):
    assert bool(drawn(plan_with(Judged.WATCH), date.fromisoformat(on), KO)) is there
