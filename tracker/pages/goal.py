"""One goal: where it stands and why, its milestones, and everything that hangs on it."""

from tracker.charts import goal_parts, indicator_path, milestone_table
from tracker.pages import components as c
from tracker.pages.history_parts import recorded
from tracker.pages.reader import Reader
from tracker.pages.subscribing import subscribed
from tracker.views import goals as view
from tracker.views import history, indicator, indicators, links


def render(reader: Reader) -> None:
    plan, t, code = reader.plan, reader.t, reader.code()
    found = view.one(plan, reader.as_of, t, code)
    c.crumbs(reader, (t("pages.overview"), reader.href("overview")), (found["area_title"], reader.href("area", code=found["area"])))
    c.heading(reader, found["title"], note=t("goals.code_note", code=code), after_crumbs=True)
    c.html(goal_parts.standing(found["counts"], found["standing"], t), c.facts(*view.fact_pairs(found, t)), goal_parts.remark(found["note"], t))
    _milestones(reader, code)
    _indicators(reader, code)
    _programmes(reader, code)
    _articles(reader, code)
    _history(reader, code)


def _milestones(reader: Reader, code: str) -> None:
    t, cards = reader.t, view.cards(reader.plan, reader.as_of, reader.t, code)
    title = t("goals.milestones_title", n=len(cards))
    c.section(title, t("goals.milestones_subtitle"), milestone_table.milestone_table(cards, t, reader.look, title),
              subscribed(reader, "goal", code), c.source_line(reader, t("goals.plan_source", plan=reader.plan.head.name), "milestones", goal=code))


def _indicators(reader: Reader, code: str) -> None:
    plan, t = reader.plan, reader.t
    rows = indicators.rows(plan, reader.as_of, t, {"goal": code})
    drawn, source = indicator.panels(plan, reader.as_of, t, rows), t("goals.indicators_source")
    c.section(links.indicators_title(rows, t), t(f"goals.indicators_subtitle{'' if drawn else '_plain' if rows else '_none'}"))
    if drawn:
        c.panels(reader, indicator_path, drawn, source=source, dataset="indicators", caption=t("goals.indicators_caption"),
                 note=links.indicators_left(plan, reader.as_of, t, rows), goal=code)
    elif rows:
        c.html(goal_parts.indicators(rows, t, reader.look), c.source_line(reader, source, "indicators", goal=code))


def _programmes(reader: Reader, code: str) -> None:
    t, rows = reader.t, links.programme_rows(reader.plan, reader.t, [code])
    c.section(links.programmes_title(reader.plan, t, [code]), t("goals.programmes_subtitle" if rows else "goals.programmes_subtitle_none"))
    if rows:
        c.html(goal_parts.programmes(rows, reader.plan.head.fiscal_year, t, reader.look),
               c.source_line(reader, t("goals.programmes_source"), "goal_programmes", goal=code))


def _articles(reader: Reader, code: str) -> None:
    t, rows = reader.t, links.article_rows(reader.plan, reader.t, [code])
    if rows:
        c.section(t("goals.articles_title", n=len(rows)), t("goals.articles_subtitle"), goal_parts.articles(rows),
                  c.source_line(reader, t.pick(reader.plan.head.act), "goal_articles", goal=code))


def _history(reader: Reader, code: str) -> None:
    plan, t, own = reader.plan, reader.t, view.goal_milestones(reader.plan, code)
    c.section(t("goals.history_title"), history.summary(plan, reader.as_of, t, own),
              milestone_table.history(history.events(plan, reader.as_of, t, own), t, reader.look),
              recorded(reader, f"goal/{code}", *(f"milestone/{m.code}" for m in own)), c.source_line(reader, t("goals.history_source", plan=plan.head.name), "history", goal=code))
