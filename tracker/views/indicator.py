"""One indicator: its panel, its values with publication dates, the methods side by side, and what it is linked to."""

from datetime import date, timedelta

from tracker.domain import attainment
from tracker.domain.indicators import Direction, Indicator, Shape
from tracker.domain.plan import Plan
from tracker.views import indicators as many
from tracker.views.datasets import Column, Dataset
from tracker.views.indicators import amount, has_path, plain
from tracker.views.organisations import short
from tracker.views.pages import Facts
from tracker.views.state import once

CURVE_STEPS = 12
ON_THE_SHARED_SCALE = 0.95  # part of the targets whose dates the shared time axis must hold


def start(indicator: Indicator) -> date:
    """Where the path begins: the baseline's last day, or its first where the target falls due within the baseline's period."""
    period = indicator.baseline.period
    return period.last if period.last < indicator.target.period.last else period.first


def span(plan: Plan) -> tuple[date, date]:
    """The time axis all panels share: whole years, from the first baseline until nearly all targets are due."""
    return once(plan, date.min, "indicator_span", lambda: _span(plan))


def _span(plan: Plan) -> tuple[date, date]:
    shown = [i for i in plan.indicators if has_path(i)]
    if not shown:
        return plan.head.starts_on, plan.head.ends_on
    ends = sorted(i.target.period.last for i in shown)
    last = ends[min(int(len(ends) * ON_THE_SHARED_SCALE), len(ends) - 1)]
    first = min(start(i) for i in shown)
    return date(first.year, 1, 1), date(last.year, 12, 31)


def panel(plan: Plan, as_of: date, t, indicator: Indicator, own_scale: bool = False) -> dict:
    """Rows of charts.indicator_path: dates, plain numbers and words; on the shared time axis unless `own_scale`."""
    found, indicator = many.judgements(plan, as_of)[indicator.code], indicator.known(as_of)
    rows = {
        "code": indicator.code, "name": t.pick(indicator.name), "unit": t.pick(indicator.unit),
        "verdict": found.verdict.value, "up": indicator.direction is Direction.UP, "as_of": as_of,
        "title": many.title(plan, as_of, t, indicator), "sentence": many.sentence(plan, as_of, t, indicator),
        "baseline": _baseline(indicator), "target": _target(indicator), "observations": _seen(indicator, as_of, _baseline(indicator)),
        "others": [_other(other) for other in indicator.targets if not other.main and other.period],
    }
    rows["first"], rows["last"] = _own_span(rows) if own_scale else span(plan)
    rows["path"] = _path(indicator, rows["last"]) if has_path(indicator) else []
    return rows


def _baseline(indicator: Indicator) -> dict | None:
    if indicator.baseline is None:
        return None
    on = start(indicator) if has_path(indicator) else indicator.baseline.period.last
    return {"on": on, "period": indicator.baseline.period, "value": plain(indicator.baseline.value)}


def _target(indicator: Indicator) -> dict | None:
    target = indicator.target
    return _other(target) if target and target.period else None


def _other(target) -> dict:
    return {"on": target.period.last, "period": target.period, "value": plain(target.value)}


def _seen(indicator: Indicator, as_of: date, baseline: dict | None) -> list[dict]:
    """The observations as drawn: one that is the baseline itself stands where the baseline stands."""
    same = lambda o: baseline is not None and plain(o.value) == baseline["value"] and o.on <= baseline["on"]  # noqa: E731
    return [{"on": baseline["on"] if same(o) else o.on, "period": o.period, "value": plain(o.value), "standing": o.standing.value}
            for o in attainment.known_observations(indicator, as_of)]


