"""Does an indicator follow the path from its baseline to its target? One small panel; up is better in every panel."""

from datetime import date

from tracker.charts import Twin
from tracker.charts.look import layout, plot_text
from tracker.charts.markup import Markup, div, link, mark, span, tag
from tracker.domain.periods import parse_period

EXAMPLE = {
    "code": "GPU_ALLOC", "name": "Government GPUs allocated", "unit": "units", "verdict": "on_path", "up": True, "as_of": date(2026, 11, 22),
    "title": "On path: 4,224 units in Q1 2026; the target is 10,000 units by 2026",
    "sentence": "Government GPUs allocated. Baseline 0 units (2025). Latest observation 4,224 units (Q1 2026). Target 10,000 units (2026).",
    "baseline": {"on": date(2025, 12, 31), "period": parse_period("2025"), "value": 0},
    "target": {"on": date(2026, 12, 31), "period": parse_period("2026"), "value": 10000},
    "observations": [{"on": date(2026, 3, 3), "period": parse_period("2026 Q1"), "value": 4224, "standing": "final"}],
    "others": [{"on": date(2026, 12, 31), "period": parse_period("2026"), "value": 9224}],
    "first": date(2023, 1, 1), "last": date(2030, 12, 31), "path": [(date(2025, 12, 31), 0), (date(2026, 12, 31), 10000)],
}
HEIGHT = 190
LABELLED_YEARS = 5  # as many year names as fit a panel on a phone
ROOM = 0.3  # of the height, above and below the values, for their labels


def title(rows, t) -> str:
    return rows["title"]


def subtitle(rows, t) -> str:
    return t("indicators.unit_of", unit=rows["unit"])


def sentence(rows, t) -> str:
    return rows["sentence"]


def head(rows, t, look) -> Markup:
    """What stands above a panel: name, verdict with its mark, unit."""
    verdict = rows["verdict"]
    said = span(mark(verdict), t(f"verdict.{verdict}"), class_=f"status s-{verdict}")
    return div(tag("h3", link(look.href("indicator", code=rows["code"]), rows["name"])),
               tag("p", said, span(subtitle(rows, t), class_="small")), class_="panelhead")


def table(rows, t) -> Twin:
    body = tuple((t(f"indicators.kind_{kind}"), t.show(point["period"]), _number(t, point)) for kind, point in points(rows))
    return Twin((t("indicators.kind"), t("column.period"), t("column.value")), body, frozenset({2}))


def together(many, t) -> Twin:
    """The twin of several panels in one table."""
    body = tuple((rows["name"], rows["unit"], t(f"verdict.{rows['verdict']}"), *line) for rows in many for line in table(rows, t).body)
    head = (t("column.indicator"), t("column.unit"), t("column.verdict"), *table(many[0], t).head)
    return Twin(head, body, frozenset({5}))


def points(rows) -> list[tuple[str, dict]]:
    """Every value drawn, with its kind, in the order of the table."""
    single = [(kind, rows[kind]) for kind in ("baseline", "target") if rows[kind]]
    seen = [("observation", o) for o in rows["observations"]]
    return single[:1] + seen + single[1:] + [("other", o) for o in rows["others"]] if rows["baseline"] else seen + single + [("other", o) for o in rows["others"]]


def figure(rows, t, look) -> dict:
    low, high = value_range(rows, inside(rows))
    ticks, names, edges = year_ticks(rows["first"], rows["last"], LABELLED_YEARS)
    shown = layout(
        look, HEIGHT, margin={"l": 6, "r": 34, "t": 0, "b": 26}, shapes=[today_line(rows, look)], annotations=labels(rows, t, look),
        xaxis={"range": [str(rows["first"]), str(rows["last"])], "tickvals": ticks, "ticktext": names, "showgrid": False, "showline": True,
               "minor": {"tickvals": edges, "ticks": "outside", "ticklen": 4, "tickcolor": look.colour("fg3")}},
        yaxis={"range": [low, high] if rows["up"] else [high, low], "visible": False})
    return {"data": traces(rows, look), "layout": shown}


def inside(rows) -> list[dict]:
    """The points a small panel shows: rival targets stand on the indicator's own page, what lies beyond the axis is named at its edge."""
    target = rows["target"] if rows["target"] and rows["target"]["on"] <= rows["last"] else None
    return [p for p in (rows["baseline"], target) if p] + rows["observations"]


def value_range(rows, shown: list[dict], part: float = ROOM) -> tuple[float, float]:
    values = [p["value"] for p in shown] + [value for _, value in rows["path"]]
    low, high = min(values), max(values)
    room = (high - low) * part or abs(high) * part or 1
    return low - room, high + room


