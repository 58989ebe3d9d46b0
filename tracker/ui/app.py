"""One script run: read the address, draw the frame, the filters and the page.

Everything without a field is drawn inside one cached function keyed by (revision, address), so that a second visitor
of the same view costs a replay and not a computation. Nothing in the key or the drawing depends on who reads: what is for one person is drawn beside it, and work pages are drawn by `work_page`.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import lru_cache
from importlib import import_module
from types import ModuleType

import streamlit as st

from tracker.charts.markup import div, p, tag
from tracker.config import settings, today
from tracker.domain.errors import TrackerError
from tracker.domain.words import LANGUAGES
from tracker.incidents import record
from tracker.pages import frame
from tracker.pages.components import gathering, html, wrapped
from tracker.pages.reader import Address, Reader, read_address, reader_for
from tracker.services.reading import edition
from tracker.store.engine import engine_for
from tracker.text import wording
from tracker.ui import filters, work_frame, work_page
from tracker.ui.arriving import reader_at
from tracker.ui.member import member_for, person_here
from tracker.ui.safely import draw_safely
from tracker.views.pages import BY_KEY, PAGES, head

VIEWS_KEPT = 400  # drawn views held in memory, the least used fall out


def draw() -> None:
    """Draws the page the address asks for."""
    pages = [st.Page(_runner(page.key), title=page.key, url_path=page.path.strip("/") or None, default=page.path == "/") for page in PAGES]
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
    now = today(config)
    address, readable = read_address(key, st.query_params.to_dict(), config.language, now)
    current = edition(engine_for(config.database_url))
    st.set_page_config(page_title=_title(current.revision, address, now), layout="wide", initial_sidebar_state="collapsed")
    person = person_here()
    with st.container(key=f"frame_{address.theme}_{address.size}"):
        view = f"{current.revision} {now} {readable} {address}"
        if person and not BY_KEY[key].public:
            work_page.draw(member_for(address, person, now))
            return
        if person:
            work_frame.strip(member_for(address, person, now))
        _draw_top(view, address, now, readable)
        if fields := _fields(view, address, now):
            filters.draw(reader_for(address, current.plan, current.revision, now), fields)
        if not _draw_body(view, address, now):
            _draw_body.clear(view, address, now)  # a failure is not kept for the next visitor


@lru_cache(maxsize=VIEWS_KEPT)
def _title(revision: str, address: Address, now: date) -> str:
    reader = _reader_again(address, now)
    try:
        return head(reader.plan, reader.as_of, reader.t, address.page, reader.query).title
    except TrackerError:
        return reader.t("frame.not_found_title")


@lru_cache(maxsize=VIEWS_KEPT)
def _fields(view: str, address: Address, now: date) -> tuple:
    """The filters the page offers."""
    reader = _reader_again(address, now)
    module = _page(reader)
    try:
        return module.choices(reader) if hasattr(module, "choices") else ()
    except TrackerError:
        return ()  # the body says what is wrong


def _page(reader: Reader) -> ModuleType:
    """The page as a visitor gets it: in place of a work page, where to sign in; on a day before the log begins, that
    nothing is known of it."""
    key = reader.address.page
    if not BY_KEY[key].public:
        return import_module("tracker.ui.pages.sign_in")
    return import_module(f"tracker.pages.{key if reader.knows else 'nothing_known'}")


def _reader_again(address: Address, now: date) -> Reader:
    return reader_at(engine_for(settings().database_url), address, now)


@st.cache_data(show_spinner=False, max_entries=VIEWS_KEPT)
def _draw_top(view: str, _address: Address, _now: date, _readable: bool) -> None:
    """Masthead, menu, notices and what the page wants above its filters. `view` alone is the key: hashing it is cheap."""
    reader = _reader_again(_address, _now)
    with gathering():
        frame.masthead(reader)
        frame.menu(reader)
        with wrapped("top"):
            frame.notices(reader, _readable)
            html(tag("span", id="main", tabindex="-1"))
            module = _page(reader)
            if hasattr(module, "top"):
                with suppress(TrackerError):  # the body says what is wrong
                    module.top(reader)


@st.cache_data(show_spinner=False, max_entries=VIEWS_KEPT)
def _draw_body(view: str, _address: Address, _now: date) -> bool:
    """Draws the page and the footer; whether nothing unexpected happened."""
    reader = _reader_again(_address, _now)
    with st.container(key="main"), gathering():
        done = draw_safely(_page(reader).render, reader)
    frame.footer(reader)
    return done
