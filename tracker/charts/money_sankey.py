"""From which pillar of the plan does the programmes' money go to which body? An explorer beside the exact tables."""

from tracker.charts import Twin
from tracker.charts.look import layout, plot_text

HEIGHT = 620
PAD = 16  # pixels between the nodes of one side
EXAMPLE = {
    "fiscal_year": 2026, "pillars": [("P1", "AI ecosystem"), ("P2", "AI transformation"), ("", "No pillar")],
    "bodies": [("MSIT", "MSIT"), ("MSS", "MSS"), ("", "38 other bodies")], "flows": [
        {"pillar": "P1", "body": "MSIT", "won": 6_000_000_000_000, "count": 120}, {"pillar": "P2", "body": "MSIT", "won": 2_700_000_000_000, "count": 70},
        {"pillar": "P2", "body": "", "won": 5_000_000_000_000, "count": 200}, {"pillar": "", "body": "MSS", "won": 5_900_000_000_000, "count": 16}],
}


def title(rows, t) -> str:
    named = [f for f in rows["flows"] if f["pillar"] and f["body"]] or rows["flows"]
    largest = max(named, key=lambda f: f["won"])
    pillars, bodies = dict(rows["pillars"]), dict(rows["bodies"])
    return t("funding.flow_title", pillar=pillars[largest["pillar"]], body=bodies[largest["body"]], won=largest["won"])


def subtitle(rows, t) -> str:
    return t("funding.flow_subtitle", year=rows["fiscal_year"])


def sentence(rows, t) -> str:
    return t("funding.flow_sentence", each=t.join(f"{name} {t.won(_sum(rows, 'pillar', code))}" for code, name in rows["pillars"]))


def _sum(rows, side: str, code: str) -> int:
    return sum(f["won"] for f in rows["flows"] if f[side] == code)


def table(rows, t) -> Twin:
    pillars, bodies = dict(rows["pillars"]), dict(rows["bodies"])
    body = [(pillars[f["pillar"]], bodies[f["body"]], t.won_short(f["won"]), t.show(f["count"])) for f in rows["flows"]]
    return Twin((t("column.pillar"), t("funding.col_body"), t("stage.enacted"), t("funding.col_programmes")), tuple(body), frozenset({2, 3}))


def figure(rows, t, look) -> dict:
    left = [(code, name) for code, name in rows["pillars"] if _sum(rows, "pillar", code)]
    right = [(code, name) for code, name in rows["bodies"] if _sum(rows, "body", code)]
    spots = {("pillar", c): i for i, (c, _) in enumerate(left)} | {("body", c): i + len(left) for i, (c, _) in enumerate(right)}
    hue = {code: look.colour(code.lower() if code else "bar2") for code, _ in left}
    labels = [f"{plot_text(n)}<br>{t.won_short(_sum(rows, 'pillar', c))}" for c, n in left]
    labels += [f"{plot_text(n)} {t.won_short(_sum(rows, 'body', c))}" for c, n in right]
    flows = [f for f in rows["flows"] if f["won"]]
    sankey = {
        "type": "sankey", "arrangement": "fixed", "valueformat": ",", "textfont": {"color": look.colour("fg"), "size": look.font_size - 2},
        "node": {"label": labels, "pad": PAD, "thickness": 12, "line": {"width": 0}, "hoverinfo": "none",
                 "x": [0.001] * len(left) + [0.999] * len(right),
                 "y": _places([_sum(rows, "pillar", c) for c, _ in left]) + _places([_sum(rows, "body", c) for c, _ in right]),
                 "color": [hue[c] for c, _ in left] + [look.colour("fg3")] * len(right)},
        "link": {"source": [spots["pillar", f["pillar"]] for f in flows], "target": [spots["body", f["body"]] for f in flows],
                 "value": [f["won"] for f in flows], "color": [_pale(hue[f["pillar"]]) for f in flows], "hoverinfo": "none"}}
    return {"data": [sankey], "layout": layout(look, HEIGHT, margin={"l": 0, "r": 0, "t": 8, "b": 8})}


def _places(sums: list[int]) -> list[float]:
    """The middle of each node as a part of the height, so that both sides keep the order of the plan."""
    total, room, places, top = sum(sums), 1 - PAD / HEIGHT * (len(sums) - 1), [], 0.0
    for won in sums:
        tall = won / total * room
        places.append(round(min(max(top + tall / 2, 0.001), 0.999), 4))
        top += tall + PAD / HEIGHT
    return places


def _pale(colour: str) -> str:
    """The colour of a node, thinned for its flows."""
    red, green, blue = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.35)"
