"""What an address asks for: language, day and the page's own parameters. The same words mean the same on every route."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from tracker.config import Settings
from tracker.domain.errors import NotFound, TrackerError
from tracker.domain.periods import parse_day
from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES
from tracker.services.editions import today
from tracker.views.pages import LONGEST_VALUE

LANGUAGE, AS_OF, KNOWN_ON, RELEASE = "lang", "as_of", "known_on", "release"


class BadAddress(TrackerError):
    """The address carries a value that means nothing."""


@dataclass(frozen=True)
class Asked:
    """`query` holds the other parameters, sorted by name; of a repeated one the last counts. `known_on` is the day whose
    knowledge is asked for, None for today's; without a day of its own the answer is then as of that day. `release` is the
    id of the release asked for, as written; `dated` says whether the address names the day it wants."""

    language: str
    as_of: date
    query: tuple[tuple[str, str], ...]
    known_on: date | None = None
    release: str = ""
    dated: bool = True

    def of_release(self, day: date) -> Self:
        """As a release answers that speaks for `day`."""
        return self if self.dated else replace(self, as_of=day)

    def taking(self, names: Iterable[str]) -> Self:
        """With the parameters a page knows; all others are left aside, so that they make no second copy of it."""
        return replace(self, query=tuple((name, value) for name, value in self.query if name in names))


def language_of(parameters: Mapping[str, str], default: str) -> str:
    """The language asked for, or the default where none or an unknown one is: for pages that must be shown anyway."""
    asked = parameters.get(LANGUAGE, default)
    return asked if asked in LANGUAGES else default


def asked_of(parameters: Mapping[str, str], settings: Settings) -> Asked:
    """What the parameters of an address ask for. Raises BadAddress for an unknown language or an impossible day."""
    parameters = {name: value[:LONGEST_VALUE] for name, value in parameters.items()}
    language = parameters.get(LANGUAGE) or settings.language
    if language not in LANGUAGES:
        raise BadAddress("server.bad_language", value=language, known=", ".join(LANGUAGES))
    now = today(settings)
    known = _day(parameters, KNOWN_ON)
    known = known if known and known < now else None
    rest = sorted((name, value) for name, value in parameters.items() if name not in (LANGUAGE, AS_OF, KNOWN_ON, RELEASE))
    on = _day(parameters, AS_OF)
    return Asked(language, on or known or now, tuple(rest), known, parameters.get(RELEASE, ""), on is not None)


def require_adopted(plan: Plan, day: date) -> None:
    """Raises NotFound for a day on which there was no such plan: to say that nothing was reported then would be no answer."""
    if day < plan.head.adopted_on:
        raise NotFound("error.before_the_plan", day=day, adopted=plan.head.adopted_on)


def _day(parameters: Mapping[str, str], name: str) -> date | None:
    text = parameters.get(name, "")
    try:
        return parse_day(text) if text else None
    except ValueError:
        raise BadAddress("server.bad_date", value=text, name=name) from None


def address(path: str, query: Mapping[str, str], language: str, default: str) -> str:
    """The one address of a page: its parameters by name, and the language only where it is not the default."""
    parameters = dict(sorted(query.items())) | ({LANGUAGE: language} if language != default else {})
    return f"{path}?{urlencode(parameters)}" if parameters else path
