"""The brief: one A4 page for an official before a meeting, in a fixed order and without interaction."""

from datetime import date, timedelta

from tracker.domain.milestones import Milestone, Report
from tracker.domain.periods import quarter_of
from tracker.domain.plan import Plan
from tracker.domain.schedule import Status, accepted_completion
from tracker.views import attention, funding, indicators, overview
from tracker.views.datasets import Column, Dataset
from tracker.views.headline import numbers
from tracker.views.milestones import row
from tracker.views.organisations import short
from tracker.views.pages import Facts
from tracker.views.state import assessments

MOST = 5  # lines of a list; the rest is counted
WORST = 3
BODIES = 3  # named of those who owe reports


def last_cycle_end(as_of: date) -> date:
    """The last day of the quarter before: a cycle is a quarter."""
    return quarter_of(as_of).first - timedelta(days=1)


def status_lines(plan: Plan, as_of: date, t) -> list[str]:
    """Where the plan stands, against the end of the last quarter, and the committee's own count."""
    return [overview.finding(plan, as_of, t) + ".", _since_last_cycle(plan, as_of, t), _official(plan, as_of, t)]


def _since_last_cycle(plan: Plan, as_of: date, t) -> str:
    then = last_cycle_end(as_of)
    if then < plan.head.adopted_on:
        return t("brief.no_last_cycle", then=then)
    old, new = numbers(plan, then), numbers(plan, as_of)
    pairs = {f"{name}_{when}": n[name] for name in ("done", "delayed", "no_report_past_due") for when, n in (("then", old), ("now", new))}
    return t("brief.last_cycle", then=then, **pairs)


def _official(plan: Plan, as_of: date, t) -> str:
    check = overview.official_check(plan, as_of)
    return t("brief.official", **check, share=check["as_scheduled"] / check["checked"]) if check else t("overview.no_official")


def decisions(plan: Plan, as_of: date, t) -> list[dict]:
    """What somebody has to decide: title, text, and the filters of the milestones it is about. At most three."""
    n, found = numbers(plan, as_of), []
    if n["delayed"]:
        moved = sum(1 for m in _with(plan, as_of, "delayed") if any(r.on <= as_of for r in m.rebaselines))
        found.append(_decision("delayed", t("brief.decide_delayed", n=n["delayed"]), t("brief.decide_delayed_text", moved=moved)))
    if n["no_report_past_due"]:
        found.append(_decision("no_report_past_due", t("brief.decide_silent", n=n["no_report_past_due"]),
                               t("brief.decide_silent_text", bodies=_owing(plan, as_of, t))))
    if n["watch"]:
        found.append(_decision("watch", t("brief.decide_watch", n=n["watch"]), t("brief.decide_watch_text")))
    return found


def _decision(status: str, title: str, text: str) -> dict:
    return {"status": status, "title": title, "text": text}


def _with(plan: Plan, as_of: date, shown: str) -> list[Milestone]:
    found = assessments(plan, as_of)
    return [m for m in plan.milestones if found[m.code].shown == shown]


def _owing(plan: Plan, as_of: date, t) -> str:
    """The bodies that owe most reports, most first, and whether there are others."""
    owed = [m.lead for m in _with(plan, as_of, "no_report_past_due")]
    most = sorted(dict.fromkeys(owed), key=lambda code: -owed.count(code))
    named = t.join(t("brief.body", name=short(plan, t, code), n=owed.count(code)) for code in most[:BODIES])
    return t("brief.and_others", named=named) if len(most) > BODIES else named


def worst(plan: Plan, as_of: date, t) -> list[dict]:
    """The longest of the delays."""
    return delays(plan, as_of, t, WORST)


def delays(plan: Plan, as_of: date, t, most: int | None = None) -> list[dict]:
    """The delays, the longest first: title, lead, days, due, cause and recovery in words; "no data" where nobody has named one."""
    late = [m for m in attention.worst(plan, as_of) if assessments(plan, as_of)[m.code].status is Status.DELAYED]
    return [_worst(plan, as_of, t, m) for m in late[:most]]


def _worst(plan: Plan, as_of: date, t, m: Milestone) -> dict:
    report = assessments(plan, as_of)[m.code].report
    made = row(plan, as_of, t, m)
    return made | {"dues": _dues(t, made), "lead_name": short(plan, t, m.lead), "obstacle": t.pick(report.obstacle) or None,
                                     "cause": t.pick(report.obstacle) or t("common.no_data"), "recovery": _recovery(report, as_of, t)}


def _dues(t, made: dict) -> str:
    """The original deadline and, where it was moved, the present one."""
    first, due = made["original_due_period"], made["due_period"]
    words = t.period(first) if first else t("common.undated")
    return words if due == first else t("brief.moved_to", original=words, due=due)


def _recovery(report: Report, as_of: date, t) -> str:
    """When the last report expected it; said to have passed where it has."""
    if report.forecast is None:
        return t("common.no_data")
    return t("brief.recovery_passed", on=report.forecast) if report.forecast.last < as_of else t.period(report.forecast)


def other_delays(plan: Plan, as_of: date, t) -> str:
    """How many delays are not listed; empty when none."""
    n, shown = numbers(plan, as_of)["delayed"], len(worst(plan, as_of, t))
    return t("brief.other_delays", n=n - shown) if n > shown else ""


