"""One ministry: how its milestones stand, what is due next, its goals, indicators and money."""

from tracker.charts import ministry_work as draw
from tracker.pages import components as c
from tracker.pages.subscribing import subscribed
from tracker.views import ministries, ministry as view
from tracker.views.organisations import full, short


def render(reader) -> None:
    plan, t, code = reader.plan, reader.t, reader.code()
    name, numbers = full(plan, t, code), ministries.standings(plan, reader.as_of)[plan.organisation(code).code]
    c.crumbs(reader, (t("pages.overview"), reader.href("overview")), (t("pages.ministries"), reader.href("ministries")))
    c.heading(reader, name, note=t.join(view.identity_notes(plan, t, code)), after_crumbs=True)
    c.html(draw.standing(numbers, view.finding(plan, reader.as_of, t, code), t),
           c.facts(*view.fact_pairs(plan, reader.as_of, t, code)))
    _next(reader, code)
    _work(reader, code)
    _goals_and_cooperating(reader, code)
    _indicators(reader, code)
    _money(reader, code, numbers)
    if printed := c.printouts(reader, ministry=code):
        c.section(t("printed.reports"), t("printed.reports_of", name=name), printed)


def excerpt(reader) -> None:
    """What another page of the list shows."""
    plan, t, code = reader.plan, reader.t, reader.code()
    c.crumbs(reader, (t("pages.ministries"), reader.href("ministries")), (full(plan, t, code), reader.href("ministry", code=code)))
    c.heading(reader, full(plan, t, code), after_crumbs=True)
    _work(reader, code)


def _part(reader, name: str, rows: list[dict], drawn: tuple, dataset: str, **filters: str) -> None:
    """A section with its table and source line; nothing where there are no rows: the facts above say so."""
    if rows:
        c.section(reader.t(f"ministry.{name}_title", n=len(rows)), reader.t(f"ministry.{name}_subtitle"), *drawn,
                  c.source_line(reader, reader.t("ministry.source_plan", plan=reader.plan.head.name), dataset, **filters))


def _work(reader, code: str) -> None:
    t, rows = reader.t, view.work(reader.plan, reader.as_of, reader.t, code, "lead")
    shown = view.page_of(rows, reader.value("page"))
    drawn = draw.work_table(shown.rows, t, reader.look), c.pager(reader, shown.page, shown.pages), subscribed(reader, "ministry", code)
    _part(reader, "work", rows, drawn, "ministry_work", code=code, role="lead")


def _next(reader, code: str) -> None:
    if due := view.next_cards(reader.plan, reader.as_of, reader.t, code):
        c.section(reader.t("ministry.next_title"), reader.t("ministry.next_subtitle"), c.cards(*due))


def _goals_and_cooperating(reader, code: str) -> None:
    t, goals = reader.t, view.goals(reader.plan, reader.as_of, reader.t, code)
    _part(reader, "goals", goals, (draw.goals_table(goals, t, reader.look),), "ministry_goals", code=code)
    rows = view.work(reader.plan, reader.as_of, t, code, "cooperating")
    names = {row["lead"]: short(reader.plan, t, row["lead"]) for row in rows}
    _part(reader, "cooperating", rows, (draw.cooperating_table(rows, names, t, reader.look),), "ministry_work", code=code, role="cooperating")


def _indicators(reader, code: str) -> None:
    t, rows = reader.t, view.indicators(reader.plan, reader.as_of, reader.t, code)
    if rows:
        c.section(view.indicators_title(rows, t), t("ministry.indicators_subtitle", as_of=reader.as_of))
        c.html(draw.indicator_table(rows, t, reader.look),
               c.source_line(reader, t("ministry.source_indicators"), "ministry_indicators", code=code))


def _money(reader, code: str, numbers: dict) -> None:
    t, year, many = reader.t, reader.plan.head.fiscal_year, numbers["programmes"]
    key = "ministry.money_title" if many else "ministry.money_title_none"
    c.section(t(key, year=year, won=t.won(numbers["won"]), n=many), t("ministry.money_subtitle") if many else "")
    if many:
        c.html(draw.money_table(view.money_by_stage(reader.plan, code), t),
               draw.programme_list(view.largest_programmes(reader.plan, t, code), many, code, t, reader.look),
               c.source_line(reader, t("ministry.source_money"), "ministry_money", code=code))
