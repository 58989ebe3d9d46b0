"""Indicators as rows: which can be judged, where they stand, why the others cannot be judged."""

from datetime import date
from decimal import Decimal

from tracker.domain import attainment
from tracker.domain.attainment import Attainment, Verdict
from tracker.domain.indicators import Indicator
from tracker.domain.plan import Plan
from tracker.views.datasets import Column, Dataset
from tracker.views.pages import Facts
from tracker.views.state import once

# Groups of the page, in order: those with a verdict, then by the first thing that is missing.
GROUPS = ("judged", "no_observation", "no_baseline", "no_target", "no_target_date", "nothing_expected")
VERDICTS = tuple(v.value for v in Verdict if v is not Verdict.NOT_MEASURABLE)


def judgements(plan: Plan, as_of: date) -> dict[str, Attainment]:
    """The verdict on every indicator by code, in plan order."""
    make = lambda: {i.code: attainment.judge(i, as_of, plan.head.thresholds) for i in plan.indicators}  # noqa: E731
    return once(plan, as_of, "judgements", make)


def group(found: Attainment) -> str:
    """`judged`, or what is missing."""
    return found.lack.value if found.lack else "judged"


def group_counts(plan: Plan, as_of: date) -> dict[str, int]:
    """Number of indicators by group, zeros left out, in the order of the page."""
    groups = [group(found) for found in judgements(plan, as_of).values()]
    return {name: groups.count(name) for name in GROUPS if name in groups}


def strip(plan: Plan, as_of: date) -> dict:
    """Rows of charts.indicator_strip."""
    return {"as_of": as_of, "total": len(plan.indicators), "counts": list(group_counts(plan, as_of).items())}


def finding(plan: Plan, as_of: date, t) -> str:
    total, judged = len(plan.indicators), group_counts(plan, as_of).get("judged", 0)
    key = "empty" if not total else "all" if judged == total else "some" if judged else "none"
    return t(f"indicators.finding_{key}", total=total, judged=judged)


def rule(plan: Plan, t) -> str:
    """The limits of the verdict in one line, from the plan's thresholds."""
    limits = plan.head.thresholds
    return t("verdict.rule", **{name: t.percent(getattr(limits, name), 0) for name in ("on_path", "near", "behind")})


def why(plan: Plan, t, indicator: Indicator, found: Attainment) -> str:
    """Why there is no verdict, as a sentence; empty where there is one."""
    name = group(found)
    if name == "judged":
        return ""
    baseline = indicator.baseline.period if indicator.baseline else None
    return t(f"verdict.why_{name}", baseline=baseline)


def plain(value: Decimal | float | None) -> int | float | None:
    """A value as a whole number where it is one."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(float(value), 4)


def significant(value: float) -> float:
    """A computed value without figures that would pretend to be measured."""
    return round(value, 2) if abs(value) < 100 else float(f"{value:.4g}")


def amount(t, indicator: Indicator, value: Decimal | float | None) -> str:
    """A value with its unit as prose writes it: 4,224 units, 88.3%, rank 3."""
    if value is None:
        return t("common.no_data")
    unit = indicator.unit.en.lower().replace("%", "percent").replace(" ", "_")
    key = f"indicators.amount_{unit}"
    return t(key if key in t else "indicators.amount", n=plain(value), unit=indicator.unit)


def goals_of(plan: Plan, code: str) -> list[str]:
    return [link.goal for link in plan.indicator_links if link.indicator == code]


def row(plan: Plan, as_of: date, t, indicator: Indicator) -> dict:
    """One indicator under the domain's names; ratios are shares (1.0 = 100 %), None where they cannot be formed."""
    found = judgements(plan, as_of)[indicator.code]
    seen = attainment.known_observations(indicator, as_of)
    last, target, baseline = seen[-1] if seen else None, indicator.known(as_of).target, indicator.baseline
    return {
        "code": indicator.code, "name": t.pick(indicator.name), "unit": t.pick(indicator.unit),
        "direction": indicator.direction.value, "shape": indicator.shape.value, "origin": indicator.kind.value,
        "lead": indicator.lead, "milestone": indicator.milestone, "linked_goals": goals_of(plan, indicator.code),
        "baseline_value": plain(baseline.value) if baseline else None, "baseline_period": baseline.period if baseline else None,
        "target_value": plain(target.value) if target else None, "target_period": target.period if target else None,
        "latest_value": plain(last.value) if last else None, "latest_period": last.period if last else None,
        "observed_on": last.on if last else None, "vintage": last.vintage if last else None,
        "standing": last.standing.value if last else None,
        "verdict": found.verdict.value, "lack": None if group(found) == "judged" else group(found),
        "attainment": found.attainment, "expected": plain(found.expected), "path_ratio": found.path_ratio,
        "pace_ratio": found.pace_ratio, "position_only": found.position_only,
        "cadence": t.pick(indicator.cadence) or None, "publication_lag_days": indicator.publication_lag_days,
        "note": t.pick(indicator.note) or None, "source_url": indicator.origin.url or None,
        "source_date": indicator.origin.published or None, "confidence": indicator.origin.confidence.value,
        "group": group(found), "target_note": t.pick(target.note) if target else "",
    }


def matches(row: dict, filters: dict[str, str]) -> bool:
    """Filters: verdict by verdict or by what is missing; origin, lead and code as they are; goal among the linked ones."""
    wanted = filters.get("verdict")
    return ((not wanted or wanted in (row["verdict"], row["group"]))
            and all(not filters.get(name) or row[name] == filters[name] for name in ("origin", "lead", "code"))
            and (not filters.get("goal") or filters["goal"] in row["linked_goals"]))


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """Every indicator that passes the filters, in plan order."""
    made = (row(plan, as_of, t, i) for i in plan.indicators)
    return [r for r in made if matches(r, filters or {})]


