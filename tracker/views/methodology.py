"""The rules in words, with the thresholds and present numbers taken from the plan and the code that apply them."""

from datetime import date
from decimal import Decimal

from tracker.domain import attainment, progress
from tracker.domain.funding import Stage
from tracker.domain.indicators import (
    Baseline, Direction, Indicator, IndicatorOrigin, Observation, Shape, Standing, Target,
)
from tracker.domain.milestones import VerificationGrade
from tracker.domain.periods import parse_period
from tracker.domain.plan import Plan
from tracker.domain.schedule import RULE_ORDER
from tracker.domain.sources import Confidence, Origin
from tracker.domain.words import LANGUAGES, NOTHING
from tracker.text import wording
from tracker.views import headline
from tracker.views.datasets import Dataset, columns
from tracker.views.pages import Facts
from tracker.views.state import assessments

FIRST_EDITION = date(2026, 11, 22)  # of the rules; a changed rule adds a line to the history
# The shown statuses a rule can give, in the order of display.
SHOWN_BY_RULE = {"completed": ("completed", "completed_late"),
                 "no_report": ("no_report_past_due", "no_report_ahead", "no_report_undated")}


def limits(plan: Plan, t) -> dict:
    """Every threshold of the plan under the names the sentences use; shares in whole percent."""
    th = plan.head.thresholds
    shares = {"too_early": th.too_early_share, "on_path": th.on_path, "near": th.near, "behind": th.behind}
    return {"window": th.reporting_window_days, **{name: t.percent(share, 0) for name, share in shares.items()}}


def fiscal_years(plan: Plan, t) -> str:
    """When the plan's fiscal years begin and end."""
    first = plan.head.fiscal_year_starts
    return t("methodology.fiscal_calendar") if first == 1 else t("methodology.fiscal_split", first=t.month(first), last=t.month(first - 1))


def status_rules(plan: Plan, as_of: date, t) -> list[dict]:
    """The rule table in the order it is asked: which statuses a row gives, when, and how many stand there on the day."""
    spread = progress.distribution(assessments(plan, as_of).values())
    rules = [(name, SHOWN_BY_RULE.get(name, (name,))) for name in RULE_ORDER]
    return [{"order": i, "rule": name, "statuses": list(shown), "meaning": t(f"methodology.rule_{name}", **limits(plan, t)),
             "count": sum(spread[s] for s in shown), "counts": [spread[s] for s in shown]} for i, (name, shown) in enumerate(rules, 1)]


def progress_numbers(plan: Plan, as_of: date, t) -> list[dict]:
    """The measures of progress with their present values; a value that cannot be given says why."""
    n, current = headline.numbers(plan, as_of), progress.BaselineKind.CURRENT
    pv = progress.planned_value(plan.milestones, as_of, current, as_of)
    ev, cv = progress.earned_value(plan.milestones, as_of), progress.claimed_value(plan.milestones, as_of)
    index = progress.schedule_index(plan, as_of)
    why = None if index.reason == "ok" else t(f"methodology.index_{index.reason}", **limits(plan, t))
    months = lambda value: why or ("" if value is None else t("methodology.months", n=t.number(round(float(value), 1))))
    share = lambda part, whole: t("methodology.part_of", part=n[part], whole=whole) if whole else t("common.no_data")
    values = {
        "pv": _weight(t, pv), "ev": _weight(t, ev), "cv": _weight(t, cv), "lag": _weight(t, cv - ev),
        "at": months(index.elapsed_months), "es": months(index.earned_months),
        "spi_t": why or t.number(round(float(index.spi_t), 3)), "forecast": months(index.forecast_months) or t("common.no_data"),
        "hit": share("on_time", n["judged_on_time"]), "reporting": share("reported", n["milestones"]),
        "slip": t("common.no_data") if n["median_slip"] is None else t("ministry_table.days", n=t.number(n["median_slip"]))}
    return [{"measure": key, "name": t(f"methodology.measure_{key}", **limits(plan, t)), "meaning": t(f"methodology.means_{key}", **limits(plan, t)),
             "shown_value": value} for key, value in values.items()]


def _weight(t, value) -> str:
    return t.number(round(float(value), 1))


def verdict_rules(plan: Plan, as_of: date, t) -> list[dict]:
    """The verdicts with their limits and how many indicators stand there."""
    found = [attainment.judge(i, as_of, plan.head.thresholds).verdict for i in plan.indicators]
    return [{"verdict": v.value, "meaning": t(f"methodology.verdict_{v}", **limits(plan, t)), "count": found.count(v)}
            for v in attainment.Verdict]


