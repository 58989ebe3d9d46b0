"""Who reads what: the plan, the day, the language and the look of one script run. Pages get nothing else."""

from dataclasses import dataclass, field, replace
from datetime import date

from tracker.charts.look import SIZES, THEMES, Look, page_address
from tracker.domain.errors import NotFound
from tracker.domain.periods import parse_day
from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES
from tracker.services.history import Past
from tracker.services.reading import edition
from tracker.store.engine import Engine
from tracker.text import Wording, wording
from tracker.views.pages import BY_KEY, LONGEST_VALUE, PATHS


@dataclass(frozen=True)
class Address:
    """What the address bar asks for: small, hashable, the key of every drawing cache."""

    page: str
    language: str
    as_of: date
    theme: str
    size: str
    query: tuple[tuple[str, str], ...]
    asked_date: str = ""  # as written, when it was given
    known_on: date | None = None  # the day whose knowledge is asked for, None for today's

    @property
    def kept(self) -> dict[str, str]:
        """The part of the query that goes with the reader to other pages."""
        return {"lang": self.language, "as_of": self.as_of.isoformat() if self.asked_date else "",
                "known_on": self.known_on.isoformat() if self.known_on else "",
                "theme": "" if self.theme == "light" else self.theme, "size": "" if self.size == "m" else self.size}


def read_address(page: str, query: dict[str, str], language: str, today: date) -> tuple[Address, bool]:
    """The address of a page from a raw query, and whether its dates could be read. Wrong values fall back."""
    known, known_readable = _day(query.get("known_on", ""))
    on, readable = _day(query.get("as_of", ""))
    known = known if known and known < today else None  # today's knowledge, and any later day's, is the present one
    takes = BY_KEY[page].takes
    own = tuple((k, query[k][:LONGEST_VALUE]) for k in takes if query.get(k))
    address = Address(
        page=page, language=query["lang"] if query.get("lang") in LANGUAGES else language, as_of=on or known or today,
        theme=query["theme"] if query.get("theme") in THEMES else "light",
        size=query["size"] if query.get("size") in SIZES else "m", query=own, asked_date=query["as_of"] if on else "", known_on=known)
    return address, readable and known_readable


def _day(text: str) -> tuple[date | None, bool]:
    """The day written, and whether what was written can be read."""
    try:
        return (parse_day(text) if text else None), True
    except ValueError:
        return None, False


@dataclass(frozen=True)
class Reader:
    """`t` says words, `look` knows colours and addresses (`look.href`), `value("code")` reads the page's query, `past` is
    what the log says of the plan (None where there is no log, as in a preview)."""

    plan: Plan
    revision: str
    address: Address
    today: date
    t: Wording = field(compare=False)
    look: Look = field(compare=False)
    past: Past | None = field(default=None, compare=False)
    knows: bool = True  # False on a day before the log begins: then the plan is the present one

    @property
    def as_of(self) -> date:
        return self.address.as_of

    @property
    def language(self) -> str:
        return self.address.language

    @property
    def query(self) -> dict[str, str]:
        return dict(self.address.query)

    def value(self, name: str) -> str:
        """A query value of this page, empty when not given."""
        return self.query.get(name, "")

    def code(self) -> str:
        """The code of the one thing the page is about; NotFound with advice when the address has none."""
        if not self.value("code"):
            raise NotFound("error.no_code")
        return self.value("code")

    def href(self, key: str, **query: str) -> str:
        return self.look.href(key, **query)

    def same_page(self, **changes: str) -> str:
        """The address of this very page with some of its query changed (an empty value drops it)."""
        pairs = self.query | self.address.kept | changes
        return page_address(PATHS, {})(self.address.page, **pairs)

    def download(self, dataset: str, form: str = "csv", **filters: str) -> str:
        """The address of a dataset with exactly the rows shown."""
        kept = {k: v for k, v in self.address.kept.items() if k in ("lang", "as_of", "known_on")}
        return page_address({"x": f"/data/{dataset}.{form}"}, {})("x", **(filters | kept))


def reader_at(engine: Engine, address: Address, today: date) -> Reader:
    """The reader of an address, with the plan as known on the day it asks for."""
    past = Past(engine, address.known_on)
    try:
        found, knows = edition(engine, address.known_on), True
    except NotFound:
        found, knows = edition(engine), False
    return replace(reader_for(address, found.plan, found.revision, today, past), knows=knows)


def reader_for(address: Address, plan: Plan, revision: str, today: date, past: Past | None = None) -> Reader:
    look = Look(address.theme, address.size, page_address(PATHS, address.kept))
    return Reader(plan, revision, address, today, wording(address.language), look, past)
