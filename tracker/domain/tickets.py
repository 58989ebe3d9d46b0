"""Numbers somebody of the public says are wrong: what may be sent in, and how the office answers or turns it down.

What was written stays in the workspace. The public reads only the `Correction` an editor words for it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from tracker.domain.corrections import Correction
from tracker.domain.errors import BadInput, NotReady, Problem
from tracker.domain.personal_data import Personal, findings
from tracker.domain.words import Bilingual

LONGEST = 1000  # of what is wrong, and of an answer
SHORT = 300  # of what it should be, of an address, of a question as published
NAME = re.compile(r"[A-Za-z0-9_.~ -]{0,80}")
# Of an address only what no address needs: numbers in links look like telephones.
IN_ADDRESSES = frozenset({Personal.RESIDENT, Personal.FOREIGNER, Personal.EMAIL, Personal.OFFICE_EMAIL})


class TicketState(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"  # in public, by the Correction of the plan that has the same code
    REJECTED = "rejected"


@dataclass(frozen=True)
class Ticket:
    """Somebody of the public said that a number is wrong. Their words stay in here; nothing is kept of who it was.
    `page`, `dataset` and `about` say where the number stood, `seen` in which release (empty for the working plan)."""

    code: str
    state: TicketState
    received_at: datetime
    page: str
    dataset: str
    about: str
    wrong: str
    should: str = ""
    link: str = ""
    language: str = "ko"
    seen: str = ""
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True)
class Place:
    """Where the number stood."""

    page: str
    dataset: str
    about: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Sent:
    """The form as it was filled in."""

    wrong: str
    should: str = ""
    link: str = ""
    language: str = "ko"


@dataclass(frozen=True)
class Answer:
    """What an editor makes public: the question in the office's words, the answer, and where the figure was wrong the
    release that has it put right."""

    question: Bilingual
    answer: Bilingual
    corrected: bool = False
    release: str = ""


def new_ticket(held: Iterable[Ticket], place: Place, sent: Sent, at: datetime) -> Ticket:
    """A ticket under the next number. Raises BadInput with everything that has to be mended."""
    said = Sent(_cleaned(sent.wrong), _cleaned(sent.should), _cleaned(sent.link), sent.language)
    _insist(_wrong_in(said))
    number = max((int(t.code.removeprefix("Q-")) for t in held), default=0) + 1
    named = {name: value if NAME.fullmatch(value) else "" for name, value in vars(place).items()}
    return Ticket(f"Q-{number}", TicketState.OPEN, at, wrong=said.wrong, should=said.should, link=said.link, language=said.language, **named)


def _cleaned(text: str) -> str:
    """Plain text: line ends as one character, nothing that cannot be seen or turns the writing around."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")).strip()


def _wrong_in(said: Sent) -> Iterator[Problem]:
    if not said.wrong:
        yield _problem("wrong", "ticket_empty")
    for name, most in (("wrong", LONGEST), ("should", SHORT), ("link", SHORT)):
        if len(getattr(said, name)) > most:
            yield _problem(name, "ticket_long", most=str(most))
    if said.link and not _is_address(said.link):
        yield _problem("link", "ticket_link")
    for name in ("wrong", "should"):
        yield from _personal(name, getattr(said, name), frozenset(Personal))
    yield from _personal("link", said.link, IN_ADDRESSES)


def _personal(name: str, text: str, kinds: frozenset[Personal]) -> Iterator[Problem]:
    """The first finding of a field: one is enough to mend it, and it is shown masked."""
    yield from [_problem(name, "ticket_personal", shown=f.masked) for f in findings(text) if f.kind in kinds][:1]


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc and not re.search(r"\s", text)
    except ValueError:
        return False


def answered(ticket: Ticket, answer: Answer, releases: Iterable[str], by: str, at: datetime, on: date,
             received_on: date) -> tuple[Ticket, Correction]:
    """The ticket as answered, and what the public reads of it; answering again words it anew. The days are those of the plan.
    Raises BadInput."""
    answer = replace(answer, question=_plain(answer.question), answer=_plain(answer.answer))
    _insist(_wrong_with(answer, frozenset(releases)))
    told = Correction(ticket.code, ticket.page, ticket.dataset, ticket.about, answer.question, answer.answer,
                      min(received_on, on), on, answer.release if answer.corrected else "")
    return replace(ticket, state=TicketState.ANSWERED, reason="", decided_by=by, decided_at=at), told


def _wrong_with(answer: Answer, releases: frozenset[str]) -> Iterator[Problem]:
    if answer.corrected and answer.release not in releases:
        yield _problem("release", "ticket_release")
    for name, most in (("question", SHORT), ("answer", LONGEST)):
        for language in ("ko", "en"):
            text = getattr(getattr(answer, name), language)
            if not text:
                yield _problem(f"{name}_{language}", "ticket_both_languages")
            elif len(text) > most:
                yield _problem(f"{name}_{language}", "ticket_long", most=str(most))
            yield from _personal(f"{name}_{language}", text, frozenset(Personal) - {Personal.OFFICE_EMAIL})


def rejected(ticket: Ticket, reason: str, by: str, at: datetime) -> Ticket:
    """Turned down, with a reason for the office. Raises NotReady where it was answered in public, BadInput without a reason."""
    if ticket.state is TicketState.ANSWERED:
        raise NotReady("error.ticket_answered", code=ticket.code)
    said = reason.strip()
    _insist(_problem("reason", "ticket_reason", most=str(SHORT)) for _ in (1,) if not said or len(said) > SHORT)
    return replace(ticket, state=TicketState.REJECTED, reason=said, decided_by=by, decided_at=at)


def _plain(words: Bilingual) -> Bilingual:
    return Bilingual(_cleaned(words.ko), _cleaned(words.en))


def _problem(column: str, key: str, **values: str) -> Problem:
    return Problem("ticket", 0, column, "", key, tuple(values.items()))


def _insist(problems: Iterable[Problem]) -> None:
    if found := tuple(problems):
        raise BadInput(found)
