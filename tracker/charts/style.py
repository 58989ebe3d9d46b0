"""The style sheet of everything drawn: variables per theme, shapes per theme, then the rules of assets/style.css.

A page says which theme and text size it wants by the key of its outer container (`frame_<theme>_<size>`).
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from tracker.charts.look import FONT, SIZES, THEMES
from tracker.charts.shapes import rules
from tracker.domain.words import LANGUAGES
from tracker.text import wording

FILE = Path(__file__).parent / "assets" / "style.css"
HISTORY_FILE = FILE.with_name("history.css")
STAFF_FILE = FILE.with_name("staff.css")


def _variables(theme: str) -> str:
    return "".join(f"--{name}:{value};" for name, value in THEMES[theme].items())


def _here(themes: Iterable[str], sizes: Iterable[str]) -> str:
    """Selects the root while a frame of one of these themes and sizes is on it."""
    return ":root:has(" + ",".join(f".st-key-frame_{theme}_{size}" for theme in themes for size in sizes) + ")"


@cache
def stylesheet() -> str:
    """The whole sheet. The light theme is the default; another theme applies where its frame is present."""
    sizes = "".join(f"{_here(THEMES, [size])}{{font-size:{px}px!important}}" for size, px in SIZES.items() if size != "m")
    other = [theme for theme in THEMES if theme != "light"]
    themed = "".join(f"{_here([t], SIZES)}{{{_variables(t)}}}{rules(t, _here([t], SIZES))}" for t in other)
    base = f":root{{--font:{FONT};{_variables('light')}font-size:{SIZES['m']}px}}"
    return base + rules("light") + FILE.read_text("utf-8") + HISTORY_FILE.read_text("utf-8") + themed + sizes


@cache
def staff_stylesheet() -> str:
    """The sheet of the staff side, laid over the first one for who is signed in. Words Streamlit would say in English on its
    own are written over in the language of the page."""
    return STAFF_FILE.read_text("utf-8") + "".join(_said(wording(language)) for language in LANGUAGES)


def _said(t) -> str:
    here = f":root:lang({t.language})"
    return (f"{here} [data-testid=stFileUploaderDropzone] button:after{{content:{_quoted(t('forms.upload_button'))}}}"
            f"{here} [data-testid=stFileUploaderDeleteBtn] button:after{{content:{_quoted(t('forms.upload_remove'))}}}")


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "").replace('"', "'") + '"'


@cache
def version() -> str:
    """A short hash that changes with the sheet, for its permanent address."""
    return sha256(stylesheet().encode()).hexdigest()[:12]
