"""The look everything drawn shares: colours of a theme, text size, and the addresses of other pages.

Colours are KRDS token values; status colours were chosen for contrast on their ground and for colour-blind readers.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

FONT = "'Pretendard GOV Variable', 'Pretendard GOV', -apple-system, 'Noto Sans KR', sans-serif"
SIZES = {"s": 15, "m": 17, "l": 19, "xl": 21}

LIGHT = {
    "bg": "#ffffff", "bg2": "#f4f5f6", "fg": "#131416", "fg2": "#464c53", "fg3": "#58616a", "line": "#131416",
    "line2": "#cdd1d5", "line3": "#e6e8ea", "grid": "#e6e8ea", "primary": "#0b50d0", "hatch": "#58616a",
    "completed": "#083891", "completed_late": "#083891", "on_track": "#0b78cb", "watch": "#9e6a00",
    "delayed": "#8a240f", "not_started": "#58616a", "no_report": "#58616a", "closed": "#58616a",
    "official": "#6b96c7", "bar": "#083891", "bar2": "#8a949e", "p1": "#083891", "p2": "#F46A25", "p3": "#28A197",
    "achieved": "#083891", "on_path": "#0b78cb", "near": "#9e6a00", "behind": "#8a240f", "away": "#8a240f",
    "not_measurable": "#58616a", "notice": "#fff3db", "came": "#d8eedd",
    "wrong": "#bd2c0f", "wrong_bg": "#fdefec", "right": "#267337", "right_bg": "#eaf6ec", "added": "#d8eedd", "picked": "#ecf2fe",
}
CONTRAST = {
    "bg": "#000000", "bg2": "#1e2124", "fg": "#ffffff", "fg2": "#e6e8ea", "fg3": "#cdd1d5", "line": "#ffffff",
    "line2": "#58616a", "line3": "#33363d", "grid": "#33363d", "primary": "#86aff9", "hatch": "#b1b8be",
    "completed": "#d8e5fd", "completed_late": "#d8e5fd", "on_track": "#5fb5f7", "watch": "#ffc95c",
    "delayed": "#f05f42", "not_started": "#b1b8be", "no_report": "#b1b8be", "closed": "#b1b8be",
    "official": "#6b96c7", "bar": "#b1cefb", "bar2": "#8a949e", "p1": "#86aff9", "p2": "#F46A25", "p3": "#28A197",
    "achieved": "#d8e5fd", "on_path": "#5fb5f7", "near": "#ffc95c", "behind": "#f05f42", "away": "#f05f42",
    "not_measurable": "#b1b8be", "notice": "#2e1f00", "came": "#0a1f11",
    "wrong": "#f48771", "wrong_bg": "#3a130a", "right": "#8fd19e", "right_bg": "#0d2b14", "added": "#1f4a2a", "picked": "#16294d",
}
THEMES = {"light": LIGHT, "contrast": CONTRAST}


def page_address(paths: dict[str, str], keep: dict[str, str]) -> Callable[..., str]:
    """A maker of addresses: `href("goal", code="T07")`, with the kept query (language, date, theme) added."""

    def href(key: str, **query: str) -> str:
        pairs = {k: v for k, v in (query | keep).items() if v}
        tail = "&".join(f"{k}={quote(str(v), safe='')}" for k, v in pairs.items())
        return paths[key] + (f"?{tail}" if tail else "")

    return href


@dataclass(frozen=True)
class Look:
    """`href(key, **query)` gives the address of a page; `colour` a colour of the theme."""

    theme: str = "light"
    size: str = "m"
    href: Callable[..., str] = field(default=lambda key, **query: f"#{key}", compare=False)

    def colour(self, name: str) -> str:
        return THEMES[self.theme][name.removesuffix("_past_due").removesuffix("_ahead").removesuffix("_undated")]

    @property
    def font_size(self) -> int:
        """Pixels for Plotly text at the chosen text size."""
        return round(SIZES[self.size] * 0.88)


def plot_text(value: object) -> str:
    """A label from data for Plotly, which would otherwise read `<` as markup and make live links."""
    return str(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def layout(look: Look, height: int, **more: object) -> dict:
    """The base layout of every Plotly figure: our font and colours, nothing that moves, ticks that never turn."""
    axis = {"gridcolor": look.colour("grid"), "linecolor": look.colour("fg3"), "zeroline": False, "fixedrange": True,
            "tickangle": 0, "automargin": True, "tickfont": {"color": look.colour("fg2")}}
    base = {
        "height": height, "paper_bgcolor": look.colour("bg"), "plot_bgcolor": look.colour("bg"),
        "font": {"family": FONT, "size": look.font_size, "color": look.colour("fg")},
        "margin": {"l": 0, "r": 8, "t": 8, "b": 32}, "showlegend": False, "dragmode": False, "hovermode": "closest",
        "xaxis": dict(axis), "yaxis": dict(axis), "bargap": 0.35,
        "hoverlabel": {"bgcolor": look.colour("bg"), "font": {"color": look.colour("fg"), "family": FONT}},
    }
    for key, value in more.items():
        base[key] = base[key] | value if isinstance(base.get(key), dict) and isinstance(value, dict) else value
    return base
