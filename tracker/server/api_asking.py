"""What an address of the interface asks for, checked before anything is read. Nothing unknown is passed over: a filter with
a mistake in its name would answer with everything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from tracker.domain.errors import TrackerError
from tracker.domain.periods import parse_day
from tracker.domain.words import LANGUAGES
from tracker.server.api_table import AS_OF, LANGUAGE, LIMIT, MOST, OFFSET, PAGING, RELEASE, SHARED, USUAL
from tracker.views.pages import LONGEST_VALUE

LONGEST_QUERY = 2_000


class BadQuestion(TrackerError):
    """A parameter that means nothing here. The key names `<key>` and `<key>_how` in the words of the interface."""


@dataclass(frozen=True)
class Question:
    """`filters` sorted by name. `as_of` None: the day the release speaks for; `release` empty: the newest."""

    language: str
    release: str
    as_of: date | None
    filters: tuple[tuple[str, str], ...]
    limit: int = USUAL
    offset: int = 0

    def address(self, path: str, offset: int) -> str:
        """The same question from another place of the list."""
        said = dict(self.filters) | {LANGUAGE: self.language, LIMIT: str(self.limit), OFFSET: str(offset)}
        said |= {RELEASE: self.release} if self.release else {}
        said |= {AS_OF: self.as_of.isoformat()} if self.as_of else {}
        return f"{path}?{urlencode(sorted(said.items()))}"


def language_of(query: str, default: str) -> str:
    """The language of an answer that refuses."""
    asked = dict(parse_qsl(query[:LONGEST_QUERY])).get(LANGUAGE, default)
    return asked if asked in LANGUAGES else default


def question(query: str, known: Sequence[str], default: str) -> Question:
    """Raises BadQuestion."""
    if len(query) > LONGEST_QUERY:
        raise BadQuestion("api.too_long", most=LONGEST_QUERY)
    pairs = parse_qsl(query, keep_blank_values=True)
    said = dict(pairs)
    _only_known(pairs, known)
    language = said.get(LANGUAGE, default)
    if language not in LANGUAGES:
        raise BadQuestion("api.bad_language", value=language, known=", ".join(LANGUAGES))
    filters = tuple(sorted((k, v) for k, v in said.items() if k not in (*SHARED, *PAGING)))
    return Question(language, said.get(RELEASE, ""), _day(said.get(AS_OF, "")), filters, _number(said, LIMIT, 1, MOST, USUAL), _number(said, OFFSET, 0, 10**9, 0))


def _only_known(pairs: Iterable[tuple[str, str]], known: Sequence[str]) -> None:
    seen: set[str] = set()
    for name, value in pairs:
        if name not in known:
            raise BadQuestion("api.unknown_parameter", name=name[:LONGEST_VALUE], known=", ".join(sorted(known)) or "–")
        if name in seen:
            raise BadQuestion("api.repeated_parameter", name=name)
        if len(value) > LONGEST_VALUE:
            raise BadQuestion("api.long_value", name=name, most=LONGEST_VALUE)
        seen.add(name)


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except ValueError:
        raise BadQuestion("api.bad_day", value=text) from None


def _number(said: dict[str, str], name: str, least: int, most: int, usual: int) -> int:
    text = said.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and least <= int(text) <= most):
        raise BadQuestion("api.bad_number", name=name, value=text, least=least, most=most)
    return int(text)