def _own_span(rows: dict) -> tuple[date, date]:
    """Everything known of the indicator, the day asked when it lies within or near, and a little room."""
    points = [p for p in (rows["baseline"], rows["target"]) if p] + rows["observations"] + rows["others"]
    days = [p["on"] for p in points] or [rows["as_of"]]
    first, last = min(days), max(days)
    near = timedelta(days=max((last - first).days, 365) // 2)
    if first - near <= rows["as_of"] <= last + near:
        first, last = min(first, rows["as_of"]), max(last, rows["as_of"])
    room = timedelta(days=max((last - first).days // 16, 10))
    return first - room, last + room


def _path(indicator: Indicator, last: date) -> list[tuple[date, float]]:
    """The expected values from baseline to target, ending where the axis ends."""
    begin, end = start(indicator), min(indicator.target.period.last, last)
    steps = 1 if indicator.shape is Shape.LINEAR else CURVE_STEPS
    days = [begin + (end - begin) * n / steps for n in range(1, steps + 1)]
    return [(begin, plain(indicator.baseline.value))] + [(d, plain(attainment.expected_value(indicator, d))) for d in days]


def with_panel(plan: Plan, as_of: date, shown: list[dict]) -> list[Indicator]:
    """Of the rows shown, the indicators that have a panel: the judged ones first, then in plan order."""
    found = [i for r in shown if many.has_panel(i := plan.indicator(r["code"]).known(as_of))]
    judged = many.judgements(plan, as_of)
    return sorted(found, key=lambda i: many.group(judged[i.code]) != "judged")


def panels(plan: Plan, as_of: date, t, shown: list[dict]) -> list[dict]:
    """Rows of one panel each, for the rows shown."""
    return [panel(plan, as_of, t, i) for i in with_panel(plan, as_of, shown)]


def detail(plan: Plan, as_of: date, t, indicator: Indicator) -> dict | None:
    """Rows of charts.indicator_detail; None with fewer than two dated values, where a picture would say nothing."""
    rows = panel(plan, as_of, t, indicator, own_scale=True)
    points = len(rows["observations"]) + len(rows["others"]) + bool(rows["baseline"]) + bool(rows["target"])
    return rows if points > 1 else None


def standing(plan: Plan, as_of: date, t, indicator: Indicator) -> dict:
    """The head of the page: verdict, what it rests on in one sentence, and label and value pairs."""
    found = many.judgements(plan, as_of)[indicator.code]
    says = lambda key: t(f"indicators.fact_{key}")  # noqa: E731
    pairs = [
        (says("unit"), t.pick(indicator.unit)), (says("direction"), t(f"indicators.direction_{indicator.direction}")),
        (says("lead"), short(plan, t, indicator.lead)), (says("origin"), t(f"indicators.origin_{indicator.kind}")),
        *(_ratios(t, found, says) if found.path_ratio is not None else ()),
        (says("cadence"), t.pick(indicator.cadence) or t("common.no_data")), (says("next"), t("common.no_data")),
    ]
    return {"verdict": found.verdict.value, "because": _because(plan, t, indicator, found), "facts": pairs}


def _ratios(t, found: attainment.Attainment, says) -> tuple:
    pace = t("indicators.position_only") if found.position_only else t.percent(found.pace_ratio)
    return (says("attainment"), t.percent(found.attainment)), (says("path"), t.percent(found.path_ratio)), (says("pace"), pace)


def _because(plan: Plan, t, indicator: Indicator, found: attainment.Attainment) -> str:
    if found.path_ratio is None:
        return t("indicators.sentence_why", why=many.why(plan, t, indicator, found)) if found.lack else ""
    return t("indicators.sentence_expected", value=amount(t, indicator, many.significant(found.expected)), ratio=found.path_ratio)


def values(plan: Plan, as_of: date, t, indicator: Indicator) -> list[dict]:
    """Baseline, observations of every vintage and targets known by `as_of`, in that order. Who said it: `origin`."""
    known, baseline = indicator.known(as_of), indicator.baseline
    seen = sorted(known.observations, key=lambda o: (o.on, o.vintage.last))
    rows = [_value("baseline", baseline.value, baseline.period, indicator.origin)] if baseline else []
    rows += [_value("observation", o.value, o.period, o.origin, o.vintage, o.standing.value, t.pick(o.note)) for o in seen]
    return rows + [_value("target" if x.main else "other", x.value, x.period, x.origin, x.announced, None, t.pick(x.note))
                   for x in known.targets]


def _value(kind: str, value, period, origin, vintage=None, standing: str | None = None, note: str = "") -> dict:
    return {"kind": kind, "value": plain(value), "period": period, "vintage": vintage, "standing": standing, "note": note or None,
            "origin": origin, **_origin(origin)}


def _origin(origin) -> dict:
    return {"source_url": origin.url or None, "source_date": origin.published or None, "confidence": origin.confidence.value}


def methods(plan: Plan, as_of: date, t, indicator: Indicator) -> dict:
    """The verdict under each method side by side; `key` says whether it depends on the method."""
    found = attainment.by_method(indicator, as_of, plan.head.thresholds)
    with_ratio = [v for v in found if v.ratio is not None]
    differs = attainment.depends_on_method(found)
    key = "none" if not with_ratio else "one" if len(with_ratio) == 1 else "differs" if differs else "same"
    return {"key": key, "rows": [{"method": v.method.value, "ratio": v.ratio, "verdict": v.verdict.value} for v in found]}


def linked(plan: Plan, t, indicator: Indicator) -> list[dict]:
    """The milestone this indicator measures and the goals it is linked to, with the reason of the link."""
    rows = []
    if indicator.milestone:
        milestone = plan.milestone(indicator.milestone)
        rows.append({"page": "milestone", "code": milestone.code, "name": t.pick(milestone.title), "reason": t("indicators.linked_milestone")})
    return rows + [{"page": "goal", "code": x.goal, "name": t.pick(plan.goal(x.goal).name), "reason": t.pick(x.reason)}
                   for x in plan.indicator_links if x.indicator == indicator.code]


def facts_indicator(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    indicator = plan.indicator(query.get("code", ""))
    lines = (many.sentence(plan, as_of, t, indicator), t.pick(indicator.note), many.rule(plan, t))
    return Facts(t.pick(indicator.name), many.title(plan, as_of, t, indicator), tuple(filter(None, lines)))


def _asked(plan: Plan, filters: dict[str, str]) -> list[Indicator]:
    code = filters.get("indicator")
    return [i for i in plan.indicators if not code or i.code == code]


def _named(t, indicator: Indicator) -> dict:
    return {"indicator": indicator.code, "name": t.pick(indicator.name), "unit": t.pick(indicator.unit)}


def observations(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """Every observation published by `as_of`, all vintages."""
    return [_named(t, i) | _value("observation", o.value, o.period, o.origin, o.vintage, o.standing.value, t.pick(o.note)) | {"observed_on": o.on}
            for i in _asked(plan, filters) for o in i.known(as_of).observations]


def targets(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """Every target announced by `as_of`."""
    return [_named(t, i) | _value("target", x.value, x.period, x.origin, None, None, t.pick(x.note)) | {"main": x.main, "announced": x.announced}
            for i in _asked(plan, filters) for x in i.known(as_of).targets]


def indicator_values(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [_named(t, i) | row for i in _asked(plan, filters) for row in values(plan, as_of, t, i)]


def indicator_methods(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [_named(t, i) | row for i in _asked(plan, filters) for row in methods(plan, as_of, t, i)["rows"]]


def _columns(*pairs: tuple[str, str], of_values: bool = True) -> tuple[Column, ...]:
    named = (("indicator", "code"), ("name", "text"), ("unit", "text"))
    value = (("value", "number"), ("period", "period"))
    origin = (("note", "text"), ("source_url", "url"), ("source_date", "text"), ("confidence", "code"))
    return tuple(Column(key, kind) for key, kind in (*named, *(value if of_values else ()), *pairs, *(origin if of_values else ())))


DATASETS = (
    Dataset("observations", _columns(("observed_on", "date"), ("vintage", "period"), ("standing", "code")), observations, ("indicator",)),
    Dataset("targets", _columns(("main", "boolean"), ("announced", "period")), targets, ("indicator",)),
    Dataset("indicator_values", _columns(("kind", "code"), ("vintage", "period"), ("standing", "code")), indicator_values, ("indicator",)),
    Dataset("indicator_methods", _columns(("method", "code"), ("ratio", "percent"), ("verdict", "code"), of_values=False), indicator_methods, ("indicator",)),
)
