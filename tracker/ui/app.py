"""One script run: read the address, draw the frame, the filters and the page.

Everything without a field is drawn inside one cached function keyed by (revision, address), so that a second visitor
of the same view costs a replay and not a computation. Nothing in the key or the drawing depends on who reads.
"""

import logging
from collections.abc import Callable
from datetime import date
from importlib import import_module
from types import ModuleType
from uuid import uuid4

import streamlit as st

from tracker.charts.markup import div, link, p, tag
from tracker.config import settings, today
from tracker.domain.errors import TrackerError
from tracker.services.reading import edition
from tracker.store.engine import engine_for
from tracker.ui import filters, frame
from tracker.ui.components import html
from tracker.ui.reader import Address, Reader, read_address, reader_for
from tracker.views.pages import PAGES

VIEWS_KEPT = 400  # drawn views held in memory, the least used fall out
log = logging.getLogger("tracker.ui")


def draw() -> None:
    """Draws the page the address asks for."""
    st.set_page_config(page_title=" ", page_icon=None, layout="wide", initial_sidebar_state="collapsed")
    pages = {page.key: st.Page(_runner(page.key), title=page.key, url_path=page.path.strip("/") or None, default=page.path == "/")
             for page in PAGES}
    chosen = st.navigation(list(pages.values()), position="hidden")
    _PAGES_OF_RUN.clear()
    _PAGES_OF_RUN.update(pages)
    chosen.run()


_PAGES_OF_RUN: dict[str, object] = {}


def _runner(key: str):
    def run() -> None:
        _draw_page(key)
    run.__name__ = key
    return run


def _draw_page(key: str) -> None:
    config = settings()
    now = today(config)
    address, readable = read_address(key, st.query_params.to_dict(), config.language, now)
    current = edition(engine_for(config.database_url))
    reader = reader_for(address, current.plan, current.revision, now)
    module = import_module(f"tracker.ui.pages.{key}")
    with st.container(key=f"frame_{address.theme}"), st.container(key=f"size_{address.size}"):
        _draw_top(current.revision, address, now, readable)
        fields = _fields(module, reader)
        if fields:
            filters.draw(reader, fields)
        _draw_body(current.revision, address, now)


def _fields(module: ModuleType, reader: Reader) -> tuple:
    try:
        return module.choices(reader) if hasattr(module, "choices") else ()
    except TrackerError:
        return ()  # the body says what is wrong


def _reader_again(address: Address, now: date) -> Reader:
    current = edition(engine_for(settings().database_url))
    return reader_for(address, current.plan, current.revision, now)


@st.cache_data(show_spinner=False, max_entries=VIEWS_KEPT)
def _draw_top(revision: str, address: Address, now: date, readable: bool) -> None:
    reader = _reader_again(address, now)
    frame.masthead(reader)
    frame.menu(reader, _PAGES_OF_RUN)
    with st.container(key="head"):
        frame.notices(reader, readable)
        html(tag("span", id="main", tabindex="-1"))
        module = import_module(f"tracker.ui.pages.{address.page}")
        if hasattr(module, "top"):
            _draw_safely(module.top, reader)


@st.cache_data(show_spinner=False, max_entries=VIEWS_KEPT)
def _draw_body(revision: str, address: Address, now: date) -> None:
    reader = _reader_again(address, now)
    with st.container(key="main"):
        _draw_safely(import_module(f"tracker.ui.pages.{address.page}").render, reader)
    frame.footer(reader)


def _draw_safely(part: Callable[[Reader], None], reader: Reader) -> None:
    """A part of the page, or in its place words that say what is wrong; a number leads from them to the log."""
    try:
        part(reader)
    except TrackerError as error:
        _say(reader, reader.t("frame.not_found_title"), reader.t(error.key, **error.values))
    except Exception:
        number = uuid4().hex[:8]
        log.exception("page %s failed, number %s", reader.address.page, number)
        _say(reader, reader.t("frame.error_title"), reader.t("frame.error_text", id=number))


def _say(reader: Reader, title: str, words: str) -> None:
    html(div(tag("h1", title, class_="big"), p(words, class_="body"), p(link(reader.href("overview"), reader.t("frame.back")), class_="body"), class_="head"))