def example_indicator() -> Indicator:
    """10 at the end of 2025, 80 wanted by the end of 2028, 25 seen after one year: where the methods part."""
    origin, end = Origin("", "", Confidence.HIGH), parse_period("2028-12-31")
    return Indicator(
        "EXAMPLE", NOTHING, NOTHING, Direction.UP, Shape.LINEAR, IndicatorOrigin.PLAN, None, origin,
        baseline=Baseline(Decimal(10), parse_period("2025-12-31")),
        targets=(Target(Decimal(80), end, True, None, NOTHING, origin),),
        observations=(Observation(Decimal(25), parse_period("2026-12-31"), parse_period("2026-12-31"), Standing.FINAL, NOTHING, origin),))


def method_example(plan: Plan, as_of: date, t) -> list[dict]:
    """The example under each method, worked out by the rule itself."""
    verdicts = attainment.by_method(example_indicator(), date(2027, 1, 1), plan.head.thresholds)
    return [{"method": v.method.value, "name": t(f"methodology.method_{v.method}"), "ratio": v.ratio,
             "verdict": v.verdict.value if v.ratio is not None else None} for v in verdicts]


def stages(plan: Plan, as_of: date, t) -> list[dict]:
    """The ladder of a fiscal year and how many programmes print each stage of this one."""
    year = plan.head.fiscal_year
    known = [a.stage for p in plan.programmes for a in p.amounts if a.fiscal_year == year]
    return [{"stage": s.value, "name": t(f"stage.{s}"), "meaning": t(f"methodology.stage_{s}"), "reported_programmes": known.count(s)}
            for s in Stage]


def grades(plan: Plan, as_of: date, t) -> list[dict]:
    """The verification grades and how many accepted reports of the day carry each."""
    held = [r.grade for m in plan.milestones for r in m.accepted_reports(as_of)]
    return [{"grade": g.value, "meaning": t(f"grade.{g}"), "count": held.count(g)} for g in VerificationGrade]


def glossary(plan: Plan, as_of: date, t) -> list[dict]:
    """The words of the tracker in both languages with their meaning in the reader's."""
    ko, en = (wording(language).of(plan.head) for language in LANGUAGES)
    terms = [key.removeprefix("glossary.") for key in t.keys() if key.startswith("glossary.") and not key.endswith("_means")]
    return [{"term": term, "name": ko(f"glossary.{term}"), "name_en": en(f"glossary.{term}"), "meaning": t(f"glossary.{term}_means")}
            for term in terms]


def history(plan: Plan, t) -> list[tuple]:
    """The editions of the rules and of the plan, newest first, as (day, note, what, more)."""
    rules = (FIRST_EDITION, "", t("methodology.history_first"), t("methodology.history_first_more", **limits(plan, t)))
    editions = sorted(plan.versions, key=lambda v: v.on, reverse=True)
    return [(t.date(rules[0]), *rules[1:]), *((t.date(v.on), "", t.pick(v.name), _edition(v, t)) for v in editions)]


def _edition(version, t) -> str:
    key = "version_more" if version.milestone_count is not None else "version_more_unknown"
    return " · ".join(filter(None, (t(f"methodology.{key}", goals=version.goal_count, milestones=version.milestone_count), t.pick(version.note))))


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    lines = tuple(f"{row['order']}. {t.join(t(f'status.{s}') for s in row['statuses'])}: {row['meaning']}"
                  for row in status_rules(plan, as_of, t)[:6])
    return Facts("", t("methodology.finding"), lines)


def _rows(make):
    return lambda plan, as_of, t, filters=None: make(plan, as_of, t)


DATASETS = (
    Dataset("status_rules", columns(("order", "integer"), ("rule", "code"), ("statuses", "list"), ("meaning", "text"),
                                     ("count", "integer")), _rows(status_rules)),
    Dataset("progress_measures", columns(("measure", "code"), ("name", "text"), ("meaning", "text"), ("shown_value", "text")),
            _rows(progress_numbers)),
    Dataset("verdict_rules", columns(("verdict", "code"), ("meaning", "text"), ("count", "integer")), _rows(verdict_rules)),
    Dataset("method_example", columns(("method", "code"), ("name", "text"), ("ratio", "percent"), ("verdict", "code")),
            _rows(method_example)),
    Dataset("budget_stages", columns(("stage", "code"), ("name", "text"), ("meaning", "text"), ("reported_programmes", "integer")),
            _rows(stages)),
    Dataset("verification_grades", columns(("grade", "code"), ("meaning", "text"), ("count", "integer")), _rows(grades)),
    Dataset("glossary", columns(("term", "code"), ("name", "text"), ("name_en", "text"), ("meaning", "text")), _rows(glossary)),
)
