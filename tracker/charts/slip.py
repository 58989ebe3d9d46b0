"""Which milestones moved or are late, and by how many days against the date the plan first named?"""

from datetime import date

from tracker.charts import Twin
from tracker.charts.markup import Markup, div, join, link, span, status, tag
from tracker.domain.periods import parse_period

EXAMPLE = {
    "as_of": date(2026, 11, 22), "moved": 1, "late": 2, "longest": 236, "median": 164.0, "silent": 123, "total": 326,
    "rows": [
        {"code": "M07-05", "title": "Set up the science-AI institute", "lead": "MSIT", "shown": "delayed", "original_due": parse_period("2026 Q1"),
         "due": None, "completed_on": None, "days_late": 236, "moved_days": 0},
        {"code": "M12-01", "title": "Physical AI strategy", "lead": "MSIT", "shown": "completed_late", "original_due": parse_period("2026 Q1"),
         "due": None, "completed_on": parse_period("2026-07-01"), "days_late": 92, "moved_days": 0},
        {"code": "M32-01", "title": "Bill on training data", "lead": "MCST", "shown": "no_report_ahead", "original_due": parse_period("2026 Q3"),
         "due": parse_period("2027 Q1"), "completed_on": None, "days_late": None, "moved_days": 182, "decision": "minor change"}],
}


def title(rows, t) -> str:
    if not rows["moved"] and not rows["late"]:
        return t("slip.title_none")
    key = ("moved" if rows["moved"] else "unmoved") + ("_late" if rows["late"] else "")
    return t(f"slip.title_{key}", moved=rows["moved"], late=rows["late"], longest=rows["longest"])


def subtitle(rows, t) -> str:
    return t("slip.subtitle")


def sentence(rows, t) -> str:
    said = title(rows, t) + "."
    if rows["median"] is not None:
        said += " " + t("slip.median", n=t.number(rows["median"]))
    return said + (" " + t("slip.silent", n=rows["silent"]) if rows["silent"] else "")


def table(rows, t) -> Twin:
    head = tuple(t(f"slip.{key}") for key in ("milestone", "lead", "original_due", "due", "completed_on", "days", "status"))
    body = tuple((r["title"], r["lead"], t.show(r["original_due"]) if r["original_due"] else t("common.undated"), _due(r, t), _completed(r, t), _days(r, t),
                  t(f"status.{r['shown']}")) for r in rows["rows"])
    return Twin(head, body, frozenset({5}))


def _due(row, t) -> str:
    return t.period(row["due"]) if row["due"] else t("slip.unmoved")


def _due_cell(row, t) -> Markup:
    return join(_due(row, t), span(row["decision"], class_="sub2") if row["due"] and row.get("decision") else None)


def _completed(row, t) -> str:
    return t.period(row["completed_on"]) if row["completed_on"] else "–"


def slipped(row) -> int | None:
    """Days of slip to draw: late against the original date, else the days the deadline was moved by."""
    return row["days_late"] if row["days_late"] is not None else row["moved_days"]


def _days(row, t) -> str:
    n = slipped(row)
    return t("common.no_data") if n is None else t("slip.earlier", n=-n) if n < 0 else t("common.days", n=n)


def figure(rows, t, look) -> Markup:
    if not rows["rows"]:
        return div()
    longest = max((slipped(r) or 0 for r in rows["rows"]), default=0) or 1
    heads = [tag("th", t(f"slip.{key}"), scope="col") for key in ("milestone", "original_due", "due", "completed_on", "days", "status")]
    body = tag("tbody", *(_row(r, longest, t, look) for r in rows["rows"]))
    return div(tag("table", tag("caption", title(rows, t), class_="hidden"), tag("thead", tag("tr", *heads)), body, class_="data stack slip"), class_="scroll")


def _row(row, longest: int, t, look) -> Markup:
    cell = lambda key, value: tag("td", value, data_l=t(f"slip.{key}"))
    width = f"width:{100 * max(slipped(row) or 0, 0) / longest:.1f}%"
    days = div(span(_days(row, t), class_="n"), span(span(class_=f"hbar f-{row['shown']}", style=width), class_="track", aria_hidden="true"), class_="slipbar")
    name = tag("th", link(look.href("milestone", code=row["code"]), row["title"]), span(f"{row['code']} · {row['lead']}", class_="sub2"), scope="row")
    due = t.period(row["original_due"]) if row["original_due"] else t("common.undated")
    return tag("tr", name, cell("original_due", due), cell("due", _due_cell(row, t)), cell("completed_on", _completed(row, t)), cell("days", days),
               cell("status", status(t, row["shown"])))
