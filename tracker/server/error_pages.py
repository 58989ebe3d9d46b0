"""Pages for what cannot be shown: one plain HTML page in the reader's language, with its reason and ways on."""

from collections.abc import Iterable
from html import escape

from tracker.server.shell import Link


def error_page(language: str, title: str, text: str, links: Iterable[Link], head: str) -> str:
    """A whole page without scripts. `head` holds the style sheets and icons every page shares."""
    ways = "".join(f'<li><a href="{escape(link.address)}">{escape(link.label)}</a></li>' for link in links)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title>{head}</head>"
        f'<body><main class="plain"><h1>{escape(title)}</h1><p>{escape(text)}</p><nav><ul>{ways}</ul></nav></main></body></html>'
    )
