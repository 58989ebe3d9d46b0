"""How many milestones should be done by now, how many are, and what is the gap made of?"""

from datetime import date, timedelta

from tracker.charts import Twin
from tracker.charts.look import Look, layout, plot_text
from tracker.domain.periods import quarter_of

HEIGHT = 380
_PLANNED = (56, 110, 139, 206, 240, 251, 255, 278, 281, 281, 281, 284)
_ACCEPTED = (4, 5, 6, 6)
_ENDS = [date(y, m, d) for y in (2026, 2027, 2028) for m, d in ((3, 31), (6, 30), (9, 30), (12, 31))]
EXAMPLE = {
    "as_of": date(2026, 11, 22), "starts_on": date(2026, 1, 1), "ends_on": date(2028, 12, 31),
    "points": [{"quarter": str(quarter_of(on)), "on": on, "planned_original": n, "planned_current": n,
                "accepted": _ACCEPTED[i] if i < 4 else None, "claimed": _ACCEPTED[i] if i < 4 else None}
               for i, (on, n) in enumerate(zip(_ENDS, _PLANNED, strict=True))],
    "past_due": 139, "accepted": 6, "delayed": 10, "silent": 123, "undated": 33, "later": 9,
}


def title(rows, t) -> str:
    if rows["as_of"] < rows["starts_on"]:
        return t("burn_up.title_before", starts_on=rows["starts_on"])
    if not rows["past_due"]:
        return t("burn_up.title_nothing_due", first=_first_due(rows), accepted=rows["accepted"])
    key = "title" if rows["delayed"] + rows["silent"] else "title_all"
    return t(f"burn_up.{key}", past_due=rows["past_due"], accepted=rows["accepted"])


def _first_due(rows) -> date | None:
    return next((p["on"] for p in rows["points"] if p["planned_current"]), None)


def subtitle(rows, t) -> str:
    first, last = quarter_of(rows["starts_on"]), quarter_of(rows["ends_on"])
    return t("burn_up.subtitle", first=first, last=last, undated=rows["undated"], later=rows["later"], ends=str(rows["ends_on"].year))


def sentence(rows, t) -> str:
    values = {k: rows[k] for k in ("as_of", "past_due", "accepted", "delayed", "silent")}
    return t("burn_up.sentence", **values, total=_total(rows), ends=str(rows["ends_on"].year))


def _total(rows) -> int:
    return rows["points"][-1]["planned_current"] if rows["points"] else 0


def table(rows, t) -> Twin:
    keys = ("planned_original", "planned_current", "accepted", "claimed")
    body = [(t.period(quarter_of(p["on"])), *(t.show(p[key]) for key in keys)) for p in rows["points"]]
    return Twin((t("burn_up.quarter"), *(t(f"burn_up.{key}") for key in keys)), tuple(body), frozenset({1, 2, 3, 4}))


def figure(rows, t, look: Look) -> dict:
    edge = _edge(rows)
    traces = [*_plan_lines(rows, look, edge), *_done_lines(rows, look, edge), *_today_marks(rows, look)]
    top = max(_total(rows), 10) * 1.16
    return {"data": traces, "layout": layout(
        look, HEIGHT, margin={"t": 28, "b": 44, "l": 2, "r": 2}, annotations=_labels(rows, t, look, top) + _quarters(rows, t, look),
        shapes=_today_line(rows, look),
        xaxis={"type": "date", "range": [rows["starts_on"].isoformat(), edge.isoformat()], "showgrid": False, "showline": True,
               "ticks": "", "showticklabels": False},
        yaxis={"range": [0, top], "ticklabelposition": "inside top", "nticks": 5, "automargin": False, "showline": False})}


def _edge(rows) -> date:
    """The right end: the day after the plan, or a quarter later when the day asked lies behind it."""
    return rows["ends_on"] + timedelta(days=92 if rows["as_of"] > rows["ends_on"] else 1)


def _quarters(rows, t, look: Look) -> list[dict]:
    """The number of each quarter below its middle, the year below its first: as labels, because Plotly hides ticks that
    lie under the inside labels of the other axis."""
    quarters = [_label(str(quarter_of(p["on"]).quarter), p["on"] - timedelta(days=45), 0, look.colour("fg2"),
                       xanchor="center", yref="paper", yanchor="top", yshift=-3) for p in rows["points"]]
    firsts = [p["on"] for p in rows["points"] if quarter_of(p["on"]).quarter == 1]
    return quarters + [_label(f"<b>{t('burn_up.year_tick', year=str(on.year))}</b>", quarter_of(on).first, 0, look.colour("fg2"),
                   xanchor="left", yref="paper", yanchor="top", yshift=-22) for on in firsts]


def _today(rows) -> date:
    """Where today stands on the axis: never beyond its ends."""
    return min(max(rows["as_of"], rows["starts_on"]), _edge(rows) - timedelta(days=1))


def _steps(rows, key: str, start: date, end: date) -> tuple[list[str], list[int]]:
    """A staircase from `start` to `end`: a quarter's milestones count from the day after its last."""
    known = [(p["on"] + timedelta(days=1), p[key]) for p in rows["points"] if p[key] is not None]
    before = [n for on, n in known if on <= start]
    inside = [(on, n) for on, n in known if start < on <= end]
    level = before[-1] if before else 0
    corners = [(start, level), *inside, (end, inside[-1][1] if inside else level)]
    return [on.isoformat() for on, _ in corners], [n for _, n in corners]


def _line(xy, colour: str, **more) -> dict:
    line = {"color": colour, "width": more.pop("width", 2), "shape": "hv"} | more
    return {"type": "scatter", "mode": "lines", "x": xy[0], "y": xy[1], "line": line, "hoverinfo": "skip"}