def year_ticks(first: date, last: date, most: int) -> tuple[list[str], list[str], list[str]]:
    """Year names in mid-year (every year, or every second, third …) and the edges between years."""
    years = list(range(first.year, last.year + 1))
    every = -(-len(years) // most)
    named = [y for y in years if y % every == 0]
    return [f"{y}-07-01" for y in named], [str(y) for y in named], [f"{y}-01-01" for y in (*years, last.year + 1)]


def traces(rows, look) -> list[dict]:
    """Dotted path, line through the observations, baseline, observations, target."""
    quiet, strong = look.colour("fg3"), look.colour("bar")
    seen, target = rows["observations"], rows["target"]
    line = ([rows["baseline"]] if rows["baseline"] and seen and seen[0]["on"] > rows["baseline"]["on"] else []) + seen
    drawn = [_line(rows["path"], quiet, "dot", 1.6)] if rows["path"] else []
    drawn += [_line([(p["on"], p["value"]) for p in line], strong, "solid", 2.4)] if len(line) > 1 else []
    drawn += [marks([rows["baseline"]], "circle", look.colour("bg"), quiet, 9)] if rows["baseline"] else []
    drawn += [marks([o for o in seen if o["standing"] != "provisional"], "circle", strong, strong, 9)]
    drawn += [marks([o for o in seen if o["standing"] == "provisional"], "circle", look.colour("bg"), strong, 9)]
    return drawn + ([marks([target], "diamond", look.colour("bg"), look.colour("fg"), 12)] if target else [])


def observed_baseline(rows) -> bool:
    """Whether an observation is the baseline itself: then only the observation is named."""
    baseline = rows["baseline"]
    return bool(baseline) and any(o["value"] == baseline["value"] and o["on"] <= baseline["on"] for o in rows["observations"])


def _line(pairs, colour: str, dash: str, width: float) -> dict:
    return {"type": "scatter", "mode": "lines", "x": [str(on) for on, _ in pairs], "y": [value for _, value in pairs],
            "line": {"color": colour, "dash": dash, "width": width}, "hoverinfo": "skip"}


def marks(shown: list[dict], symbol: str, fill: str, edge: str, size: int) -> dict:
    return {"type": "scatter", "mode": "markers", "x": [str(p["on"]) for p in shown], "y": [p["value"] for p in shown],
            "marker": {"symbol": symbol, "size": size, "color": fill, "line": {"color": edge, "width": 2}}, "hoverinfo": "skip", "cliponaxis": False}


def today_line(rows, look) -> dict:
    """The day asked as a thin line; hidden when it lies outside the axis."""
    return {"type": "line", "x0": str(rows["as_of"]), "x1": str(rows["as_of"]), "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
            "visible": rows["first"] <= rows["as_of"] <= rows["last"], "line": {"color": look.colour("line2"), "width": 1.5}}


def labels(rows, t, look) -> list[dict]:
    """The values beside their marks: baseline below, last observation beside the path, target above."""
    baseline, seen, target = rows["baseline"], rows["observations"], rows["target"]
    at_baseline = bool(baseline and seen and seen[-1]["on"] <= baseline["on"])
    named = bool(baseline) and not (at_baseline and observed_baseline(rows))
    said = [label(baseline, _number(t, baseline), look.colour("fg2"), yanchor="top", yshift=-8)] if named else []
    if seen and (at_baseline or not baseline):
        said.append(label(seen[-1], _number(t, seen[-1]), look.colour("bar"), bold=True, yanchor="top", yshift=-8))
    elif seen:
        said.append(label(seen[-1], _number(t, seen[-1]), look.colour("bar"), bold=True, **beside(rows)))
    return said + ([_target_label(rows, t, look)] if target else [])


def _target_label(rows, t, look) -> dict:
    target = rows["target"]
    if target["on"] <= rows["last"]:
        return label(target, _number(t, target), look.colour("fg"), bold=True, yanchor="bottom", yshift=9)
    edge = {"on": rows["last"], "value": rows["path"][-1][1] if rows["path"] else target["value"]}
    words = t("indicators.beyond", value=_number(t, target), year=target["on"].year)
    return label(edge, words, look.colour("fg"), bold=True, xanchor="right", xshift=32, yanchor="bottom", yshift=8)


def beside(rows) -> dict:
    """Left of a point ahead of the path, right of and below any other, so that the label never lies on the path."""
    last, path = rows["observations"][-1], rows["path"]
    ahead = len(rows["observations"]) == 1 and path and (last["value"] > expected(path, last["on"])) is rows["up"]
    return {"xanchor": "right", "xshift": -10} if ahead else {"xanchor": "left", "xshift": 9, "yanchor": "top", "yshift": 4}


def expected(path, on: date) -> float:
    """The path's value on a day, straight between its points."""
    if on >= path[-1][0]:
        return path[-1][1]
    (d0, v0), (d1, v1) = next(pair for pair in zip(path, path[1:]) if on <= pair[1][0])
    return v0 + (v1 - v0) * max((on - d0).days, 0) / max((d1 - d0).days, 1)


def label(point, words: str, colour: str, bold: bool = False, **place) -> dict:
    text = f"<b>{plot_text(words)}</b>" if bold else plot_text(words)
    return {"x": str(point["on"]), "y": point["value"], "text": text, "showarrow": False, "font": {"color": colour}} | place


def _number(t, point) -> str:
    return t.number(point["value"])
