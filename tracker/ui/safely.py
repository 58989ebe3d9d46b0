"""Drawing that never shows a trace: in place of a page that fails, words; for the unexpected a number that leads to the log."""

from collections.abc import Callable

from tracker.charts.markup import div, link, p, tag
from tracker.domain.errors import TrackerError
from tracker.incidents import record
from tracker.pages.components import html


def draw_safely(render: Callable, reader) -> bool:
    """Draws a page for a Reader or Member; whether nothing unexpected happened."""
    try:
        render(reader)
    except TrackerError as error:
        say(reader, reader.t("frame.not_found_title"), reader.t(error.key, **error.values))
    except Exception as error:
        number = record(error, f"page {reader.address.page}")
        say(reader, reader.t("frame.error_title"), reader.t("frame.error_text", id=number))
        return False
    return True


def say(reader, title: str, words: str) -> None:
    """A page of one heading and one sentence."""
    html(div(tag("h1", title, class_="big"), p(words, class_="body"), p(link(reader.href("overview"), reader.t("frame.back")), class_="body"), class_="head"))
