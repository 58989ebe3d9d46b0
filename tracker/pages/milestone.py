"""One milestone: what the plan says, how its status was computed, and every report."""

from tracker.charts import judgement_parts
from tracker.charts import milestone_parts as parts
from tracker.charts import milestone_table
from tracker.charts.markup import div, link, p
from tracker.pages import components as c
from tracker.pages.history_parts import recorded
from tracker.pages.reader import Reader
from tracker.views import history, judgement
from tracker.views import milestone as view


def render(reader: Reader) -> None:
    plan, t, code = reader.plan, reader.t, reader.code()
    found = view.detail(plan, reader.as_of, t, code)
    c.crumbs(reader, (t("pages.overview"), reader.href("overview")), (found["area_title"], reader.href("area", code=found["area"])),
             (found["goal_title"], reader.href("goal", code=found["goal"])))
    c.heading(reader, found["title"], note=t("milestones.code_note", code=code), after_crumbs=True)
    judged = judgement_parts.block(judgement.shown(plan, reader.as_of, t, code), t)
    c.html(parts.state(found, t), judged, c.facts(*parts.fact_pairs(found, t)), parts.changes(found, t, reader.look))
    _why(reader, found)
    _reports(reader, found)
    _plan(reader, found)
    _history(reader, code)
    c.html(div(parts.neighbour(t("milestones.before"), found["before"], reader.look), parts.neighbour(t("milestones.after"), found["after"], reader.look),
               class_="neighbours"))


def _why(reader: Reader, found: dict) -> None:
    t = reader.t
    left = c.section_markup(t("milestones.why_title"), t("milestones.why_subtitle"), parts.why(found, t),
                            p(link(reader.href("methodology"), t("milestones.rules")), class_="body small"),
                            c.source_line(reader, t("milestones.source", plan=reader.plan.head.name), "milestones", q=found["code"]))
    c.split(left, c.section_markup(t("milestones.official_title"), "", p(parts.official(found["official"], t), class_="body")))


def _reports(reader: Reader, found: dict) -> None:
    t, many = reader.t, len(found["reports"])
    c.section(t("milestones.reports_title" if many else "milestones.reports_title_none", n=many),
              t("milestones.reports_subtitle" if many else "milestones.reports_subtitle_none"))
    if many:
        c.html(milestone_table.report_list(found["reports"], found["proofs"], t), c.source_line(reader, t("milestones.reports_source"), "reports", milestone=found["code"]))


def _plan(reader: Reader, found: dict) -> None:
    t = reader.t
    c.section(t("milestones.criterion_title"), t("milestones.criterion_subtitle"), parts.criterion(found, t),
              c.source_line(reader, t("milestones.plan_source", plan=reader.plan.head.name, date=found["source_day"]), "milestones", q=found["code"]))


def _history(reader: Reader, code: str) -> None:
    plan, t, own = reader.plan, reader.t, (reader.plan.milestone(code),)
    c.section(t("milestones.history_title"), history.summary(plan, reader.as_of, t, own),
              milestone_table.history(history.events(plan, reader.as_of, t, own), t, reader.look, named=False),
              recorded(reader, f"milestone/{code}"), c.source_line(reader, t("goals.history_source", plan=plan.head.name), "history", milestone=code))