def _plan_lines(rows, look: Look, edge: date) -> list[dict]:
    colour, now = look.colour("fg2"), _today(rows)
    lines = [_line(_steps(rows, "planned_current", rows["starts_on"], now), colour),
             _line(_steps(rows, "planned_current", now, edge), colour, dash="dot")]
    if _moved(rows):
        lines.insert(0, _line(_steps(rows, "planned_original", rows["starts_on"], edge), look.colour("bar2"), width=1))
    return lines


def _moved(rows) -> bool:
    return any(p["planned_original"] != p["planned_current"] for p in rows["points"])


def _done_lines(rows, look: Look, edge: date) -> list[dict]:
    """Accepted thick; claimed thin above it where somebody claims more than is accepted."""
    if rows["as_of"] < rows["starts_on"]:
        return []
    lines = [_line(_up_to_today(rows, "accepted"), look.colour("completed"), width=4)]
    if _claims(rows) > rows["accepted"]:
        lines.append(_line(_up_to_today(rows, "claimed"), look.colour("completed"), width=2, dash="dash"))
    return lines


def _up_to_today(rows, key: str) -> tuple[list[str], list[int]]:
    """The staircase of what is known, with today's value at its end."""
    x, y = _steps(rows, key, rows["starts_on"], _today(rows))
    return x, [*y[:-1], rows["accepted"] if key == "accepted" else _claims(rows)]


def _claims(rows) -> int:
    return max((p["claimed"] for p in rows["points"] if p["claimed"] is not None), default=0)


def _today_marks(rows, look: Look) -> list[dict]:
    """The gap as a red rule and today's point on the accepted line."""
    if rows["as_of"] < rows["starts_on"]:
        return []
    now = _today(rows).isoformat()
    gap = {"type": "scatter", "mode": "lines", "x": [now, now], "y": [rows["accepted"], rows["past_due"]],
           "line": {"color": look.colour("delayed"), "width": 3}, "hoverinfo": "skip"}
    point = {"type": "scatter", "mode": "markers", "x": [now], "y": [rows["accepted"]], "hoverinfo": "skip",
             "marker": {"color": look.colour("completed"), "size": 10}, "cliponaxis": False}
    return ([gap] if rows["past_due"] > rows["accepted"] else []) + [point]


def _today_line(rows, look: Look) -> list[dict]:
    if rows["as_of"] < rows["starts_on"]:
        return []
    now = _today(rows).isoformat()
    return [{"type": "line", "x0": now, "x1": now, "y0": 0, "y1": 1, "yref": "paper", "layer": "below",
             "line": {"color": look.colour("fg3"), "width": 1}}]


def _labels(rows, t, look: Look, top: float) -> list[dict]:
    """Direct labels: the end of the plan, and beside today the day, the plan, the gap with its parts, what is done."""
    end = _label(t("burn_up.label_end", ends=str(rows["ends_on"].year), n=_total(rows)), rows["ends_on"], _total(rows), look.colour("fg2"),
                 xanchor="right", yshift=12)
    if rows["as_of"] < rows["starts_on"]:
        return [end]
    side = _side(rows)
    entries = _entries(rows, t, look, top * 0.075)
    heights = _apart([n for n, _, _ in entries], top * 0.075)
    beside = [_label(words, _today(rows), y, colour, **side) for y, (_, words, colour) in zip(heights, entries, strict=True)]
    now = _label(plot_text(t("burn_up.today", as_of=rows["as_of"])), _today(rows), top, look.colour("fg"), **side, yshift=12)
    return [now, *beside] + ([end] if side["xanchor"] == "left" else [])


def _side(rows) -> dict:
    """Labels stand right of today's line in the first half of the term and left of it in the second."""
    half = rows["starts_on"] + (rows["ends_on"] - rows["starts_on"]) * 0.55
    return {"xanchor": "left", "xshift": 8} if _today(rows) < half else {"xanchor": "right", "xshift": -8}


def _entries(rows, t, look: Look, least: float) -> list[tuple[float, str, str]]:
    """(height, words, colour) from the axis upwards: the gap takes two lines, so that it fits a phone, and the plan's
    label stands clear of its line."""
    done, due, late = rows["accepted"], rows["past_due"], rows["delayed"] + rows["silent"]
    claimed = [(_claims(rows), t("burn_up.label_claimed", n=_claims(rows)), look.colour("completed"))] if _claims(rows) > done else []
    found = [(done, f"<b>{t('burn_up.label_accepted', n=done)}</b>", look.colour("completed")), *claimed]
    if late:
        named = "burn_up.label_gap" if late == due - done else "burn_up.label_open"
        parts = t("burn_up.label_gap_parts", delayed=rows["delayed"], silent=rows["silent"])
        found += [((done + due - 2 * least) / 2, parts, look.colour("delayed")),
                  ((done + due) / 2, f"<b>{t(named, n=late)}</b>", look.colour("delayed"))]
    hung = due - least if _side(rows)["xanchor"] == "left" else due + least * 0.7  # clear of the staircase on that side
    return [*found, (hung, f"<b>{t('burn_up.label_plan', n=due)}</b>", look.colour("fg"))] if due else found


def _apart(heights: list[float], least: float) -> list[float]:
    """The heights, the lowest lifted off its line, pushed upwards until neighbours are `least` apart."""
    placed: list[float] = []
    for wanted in heights:
        placed.append(max(wanted, placed[-1] + least) if placed else wanted + least * 0.75)
    return placed


def _label(words: str, on: date, y: float, colour: str, **more) -> dict:
    return {"text": words, "x": on.isoformat(), "y": y, "showarrow": False, "font": {"color": colour}, "align": "left",
            "yanchor": "middle"} | more
