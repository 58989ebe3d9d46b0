"""Who reads a page of the static edition: nobody in particular, in one language, on the day of the release."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tracker.charts.look import Look
from tracker.domain.release import Issued
from tracker.domain.words import LANGUAGES
from tracker.kept import Kept
from tracker.pages.reader import Address, Past, Reader
from tracker.site.places import FIRST, ROOT, Place, lends, lent, place

FORMS = ("csv", "json")  # of every dataset
REPORTS = ("pdf", "md")  # forms of the printed reports an edition carries


COMMON = 200  # parts of pages


class Tint(str):
    """A colour of the light theme that still knows its name, so that a style sheet can give it another theme's."""

    name: str

    def __new__(cls, value: str, name: str) -> "Tint":
        made = super().__new__(cls, value)
        made.name = name
        return made

    @property
    def variable(self) -> str:
        return f"var(--{self.name})"


@dataclass(frozen=True)
class StaticLook(Look):
    def colour(self, name: str) -> Tint:
        return Tint(super().colour(name), name.removesuffix("_past_due").removesuffix("_ahead").removesuffix("_undated"))


@dataclass(frozen=True)
class StaticReader(Reader):
    """Its addresses are files of the edition. `asked` gathers the places its pages lead to."""

    here: Place = Place("overview", (), FIRST)
    permanent: str = ""  # the address this edition keeps for good, without a slash at its end
    asked: Callable[[Place], None] = field(default=lambda place: None, compare=False)
    common: Kept = field(default_factory=lambda: Kept(COMMON), compare=False)  # what many pages show alike, drawn once
    shown: Callable[[str], None] = field(default=lambda dataset: None, compare=False)  # hears of every dataset a page offers

    @property
    def picks_days(self) -> bool:
        return False

    def same_page(self, **changes: str) -> str:
        """This page with some of its query changed. As of its own day it is the address that is cited."""
        if changes.get("as_of"):
            return f"{self.permanent}/{self.here.file}"
        language = changes.pop("lang", "") or self.language
        return led(self.asked, place(self.address.page, language if language in LANGUAGES else self.language, self.query | changes))

    def in_release(self, id: str) -> str:
        """Editions lie side by side at their permanent addresses."""
        return f"{self.permanent.rpartition('/')[0]}/{id}/{self.here.file}"

    def files_of(self, id: str) -> str:
        return f"{self.permanent.rpartition('/')[0]}/{id}"

    def released(self, path: str) -> str:
        return f"{ROOT}{path}"

    @property
    def interface(self) -> str:
        """A folder of files answers no questions."""
        return ""

    def download(self, dataset: str, form: str = "csv", **filters: str) -> str:
        """The whole dataset, which lies beside the pages: a folder of files cannot pick rows. As a workbook there is only
        the one of all datasets."""
        if form not in FORMS:
            return ""
        self.shown(dataset)
        return f"{ROOT}data/{self.language}/{dataset}.{form}"

    def report(self, kind: str, form: str, **query: str) -> str:
        """The reports of the whole plan lie beside the data; others nobody has made."""
        return "" if query or form not in REPORTS else f"{ROOT}data/{kind}.{self.language}.{form}"

    @property
    def lent_id(self) -> str:
        return self.permanent.rpartition("/")[2]

    def lent(self, chart: str) -> str:
        """A view of a page chosen by filters has no charts of its own."""
        return f"/latest/{lent(self.here, chart)}" if lends(self.here) else ""

    def picture(self, chart: str, form: str) -> str:
        """Figures stand in the page as pictures already."""
        return ""


def led(asked: Callable[[Place], None], there: Place) -> str:
    asked(there)
    return ROOT + there.file


def told(past: Past | None, there: Place) -> Place:
    """The place itself; for the history of what never changed, the page of all that did: such a page would say nothing."""
    of = there.value("of") if there.page == "history" else ""
    changed = of and past and any(not (step.imported and step.begins) for step in past.steps(of))
    return there if changed or not of else Place(there.page, (), there.language)


def issued_by(past: Past | None) -> tuple[Issued, ...]:
    """The releases up to this one, as far as it can know them: each names the fingerprint of the one before it."""
    manifests = getattr(past, "manifests", ())
    named = {m.previous.id: m.previous.manifest for m in manifests if m.previous}
    return tuple(Issued(m, named.get(m.id, "")) for m in manifests)


def address_of(there: Place, as_of) -> Address:
    return Address(there.page, there.language, as_of, "light", "m", there.query)


def look_of(language: str, asked: Callable[[Place], None], past: Past | None = None) -> StaticLook:
    return StaticLook(href=lambda key, **query: led(asked, told(past, place(key, language, query))))
