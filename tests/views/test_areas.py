"""Areas of the real plan: they add up to the plan, and say what is true on every day."""

from datetime import date

import pytest

from tracker.domain.errors import NotFound
from tracker.text import wording
from tracker.views import areas, datasets

TODAY = date(2026, 11, 22)
DAYS = [date(2025, 6, 1), date(2026, 2, 25), date(2026, 6, 30), date(2026, 7, 1), TODAY, date(2030, 1, 1)]
KO, EN = wording("ko"), wording("en")


def test_the_twelve_areas_add_up_to_the_plan(real_plan):
    found = areas.rows(real_plan, TODAY, KO)
    total = areas.table(real_plan, TODAY, KO)["total"]
    assert [sum(r[k] for r in found) for k in ("goals", "milestones", "past_due", "completed", "completed_late", "delayed", "no_report_past_due")] == [
        99, 326, 139, 5, 1, 10, 123]
    assert all(sum(r[k] for r in found) == total[k] for k in ("goals", "milestones", "past_due", "done", "delayed", "silent"))
    assert {r["code"]: r["no_report_past_due"] for r in found} == {
        "A01": 14, "A02": 6, "A03": 19, "A04": 7, "A05": 5, "A06": 15, "A07": 13, "A08": 6, "A09": 4, "A10": 7, "A11": 24, "A12": 3}


def test_the_first_area(real_plan):
    found = areas.one(real_plan, TODAY, KO, "A01")
    assert (found["goals"], found["milestones"], found["past_due"], found["done"], found["delayed"], found["next_due_count"]) == (11, 49, 18, 2, 2, 17)
    assert found["standing"] == "기한이 지난 18건 중 완료 2건, 지연 2건, 보고 없음 14건. 최근 184일 안에 보고가 있는 것은 1건."
    assert len(areas.coming(real_plan, TODAY, KO, "A01")) == 17


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("t", [KO, EN], ids=["ko", "en"])
def test_every_area_speaks_on_every_day(real_plan, t, day):
    assert areas.headline(real_plan, day, t)
    for area in real_plan.areas:
        found = areas.facts_area(real_plan, day, t, {"code": area.code})
        assert found.subject and found.finding and len(found.lines) == 2


def test_before_anything_is_due_no_area_is_said_to_be_quiet(real_plan):
    assert areas.headline(real_plan, date(2025, 6, 1), EN) == "None of the 326 milestones of 12 areas is past due"


def test_the_money_of_the_areas_is_each_programme_once(real_plan):
    assert sum(areas.funding(real_plan, a.code)["programmes"] for a in real_plan.areas) == len(datasets.table(real_plan, TODAY, KO, "area_programmes", {}).rows)


def test_an_unknown_area_is_not_found(real_plan):
    with pytest.raises(NotFound):
        areas.facts_area(real_plan, TODAY, KO, {"code": "A99"})


def test_the_table_of_a_pillar_holds_its_areas_only(real_plan):
    assert [r["code"] for r in datasets.table(real_plan, TODAY, KO, "areas", {"pillar": "P3"}).rows] == ["A11", "A12"]
