"""The quarterly implementation report: cover, finding, status, areas, bodies, delays, moved dates; then money, indicators and
annexes, which have modules of their own."""

from tracker.charts import area_table, burn_up, ministry_table, status_strip
from tracker.site import report_annex, report_money
from tracker.site.report_brief import delay_table, lines, money
from tracker.site.report_charts import bars_of, shown, table
from tracker.site.report_parts import (
    Block, Bullets, Contents, Document, Grid, Heading, Paragraph, Words, paragraph, run, together, words,
)
from tracker.site.report_source import Source
from tracker.views import area_status, attention, brief, burn_up as burn_up_rows, ministries, overview, quarterly
from tracker.views.headline import numbers

PARTS = ("finding", "status", "areas", "bodies", "delays", "moved", "money", "indicators")


def document(of: Source) -> Document:
    t = of.t
    title = t("printed.title", plan=of.plan.head.name)
    blocks = tuple(block for n, part in enumerate(_parts(of), 1) for block in (Heading(t("printed.numbered", n=n, title=t(f"printed.part_{part}"))), *_WRITTEN[part](of)))
    return Document("report", f"{title} {t.period(quarterly.quarter(of.as_of))}", of.language, of.as_of, (*blocks, *report_annex.blocks(of)), _cover(of, title),
                    " · ".join(filter(None, (t.pick(of.plan.head.short_name), of.body, t("common.as_of", as_of=of.as_of), of.short_edition))), t("printed.pages"))


def _parts(of: Source) -> tuple[str, ...]:
    """A body's own report does not set bodies side by side."""
    return tuple(p for p in PARTS if p != "bodies" or not of.ministry)


def source(of: Source, words_of_source: str = "") -> Paragraph:
    """The line below every table and drawing: source, day and state of the plan."""
    t = of.t
    named = words_of_source or t("overview.source", plan=of.plan.head.name)
    return paragraph(" · ".join((t("common.source_line", source=named), t("common.as_of", as_of=of.as_of), of.short_edition)), role="source")


def _cover(of: Source, title: str) -> tuple[Block, ...]:
    t, head = of.t, of.plan.head
    facts = ((t("printed.about"), of.body or t("printed.whole_plan")), (t("printed.day"), t.date(of.as_of)), (t("printed.state"), of.edition),
             (t("printed.office"), t.pick(head.office)), (t("printed.sources"), t("frame.sources_text", plan=head.name, adopted=head.adopted_on)),
             (t("printed.terms"), t.pick(head.licence)), *(((t("printed.address"), run(of.href("overview"), link=of.href("overview"))),) if of.address else ()))
    return (paragraph(run(title), role="lead"), paragraph(t.period(quarterly.quarter(of.as_of)), role="big"),
            paragraph(overview.finding(of.plan, of.as_of, t) + ".", role="finding"),
            Grid(t("printed.facts"), (t("printed.fact"), t("printed.value")), tuple((words(k), words(v)) for k, v in facts), widths=(1, 3.4)),
            paragraph(t("brief.footer") + ".", role="note"), Contents(t("printed.contents")))


def _finding(of: Source) -> tuple[Block, ...]:
    t = of.t
    cards = overview.cards(of.plan, of.as_of, t)[:3]
    rows = [(c["label"], f"{c['value']}{c['unit']}", c["context"]) for c in cards] + [(t("brief.money_title"), *money(of))]
    body = tuple((words(run(label, "bold")), words(run(value, "bold")), words(context)) for label, value, context in rows)
    head = (t("printed.number"), t("printed.value"), t("printed.meaning"))
    return (paragraph(overview.finding(of.plan, of.as_of, t) + ".", role="finding"), paragraph(" ".join(lines(of)[1:])),
            Grid(t("printed.numbers"), head, body, (1,), (2.4, 1.8, 5)), source(of), *_decisions(of), *_done(of), *_next(of))


def _decisions(of: Source) -> tuple[Block, ...]:
    found = brief.decisions(of.plan, of.as_of, of.t)
    items = tuple(words(run(d["title"], "bold"), ". ", d["text"]) for d in found)
    return Heading(of.t("brief.decisions"), 2), Bullets(items, numbered=True) if items else paragraph(of.t("brief.no_decisions"))


def _done(of: Source) -> tuple[Block, ...]:
    t, found = of.t, brief.done_this_quarter(of.plan, of.as_of)
    title = Heading(t("printed.done", n=len(found)), 2)
    if not found:
        return title, paragraph(brief.done(of.plan, of.as_of, t)["note"])
    return title, Bullets(tuple(words(run(t.pick(m.title), "bold"), f" ({m.code}) · {t.date(r.on)} · {t.pick(r.summary)}") for m, r in found))


def _next(of: Source) -> tuple[Block, ...]:
    t, found = of.t, attention.next_dates(of.plan, of.as_of, of.t)
    items = tuple(words(run(t.date(r["on"]), "bold"), f" {r['title']}. {r['detail']}") for r in found)
    return Heading(t("printed.next"), 2), Bullets(items) if items else paragraph(t("overview.dates_none"))


