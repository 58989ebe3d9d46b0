"""The annexes of the quarterly report: every milestone, and the rules behind every status and verdict."""

from tracker.site.report_parts import Block, Break, Grid, Heading, Words, paragraph, run, together, words
from tracker.site.report_source import Source
from tracker.views import methodology, quarterly


def blocks(of: Source) -> tuple[Block, ...]:
    return *_milestones(of), *_method(of)


def _titled(of: Source, number: int, name: str, **values) -> Heading:
    return Heading(of.t("printed.annex", n=number, title=of.t(f"printed.annex_{name}", **values)))


def _milestones(of: Source) -> tuple[Block, ...]:
    t, found = of.t, quarterly.annex(of.plan, of.as_of, of.t)
    total = sum(len(area["rows"]) for area in found)
    head = tuple(t(f"printed.{key}") for key in ("code", "milestone", "lead", "original_due", "due", "status", "last_report"))
    body: list[tuple[Words, ...]] = []
    for area in found:
        body.append((words(t("printed.area_group", title=area["title"], n=len(area["rows"]))),))
        body += [_line(of, r) for r in area["rows"]]
    title = _titled(of, 1, "milestones", n=total)
    return Break(), title, paragraph(t("printed.annex_text"), role="sub"), Grid(title.text, head, tuple(body), widths=(1.15, 5, 1.8, 1.8, 1.7, 3.2, 1.8), small=True)


def _line(of: Source, r: dict) -> tuple[Words, ...]:
    t = of.t
    due = lambda period: t.period(period) if period else t("common.undated")  # noqa: E731
    changed = words(due(r["due_period"])) if r["due_period"] != r["original_due_period"] else words(t("printed.same"))
    past = r["days_late_current"] if r["status"] == "delayed" else r["days_late"] if r["status"] == "completed_late" else None
    below = run(t("common.days", n=past), "below") if past else None
    report = words(t.date(r["reported_on"])) if r["reported_on"] else words(t("common.none"))
    return (words(r["code"]), words(run(r["title"], link=of.href("milestone", code=r["code"]))), words(r["lead_name"]), words(due(r["original_due_period"])),
            changed, words(run(t(f"status.{r['shown']}"), shape=r["shown"]), below), report)


def _method(of: Source) -> tuple[Block, ...]:
    t, plan, day = of.t, of.plan, of.as_of
    return (Break(), _titled(of, 2, "method"), paragraph(t("methodology.finding") + ".", role="finding"),
            *_rules(of, "status", ("order", "status", "when", "count"), [
                (str(r["order"]), t.join(t(f"status.{s}") for s in r["statuses"]), r["meaning"], t.show(r["count"])) for r in methodology.status_rules(plan, day, t)], (0.7, 3, 7, 0.9)),
            paragraph(t("methodology.quarter_rule"), role="note"),
            *_rules(of, "progress", ("measure", "meaning", "value"), [(r["name"], r["meaning"], r["shown_value"]) for r in methodology.progress_numbers(plan, day, t)], (2.6, 6, 2)),
            *_rules(of, "verdict", ("verdict", "rule", "indicators"), [
                (t(f"verdict.{r['verdict']}"), r["meaning"], t.show(r["count"])) for r in methodology.verdict_rules(plan, day, t)], (2, 7, 1)),
            *_rules(of, "money", ("stage", "meaning", "programmes"), [
                (r["name"], r["meaning"], t.show(r["reported_programmes"] or None)) for r in methodology.stages(plan, day, t)], (2, 6, 1.4),
                year=plan.head.fiscal_year, fiscal_years=methodology.fiscal_years(plan, t)),
            *_rules(of, "grade", ("grade", "meaning", "reports"), [(r["grade"], r["meaning"], t.show(r["count"])) for r in methodology.grades(plan, day, t)], (1, 7, 1)))


def _rules(of: Source, name: str, columns: tuple[str, ...], rows: list[tuple[str, ...]], widths: tuple[float, ...], **values) -> tuple[Block, ...]:
    t = of.t
    title = t(f"methodology.{name}_title")
    head = tuple(t(f"methodology.col_{key}") for key in columns)
    return together(Heading(title, 2), paragraph(t(f"methodology.{name}_subtitle", **values), role="sub"),
                    Grid(title, head, tuple(tuple(words(cell) for cell in row) for row in rows), (len(columns) - 1,), widths, small=True))
