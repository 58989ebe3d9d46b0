"""Where does one indicator stand against its path, its interim and rival targets, on its own time axis?"""

from datetime import date, timedelta

from tracker.charts import indicator_path as small
from tracker.charts.look import layout
from tracker.domain.periods import quarters_between

EXAMPLE = small.EXAMPLE | {"first": date(2025, 12, 8), "last": date(2027, 1, 22)}
HEIGHT = 340
QUARTERS_NAMED = 10  # a longer axis names years
EACH_NAMED = 5  # up to here every quarter has room for its name on a phone, beyond it every second
MOST_YEARS = 8
MOST_WHOLE_TICKS = 6
LEAST_GAP = 19  # pixels between two labels beside one another
ROOM = 0.16
ROOM_OF_TARGETS, ROOM_OF_VALUES = 104, 24  # pixels right of the plot, for the names of targets or half a number
PLOT_HEIGHT = 210  # pixels the values spread over


def title(rows, t) -> str:
    return rows["title"]


def subtitle(rows, t) -> str:
    better = t("indicators.better_up" if rows["up"] else "indicators.better_down")
    key = "detail_subtitle" if rows["path"] else "detail_subtitle_values"
    return t(f"indicators.{key}", unit=rows["unit"], better=better)


def sentence(rows, t) -> str:
    return rows["sentence"]


table = small.table


def figure(rows, t, look) -> dict:
    shown = [point for _, point in small.points(rows)]
    low, high = small.value_range(rows, shown, ROOM)
    ticks, names, edges = time_ticks(rows["first"], rows["last"], t)
    drawn = layout(
        look, HEIGHT, margin={"l": 0, "r": ROOM_OF_TARGETS if rows["target"] or rows["others"] else ROOM_OF_VALUES, "t": 22, "b": 40}, shapes=[small.today_line(rows, look)],
        annotations=[*_labels(rows, t, look, high - low), *_today(rows, t, look)],
        xaxis={"range": [str(rows["first"]), str(rows["last"])], "tickvals": ticks, "ticktext": names, "showgrid": False, "showline": True,
               "minor": {"tickvals": edges, "ticks": "outside", "ticklen": 5, "tickcolor": look.colour("fg3")}},
        yaxis={"range": [low, high] if rows["up"] else [high, low], **_value_ticks(shown), "tickformat": ",~r", "showline": False,
               "tickfont": {"color": look.colour("fg3")}})
    others = small.marks(rows["others"], "diamond", look.colour("bg"), look.colour("fg3"), 9)
    return {"data": [others, *small.traces(rows, look)], "layout": drawn}


def _value_ticks(shown: list[dict]) -> dict:
    """A few ticks; whole ones where few whole things are counted or ranked."""
    values = [p["value"] for p in shown]
    few = all(value == int(value) for value in values) and max(values) - min(values) <= MOST_WHOLE_TICKS
    return {"dtick": 1} if few else {"nticks": 6}


def time_ticks(first: date, last: date, t) -> tuple[list[str], list[str], list[str]]:
    """Quarters for a short axis, years for a long one; names in the middle of what they name."""
    quarters = quarters_between(first, last)
    if len(quarters) > QUARTERS_NAMED:
        ticks, names, edges = small.year_ticks(first, last, MOST_YEARS)
        kept = [n for n, day in enumerate(ticks) if str(first) <= day <= str(last)]
        return [ticks[n] for n in kept], [names[n] for n in kept], edges
    middles = {q: q.first + timedelta(days=45) for q in quarters}
    kept = [q for q in quarters if first <= middles[q] <= last and (len(quarters) <= EACH_NAMED or q.quarter in (1, 3))]
    names = [_quarter_name(q, t, n == 0 or q.quarter == 1) for n, q in enumerate(kept)]
    return [str(middles[q]) for q in kept], names, [str(q.first) for q in quarters]


def _quarter_name(quarter, t, with_year: bool) -> str:
    name = t("indicators.quarter", n=quarter.quarter)
    return f"{name}<br>{quarter.year}" if with_year else name


def _today(rows, t, look) -> list[dict]:
    if not rows["first"] <= rows["as_of"] <= rows["last"]:
        return []
    return [{"x": str(rows["as_of"]), "y": 1, "yref": "paper", "text": t("indicators.today"), "showarrow": False, "yanchor": "bottom",
             "font": {"color": look.colour("fg2"), "size": look.font_size - 1}}]


def _labels(rows, t, look, span: float) -> list[dict]:
    """Baseline below its mark; observations above theirs; targets at the right, kept apart."""
    said = [small.label(rows["baseline"], t("indicators.baseline_of", value=t.number(rows["baseline"]["value"])), look.colour("fg2"),
                        yanchor="top", yshift=-9, xanchor="left", xshift=-4)] if rows["baseline"] else []
    seen = rows["observations"]
    said += [small.label(o, _observed(o, t), look.colour("bar"), bold=o is seen[-1], **_above_or_below(rows, n))
             for n, o in enumerate(seen) if not _at(o, rows["baseline"])]
    return said + _target_labels(rows, t, look, span)


def _above_or_below(rows, n: int) -> dict:
    """Above a point its neighbours do not tower over, else below, so that the line does not cross the label."""
    seen = rows["observations"]
    beside = [o["value"] for o in seen[max(n - 1, 0):n + 2] if o is not seen[n]]
    higher = not beside or (seen[n]["value"] >= sum(beside) / len(beside)) is rows["up"] or seen[n]["value"] == sum(beside) / len(beside)
    return {"yanchor": "bottom", "yshift": 9} if higher else {"yanchor": "top", "yshift": -9}


def _at(point, baseline) -> bool:
    """An observation that is the baseline itself needs no second label."""
    return bool(baseline) and point["value"] == baseline["value"] and point["on"] <= baseline["on"]


def _observed(point, t) -> str:
    standing = {"provisional": " " + t("common.provisional"), "revised": " " + t("common.revised")}.get(point["standing"], "")
    return t.number(point["value"]) + standing


def _target_labels(rows, t, look, span: float) -> list[dict]:
    """Right of their diamonds from the top down, each kept clear of the one above it."""
    height = lambda point: point["value"] * PLOT_HEIGHT / span * (1 if rows["up"] else -1)  # noqa: E731
    main = [(rows["target"], t("indicators.target_of", value=t.number(rows["target"]["value"])), True)] if rows["target"] else []
    said, taken = [], []
    for point, words, bold in sorted([*main, *((o, t.number(o["value"]), False) for o in rows["others"])], key=lambda x: -height(x[0])):
        shift = _free_shift(point["on"], height(point), taken)
        taken.append((point["on"], height(point) + shift))
        said.append(small.label(point, words, look.colour("fg" if bold else "fg2"), bold=bold, xanchor="left", xshift=10, yshift=shift))
    return said


def _free_shift(on: date, height: float, taken: list[tuple[date, float]]) -> float:
    """How far a label moves down so as not to lie on those already placed at nearly the same time."""
    floor = min((placed for day, placed in taken if abs((day - on).days) < 120), default=None)
    return 0 if floor is None else min(floor - LEAST_GAP - height, 0)
