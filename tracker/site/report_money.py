"""The quarterly report on money, stage by stage and never added across stages, and on indicators."""

from tracker.charts import (
    execution, indicator_path, indicator_strip, money_by_ministry, money_by_stage, money_by_support, reconciliation, spending_clock, totals_beside,
)
from tracker.site.report_charts import picture, shown
from tracker.site.report_parts import Block, Columns, Grid, Heading, Words, paragraph, run, together, words
from tracker.site.report_source import Source
from tracker.views import funding, indicator as one, indicators as judged
from tracker.views.organisations import short

PANEL_WIDTH = 420  # pixels a small panel is drawn on


def money(of: Source, source) -> tuple[Block, ...]:
    """`source(words)` gives the line below a table."""
    t, plan = of.t, of.plan
    finding = funding.facts(plan, of.as_of, t, {}).finding if not of.ministry else t("printed.money_share")
    if funding.before_booklet(plan, of.as_of) or not plan.programmes:
        why = funding.not_yet(plan, of.as_of, t) or t("printed.no_programmes")
        return paragraph(finding + ".", role="finding"), *_totals(of, source), paragraph(why)
    return paragraph(finding + ".", role="finding"), *_totals(of, source), *_programmes(of, source(funding.source(plan, t)))


def _totals(of: Source, source) -> tuple[Block, ...]:
    """The published totals, and why the programmes add up to another sum."""
    t, beside, gap = of.t, funding.totals_beside(of.plan, of.as_of, of.t), funding.reconcile(of.plan, of.t, of.as_of)
    if of.ministry:
        return ()
    if beside is None:
        return (paragraph(t("funding.beside_none", year=of.plan.head.fiscal_year, as_of=of.as_of)),)
    by = source(funding.source_beside(of.plan, t, beside))
    apart = shown(reconciliation, gap, t, source(funding.source(of.plan, t)), level=3, widths=(2, 1.8, 5)) if gap else ()
    return *shown(totals_beside, beside, t, by, note=t("funding.beside_note"), widths=(2.2, 1.6, 2.6, 1.7, 1, 1.8)), *apart


def _programmes(of: Source, line) -> tuple[Block, ...]:
    t, plan = of.t, of.plan
    stages, bodies, kinds = funding.by_stage(plan, t), None if of.ministry else funding.by_ministry(plan, t), funding.by_support(plan, t)
    blocks: tuple[Block, ...] = ()
    if stages:
        blocks += shown(money_by_stage, stages, t, line, note=t("funding.stage_note"), widths=(1.4, 3, 2, 2, 1.6))
    if bodies:
        blocks += shown(money_by_ministry, bodies, t, line, note=t("funding.ministry_note", **bodies), widths=(2.6, 2.4, 2, 2, 1))
    if kinds:
        blocks += shown(money_by_support, kinds, t, line, note=t("funding.support_note"), widths=(3, 2.4, 2, 1))
    blocks += shown(spending_clock, funding.clock(plan, of.as_of), t, line, note=t("funding.clock_note"), widths=(2, 4, 1.6))
    if spent := funding.execution(plan, t):
        blocks += shown(execution, spent, t, line, note=t("funding.execution_note", n=spent["all"]["above"]))
    return blocks


def indicators(of: Source, source) -> tuple[Block, ...]:
    t, plan, day = of.t, of.plan, of.as_of
    if not plan.indicators:
        return (paragraph(judged.finding(plan, day, t) + "."),)
    line, rows = source(t("indicators.source")), judged.rows(plan, day, t)
    return (paragraph(judged.finding(plan, day, t) + ".", role="finding"), *shown(indicator_strip, judged.strip(plan, day), t, line, with_table=False),
            *_panels(of, one.panels(plan, day, t, rows), line), Heading(judged.heading(plan, day, t, "table", rows), 2),
            paragraph(judged.rule(plan, t), role="sub"), _table(of, rows), line)


def _panels(of: Source, panels: list[dict], line) -> tuple[Block, ...]:
    """Small pictures two in a row, each with its name and verdict above."""
    if not panels:
        return ()
    t = of.t
    each = [(paragraph(run(p["name"], "bold"), run(f" {indicator_path.subtitle(p, t)} · {t('verdict.' + p['verdict'])}", "quiet")),
             picture(indicator_path, p, t, PANEL_WIDTH)) for p in panels]
    rows = tuple(Columns(tuple(each[i:i + 2]) + ((),) * (2 - len(each[i:i + 2]))) for i in range(0, len(each), 2))
    return together(Heading(judged.heading(of.plan, of.as_of, t, "panels", panels), 2), *rows, paragraph(t("indicators.panels_note"), role="note"), line)


def _table(of: Source, rows: list[dict]) -> Grid:
    t = of.t
    head = tuple(t(f"column.{key}") for key in ("indicator", "baseline_value", "latest_value", "target_value", "verdict", "lead"))
    body: list[tuple[Words, ...]] = []
    for name, found in judged.grouped(rows):
        body.append((words(t("indicators.group", reason=t(f"verdict.{name}"), n=len(found))),))
        body += [_line(of, r) for r in found]
    return Grid(t("printed.part_indicators"), head, tuple(body), widths=(4.2, 2, 2, 2.4, 1.8, 1.4), small=True)


def _line(of: Source, r: dict) -> tuple[Words, ...]:
    t, said = of.t, judged.in_words(of.plan, of.t, r)
    cells = (words(value, run(below, "below") if below else None) for value, below in (said[key] for key in ("baseline", "latest", "target")))
    return (words(run(r["name"], "bold"), run(f"{r['code']} · {said['origin']}", "below")), *cells,
            words(run(t(f"verdict.{r['verdict']}"), shape=r["verdict"])), words(short(of.plan, t, r["lead"])))
