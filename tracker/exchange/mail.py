"""Electronic mail: one message with the same words as text and as HTML. Nothing in it is loaded from anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from hashlib import sha256
from html import escape

EVENT = "X-Tracker-Event"  # one header for each thing a message speaks of; says what was already sent
PERSON = "X-Tracker-Person"


@dataclass(frozen=True)
class Item:
    """One line of a message: what it is about, more in small, where to do something about it (empty: nowhere)."""

    title: str
    more: str
    address: str = ""


@dataclass(frozen=True)
class Part:
    head: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Letter:
    """What a message says. `events` name what it speaks of; `opening` and `closing` are paragraphs, `action` the one
    link at the end as (words, address)."""

    person: str
    to: str
    language: str
    subject: str
    opening: str
    parts: tuple[Part, ...]
    closing: tuple[str, ...]
    events: tuple[str, ...]
    action: tuple[str, str] | None = None

    @property
    def id(self) -> str:
        """The same for the same person and events, whenever it is built."""
        return sha256("\n".join((self.person, *sorted(self.events))).encode()).hexdigest()[:32]


def message(letter: Letter, sender: str, sender_name: str, at: datetime) -> bytes:
    """The message as a mail server takes it. `sender` is an address like tracker@office.example."""
    made = EmailMessage(policy=policy.SMTP)
    user, _, domain = sender.partition("@")
    made["From"] = Address(sender_name, user, domain)
    made["To"] = Address(addr_spec=letter.to)
    made["Subject"] = letter.subject
    made["Date"] = at
    made["Message-ID"] = f"<{letter.id}@{domain}>"
    made["Auto-Submitted"] = "auto-generated"  # so that no absence note answers it
    made["Content-Language"] = letter.language
    made[PERSON] = letter.person
    for event in letter.events:
        made[EVENT] = event
    made.set_content(as_text(letter))
    made.add_alternative(as_html(letter), subtype="html")
    return made.as_bytes()


@dataclass(frozen=True)
class Posted:
    """What a stored message says of itself."""

    person: str
    to: str
    events: tuple[str, ...]


def read(content: bytes) -> Posted:
    found = BytesParser(policy=policy.SMTP).parsebytes(content, headersonly=True)
    return Posted(str(found[PERSON]), found["To"].addresses[0].addr_spec, tuple(str(e) for e in found.get_all(EVENT, ())))


def coming_from(content: bytes, sender: str) -> bytes:
    """The same message from another address: it may have been written before a mail server was set."""
    found = BytesParser(policy=policy.SMTP).parsebytes(content)
    user, _, domain = sender.partition("@")
    found.replace_header("From", Address(found["From"].addresses[0].display_name, user, domain))
    return found.as_bytes()


def as_text(letter: Letter) -> str:
    blocks = [letter.opening]
    for part in letter.parts:
        blocks.append("\n".join((part.head, "-" * 24, *(_lines(item) for item in part.items))))
    blocks += [f"{letter.action[0]}\n{letter.action[1]}"] if letter.action else []
    return "\n\n".join((*blocks, *letter.closing)) + "\n"


def _lines(item: Item) -> str:
    return "\n".join((f"* {item.title}", *(f"  {line}" for line in (*item.more.splitlines(), item.address) if line)))


# Mail programs know no style sheets of ours: a few plain rules on the elements themselves.
_BODY = "margin:0;padding:24px;background:#ffffff;color:#131416;font:16px/1.6 sans-serif"
_HEAD = "margin:24px 0 8px;padding-bottom:6px;border-bottom:1px solid #58616a;font-size:17px"
_SMALL = "color:#464c53;font-size:14px"
_LINK = "color:#0b50d0;font-weight:600"


def as_html(letter: Letter) -> str:
    body = [_p(letter.opening), *(_part(part) for part in letter.parts)]
    body += [f'<p style="margin:24px 0"><a href="{escape(letter.action[1])}" style="{_LINK}">{escape(letter.action[0])}</a></p>'] if letter.action else []
    body += [f'<p style="margin:8px 0;{_SMALL}">{escape(words)}</p>' for words in letter.closing]
    return (f'<!DOCTYPE html><html lang="{letter.language}"><head><meta charset="utf-8"><title>{escape(letter.subject)}</title></head>'
            f'<body style="{_BODY}"><div style="max-width:640px">{"".join(body)}</div></body></html>\n')


def _p(words: str) -> str:
    return f'<p style="margin:0 0 12px">{escape(words)}</p>'


def _part(part: Part) -> str:
    rows = "".join(_item(item) for item in part.items)
    return f'<h2 style="{_HEAD}">{escape(part.head)}</h2><ul style="margin:0;padding:0;list-style:none">{rows}</ul>'


def _item(item: Item) -> str:
    title = f'<a href="{escape(item.address)}" style="{_LINK}">{escape(item.title)}</a>' if item.address else f"<b>{escape(item.title)}</b>"
    more = escape(item.more).replace("\n", "<br>")
    return f'<li style="margin:0 0 12px">{title}<br><span style="{_SMALL}">{more}</span></li>'


def names(letters: Iterable[Letter]) -> tuple[str, ...]:
    """A file name for each: the person and the id, nothing a file system minds."""
    return tuple(f"{''.join(c if c.isalnum() or c in '.-_' else '_' for c in letter.person)}-{letter.id}.eml" for letter in letters)
