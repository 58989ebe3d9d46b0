"""The parts of the page of one ministry: its milestones, goals, indicators and money as HTML."""

from tracker.charts.markup import Markup, div, hidden, join, link, mark, p, span, status, table, tag
from tracker.charts.status_strip import bar, key


UNFOLDED = 10  # rows of a list that is shown at once


def standing(numbers: dict, sentence: str, t) -> Markup:
    """The status bar with its keys, and what it says in one sentence; with one status no bar, without milestones the sentence alone."""
    many = len(numbers["counts"]) > 1
    drawn = (bar(numbers["counts"]) if many else None, key(numbers["counts"], t)) if numbers["milestones"] else ()
    return div(*drawn, p(sentence, class_="body"), class_="standing")


def work_table(rows: list[dict], t, look) -> Markup:
    head = tuple(t(f"ministry.{key}") for key in ("col_milestone", "col_due", "col_now", "col_status", "col_why"))
    body = [(_milestone(row, look), t.show(row["original_due_period"]) if row["original_due_period"] else t("common.undated"),
             _now(row, t), status(t, row["shown"]), row["reason"]) for row in rows]
    return table(head, body, caption=t("ministry.work_subtitle"), class_="stack worktable reasons")


def _milestone(row: dict, look) -> Markup:
    return join(link(look.href("milestone", code=row["code"]), row["title"]), span(row["code"], class_="sub2"))


def _now(row: dict, t) -> str:
    moved = row["due_period"] != row["original_due_period"]
    return t.show(row["due_period"]) if moved else t("ministry.unchanged")


def cooperating_table(rows: list[dict], names: dict[str, str], t, look) -> Markup:
    """Folded when long. `names` gives the printed name of each leading body."""
    head = tuple(t(f"ministry.{key}") for key in ("col_milestone", "col_lead", "col_due", "col_status"))
    body = [(_milestone(row, look), _lead(row, names, t, look), t.show(row["due_period"]) if row["due_period"] else t("common.undated"),
             status(t, row["shown"])) for row in rows]
    title = t("ministry.cooperating_show", n=len(rows))
    return _folded(title, len(rows), table(head, body, caption=title, class_="stack worktable"))


def _lead(row: dict, names: dict[str, str], t, look) -> object:
    return link(look.href("ministry", code=row["lead"]), names[row["lead"]]) if row["lead"] else t("common.none")


def goals_table(rows: list[dict], t, look) -> Markup | None:
    """One mark per milestone of the body, in the shape of its status; areas as group rows."""
    if not rows:
        return None
    head = tag("tr", *(tag("th", t(f"ministry.{key}"), scope="col", class_=side)
                       for key, side in (("col_goal", None), ("col_own", None), ("col_all", "num"))))
    areas = list(dict.fromkeys(row["area"] for row in rows))
    body = [line for area in areas for line in _area_rows(area, [row for row in rows if row["area"] == area], t, look)]
    shown = div(tag("table", tag("caption", t("ministry.goals_subtitle"), class_="hidden"), tag("thead", head), tag("tbody", *body),
                    class_="data goaltable"), class_="scroll")
    return _folded(t("ministry.goals_show", n=len(rows)), len(rows), shown)


def _area_rows(area: str, rows: list[dict], t, look) -> list[Markup]:
    return [tag("tr", tag("th", area, colspan="3", scope="rowgroup"), class_="group"), *(_goal_row(row, t, look) for row in rows)]


def _goal_row(row: dict, t, look) -> Markup:
    jointly = span(t("ministry.jointly"), class_="small") if row["jointly"] else None
    name = tag("th", link(look.href("goal", code=row["code"]), row["title"]), " ", jointly, scope="row")
    return tag("tr", name, tag("td", _marks(row["own"], t, look)), tag("td", f"{row['milestones']:,}", class_="num"))


def _marks(own, t, look) -> Markup:
    links = [link(look.href("milestone", code=code), mark(shown), hidden(f"{title}: {t(f'status.{shown}')}"), title=f"{title} · {t(f'status.{shown}')}")
             for code, title, shown in own]
    return span(*links, class_="marks") if own else span("–", class_="muted")


def indicator_table(rows: list[dict], t, look) -> Markup:
    head = tuple(t(f"ministry.{key}") for key in ("col_indicator", "col_value", "col_target", "col_verdict"))
    body = [(link(look.href("indicator", code=row["code"]), row["title"]), _value(t, row["value"], row["unit"], row["on"]),
             _value(t, row["target"], row["unit"], row["target_on"]), _verdict(row, t)) for row in rows]
    shown = table(head, body, caption=t("ministry.indicators_subtitle", as_of="").strip(), class_="stack")
    return _folded(t("ministry.indicators_show", n=len(rows)), len(rows), shown)


def _folded(words: str, many: int, shown: Markup) -> Markup:
    """A long list behind its own name; a short one as it is."""
    return shown if many <= UNFOLDED else tag("details", tag("summary", words), shown)


def _value(t, value, unit: str, on) -> str:
    if value is None:
        return t("common.no_data")
    when = t.show(on) if on else t("common.undated")
    return t("ministry.value_on", value=t.number(value), unit=unit, on=when)


def _verdict(row: dict, t) -> Markup:
    verdict = row["verdict"]
    return join(span(mark(verdict), t(f"verdict.{verdict}"), class_=f"status s-{verdict}"),
                span(t(f"verdict.{row['lack']}"), class_="sub2") if row["lack"] else None)


def money_table(rows: list[dict], t) -> Markup:
    """The ladder of the body's programmes: bars of every year and stage on one scale; enacted solid, others in outline."""
    head = tuple(t(f"ministry.{key}") for key in ("col_year", "col_stage", "col_won", "col_reported"))
    most = max(row["won"] for row in rows) or 1
    body = [(_year(rows, i, t), join(t(f"stage.{row['stage']}"), _bar(row, most)), t.won_short(row["won"]),
             t("ministry.of", part=row["reported_programmes"], whole=row["reported_programmes"] + row["missing_programmes"]))
            for i, row in enumerate(rows)]
    return table(head, body, caption=t("ministry.money_subtitle"), numeric={2, 3}, class_="moneyladder")


def _year(rows: list[dict], i: int, t) -> object:
    year = t.fiscal(rows[i]["fiscal_year"])
    return year if i == 0 or rows[i - 1]["fiscal_year"] != rows[i]["fiscal_year"] else hidden(year)


def _bar(row: dict, most: int) -> Markup:
    kind = "solid" if row["stage"] == "enacted" else "outline"
    return span(class_=f"hbar f-{kind}", style=f"width:{100 * row['won'] / most:.1f}%", aria_hidden="true")


def programme_list(rows: list[dict], many: int, code: str, t, look) -> Markup:
    items = [tag("li", span(link(look.href("programme", code=row["code"]), row["title"]), class_="t"),
                 span(t.won(row["won"]), class_="r")) for row in rows]
    every = p(link(look.href("funding", ministry=code), t("ministry.programmes_all", n=many)), class_="body") if many > len(rows) else None
    title = t("ministry.col_programme" if many > len(rows) else "ministry.col_programme_all", n=len(rows))
    return join(tag("h3", title, class_="h3"), tag("ul", *items, class_="rows"), every)
