"""A page drawn by Streamlit's own test runner, without a server: what it says, as plain text."""

import re
from functools import cache
from html import unescape

from streamlit.testing.v1 import AppTest

PATIENCE = 60


def _script(key: str, language: str, as_of: str, query: dict) -> None:
    """Runs inside the test runner, which reads this function's source: everything it needs is imported here."""
    from datetime import date
    from importlib import import_module

    import streamlit as st

    import tracker.ui  # its canvas is the usual one
    from tests.ui.drawn import held_plan
    from tracker.domain.errors import TrackerError
    from tracker.pages.reader import read_address, reader_for

    address, _ = read_address(key, {"lang": language, "as_of": as_of} | query, language, date(2026, 11, 22))
    module = import_module(f"tracker.pages.{key}")
    reader = reader_for(address, held_plan(), "test", date(2026, 11, 22))
    try:
        if hasattr(module, "top"):
            module.top(reader)
        module.render(reader)
    except TrackerError as error:  # as the frame does
        st.html(reader.t(error.key, **error.values))


@cache
def held_plan():
    """The real plan, read once per process: the test runner shares our modules."""
    from pathlib import Path

    from tracker.exchange import csv_bundle

    return csv_bundle.read(Path(__file__).parents[2] / "seed_data")


@cache
def page_html(key: str, language: str = "ko", as_of: str = "2026-11-22", query: tuple[tuple[str, str], ...] = ()) -> str:
    """Everything a page draws with `st.html`, in order. Raises what the page raises."""
    ran = AppTest.from_function(_script, default_timeout=PATIENCE, args=(key, language, as_of, dict(query))).run()
    if ran.exception:
        raise AssertionError(ran.exception[0].value)
    return "\n".join(block.proto.body for block in ran.get("html"))


def page_text(key: str, language: str = "ko", as_of: str = "2026-11-22", **query: str) -> str:
    """The words of a page, hidden ones included, tags taken out and blanks made plain."""
    bare = re.sub(r"<[^>]+>", " ", page_html(key, language, as_of, tuple(sorted(query.items()))))
    return re.sub(r"[\s\u00a0]+", " ", unescape(bare))
