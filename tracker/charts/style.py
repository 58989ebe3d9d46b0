"""The style sheet of everything drawn: variables per theme, shapes per theme, then the rules of assets/style.css.

A page says which theme and text size it wants by the key of its outer container (`frame_<theme>_<size>`), the menu
which of its entries is the present page (`nav_at_<index>`).
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from tracker.charts.look import FONT, SIZES, THEMES
from tracker.charts.shapes import rules
from tracker.views.pages import MENU

FILE = Path(__file__).parent / "assets" / "style.css"


def _variables(theme: str) -> str:
    return "".join(f"--{name}:{value};" for name, value in THEMES[theme].items())


def _here(themes: Iterable[str], sizes: Iterable[str]) -> str:
    """Selects the root while a frame of one of these themes and sizes is on it."""
    return ":root:has(" + ",".join(f".st-key-frame_{theme}_{size}" for theme in themes for size in sizes) + ")"


def _menu() -> str:
    """Marks the present page; entries of the second row are smaller and stand at the right, on phones in the footer."""
    nth = range(len(MENU))
    second = sum(1 for page in MENU if page.menu == "main") + 1
    current = [f".st-key-nav_at_{n}>:nth-child({n + 1})" for n in nth]
    row = f"[class*=st-key-nav_at_]>:nth-child(n+{second})"
    lone = ",".join(f".st-key-nav_at_{n}>:nth-child(n+{second}):not(:nth-child({n + 1}))" for n in nth)
    return (f"{row} a p{{color:var(--fg2)!important;font-size:.84rem!important}}"
            f"[class*=st-key-nav_at_]>:nth-child({second}){{margin-left:auto}}"
            f"{','.join(f'{c} a' for c in current)}{{border-bottom-color:var(--primary)!important}}"
            f"{','.join(f'{c} a p' for c in current)}{{font-weight:700!important}}"
            f"@media(max-width:767px){{{lone},.st-key-nav_at_none>:nth-child(n+{second}){{display:none!important}}}}")


@cache
def stylesheet() -> str:
    """The whole sheet. The light theme is the default; another theme applies where its frame is present."""
    sizes = "".join(f"{_here(THEMES, [size])}{{font-size:{px}px!important}}" for size, px in SIZES.items() if size != "m")
    other = [theme for theme in THEMES if theme != "light"]
    themed = "".join(f"{_here([t], SIZES)}{{{_variables(t)}}}{rules(t, _here([t], SIZES))}" for t in other)
    base = f":root{{--font:{FONT};{_variables('light')}font-size:{SIZES['m']}px}}"
    return base + rules("light") + FILE.read_text("utf-8") + _menu() + themed + sizes


@cache
def version() -> str:
    """A short hash that changes with the sheet, for its permanent address."""
    return sha256(stylesheet().encode()).hexdigest()[:12]
