"""The shapes of the statuses as style-sheet backgrounds, one per theme: shape, word and colour always go together."""

from urllib.parse import quote

from tracker.charts.look import THEMES

# Drawn on a 20 × 20 field; {c} is the colour of the status, {b} the ground.
SVG = {
    "completed": '<circle cx="10" cy="10" r="9" fill="{c}"/><path d="M5.5 10.5l3 3 6-6.5" fill="none" stroke="{b}" stroke-width="2.4"/>',
    "completed_late": '<circle cx="10" cy="10" r="9" fill="{c}"/><path d="M10 5v5.5l3.6 2.4" fill="none" stroke="{b}" stroke-width="2.2"/>',
    "on_track": '<circle cx="10" cy="10" r="9" fill="{c}"/>',
    "watch": '<path d="M10 1.5L19 18H1z" fill="{c}"/>',
    "delayed": '<rect x="2" y="2" width="16" height="16" fill="{c}"/>',
    "not_started": '<circle cx="10" cy="10" r="8" fill="none" stroke="{c}" stroke-width="2"/>',
    "no_report_past_due": '<circle cx="10" cy="10" r="8" fill="none" stroke="{c}" stroke-width="2" stroke-dasharray="3 2.2"/><circle cx="10" cy="10" r="2.6" fill="{c}"/>',
    "no_report_ahead": '<circle cx="10" cy="10" r="8" fill="none" stroke="{c}" stroke-width="1.8" stroke-dasharray="3 2.2"/>',
    "no_report_undated": '<circle cx="10" cy="10" r="8" fill="none" stroke="{c}" stroke-width="2.2" stroke-dasharray="1.8 2.6"/>',
    "closed": '<path d="M4 4l12 12M16 4L4 16" fill="none" stroke="{c}" stroke-width="2.6"/>',
    "achieved": '<circle cx="10" cy="10" r="9" fill="{c}"/><path d="M5.5 10.5l3 3 6-6.5" fill="none" stroke="{b}" stroke-width="2.4"/>',
    "on_path": '<circle cx="10" cy="10" r="9" fill="{c}"/>',
    "near": '<path d="M10 1.5L19 18H1z" fill="{c}"/>',
    "behind": '<rect x="2" y="2" width="16" height="16" fill="{c}"/>',
    "away": '<path d="M10 18.5L1 2h18z" fill="{c}"/>',
    "not_measurable": '<circle cx="10" cy="10" r="8" fill="none" stroke="{c}" stroke-width="1.8" stroke-dasharray="3 2.2"/>',
}


def picture(shape: str, theme: str) -> str:
    """The shape as a data address for `background-image`."""
    colours = THEMES[theme]
    name = "no_report" if shape.startswith("no_report") else shape
    drawing = SVG[shape].format(c=colours[name], b=colours["bg"])
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">{drawing}</svg>'
    return f'url("data:image/svg+xml,{quote(svg, safe="/:=;, ")}")'.replace("%22", "'")


def rules(theme: str, prefix: str = "") -> str:
    """The style rules that give every `.g-<shape>` its picture in a theme."""
    return "".join(f"{prefix} .g-{shape}{{background-image:{picture(shape, theme)}}}" for shape in SVG)
