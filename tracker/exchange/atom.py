"""A feed as Atom (RFC 4287)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml"


@dataclass(frozen=True)
class Entry:
    """`id` never changes. `at` is when it happened, `address` where it can be read; `source` the document behind it."""

    id: str
    title: str
    text: str
    at: datetime
    address: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """`own` is the feed's address, `home` the page it is about; either may be empty where no address is known."""

    id: str
    title: str
    about: str
    updated: datetime
    author: str
    language: str
    own: str
    home: str
    rights: str


def atom_bytes(feed: Feed, entries: Iterable[Entry]) -> bytes:
    root = Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    for name, text in (("id", feed.id), ("title", feed.title), ("subtitle", feed.about), ("updated", _instant(feed.updated)), ("rights", feed.rights)):
        SubElement(root, name).text = _legal(text)
    SubElement(SubElement(root, "author"), "name").text = _legal(feed.author)
    _link(root, "self", feed.own, TYPE)
    _link(root, "alternate", feed.home, "text/html")
    for entry in entries:
        _entry(SubElement(root, "entry"), entry)
    indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, "utf-8", xml_declaration=False) + b"\n"


def _entry(place: Element, entry: Entry) -> None:
    for name, text in (("id", entry.id), ("title", entry.title), ("updated", _instant(entry.at)), ("published", _instant(entry.at))):
        SubElement(place, name).text = _legal(text)
    SubElement(place, "content", {"type": "text"}).text = _legal(entry.text)
    _link(place, "alternate", entry.address, "text/html")
    _link(place, "via", entry.source, "")
    for tag in entry.tags:
        SubElement(place, "category", {"term": tag})


def _link(place: Element, relation: str, address: str, media_type: str) -> None:
    if address:
        SubElement(place, "link", {"rel": relation, "href": address} | ({"type": media_type} if media_type else {}))


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _legal(text: str) -> str:
    """Without the characters XML has no form for."""
    return "".join(c for c in text if c in "\t\n\r" or " " <= c < "\ufffe" or c > "\uffff")
