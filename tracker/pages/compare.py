"""Any two days side by side: what the plan said, how statuses moved, which dates slipped."""

from datetime import timedelta

from tracker.charts import compare_parts as draw
from tracker.charts.markup import Markup, div, link, p, tag
from tracker.domain.periods import quarter_of
from tracker.pages import components as c
from tracker.pages.fields import Words
from tracker.pages.reader import Reader
from tracker.views import compare as view


def choices(reader: Reader) -> tuple:
    return tuple(Words(name, 240) for name in ("from", "known_from", "to", "known_to"))


def top(reader: Reader) -> None:
    a, b = _sides(reader)
    c.heading(reader, reader.t("pages.compare"), view.finding(a, b, reader.t), view.plan_finding(a, b, reader.t))
    c.html(draw.days(a, b, reader.t), _presets(reader))


def render(reader: Reader) -> None:
    t, (a, b) = reader.t, _sides(reader)
    if wrong := view.asked(reader.plan, reader.as_of, reader.query).wrong:
        c.html(p(t("compare.wrong", names=t.join(t(f"filter.{name}") for name in wrong)), class_="notice"))
    if (a.on, a.plan) == (b.on, b.plan):
        return c.html(p(t("compare.same_day"), class_="body"))
    n, source = view.counts(a, b), t("compare.source", plan=reader.plan.head.name)
    cite = lambda dataset: c.source_line(reader, source, dataset, **reader.query)  # noqa: E731
    moved, members, objects, slips = view.moved(a, b, t), view.membership(a, b, t), view.objects(a, b, t), view.slips(a, b, t)
    c.section(t("compare.moved_title" if moved else "compare.moved_none", **n), t("compare.moved_sub"),
              draw.movements(moved, a.on, b.on, t, reader.look) if moved else None, cite("compared"), first=True)
    any_member = n["joined"] or n["left"]
    c.section(t("compare.members_title" if any_member else "compare.members_none", **n), t("compare.members_sub"), draw.members(members, t, reader.look) if any_member else None)
    c.section(t("compare.plan_title" if objects else "compare.plan_none", n=len(objects)), t("compare.plan_sub" if objects else "compare.plan_same_sub"),
              draw.objects(objects, t, reader.look) if objects else None, cite("differences"))
    c.section(t("compare.slip_title" if slips else "compare.slip_none", n=len(slips)), t("compare.slip_sub"),
              draw.slips(slips, t, reader.look) if slips else None, cite("compared_slips"))


def _sides(reader: Reader):
    return view.sides(reader.plan, reader.as_of, reader.query, reader.past)


def _presets(reader: Reader) -> Markup:
    """Links to comparisons people ask for often."""
    t, now = reader.t, reader.as_of
    quarter_end = quarter_of(now).first - timedelta(days=1)
    asked = [("adopted", {}), ("quarter", {"from": quarter_end.isoformat()}), ("month", {"from": (now - timedelta(days=30)).isoformat()})]
    if reader.past and reader.past.begins and reader.past.begins < now:
        asked.append(("known", {"from": now.isoformat(), "to": now.isoformat(), "known_from": reader.past.begins.isoformat()}))
    empty = dict.fromkeys(view.NAMES, "")
    links = [link(reader.same_page(**(empty | days)), t(f"compare.preset_{name}")) for name, days in asked]
    return div(tag("nav", *links, class_="switch", aria_label=t("compare.presets")))
