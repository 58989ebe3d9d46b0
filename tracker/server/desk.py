"""What every route needs at hand: settings, the editions, the shell, own files, and pages for refusals."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Scope

from tracker.config import Settings
from tracker.domain.errors import NotReady, TrackerError
from tracker.server.api_errors import refused
from tracker.server.asking import LANGUAGE, Asked, BadAddress, address, asked_of, language_of
from tracker.server.error_pages import error_page
from tracker.server.files import Bundle
from tracker.server.shell import Link, Shell
from tracker.services.editions import Edition, Editions
from tracker.services.published import Rack
from tracker.text import Wording, wording
from tracker.views.pages import BY_KEY, MENU, PageEntry

EARLY = re.compile(r"(?:Html|purify\.es)\.[\w-]+\.js")
SIGN_IN = "error.sign_in_first"
# Title and status of what can be explained; any other NotFound is a page nobody has.
UNSEEN = {
    "error.no_release": ("editions.none_title", 503),
    "error.no_trusted_release": ("editions.unfit_title", 503),
    "error.no_sound_release": ("editions.unfit_title", 503),
    "error.being_written": ("editions.coming_title", 503),
    "error.nothing_known_then": ("history.nothing_known_title", 404),
    "error.before_the_plan": ("editions.before_title", 404),
    "error.nothing_published_then": ("editions.none_then_title", 404),
    "error.no_such_release": ("editions.no_such_title", 404),
}
INTERFACE = "/api/"
STYLES = ("fonts.css", "base.css", "style.css")


class Inside(Protocol):
    """What a site knows of who is signed in; a public site has none of it."""

    @property
    def cookie(self) -> str:
        """The name of the cookie that may stand for somebody."""

    def signed_in(self, request: Request) -> bool:
        """Whether it does, by the store at this moment."""

    def evidence(self, request: Request, sha256: str) -> tuple[str, bytes]:
        """Name and content of an evidence file for who may read it. Raises NotAllowed and NotFound."""


@dataclass(frozen=True)
class Desk:
    """`build` names the program's own state: answers kept by browsers do not outlive a new version of it."""

    settings: Settings
    editions: Editions
    shell: Shell
    assets: Bundle
    build: str
    inside: Inside | None = None

    @property
    def rack(self) -> Rack:
        """What was published."""
        return self.editions.rack

    def asked(self, request: Request) -> tuple[Asked, Edition]:
        """What an address asks for, and the edition whoever asks sees there. Raises BadAddress, NotFound, NotReady."""
        asked = asked_of(request.query_params, self.settings)
        edition = self.editions.seen(self.signed_in(request), asked.release, asked.known_on)
        return asked if edition.release is None else asked.of_release(edition.day), edition

    def signed_in(self, request: Request) -> bool:
        return self.inside is not None and self.inside.signed_in(request)

    def site_name(self, t: Wording) -> str:
        """What the site calls itself before anybody knows who asks: as published, or without naming the plan."""
        try:
            return t.pick(self.rack.current(self.editions.now()).plan.head.short_name)
        except NotReady:
            return t("editions.site")

    def site(self, request: Request) -> str:
        """The root of the site for addresses others will use. What a visitor's request calls it is the visitor's word
        (the Host header), so a public site names its own address in the settings."""
        return self.settings.address or str(request.base_url).rstrip("/")

    def refusal(self, scope: Scope, status: int, key: str, values: dict[str, Any]) -> Response:
        """A page in the reader's language for what cannot be shown. `key` names `<key>_title` and `<key>_text`. Programs get
        their own form of it."""
        if scope["path"].startswith(INTERFACE):
            return refused(scope, status, key, values, self.settings.language)
        t = wording(language_of(dict(parse_qsl(scope["query_string"].decode("latin-1"))), self.settings.language))
        return self.explain(t, status, t(f"{key}_title"), t(f"{key}_text", **values))

    def unseen(self, request: Request, problem: TrackerError) -> Response:
        """In place of what an address asks for and cannot be shown: words, or the way to where people sign in. What a visitor
        can do nothing about is raised again: it is for who looks after the program."""
        if isinstance(problem, NotReady) and problem.key not in (*UNSEEN, SIGN_IN):
            raise problem
        if isinstance(problem, BadAddress):
            return self.refusal(request.scope, 400, problem.key, problem.values)
        language = language_of(request.query_params, self.settings.language)
        if problem.key == SIGN_IN:
            there = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/account/login?{urlencode({LANGUAGE: language, 'next': there})}", 303, headers={"Cache-Control": "no-store"})
        t = wording(language)
        title, status = UNSEEN.get(problem.key, ("server.not_found_title", 404))
        first = ("published",) if problem.key == "error.no_such_release" else ()
        return self.explain(t, status, t(title), t(problem.key, **problem.values) + ".", first)

    def explain(self, t: Wording, status: int, title: str, text: str, first: tuple[str, ...] = ()) -> HTMLResponse:
        """Words in place of a page; `first` are pages that help more than those of the menu."""
        ways = (*(self._way(BY_KEY[key], t) for key in first), *self.ways(t.language))
        page = error_page(t.language, title, text, ways, common_head(self.assets))
        return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})

    def ways(self, language: str) -> tuple[Link, ...]:
        """Links to the pages of the menu."""
        return tuple(self._way(entry, wording(language)) for entry in MENU)

    def _way(self, entry: PageEntry, t: Wording) -> Link:
        return Link(address(entry.path, {}, t.language, self.settings.language), t(f"pages.{entry.key}"))


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
