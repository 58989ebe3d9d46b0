"""The cabinet brief: one page in the order of the page `brief`, from the same view."""

from tracker.charts.status_strip import sentence
from tracker.site.report_charts import strip_of
from tracker.site.report_parts import Block, Bullets, Columns, Document, Grid, Heading, Paragraph, Words, paragraph, run, words
from tracker.site.report_source import Source
from tracker.views import brief, overview, programmes


def document(of: Source) -> Document:
    t = of.t
    title = t("brief.h1", plan=of.body or of.plan.head.name)
    done, soon = brief.done(of.plan, of.as_of, t), brief.due_soon(of.plan, of.as_of, t)
    pairs = (Columns((_list(of, t("brief.done"), done), _list(of, t("brief.due_soon", days=of.plan.head.thresholds.due_soon_days), soon))),
             Columns((_money(of), _indicators(of))))
    blocks = (Heading(title), _dated(of), *_status(of), *_decisions(of), *_worst(of), *pairs, _foot(of))
    return Document("brief", f"{title}, {t('common.as_of', as_of=of.as_of)}", of.language, of.as_of, blocks)


def _dated(of: Source) -> Paragraph:
    return paragraph(run(of.t("common.as_of", as_of=of.as_of), "bold"), " · ", of.edition, role="note")


def _status(of: Source) -> tuple[Block, ...]:
    rows = overview.strip(of.plan, of.as_of)
    return Heading(of.t("brief.status"), 2), strip_of(rows["counts"], sentence(rows, of.t), of.t), paragraph(" ".join(lines(of)))


def lines(of: Source) -> list[str]:
    """Where the plan stands, in sentences. The committee checked the plan as a whole: of a share that is said."""
    found = brief.status_lines(of.plan, of.as_of, of.t)
    return [*found[:-1], of.t("printed.not_by_body")] if of.ministry else found


def _decisions(of: Source) -> tuple[Block, ...]:
    found = brief.decisions(of.plan, of.as_of, of.t)
    items = tuple(words(run(d["title"], "bold", of.href("milestones", status=d["status"])), ". ", d["text"]) for d in found)
    return Heading(of.t("brief.decisions"), 2), Bullets(items, numbered=True) if items else paragraph(of.t("brief.no_decisions"))


def _worst(of: Source) -> tuple[Block, ...]:
    found = brief.worst(of.plan, of.as_of, of.t)
    if not found:
        return (Heading(of.t("brief.worst_none"), 2),)
    title = of.t("brief.worst", n=len(found))
    more = brief.other_delays(of.plan, of.as_of, of.t)
    return Heading(title, 2), delay_table(of, found, title), *((paragraph(more, role="note"),) if more else ())


def delay_table(of: Source, rows: list[dict], caption: str, small: bool = False) -> Grid:
    """Delays with their days, deadlines, cause and recovery."""
    t = of.t
    head = tuple(t(f"brief.{name}") for name in ("milestone", "days_late", "original_due", "cause", "recovery"))
    body = tuple((_named(of, r), words(t("brief.days", n=r["days_late_current"])), words(r["dues"]), words(r["cause"]), words(r["recovery"])) for r in rows)
    return Grid(caption, head, body, (1,), (5, 1.1, 2.3, 2.4, 2.6), small=small)


def _named(of: Source, r: dict) -> Words:
    return words(run(r["title"], "bold", of.href("milestone", code=r["code"]), r["shown"]), run(f"{r['code']} · {r['lead_name']}", "below"))


def _list(of: Source, title: str, found: dict) -> tuple[Block, ...]:
    items = tuple(words(run(x["title"], link=of.href("milestone", code=x["code"])), run(" " + x["line"], "quiet")) for x in found["items"])
    blocks = (Heading(title, 2), paragraph(of.t("brief.count", n=found["count"]), role="big"), *((Bullets(items),) if items else ()))
    return (*blocks, paragraph(found["note"])) if found["note"] else blocks


def _money(of: Source) -> tuple[Block, ...]:
    value, line = money(of)
    return Heading(of.t("brief.money_title"), 2), Paragraph(words(run(value, "plain", of.href("funding"))), "big"), paragraph(line)


def money(of: Source) -> tuple[str, str]:
    """The published budget in words and what belongs to it; of a share the sum of its programmes, named as that."""
    if not of.ministry:
        found = brief.money_lines(of.plan, of.as_of, of.t)
        return found["value"], found["line"]
    own = programmes.enacted(of.plan, of.plan.programmes)
    return of.t.won(own.won), of.t("printed.money_of_body", year=of.plan.head.fiscal_year, n=len(of.plan.programmes))


def _indicators(of: Source) -> tuple[Block, ...]:
    t, found = of.t, brief.headline_indicators(of.plan, of.as_of, of.t)
    if not found:
        return Heading(t("brief.indicators"), 2), paragraph(t("printed.no_headline"))
    head = (t("brief.indicators"), t("printed.value_of_target"), t("printed.verdict"))
    body = tuple((words(run(i["name"], "bold", of.href("indicator", code=i["code"])), run(t("brief.observed", on=i["on"]), "below")), words(i["of"]),
                  words(run(t(f"verdict.{i['verdict']}"), shape=i["verdict"]))) for i in found)
    return Heading(t("brief.indicators"), 2), Grid(t("brief.indicators"), head, body, (1,), (3, 2, 2))


def _foot(of: Source) -> Paragraph:
    address = of.href("brief")
    said = " · ".join(filter(None, (of.t("brief.footer"), of.t.pick(of.plan.head.licence))))
    return paragraph(said, *((" · ", run(address, link=address)) if address else ()), role="source")