def _status(of: Source) -> tuple[Block, ...]:
    t, curve = of.t, burn_up_rows.chart(of.plan, of.as_of)
    return (*shown(status_strip, overview.strip(of.plan, of.as_of), t, source(of), widths=(2, 4, 1)),
            *(() if of.ministry else (paragraph(overview.why_two(of.plan, of.as_of, t)),)), *_beside(of),
            *shown(burn_up, curve, t, source(of), note=burn_up_rows.pace(of.plan, of.as_of, t), widths=(2, 1.4, 1.4, 1.4, 1.4)))


def _beside(of: Source) -> tuple[Block, ...]:
    """What was reported and what the rules make of it, one table."""
    t, found = of.t, quarterly.beside(of.plan, of.as_of)
    title, groups = t("printed.beside"), found["groups"]
    head = (t("printed.reported"), t("printed.all"), *(t(f"area_table.{g}") for g in groups))
    line = lambda name, r: (words(name), words(t.show(r["total"])), *(words(t.show(r[g])) for g in groups))  # noqa: E731
    named = lambda state: t("printed.unreported") if state == quarterly.UNREPORTED else t(f"milestones.state_{state}")  # noqa: E731
    body = (*(line(named(r["state"]), r) for r in found["rows"]), line(t("common.total"), found["total"]))
    return together(Heading(title, 2), paragraph(t("printed.beside_text"), role="sub"), Grid(title, head, body, tuple(range(1, len(head))), total=True), source(of))


def _areas(of: Source) -> tuple[Block, ...]:
    rows = area_status.table(of.plan, of.as_of, of.t)
    return shown(area_table, rows, of.t, source(of), note=area_status.note(rows, of.t), total=True)


def _bodies(of: Source) -> tuple[Block, ...]:
    """Every body in the statutory order, its money left to the part on money."""
    t, rows = of.t, ministries.table_rows(of.plan, of.as_of, of.t)
    twin = ministry_table.table(rows, t)
    cut = type(twin)(twin.head[:-2], tuple(line[:-2] for line in twin.body), frozenset(range(1, len(twin.head) - 2)))
    title, said = ministry_table.title(rows, t), t("printed.bodies_text")
    return (Heading(title, 2), paragraph(". ".join((said, t("printed.bodies_bars"))), role="sub", undrawn=said), table(cut, title, bars=bars_of(ministry_table, rows), total=True, small=True), source(of))


def _delays(of: Source) -> tuple[Block, ...]:
    t, found = of.t, brief.delays(of.plan, of.as_of, of.t)
    title = t("printed.delays", n=len(found)) if found else t("brief.worst_none")
    unknown = numbers(of.plan, of.as_of)["no_report_past_due"]
    silent = (paragraph(t("slip.silent", n=unknown), role="note"),) if unknown else ()
    return together(Heading(title, 2), *((delay_table(of, found, title, small=True),) if found else ()), *silent, source(of))


def _moved(of: Source) -> tuple[Block, ...]:
    t, found = of.t, quarterly.moved(of.plan, of.as_of, of.t)
    title = t("printed.moved", n=len(found)) if found else t("printed.moved_none")
    head = tuple(t(f"printed.{key}") for key in ("milestone", "moved_from", "moved_to", "decided_on", "decision", "reason"))
    body = tuple((_named(r), words(_due(r["before"], t)), words(_due(r["after"], t)), words(t.date(r["on"])), words(r["decision"]), words(r["reason"] or t("common.no_data")))
                 for r in found)
    grid = (Grid(title, head, body, widths=(4, 1.7, 1.7, 1.8, 2, 3), small=True),) if found else ()
    return *together(Heading(title, 2), *grid), *together(*_late(of), source(of))


def _late(of: Source) -> tuple[Block, ...]:
    t, found = of.t, quarterly.late(of.plan, of.as_of, of.t)
    if not found:
        return (paragraph(t("printed.late_none")),)
    title, head = t("printed.late", n=len(found)), tuple(t(f"printed.{key}") for key in ("milestone", "original_due", "completed_on", "days_late"))
    body = tuple((_named(r), words(_due(r["original_due_period"], t)), words(t.period(r["completed_on"])), words(t("common.days", n=r["days_late"]))) for r in found)
    return Heading(title, 2), Grid(title, head, body, (3,), (5, 2, 2, 1.4), small=True)


def _named(r: dict) -> Words:
    return words(run(r["title"], "bold"), run(f"{r['code']} · {r['lead_name']}", "below"))


def _due(due, t) -> str:
    return t.period(due) if due else t("common.undated")


_WRITTEN = {"finding": _finding, "status": _status, "areas": _areas, "bodies": _bodies, "delays": _delays, "moved": _moved,
            "money": lambda of: report_money.money(of, lambda words_of="": source(of, words_of)),
            "indicators": lambda of: report_money.indicators(of, lambda words_of="": source(of, words_of))}
