"""The parts of one milestone's page: its state, the rule that gave it, what the plan says."""

from tracker.charts import milestone_table
from tracker.charts.markup import Markup, div, link, p, span, status, table, tag


def state(found: dict, t) -> Markup:
    """The computed status, large, with its reason."""
    return div(p(status(t, found["shown"]), class_="bigstatus"), p(found["reason"] + ".", class_="body"), class_="standing")


def changes(found: dict, t, look) -> Markup | None:
    """What was decided about the milestone: closed, moved, what was merged into it; None where nothing was."""
    closed = found["closure"]
    rows = [(closed["on"], t(f"rebaselining.kind_{closed['kind']}"), _closed(closed, t, look))] if closed else []
    rows += [(x["on"], t("rebaselining.moved"), _move(x, t, look)) for x in reversed(found["moves"])]
    rows += [(x["on"], t("rebaselining.merged_here"), [link(look.href("milestone", code=x["code"]), x["title"]), span(x["decision"], class_="sub2")])
             for x in found["merged_here"]]
    rows += [(x["on"], t("rebaselining.handed_over"), _move(x, t, look)) for x in reversed(found["handovers"])]
    if not rows:
        return None
    items = (tag("li", div(t.date(on), div(kind, class_="m")), div(*words)) for on, kind, words in sorted(rows, key=lambda row: row[0], reverse=True))
    return tag("section", tag("h2", t("rebaselining.title")), p(t("rebaselining.subtitle"), class_="sub"), tag("ul", *items, class_="dates changed"),
               p(found["both_counts"], class_="body small") if found["both_counts"] else None, class_="sec")


def _closed(closed: dict, t, look) -> list[object]:
    return [milestone_table.resolution_link(closed["decision"], closed["resolution"], look), *milestone_table.closure_details(closed, t, look)]


def _move(move: dict, t, look) -> list[object]:
    return [milestone_table.resolution_link(move["words"], move["resolution"], look), span(t("rebaselining.reason", reason=move["reason"]), class_="sub2")]


def fact_pairs(found: dict, t) -> tuple[tuple[str, str], ...]:
    due, first = found["due_period"], found["original_due_period"]
    words = lambda period: t.period(period) if period else t("common.undated")
    now = t("goals.unmoved") if due == first else words(due)
    return ((t("milestones.fact_lead"), found["lead_words"] or found["lead_name"]), (t("milestones.fact_cooperating"), t.join(found["cooperating_names"]) or t("common.none")),
            (t("milestones.fact_original"), words(first)), (t("milestones.fact_due"), now),
            (t("milestones.fact_completed"), t.show(found["completed_on"]) if found["completed_on"] else t("goals.not_done")),
            (t("milestones.fact_steps"), t.join(_step(s, t) for s in found["steps"]) or t("milestones.no_step")))


def _step(step: dict, t) -> str:
    key = "step_passed" if step["passed"] else "step_past" if step["past"] else None
    return t(f"milestones.{key}", due=step["due"]) if key else t.period(step["due"])


def why(found: dict, t) -> Markup:
    """The row of the rule table that fitted and the values it looked at."""
    rows = [(t("milestones.why_rule"), t(f"milestones.rule_{found['rule']}")), *found["inputs"]]
    return table((t("milestones.input_head"), t("milestones.value_head")), rows, caption=t("milestones.why_title"), class_="inputs")


def official(check: dict | None, t) -> str:
    return t("milestones.official", **{k: check[k] for k in ("on", "checked", "as_scheduled")}) if check else t("milestones.official_none")


def criterion(found: dict, t) -> Markup:
    """The plan's own words, where they stand, and the quarters it names."""
    place = t("milestones.plan_page", page=found["page"]) if found["page"] else None
    steps = t("milestones.step_words", dues=t.join(t.period(s["due"]) for s in found["steps"])) if found["steps"] else None
    standing = t("milestones.standing_work") if found["original_due_period"] is None else None
    sure = t(f"milestones.confidence_{found['confidence']}")
    where = [p(link(found["source_url"], t("milestones.original")), " · " + place if place else None, " · ", sure, class_="small")] if found["source_url"] else []
    return div(tag("blockquote", found["title"]), *(p(words, class_="small") for words in (steps, standing) if words), *where, class_="criterion")


def neighbour(label: str, other: dict | None, look) -> Markup | None:
    """A way to the milestone before or after."""
    if not other:
        return None
    return div(p(label, class_="small"), p(link(look.href("milestone", code=other["code"]), other["title"]), class_="t"), class_="neighbour")
