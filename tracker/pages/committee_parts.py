"""The tables of the committee page, one function a section."""

from tracker.charts import milestone_table
from tracker.charts.markup import Markup, join, link, span, table, tag
from tracker.pages import components as c
from tracker.views import committee as view
from tracker.views import law, origins, rebaselining


def _head(reader, *keys: str) -> tuple[str, ...]:
    return tuple(reader.t(f"committee.col_{key}") for key in keys)


def _cited(reader, origin) -> Markup:
    return c.source(reader, origins.named(reader.plan, reader.t, origin))


def _grouped(groups: list[dict], columns: int, line) -> tuple[list[tuple], list[int]]:
    """Body rows with a heading row before each group, and where the headings stand."""
    body, heads = [], []
    for group in groups:
        heads.append(len(body))
        body += [(group["title"], *[""] * (columns - 1)), *(line(row) for row in group["rows"])]
    return body, heads


def bodies(reader, whole: bool) -> None:
    t, groups = reader.t, view.body_groups(reader.plan, reader.as_of, reader.t)
    title = t("committee.bodies_title", n=sum(len(g["rows"]) for g in groups))
    c.section(title if groups else t("committee.bodies_none"), t("committee.bodies_subtitle"), first=whole)
    shown, folded = (groups, []) if whole else (groups[:view.MAIN_GROUPS], groups[view.MAIN_GROUPS:])
    c.html(_body_table(reader, shown, title))
    if folded:
        words = t("committee.bodies_more", n=sum(len(g["rows"]) for g in folded))
        c.html(tag("details", tag("summary", words), _body_table(reader, folded, words)))
    former = view.former_bodies(reader.plan, reader.as_of)
    if former:
        items = [(view.body_name(t, b), t.pick(b.head), view.era(b)) for b in former]
        c.html(tag("details", tag("summary", t("committee.bodies_former", n=len(former))), c.rows(*items)))
    c.html(c.source_line(reader, t("committee.source"), "bodies"))


def _body_table(reader, groups: list[dict], caption: str) -> Markup:
    body, heads = _grouped(groups, 5, lambda b: (b["name"], b["head"], b["members"], b["role"], b["era"]))
    return table(_head(reader, "body", "head", "members", "role", "era"), body, caption=caption, class_="stack bodies",
                 row_class=lambda n: "group" if n in heads else None)


def meetings(reader, found: list, total: int) -> None:
    t = reader.t
    title = t("committee.meetings_title" if len(found) == total else "committee.meetings_title_some", n=len(found), all=total)
    c.section(title if found else t("committee.meetings_none"), t("committee.meetings_subtitle"))
    body = [(t.show(m.on), c.two_lines(view.meeting_name(t, m), t.pick(m.place)), tag("ul", *(tag("li", t.pick(a.title)) for a in m.agenda)),
             t.pick(m.outcome), _cited(reader, m.origin)) for m in found]
    if found:
        c.data_table(reader, (*_head(reader, "date", "meeting", "agenda", "outcome"), t("common.source")), body, caption=title,
                     source=t("committee.source"), dataset="meetings", class_="stack meetings")


def resolutions(reader, found: list, total: int) -> None:
    t = reader.t
    title = t("committee.resolutions_title" if len(found) == total else "committee.resolutions_title_some", n=len(found), all=total)
    c.section(title if found else t("committee.resolutions_none"), t("committee.resolutions_subtitle", months=reader.plan.head.thresholds.answer_months))
    body = [(span(c.two_lines(t.pick(r.title), view.meeting_name(t, reader.plan.meeting(r.meeting))), id=r.code, tabindex="-1"),
             c.two_lines(t.pick(r.decision), t.show(r.on)), t.pick(r.responsible),
             join(c.two_lines(t.pick(r.deadline), t.pick(r.note)),
                  milestone_table.changed_list(rebaselining.changed_by(reader.plan, reader.as_of, t, r.code), t, reader.look)), t("common.no_data"), _cited(reader, r.origin)) for r in found]
    if found:
        c.data_table(reader, (*_head(reader, "title", "decision", "responsible", "deadline", "answer"), t("common.source")), body, caption=title,
                     source=t("committee.source"), dataset="resolutions", class_="stack resolutions")


def checks(reader, whole: bool) -> None:
    t, every = reader.t, view.known_checks(reader.plan, reader.as_of)
    found = every if whole else every[:view.BRIEFLY]
    key = "checks_title" if len(found) == len(every) else "checks_title_some"
    if found:
        c.section(t(f"committee.{key}", n=len(found), all=len(every)), t("committee.checks_subtitle"),
                  c.dates(*((t.show(x.on), t(f"committee.check_{x.kind}"), t.pick(x.fact), join(t.pick(x.event), " · ", _cited(reader, x.origin))) for x in found)),
                  c.source_line(reader, t("committee.source"), "checks"))


def versions(reader) -> None:
    t, found = reader.t, law.versions(reader.plan, reader.as_of)
    counts = [v.goal_count for v in found]
    key = "none" if not found else "one" if len(found) == 1 else ""
    title = t(f"committee.versions_title_{key}") if key else t("committee.versions_title", first=counts[0], last=counts[-1])
    c.section(title, t("committee.versions_subtitle"))
    body = [(t.pick(v.name), t.show(v.on), t.show(v.goal_count), t.show(v.milestone_count), t.pick(v.note)) for v in found]
    if found:
        c.data_table(reader, _head(reader, "version", "date", "goal_count", "milestone_count", "note"), body, caption=title, numeric={2, 3},
                     source=t("committee.source"), dataset="plan_versions")


def articles_in_brief(reader) -> None:
    t, found = reader.t, law.supports_in_brief(reader.plan, reader.t)
    items = [(row["title"], row["names"], t("committee.articles_served", n=row["goals"])) for row in found]
    c.section(t("committee.articles_title", **law.article_counts(reader.plan)), t("committee.articles_subtitle"), c.rows(*items),
              c.source_line(reader, t("committee.source"), "articles"))


def articles(reader) -> None:
    t, groups = reader.t, law.article_groups(reader.plan, reader.t)
    title = t("committee.articles_title", **law.article_counts(reader.plan))
    c.section(title, t("committee.articles_subtitle"), first=True)
    body, heads = _grouped(groups, 3, lambda a: (c.two_lines(a["name"], a["deadline"]), a["what"], _goals(reader, a["goals"])))
    c.data_table(reader, _head(reader, "article", "what", "goals"), body, caption=title, source=t("committee.source"), dataset="articles",
                 class_="stack articles", row_class=lambda n: "group" if n in heads else None)


def _goals(reader, goals: list[tuple[str, str]]) -> object:
    if not goals:
        return reader.t("committee.articles_no_goal")
    items = (tag("li", link(reader.href("goal", code=code), name)) for code, name in goals)
    return tag("details", tag("summary", reader.t("committee.articles_goals", n=len(goals))), tag("ul", *items))
