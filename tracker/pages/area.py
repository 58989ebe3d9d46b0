"""One strategic area: where it stands, its goals over time, what is next, indicators, money, the law, its history."""

from tracker.charts import goal_parts, milestone_table, timeline
from tracker.charts.markup import link, p
from tracker.pages import components as c
from tracker.pages.reader import Reader
from tracker.pages.subscribing import subscribed
from tracker.views import areas as view
from tracker.views import history, links
from tracker.views import timeline as lines


def render(reader: Reader) -> None:
    plan, t, code = reader.plan, reader.t, reader.code()
    found = view.one(plan, reader.as_of, t, code)
    c.crumbs(reader, (t("pages.overview"), reader.href("overview")), (t("pages.areas"), reader.href("areas")))
    c.heading(reader, found["title"], note=t("areas.code_note", code=code), after_crumbs=True)
    c.html(p(found["purpose"] + ".", class_="body purpose"), goal_parts.standing(found["counts"], found["standing"], t), c.facts(*view.fact_pairs(found, t)))
    _goals(reader, code, found)
    rows = lines.table(plan, reader.as_of, t, code)
    c.chart(reader, timeline, rows, source=_source(reader), dataset="milestones", note=lines.note(t, rows), area=code)
    _next(reader, code, found)
    _indicators(reader, code)
    _money(reader, code)
    _law(reader, code)
    _history(reader, code)


def _goals(reader: Reader, code: str, found: dict) -> None:
    t, rows = reader.t, view.goal_rows(reader.plan, reader.as_of, reader.t, code)
    title = t("areas.goals_title", n=len(rows), milestones=found["milestones"])
    c.section(title, t("goals.bars_subtitle"), goal_parts.goal_list(rows, t, reader.look, title), c.source_line(reader, _source(reader), "goals", area=code))


def _next(reader: Reader, code: str, found: dict) -> None:
    t, coming = reader.t, view.coming(reader.plan, reader.as_of, reader.t, code)
    c.section(found["next_title"], found["next_subtitle"], goal_parts.first_few(coming, lambda some: milestone_table.due_list(some, t, reader.look), t) if coming else None,
              p(link(reader.href("milestones", view="calendar", area=code), t("areas.next_all")), class_="body small"),
              subscribed(reader, "area", code), c.source_line(reader, _source(reader), "calendar", area=code))


def _indicators(reader: Reader, code: str) -> None:
    t, rows = reader.t, view.indicators(reader.plan, reader.as_of, reader.t, code)
    if rows:
        c.section(links.indicators_title(rows, t), t("areas.indicators_subtitle"), goal_parts.first_few(rows, lambda some: goal_parts.indicators(some, t, reader.look), t),
                  c.source_line(reader, t("goals.indicators_source"), "goal_indicators", area=code))


def _money(reader: Reader, code: str) -> None:
    plan, t, found = reader.plan, reader.t, view.funding(reader.plan, code)
    if found["programmes"]:
        c.section(t("areas.money_title", **found), t("areas.money_subtitle"),
                  goal_parts.programmes(view.largest_programmes(plan, t, code), found["year"], t, reader.look),
                  c.source_line(reader, t("goals.programmes_source"), "area_programmes", view.money_note(plan, t, code), area=code))


def _law(reader: Reader, code: str) -> None:
    t, rows = reader.t, view.articles(reader.plan, reader.t, code)
    if rows:
        c.section(t("areas.articles_title", n=len(rows)), t("areas.articles_subtitle"), goal_parts.first_few(rows, goal_parts.articles, t),
                  c.source_line(reader, t.pick(reader.plan.head.act), "goal_articles", area=code))


def _history(reader: Reader, code: str) -> None:
    plan, t, own = reader.plan, reader.t, view.area_milestones(reader.plan, code)
    events = history.events(plan, reader.as_of, t, own)
    c.section(t("areas.history_title"), history.summary(plan, reader.as_of, t, own),
              goal_parts.first_few(events, lambda some: milestone_table.history(some, t, reader.look), t),
              c.source_line(reader, t("goals.history_source", plan=plan.head.name), "history", area=code))


def _source(reader: Reader) -> str:
    return reader.t("areas.source", plan=reader.plan.head.name)
