"""A feed as JSON Feed 1.1 (https://jsonfeed.org)."""

from collections.abc import Iterable

import orjson

from tracker.exchange.atom import Entry, Feed


def json_feed_bytes(feed: Feed, entries: Iterable[Entry]) -> bytes:
    said = {"version": "https://jsonfeed.org/version/1.1", "title": feed.title, "description": feed.about,
            "language": feed.language, "authors": [{"name": feed.author}]}
    said |= {name: value for name, value in (("home_page_url", feed.home), ("feed_url", feed.own)) if value}
    return orjson.dumps(said | {"items": [_item(e) for e in entries]}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _item(entry: Entry) -> dict:
    said = {"id": entry.id, "title": entry.title, "content_text": entry.text, "date_published": entry.at.isoformat(timespec="seconds")}
    said |= {name: value for name, value in (("url", entry.address), ("external_url", entry.source)) if value}
    return said | ({"tags": list(entry.tags)} if entry.tags else {})
