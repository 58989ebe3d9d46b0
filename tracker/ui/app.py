"""One script run: read the address, draw the frame, the filters and the page.

Everything without a field is drawn inside one cached function keyed by the view (revision, address), so that a second visitor
of the same view costs a replay and not a computation. Nothing in the key or the drawing depends on who reads, but for whether
they are signed in: what is for one person is drawn beside it, and work pages are drawn by `work_page`.
"""

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from types import ModuleType

import streamlit as st

from tracker.charts.markup import div, link, p, tag
from tracker.config import Site, settings
from tracker.domain.errors import NotReady, TrackerError
from tracker.domain.words import LANGUAGES
from tracker.incidents import record
from tracker.kept import Kept
from tracker.pages import frame
from tracker.pages.components import gathering, html, wrapped
from tracker.pages.reader import Address, Reader, read_address
from tracker.services.editions import today
from tracker.text import wording
from tracker.ui import filters
from tracker.ui.arriving import Visit, visit_at
from tracker.ui.safely import draw_safely
from tracker.views.pages import BY_KEY, PAGES, PUBLIC, PageEntry, head

VIEWS_KEPT = 400  # drawn views held in memory, the least used fall out
NOTHING_SEEN = {"error.no_release": "editions.none_title", "error.no_trusted_release": "editions.unfit_title", "error.no_sound_release": "editions.unfit_title",
                "error.sign_in_first": "frame.sign_in_title"}
_titles, _fields = Kept(VIEWS_KEPT), Kept(VIEWS_KEPT)


def draw() -> None:
    """Draws the page the address asks for."""
    pages = [st.Page(_runner(page.key), title=page.key, url_path=page.path.strip("/") or None, default=page.path == "/") for page in _pages()]
    st.navigation(pages, position="hidden").run()


def _runner(key: str) -> Callable[[], None]:
    def run() -> None:
        try:
            _draw_page(key)
        except Exception as error:  # above or beside the body: Streamlit would say so in English, without a number
            _apologise(key, error)
    run.__name__ = key
    return run


def _apologise(key: str, error: Exception) -> None:
    """What is shown where not even the frame can be drawn: words, and a number that leads to the log."""
    asked = st.query_params.get("lang", "")
    t = wording(asked if asked in LANGUAGES else settings().language)
    if isinstance(error, TrackerError):
        words = t(error.key, **error.values)
    else:
        words = t("frame.error_text", id=record(error, f"page {key}"))
    html(div(tag("h1", t("frame.error_title"), class_="big"), p(words, class_="body"), class_="head top"))


def _draw_page(key: str) -> None:
    config = settings()
    day = today(config)
    address, readable = read_address(key, st.query_params.to_dict(), config.language, day)
    inside = _inside()
    person = inside.person_here() if inside else None
    try:
        visit = visit_at(address, readable, person is not None, config, day)
    except NotReady as nothing:
        _say_nothing_seen(address, nothing)
        return
    st.set_page_config(page_title=_titles.of(visit.view, lambda: _title(visit.reader)), layout="wide", initial_sidebar_state="collapsed")
    with st.container(key=f"frame_{address.theme}_{address.size}"):
        if person and not BY_KEY[key].public:
            inside.draw_work(address, person, day)
            return
        if person:
            inside.strip(address, person, day)
        _draw_top(visit.view, visit)
        if fields := _fields.of(visit.view, lambda: _fields_of(visit.reader)):
            filters.draw(visit.reader, fields)
        if not _draw_body(visit.view, visit):
            _draw_body.clear(visit.view, visit)  # a failure is not kept for the next visitor


def _inside() -> ModuleType | None:
    """What knows of people; a public site has none of it."""
    return None if settings().site is Site.PUBLIC else import_module("tracker.ui.inside")


def _pages() -> tuple[PageEntry, ...]:
    return PUBLIC if settings().site is Site.PUBLIC else PAGES


def _say_nothing_seen(address: Address, why: NotReady) -> None:
    """Where there is no plan to be shown: why, and where to sign in."""
    t = wording(address.language)
    st.set_page_config(page_title=t("editions.site"), layout="wide", initial_sidebar_state="collapsed")
    doors = settings().site is not Site.PUBLIC
    title = NOTHING_SEEN.get(why.key, "frame.error_title")
    way = p(link(f"/account/login?lang={address.language}", t("frame.sign_in")), class_="body") if doors else None
    html(div(tag("h1", t(title), class_="big"), p(t(why.key, **why.values) + ".", class_="body"), way, class_="head top"))


def _title(reader: Reader) -> str:
    try:
        return head(reader.plan, reader.as_of, reader.t, reader.address.page, reader.query).title
    except TrackerError:
        return reader.t("frame.not_found_title")


def _fields_of(reader: Reader) -> tuple:
    """The filters the page offers."""
    module = _page(reader)
    try:
        return module.choices(reader) if hasattr(module, "choices") else ()
    except TrackerError:
        return ()  # the body says what is wrong


def _page(reader: Reader) -> ModuleType:
    """The page as a visitor gets it: in place of a work page, where to sign in; on a day before anything is known, and of
    a release nobody has, that there is nothing."""
    key = reader.address.page
    if not BY_KEY[key].public:
        return import_module("tracker.ui.pages.sign_in")
    if not reader.knows:
        key = "no_such_release" if reader.address.release else "nothing_known"
    return import_module(f"tracker.pages.{key}")


@st.cache_data(show_spinner=False, max_entries=VIEWS_KEPT)
def _draw_top(view: str, _visit: Visit) -> None:
    """Masthead, menu, notices and what the page wants above its filters. `view` alone is the key: hashing it is cheap."""
    reader = _visit.reader
    with gathering():
        frame.masthead(reader)
        frame.menu(reader)
        with wrapped("top"):
            frame.edition(reader)
            frame.notices(reader, _visit.readable)
            html(tag("span", id="main", tabindex="-1"))
            module = _page(reader)
            if hasattr(module, "top"):
                with suppress(TrackerError):  # the body says what is wrong
                    module.top(reader)


@st.cache_data(show_spinner=False, max_entries=VIEWS_KEPT)
def _draw_body(view: str, _visit: Visit) -> bool:
    """Draws the page and the footer; whether nothing unexpected happened."""
    reader = _visit.reader
    with st.container(key="main"), gathering():
        done = draw_safely(_page(reader).render, reader)
    frame.footer(reader)
    return done
