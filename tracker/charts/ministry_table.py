"""Who leads how many milestones, in which state are they, and how many are reported at all?"""

from datetime import date

from tracker.charts import Twin
from tracker.charts.markup import Markup, div, hidden, link, mark, p, span, tag
from tracker.charts.quarter_lanes import key
from tracker.charts.status_strip import bar

EXAMPLE = {
    "as_of": date(2026, 11, 22), "year": 2026, "window": 184, "largest": "Ministry of Science and ICT", "most": 105,
    "rows": [
        {"code": "MSIT", "name": "Ministry of Science and ICT", "goals": 46, "milestones": 105, "done": 4, "delayed": 7,
         "silent": 41, "reported": 3, "median_slip": 144.5, "programmes": 192, "won": 8_792_400_000_000,
         "counts": [("completed", 3), ("completed_late", 1), ("on_track", 1), ("delayed", 7), ("no_report_past_due", 41),
                    ("no_report_ahead", 46), ("no_report_undated", 6)]},
        {"code": "MOFA", "name": "Ministry of Foreign Affairs", "goals": 3, "milestones": 4, "done": 0, "delayed": 0,
         "silent": 3, "reported": 0, "median_slip": None, "programmes": 1, "won": None,
         "counts": [("no_report_past_due", 3), ("no_report_ahead", 1)]}],
    "total": {"goals": 99, "milestones": 326, "done": 6, "delayed": 10, "silent": 123, "reported": 4, "median_slip": 144.5,
              "programmes": 533, "won": 27_537_200_000_000,
              "counts": [("completed", 5), ("completed_late", 1), ("on_track", 1), ("delayed", 10), ("no_report_past_due", 123),
                         ("no_report_ahead", 153), ("no_report_undated", 33)]},
}
NUMBERS = ("done", "delayed", "silent")


def title(rows, t) -> str:
    if not rows["rows"]:
        return t("ministry_table.title_none")
    return t("ministry_table.title", bodies=len(rows["rows"]), total=rows["total"]["milestones"], largest=rows["largest"], most=rows["most"])


def subtitle(rows, t) -> str:
    return t("ministry_table.subtitle", window=rows["window"], year=rows["year"])


def sentence(rows, t) -> str:
    total = rows["total"]
    return t("ministry_table.sentence", as_of=rows["as_of"], bodies=len(rows["rows"]), window=rows["window"],
             **{k: total[k] for k in ("milestones", "done", "delayed", "silent", "reported")})


def table(rows, t) -> Twin:
    keys = ("goals", "milestones", *NUMBERS, "reported", "median_slip", "programmes", "won")
    word = lambda name: t(f"ministry_table.{'won_alone' if name == 'won' else name}", window=rows["window"], year=rows["year"])
    head = (t("ministry_table.body"), *map(word, keys))
    lines = [*rows["rows"], rows["total"] | {"name": t("common.total")}]
    body = tuple((line["name"], *(_plain(t, name, line[name]) for name in keys)) for line in lines)
    return Twin(head, body, frozenset(range(1, len(head))))


def _plain(t, name: str, value) -> str:
    if name == "median_slip":
        return t("ministry_table.no_slip") if value is None else t("ministry_table.days", n=t.number(value))
    return t.won(value) if name == "won" else f"{value:,}"


def figure(rows, t, look) -> Markup:
    longest = max((line["milestones"] for line in rows["rows"]), default=1) or 1
    lines = [_line(line, t, look, longest) for line in rows["rows"]]
    drawn = tag("table", tag("caption", title(rows, t), class_="hidden"), _head(rows, t), tag("tbody", *lines, _sum(rows["total"], t)),
                class_="data ministrytable")
    return div(key(rows["total"]["counts"], t), drawn, class_="scroll")


def _head(rows, t) -> Markup:
    word = lambda name: t(f"ministry_table.{name}", window=rows["window"], year=rows["year"])
    marked = lambda name, shape: tag("th", mark(shape), tag("br"), word(name), scope="col", class_="num hide-s")
    return tag("thead", tag(
        "tr", tag("th", word("body"), scope="col"), tag("th", word("goals"), scope="col", class_="num hide-s"),
        tag("th", word("milestones"), scope="col", class_="num"), tag("th", word("states"), scope="col", class_="bars"),
        marked("done", "completed"), marked("delayed", "delayed"), marked("silent", "no_report_past_due"),
        tag("th", word("reported"), scope="col", class_="num hide-s"), tag("th", word("median_slip"), scope="col", class_="num hide-s"),
        tag("th", word("won"), scope="col", class_="num hide-s")))


def _line(line, t, look, longest: int) -> Markup:
    width = f"width:{100 * line['milestones'] / longest:.1f}%"
    states = t.join(f"{t(f'status.{shown}')} {n:,}" for shown, n in line["counts"])
    name = tag("th", link(look.href("ministry", code=line["code"]), line["name"]), scope="row")
    cells = [tag("td", f"{line['goals']:,}", class_="num hide-s"), tag("td", f"{line['milestones']:,}", class_="num"),
             tag("td", hidden(states), div(bar(line["counts"], "mini"), style=width) if line["milestones"] else None, _phone(line, t), class_="bars")]
    return tag("tr", name, *cells, *(_count(line[name]) for name in NUMBERS), *_rest(line, t))


def _count(n: int) -> Markup:
    return tag("td", f"{n:,}", class_="num hide-s" + ("" if n else " zero"))


def _rest(line, t) -> list[Markup]:
    rate = t("ministry_table.of", part=line["reported"], whole=line["milestones"])
    return [tag("td", rate, class_="num hide-s" + ("" if line["reported"] else " zero")),
            tag("td", _plain(t, "median_slip", line["median_slip"]), class_="num hide-s" + ("" if line["median_slip"] is not None else " zero")),
            _money(line, t)]


def _money(line, t) -> Markup:
    """A body without programmes is told apart from one whose programmes print no figure."""
    if not line["programmes"]:
        return tag("td", t("ministry_table.no_programmes"), class_="num hide-s zero")
    count = span(" · " + t("ministry_table.programme_count", n=line["programmes"]), class_="muted")
    return tag("td", t.won_short(line["won"]), count, class_="num hide-s")


def _phone(line, t) -> Markup:
    return p(t("ministry_table.phone", **{k: line[k] for k in (*NUMBERS, "reported", "milestones")}), class_="only-s small")


def _sum(total, t) -> Markup:
    cells = [tag("td", f"{total['goals']:,}", class_="num hide-s"), tag("td", f"{total['milestones']:,}", class_="num"), tag("td", _phone(total, t), class_="bars")]
    return tag("tr", tag("th", t("common.total"), scope="row"), *cells, *(_count(total[name]) for name in NUMBERS), *_rest(total, t), class_="sum")
