"""What every route needs at hand: settings, the current edition, the shell, own files, and pages for refusals."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any, Protocol
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import Scope

from tracker.config import Settings
from tracker.domain.plan import Plan
from tracker.server.asking import address, language_of
from tracker.server.error_pages import error_page
from tracker.server.files import Bundle
from tracker.server.shell import Link, Shell
from tracker.services.history import Past
from tracker.text import Wording, wording
from tracker.views.pages import MENU

EARLY = re.compile(r"(?:Html|purify\.es)\.[\w-]+\.js")
STYLES = ("fonts.css", "base.css", "style.css")


class Edition(Protocol):
    plan: Plan
    revision: object


@dataclass(frozen=True)
class Shelf:
    """Where editions come from. `revision` is cheap and asked on every request; `edition` may load the plan: the present
    one, or with `known_on` the one known on that day. `past` is the log as it stood on that day."""

    revision: Callable[[], object]
    edition: Callable[..., Edition]
    past: Callable[[date | None], Past | None] = lambda known_on: None


@dataclass(frozen=True)
class Desk:
    """`build` names the program's own state: answers kept by browsers do not outlive a new version of it."""

    settings: Settings
    shelf: Shelf
    shell: Shell
    assets: Bundle
    build: str

    def site(self, request: Request) -> str:
        """The root of the site for addresses others will use. What a visitor's request calls it is the visitor's word
        (the Host header), so a public site names its own address in the settings."""
        return self.settings.address or str(request.base_url).rstrip("/")

    def refusal(self, scope: Scope, status: int, key: str, values: dict[str, Any]) -> HTMLResponse:
        """A page in the reader's language for what cannot be shown. `key` names `<key>_title` and `<key>_text`."""
        t = wording(language_of(dict(parse_qsl(scope["query_string"].decode("latin-1"))), self.settings.language))
        return self.explain(t, status, t(f"{key}_title"), t(f"{key}_text", **values))

    def explain(self, t: Wording, status: int, title: str, text: str) -> HTMLResponse:
        page = error_page(t.language, title, text, self.ways(t.language), common_head(self.assets))
        return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})

    def ways(self, language: str) -> tuple[Link, ...]:
        """Links to the pages of the menu."""
        t, default = wording(language), self.settings.language
        return tuple(
            Link(address(entry.path, {}, language, default), t(f"pages.{entry.key}"))
            for entry in MENU
        )


def asset(assets: Bundle, name: str) -> str:
    """The address of one of our files, changing with its content."""
    return f"/assets/{name}?v={assets[name].digest}"


def script(assets: Bundle, scripts: Iterable[str]) -> str:
    """What pages that Streamlit draws need besides: our script, and an early start for the part that shows HTML, which
    Streamlit would ask for only after everything else has come. `scripts` are the names of Streamlit's script files."""
    early = sorted(name for name in scripts if EARLY.fullmatch(name))
    links = "".join(f'<link rel="modulepreload" href="/static/js/{escape(name)}">' for name in early)
    return f'{links}<script src="{escape(asset(assets, "soft.js"))}" defer></script>'


@lru_cache(maxsize=4)
def common_head(assets: Bundle) -> str:
    """Style sheets and icons of every page; first paint waits for them and for nothing else."""
    styles = "".join(f'<link rel="stylesheet" href="{escape(asset(assets, name))}">' for name in STYLES)
    return (
        f'<link rel="icon" type="image/png" sizes="32x32" href="{escape(asset(assets, "icon-32.png"))}">'
        f'<link rel="apple-touch-icon" href="{escape(asset(assets, "icon-192.png"))}">'
        f'<meta name="theme-color" content="#ffffff">{styles}'
    )
