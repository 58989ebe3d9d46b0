"""The goals: which of them have something done, late or unheard of."""

from tracker.charts import goal_bars
from tracker.pages import components as c
from tracker.pages.fields import Choice, Words
from tracker.pages.reader import Reader
from tracker.views import choices as offered
from tracker.views import goals as view


WIDTH = 204  # of one field, so that all stand in one row


def choices(reader: Reader) -> tuple:
    plan, t = reader.plan, reader.t
    named = (("pillar", offered.pillars(plan, t)), ("area", offered.areas(plan, t)), ("lead", offered.goal_leads(plan, t)),
             ("status", offered.statuses(plan, reader.as_of, t)))
    return (*(Choice(name, options, width=WIDTH) for name, options in named), Words("q", WIDTH))


def top(reader: Reader) -> None:
    plan, t = reader.plan, reader.t
    note = t("goals.note", areas=len(plan.areas), goals=len(plan.goals), milestones=len(plan.milestones))
    c.heading(reader, t("pages.goals"), view.finding(plan, reader.as_of, t, reader.query), note)


def render(reader: Reader) -> None:
    plan, t, asked = reader.plan, reader.t, reader.query
    c.chart(reader, goal_bars, view.table(plan, reader.as_of, t, asked), source=t("goals.source", plan=plan.head.name), dataset="goals",
            note=t("goals.silent_note"), first=True, **asked)