def grouped(shown: list[dict]) -> list[tuple[str, list[dict]]]:
    """Rows by group, in the order of the page; empty groups left out."""
    return [(name, found) for name in GROUPS if (found := [r for r in shown if r["group"] == name])]


def has_path(indicator: Indicator) -> bool:
    return bool(indicator.baseline and indicator.target and indicator.target.period)


def has_panel(indicator: Indicator) -> bool:
    """Whether a picture says more than the table: a path, and something observed to set beside it."""
    return has_path(indicator) and bool(indicator.observations)


def heading(plan: Plan, as_of: date, t, part: str, shown: list) -> str:
    """The title of a part of the page (`panels`, `table`): how many are shown, and of how many where a filter is set."""
    whole = len(plan.indicators) if part == "table" else sum(has_panel(i.known(as_of)) for i in plan.indicators)
    key = f"indicators.{part}_title" + ("" if len(shown) == whole else "_some")
    return t(key, n=len(shown), all=whole)


def in_words(plan: Plan, t, row: dict) -> dict:
    """The cells of the page's table: (value, small line below) for baseline, latest and target; origin in words."""
    indicator = plan.indicator(row["code"])
    value = lambda name: amount(t, indicator, row[f"{name}_value"])  # noqa: E731
    when = lambda name: t.show(row[f"{name}_period"]) if row[f"{name}_period"] else ""  # noqa: E731
    below = " · ".join(filter(None, (when("target"), row["target_note"])))
    return {"origin": t(f"indicators.origin_{row['origin']}"), "baseline": (value("baseline"), when("baseline")),
            "latest": (value("latest"), when("latest")), "target": (value("target"), below)}


def verdict_options(plan: Plan, as_of: date, t) -> tuple[tuple[str, str], ...]:
    """The verdicts and lacks that occur, as choices of the filter."""
    found = judgements(plan, as_of).values()
    verdicts = [v for v in VERDICTS if any(f.verdict == v for f in found)]
    return tuple((name, t(f"verdict.{name}")) for name in (*verdicts, *group_counts(plan, as_of)) if name != "judged")


def origin_options(plan: Plan, t) -> tuple[tuple[str, str], ...]:
    kinds = dict.fromkeys(i.kind.value for i in plan.indicators)
    return tuple((kind, t(f"indicators.origin_{kind}")) for kind in kinds)


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    counts = [t("indicators.line_reason", reason=t(f"verdict.{name}"), n=n) for name, n in group_counts(plan, as_of).items()]
    return Facts("", finding(plan, as_of, t), (*counts, rule(plan, t)))


def title(plan: Plan, as_of: date, t, indicator: Indicator) -> str:
    """Where the one indicator stands, as the title of its chart and the finding of its page."""
    found, target = judgements(plan, as_of)[indicator.code], indicator.known(as_of).target
    verdict = t(f"verdict.{found.verdict}")
    if group(found) != "judged":
        return t("indicators.title_unjudged", verdict=verdict, why=why(plan, t, indicator, found))
    return t("indicators.title_judged", verdict=verdict, period=found.observation.period,
             value=amount(t, indicator, found.observation.value), target_period=target.period,
             target=amount(t, indicator, target.value))


def sentence(plan: Plan, as_of: date, t, indicator: Indicator) -> str:
    """The indicator in a few plain sentences: the alternative text of its chart."""
    found, target, baseline = judgements(plan, as_of)[indicator.code], indicator.known(as_of).target, indicator.baseline
    seen = attainment.known_observations(indicator, as_of)
    say = lambda key, **values: t(f"indicators.sentence_{key}", **values)  # noqa: E731
    parts = [say("name", name=indicator.name)]
    parts += [say("baseline", value=amount(t, indicator, baseline.value), period=baseline.period)] if baseline else []
    parts += [say("observed", value=amount(t, indicator, seen[-1].value), period=seen[-1].period) if seen
              else say("unobserved", as_of=as_of)]
    parts += [say("expected", value=amount(t, indicator, significant(found.expected)), ratio=found.path_ratio)] if found.path_ratio is not None else []
    parts += [_target_sentence(say, t, indicator, target), say("verdict", verdict=t(f"verdict.{found.verdict}"))]
    parts += [say("why", why=reason)] if (reason := why(plan, t, indicator, found)) else []
    return " ".join(parts)


def _target_sentence(say, t, indicator: Indicator, target) -> str:
    if target is None:
        return say("no_target")
    key = "target" if target.period else "target_undated"
    return say(key, value=amount(t, indicator, target.value), period=target.period)


_COLUMNS = tuple(Column(key, kind) for key, kind in (
    ("code", "code"), ("name", "text"), ("unit", "text"), ("origin", "code"), ("lead", "code"), ("milestone", "code"),
    ("linked_goals", "list"), ("direction", "code"), ("shape", "code"), ("baseline_value", "number"),
    ("baseline_period", "period"), ("target_value", "number"), ("target_period", "period"), ("latest_value", "number"),
    ("latest_period", "period"), ("observed_on", "date"), ("vintage", "period"), ("standing", "code"), ("verdict", "code"),
    ("lack", "code"), ("attainment", "percent"), ("expected", "number"), ("path_ratio", "percent"), ("pace_ratio", "percent"),
    ("position_only", "boolean"), ("cadence", "text"), ("publication_lag_days", "integer"), ("note", "text"),
    ("source_url", "url"), ("source_date", "text"), ("confidence", "code")))

DATASETS = (Dataset("indicators", _COLUMNS, rows, ("verdict", "origin", "lead", "goal", "code")),)
