"""Who reads what: the plan, the day, the language and the look of one script run. Pages get nothing else."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from tracker.charts.look import SIZES, THEMES, Look, page_address
from tracker.domain.errors import NotFound
from tracker.domain.history import Step
from tracker.domain.periods import parse_day
from tracker.domain.plan import Plan
from tracker.domain.release import Issued, Manifest
from tracker.domain.words import LANGUAGES
from tracker.text import Wording, wording
from tracker.views.pages import BY_KEY, LONGEST_VALUE, PATHS

FILE_QUERY = ("lang", "as_of", "known_on", "release")  # what a file depends on, beside what is chosen on the page


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
    release: str = ""  # the id of the release asked for, as written

    def of_release(self, day: date) -> "Address":
        """As a release answers that speaks for `day`."""
        return self if self.asked_date else replace(self, as_of=day)

    @property
    def kept(self) -> dict[str, str]:
        """The part of the query that goes with the reader to other pages."""
        return {"lang": self.language, "as_of": self.as_of.isoformat() if self.asked_date else "",
                "known_on": self.known_on.isoformat() if self.known_on else "", "release": self.release,
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
        size=query["size"] if query.get("size") in SIZES else "m", query=own, asked_date=query["as_of"] if on else "", known_on=known,
        release=query.get("release", "")[:LONGEST_VALUE])
    return address, readable and known_readable


def _day(text: str) -> tuple[date | None, bool]:
    """The day written, and whether what was written can be read."""
    try:
        return (parse_day(text) if text else None), True
    except ValueError:
        return None, False


class Import(Protocol):
    """A whole plan that was read in at once: on which day, and how many objects it touched."""

    on: date
    objects: int


class Past(Protocol):
    """How the plan came to be what it is: the log, or what a release kept of it."""

    @property
    def begins(self) -> date | None:
        """The first day anything is known of; None where nothing is."""

    def plan(self, on: date | None) -> Plan:
        """The plan as known at the end of `on`, or now. Raises NotFound on a day before the beginning."""

    def steps(self, *roots: str) -> tuple[Step, ...]:
        """Every change of these objects, in order."""

    def recorded(self, first: date, last: date) -> tuple[Step, ...]:
        """What was changed on the days from `first` to `last`, imports apart."""

    def imports(self, first: date, last: date) -> tuple[Import, ...]: ...


@dataclass(frozen=True)
class Published:
    """The release a reader looks at. `newest` is the id of what everybody sees now, `broken` are those not shown because
    their bytes are not what their manifest says, `unproven` those withdrawn by a mark that no trusted key signed."""

    manifest: Manifest
    sha256: str  # of the manifest
    withdrawn: bool = False
    newest: str = ""
    broken: tuple[str, ...] = ()
    unproven: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """`t` says words, `look` knows colours and addresses (`look.href`), `value("code")` reads the page's query, `past` is
    what is known of how the plan came about (None where nothing is, as in a preview)."""

    plan: Plan
    revision: str
    address: Address
    today: date
    t: Wording = field(compare=False)
    look: Look = field(compare=False)
    past: Past | None = field(default=None, compare=False)
    knows: bool = True  # False on a day before the log begins: then the plan is the present one
    published: Published | None = None  # None: the working plan
    doors: bool = False  # whether people can sign in here
    inside: bool = False  # whether this reader has
    issued: tuple[Issued, ...] = field(default=(), compare=False)  # every release that is out, the oldest first
    public: str = ""  # the id of what everybody sees now, where the reader looks at the working plan and something is out

    @property
    def as_of(self) -> date:
        return self.address.as_of

    @property
    def language(self) -> str:
        return self.address.language

    @property
    def query(self) -> dict[str, str]:
        return dict(self.address.query)

    @property
    def picks_days(self) -> bool:
        """Whether any day can be asked for; files cannot foresee them all."""
        return True

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

    def cited(self) -> str:
        """The address that shows the same for good: of this day and, where a release is read, of that release."""
        return self.same_page(as_of=self.as_of.isoformat(), release=self.lent_id)

    def in_release(self, id: str) -> str:
        """The address of this very page in another release."""
        return self.same_page(release=id)

    def files_of(self, id: str) -> str:
        """Where the files of a release lie for good, without a slash at its end."""
        return f"/r/{id}"

    def download(self, dataset: str, form: str = "csv", **filters: str) -> str:
        """The address of a dataset with exactly the rows shown."""
        return self._file(f"/data/{dataset}.{form}", filters)

    def released(self, path: str) -> str:
        """The address of a file of the release that is read; empty where it has none of that name. Feeds are for who comes
        again: those of the newest."""
        if not self.published or path not in self.published.manifest.files:
            return ""
        return f"/{path}" if path.startswith("feeds/") else f"{self.files_of(str(self.published.manifest.id))}/{path}"

    @property
    def interface(self) -> str:
        """Where programs ask for what was published; empty where nothing answers them."""
        return "/api/v1/" if self.published else ""

    def report(self, kind: str, form: str, **query: str) -> str:
        """The address of a printed report (brief, quarterly) as pdf, html or md, as of this very day and state."""
        return self._file(f"/reports/{kind}.{form}", query)

    def picture(self, chart: str, form: str) -> str:
        """The address of a chart of this very page as svg or png."""
        return self._file(f"/charts/{self.address.page}/{chart}.{form}", self.query)

    @property
    def lent_id(self) -> str:
        """The release charts are lent of; empty where none is read."""
        return str(self.published.manifest.id) if self.published else ""

    def lent(self, chart: str) -> str:
        """Where other sites find a chart of this page as everybody sees it now, from the root of the site; empty where what is
        read is another state, day or choice, or the release has no such file."""
        seen, page = self.published, self.address.page
        if not seen or seen.withdrawn or self.lent_id != seen.newest or self.as_of != seen.manifest.as_of or set(self.query) - {"code"}:
            return ""
        folder = "" if self.language == LANGUAGES[0] else f"{self.language}/"
        place = "/".join(filter(None, ("index" if page == "overview" else page, self.value("code"))))
        file = f"{folder}embed/{place}/{chart}.html"
        return f"/latest/{file}" if file in seen.manifest.files else ""

    def _file(self, path: str, query: dict[str, str]) -> str:
        kept = {k: v for k, v in self.address.kept.items() if k in FILE_QUERY}
        return page_address({"x": path}, {})("x", **(query | kept))


def reader_for(address: Address, plan: Plan, revision: str, today: date, past: Past | None = None) -> Reader:
    look = Look(address.theme, address.size, page_address(PATHS, address.kept))
    return Reader(plan, revision, address, today, wording(address.language).of(plan.head), look, past)
