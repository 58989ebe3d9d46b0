"""What changed: statuses then and now, and everything that happened, by month."""

from tracker.charts import history_parts
from tracker.charts.markup import Markup, div, hidden, link, p, span, status, table, tag
from tracker.pages import components as c
from tracker.pages.fields import Choice
from tracker.pages.reader import Reader
from tracker.views import changes

FOLD = 8  # recorded changes of one kind shown at once


def choices(reader: Reader) -> tuple[Choice, ...]:
    return (Choice("since", tuple((value, reader.t(f"word.since_{value}")) for value in changes.SINCE)),)


def top(reader: Reader) -> None:
    t, plan, since = reader.t, reader.plan, reader.value("since")
    c.heading(reader, t("pages.changes"), changes.finding(plan, reader.as_of, t, since), changes.note(plan, reader.as_of, t, since))


def render(reader: Reader) -> None:
    t, since = reader.t, reader.value("since")
    n, moved = changes.counts(reader.plan, reader.as_of, t, since), changes.movements(reader.plan, reader.as_of, since)
    if n["comparable"]:
        c.section(t("changes.statuses" if moved else "changes.statuses_none", **n), t("changes.statuses_sub", then=n["then"], as_of=reader.as_of),
                  _movements(reader, moved, n) if moved else None, p(t("changes.membership", **n), class_="body small"),
                  c.source_line(reader, t("overview.source", plan=reader.plan.head.name), "status_changes", since=since), first=True)
    _recorded(reader, since)
    found = changes.events(reader.plan, reader.as_of, t, since)
    recent, earlier = changes.around_adoption(reader.plan, found)
    c.section(t("changes.events", n=len(found)), t("changes.events_sub" if found else "changes.events_none"), *_months(reader, recent, changes.OPEN_MONTHS),
              _earlier(reader, earlier) if earlier else None, c.source_line(reader, t("changes.source"), "changes", since=since), first=not n["comparable"])


def _recorded(reader: Reader, since: str) -> None:
    """What was written into the plan in that time, from the log: corrections first, whole imports in one line."""
    t = reader.t
    if reader.past is None:
        return
    found = changes.recorded(reader.plan, reader.as_of, reader.today, t, since, reader.past)
    imports = p(t("changes.imports", n=found["imports"], objects=found["imported"], last=found["last_import"]), class_="body small") if found["imports"] else None
    lists = [div(p(t(f"changes.recorded_{name}", n=len(items)), class_="h3"), _listed(reader, items)) for name, items in found["groups"].items()]
    ways = p(link(reader.href("compare"), t("changes.compare")), " · ", link(reader.href("history"), t("history.index_title")), " · ",
             link(reader.href("corrections"), t("pages.corrections")), class_="body small")
    c.section(t("changes.recorded" if found["count"] else "changes.recorded_none", n=found["count"]), t("changes.recorded_sub"), *lists, imports, ways,
              c.source_line(reader, t("history.source"), "recorded", since=since))


def _listed(reader: Reader, items: list) -> Markup:
    first = history_parts.short(items[:FOLD], reader.t, reader.look)
    rest = items[FOLD:]
    return div(first, tag("details", tag("summary", reader.t("common.show_rest", n=len(rest))), history_parts.short(rest, reader.t, reader.look)) if rest else None)


def _months(reader: Reader, found: list[dict], opened: int = 0) -> list[Markup]:
    return [_month(reader, month, rows, i < opened) for i, (month, rows) in enumerate(changes.by_month(found))]


def _earlier(reader: Reader, found: list[dict]) -> Markup:
    words = reader.t("changes.earlier", adopted=reader.plan.head.adopted_on, n=len(found))
    return tag("details", tag("summary", words), *_months(reader, found), class_="month earlier")


def _movements(reader: Reader, moved: list[dict], n: dict) -> Markup:
    t = reader.t
    causes = ("by_report", *(("by_change",) if n["by_change"] else ()), "by_time")
    head = [t("changes.then", on=n["then"]), t("changes.now", on=reader.as_of), t("changes.count"), *(t(f"changes.{cause}") for cause in causes), t("changes.which")]
    body = [(status(t, x["before"]), status(t, x["after"]), t.show(x["count"]), *(t.show(x[cause]) for cause in causes),
             _which(reader, x["codes"])) for x in moved]
    return table(head, body, caption=t("changes.statuses", **n), numeric=frozenset(range(2, 3 + len(causes))), class_="moved", first_is_heading=False)


def _which(reader: Reader, codes: list[str]) -> Markup:
    items = [tag("li", link(reader.href("milestone", code=code), reader.t.pick(reader.plan.milestone(code).title))) for code in codes]
    return tag("details", tag("summary", reader.t("changes.which")), tag("ul", *items))


def _month(reader: Reader, month, found: list[dict], opened: bool) -> Markup:
    return tag("details", tag("summary", reader.t("changes.month", month=month, n=len(found))), tag("ul", *(_event(reader, e) for e in found), class_="rows"), class_="month", open=opened)


def _event(reader: Reader, e: dict) -> Markup:
    t, kind = reader.t, reader.t(f"changes.kind_{e['kind']}")
    below = t("changes.meta" if e["detail"] else "changes.meta_short", on=e["on"], kind=kind, detail=e["detail"])
    source = [" ", link(e["source_url"], t("changes.outside"), aria_label=f"{t('changes.outside')}: {e['title']}")] if e["source_url"] else []
    inside = reader.href("milestone", code=e["code"]) if e["status_now"] else reader.href("committee")
    return tag("li", span(link(inside, e["title"]), class_="t"), span(below, *source, class_="m"), span(_effect(t, e) if e["status_before"] else None, class_="r"))


def _effect(t, e: dict) -> Markup:
    """What a report did to the status, and what it is now where that differs."""
    later = span(t("changes.now_is", status=t(f"status.{e['status_now']}")), class_="sub2") if e["status_now"] != e["status_after"] else None
    return div(status(t, e["status_before"]), span(" → ", aria_hidden="true"), hidden(t("changes.to")), status(t, e["status_after"]), later)
