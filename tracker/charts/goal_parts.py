"""The parts of a goal's and an area's page: where it stands, its budget programmes, its articles of the Act."""

from collections.abc import Callable

from tracker.charts.markup import Markup, div, hidden, link, mark, p, span, tag
from tracker.charts.quarter_lanes import key
from tracker.charts.status_strip import bar


SHOWN = 6  # of a long list; what little would be left is shown as well
LITTLE = 2


def first_few(rows: list, draw: Callable[[list], Markup], t) -> Markup:
    """The first rows of a list as `draw` makes them, and the rest folded below."""
    cut = SHOWN if len(rows) > SHOWN + LITTLE else len(rows)
    rest = rows[cut:]
    return div(draw(rows[:cut]), tag("details", tag("summary", t("common.show_rest", n=len(rest))), draw(rest)) if rest else None)


def standing(counts: list[tuple[str, int]], sentence: str, t) -> Markup:
    """The statuses under a title: bar and key, with one status the key alone, then the reason in words."""
    return div(bar(counts) if len(counts) > 1 else None, key(counts, t) if counts else None, p(sentence, class_="body"), class_="standing goalstanding")


def remark(note: str, t) -> Markup | None:
    return p(tag("b", t("goals.note_title")), " ", note, class_="body small") if note else None


def programmes(rows: list[dict], year: int, t, look) -> Markup:
    """Budget programmes, several with bars on one scale; a missing amount is said, never drawn as zero."""
    most = max((r["enacted"] or 0 for r in rows), default=0) or 1
    heads = [tag("th", t("goals.programme"), scope="col"), tag("th", hidden(t("goals.amount", year=year)), scope="col", class_="barcol hide-s"),
             tag("th", t("goals.amount", year=year), scope="col", class_="num"), tag("th", t("goals.before", year=year - 1), scope="col", class_="num hide-s")]
    return div(tag("table", tag("caption", t("goals.programmes_subtitle"), class_="hidden"), tag("thead", tag("tr", *heads)),
                   tag("tbody", *(_programme(r, most, t, look, len(rows) > 1) for r in rows)), class_="data programmes"), class_="scroll")


def _programme(row: dict, most: int, t, look, compared: bool) -> Markup:
    drawn = span(class_="hbar f-solid", style=f"width:{100 * row['enacted'] / most:.1f}%", aria_hidden="true") if compared and row["enacted"] else None
    name = tag("th", link(look.href("programme", code=row["code"]), row["title"]), span(row["ministry_name"], class_="sub2"), scope="row")
    return tag("tr", name, tag("td", drawn, class_="barcol hide-s"), tag("td", t.won(row["enacted"]), class_="num"),
               tag("td", t.won(row["before"]), class_="num hide-s"))


def articles(rows: list[dict]) -> Markup:
    """Articles of the Act with the reasons of the links."""
    return tag("ul", *(tag("li", div(r["words"]), div(r["title"], div(" · ".join(r["reasons"]), class_="m"))) for r in rows), class_="dates")


def goal_list(goals: list[dict], t, look, caption: str) -> Markup:
    """The goals of an area with their marks: name, lead, bar on one scale, what is past due, next deadline."""
    most = max((g["milestones"] for g in goals), default=0) or 1
    heads = [tag("th", t("goals.goal"), scope="col"), tag("th", t("goals.states"), scope="col", class_="barcol"),
             tag("th", t("goals.past_due"), scope="col", class_="num hide-s"), tag("th", t("goals.next_due"), scope="col", class_="hide-s")]
    return div(tag("table", tag("caption", caption, class_="hidden"), tag("thead", tag("tr", *heads)),
                   tag("tbody", *(_goal(g, most, t, look) for g in goals)), class_="data goalbars"), class_="scroll")


def _goal(goal: dict, most: int, t, look) -> Markup:
    states = t.join(f"{t(f'status.{shown}')} {n:,}" for shown, n in goal["counts"])
    drawn = div(div(bar(goal["counts"], "mini"), style=f"width:{100 * goal['milestones'] / most:.1f}%", class_="part"),
                span(f"{goal['milestones']:,}", class_="n"), class_="lenbar")
    due = t.period(goal["next_due_period"]) if goal["next_due_period"] else t("goals.next_none")
    return tag("tr", tag("th", link(look.href("goal", code=goal["code"]), goal["title"]), span(f"{goal['code']} · {t.join(goal['lead_names'])}", class_="sub2"),
                         scope="row"), tag("td", hidden(states), drawn if goal["milestones"] else None, class_="barcol"),
               tag("td", f"{goal['past_due']:,}", class_="num hide-s" + ("" if goal["past_due"] else " zero")), tag("td", due, class_="hide-s nowrap"))


def indicators(rows: list[dict], t, look) -> Markup:
    """Indicators as a table: verdict or what is missing, the latest value and the target, each with its period."""
    heads = [tag("th", t(f"areas.{key}"), scope="col") for key in ("indicator", "verdict", "latest", "target")]
    return div(tag("table", tag("caption", t("goals.indicators_caption"), class_="hidden"), tag("thead", tag("tr", *heads)),
                   tag("tbody", *(_indicator(r, t, look) for r in rows)), class_="data stack indicatorlist"), class_="scroll")


def _indicator(row: dict, t, look) -> Markup:
    cell = lambda key, *inside: tag("td", div(*inside), data_l=t(f"areas.{key}"))
    why = span(t(f"verdict.{row['lack']}"), class_="sub2") if row["lack"] else None
    name = tag("th", link(look.href("indicator", code=row["code"]), row["name"]), span(row["unit"], class_="sub2"), scope="row")
    return tag("tr", name, cell("verdict", status_of(t, row["verdict"]), why), cell("latest", *_value(t, row["latest_value"], row["latest_period"])),
               cell("target", *_value(t, row["target_value"], row["target_period"])))


def status_of(t, verdict: str) -> Markup:
    return span(mark(verdict), t(f"verdict.{verdict}"), class_=f"status s-{verdict}")


def _value(t, value, period) -> list[object]:
    return [t.number(value), span(t.period(period), class_="sub2") if period else None]