def done_this_quarter(plan: Plan, as_of: date) -> list[tuple[Milestone, Report]]:
    """Completions accepted since the quarter began, newest first."""
    return [(m, r) for m, r in _completions(plan, as_of) if r.on >= quarter_of(as_of).first]


def _completions(plan: Plan, as_of: date) -> list[tuple[Milestone, Report]]:
    pairs = [(m, accepted_completion(m, as_of)) for m in plan.milestones if not m.closed(as_of)]
    return sorted(((m, r) for m, r in pairs if r), key=lambda pair: pair[1].on, reverse=True)


def done(plan: Plan, as_of: date, t) -> dict:
    """`count`, at most five `items` (code, title, line), and `rest` or what was done last when nothing was."""
    found = done_this_quarter(plan, as_of)
    items = [{"code": m.code, "title": t.pick(m.title), "line": t.date(r.on)} for m, r in found[:MOST]]
    return {"count": len(found), "items": items, "note": _rest(len(found), t) if found else _last_done(plan, as_of, t)}


def _rest(n: int, t) -> str:
    return t("brief.rest", n=n - MOST) if n > MOST else ""


def _last_done(plan: Plan, as_of: date, t) -> str:
    found = _completions(plan, as_of)
    if not found:
        return t("brief.never_done")
    m, r = found[0]
    return t("brief.last_done", title=m.title, on=r.on, status=t(f"status.{assessments(plan, as_of)[m.code].shown}"))


def due_soon(plan: Plan, as_of: date, t) -> dict:
    """Open milestones due within the plan's days of notice, in the shape of `done`; else the next deadline."""
    found = assessments(plan, as_of)
    last = as_of + timedelta(days=plan.head.thresholds.due_soon_days)
    due = [m for m in plan.milestones if (a := found[m.code]).due and as_of <= a.due.last <= last and not a.done and a.status is not Status.CLOSED]
    items = [{"code": m.code, "title": t.pick(m.title), "line": f"{short(plan, t, m.lead)} · {t.period(found[m.code].due)}"} for m in due[:MOST]]
    return {"count": len(due), "items": items, "note": _rest(len(due), t) if due else _next_due(plan, as_of, t)}


def _next_due(plan: Plan, as_of: date, t) -> str:
    ahead = [r for r in attention.next_dates(plan, as_of, t) if r["kind"] == "deadline"]
    return t("brief.next_due", **{k: ahead[0][k] for k in ("days", "on", "milestones")}) if ahead else t("overview.dates_none")


def money_lines(plan: Plan, as_of: date, t) -> dict:
    """`value` in words, and one line on the proposal and what was spent."""
    n, told = numbers(plan, as_of), funding.published(plan, as_of)
    if told is None:
        return {"value": t("common.no_data"), "line": t("overview.card_money_not_yet")}
    line = t("brief.money", year=n["fiscal_year"], by=told["by"], on=told["on"], proposal=t.won(n["proposal_won"]), spent=t.won(n["disbursed_won"]))
    return {"value": t.won(told["won"]), "line": line}


def headline_indicators(plan: Plan, as_of: date, t) -> list[dict]:
    """The plan's two indicators: name, latest value of target, verdict, and the day of the value."""
    return [_indicator(plan, as_of, t, plan.indicator(code)) for code in plan.head.headline_indicators]


def _indicator(plan: Plan, as_of: date, t, indicator) -> dict:
    found = indicators.row(plan, as_of, t, indicator)
    value = found["latest_value"] if found["latest_value"] is not None else found["baseline_value"]
    on = found["vintage"] or found["baseline_period"]
    return {"code": indicator.code, "name": t.pick(indicator.name), "verdict": found["verdict"], "value": value, "observed_on": on and on.last,
            "target_value": found["target_value"], "on": t.show(on),
            "of": t("brief.of_target", value=t.number(value), target=indicators.amount(t, indicator, found["target_value"]))}


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    lines = status_lines(plan, as_of, t)[1:] + [f"{d['title']}: {d['text']}" for d in decisions(plan, as_of, t)]
    return Facts("", overview.finding(plan, as_of, t), (*lines, f"{t('brief.money_title')}: {money_lines(plan, as_of, t)['value']}"))


def rows(plan: Plan, as_of: date, t, filters: dict[str, str] | None = None) -> list[dict]:
    """The dataset `brief`: every line of the page as part, code, words and number."""
    found = [_line("decision", d["status"], d["title"], numbers(plan, as_of)[d["status"]]) for d in decisions(plan, as_of, t)]
    found += [_line("delay", r["code"], r["title"], r["days_late_current"]) for r in worst(plan, as_of, t)]
    found += [_line("done", x["code"], x["title"], None) for x in done(plan, as_of, t)["items"]]
    found += [_line("due_soon", x["code"], x["title"], None) for x in due_soon(plan, as_of, t)["items"]]
    found.append(_line("money", "published_won", t("brief.money_title"), numbers(plan, as_of)["published_won"]))
    return found + [_line("indicator", i["code"], i["name"], i["value"]) for i in headline_indicators(plan, as_of, t)]


def _line(part: str, code: str, words: str, number) -> dict:
    return {"part": part, "code": code, "words": words, "number": number}


DATASETS = (Dataset("brief", tuple(Column(key, kind) for key, kind in (
    ("part", "code"), ("code", "code"), ("words", "text"), ("number", "number"))), rows),)
