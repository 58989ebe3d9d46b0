"""Every word the program says. `wording("ko")` gives the translator of one language.

Words live in `ko/*.toml` and `en/*.toml`, one file per topic; the key of a sentence is `<file>.<name>`. Sentences have
named placeholders. A placeholder's value is written the way its kind is written in that language (numbers with
separators, dates, periods); `{year:y}` keeps a number plain, `{year:fy}` names a fiscal year, `{won:won}` writes money, `{share:pct}` a percentage (`pct0` a round one),
`{name:은/는}` adds the fitting Korean particle and `{n:milestone|milestones}` the fitting English word after a number.
"""

import re
import string
import tomllib
from datetime import UTC, date, datetime, tzinfo
from functools import cache, lru_cache
from pathlib import Path

from tracker.domain.periods import Period
from tracker.domain.plan import PlanHead, PlanWords
from tracker.domain.words import LANGUAGES, Bilingual
from tracker.text import numbers
from tracker.text.particles import with_particle

FOLDER = Path(__file__).parent
# Tables of these names, in whichever topic's file they stand, are shared: `[column] due = …` is `column.due`.
SHARED = frozenset({"column", "dataset", "filter", "word"})
CURRENCY = "KRW"  # of amounts where no plan is named
TERM = "term."
_ANY_WAY = re.compile(r"y?|[^|/{}]+\|[^|/{}]+|[^|/{}]+/[^|/{}]+")


class Wording(string.Formatter):
    """Sentences, numbers, dates and money in one language. Call it: `t("overview.title", count=3)`."""

    def __init__(self, language: str, sentences: dict[str, str], currency: str = CURRENCY, zone: tzinfo = UTC, fiscal_year_starts: int = 1) -> None:
        self.language = language
        self.zone = zone
        self._years_split = fiscal_year_starts > 1
        self._sentences = sentences
        self.money_sign = sentences.get(f"currency.{currency}", currency)
        self.terms = _terms(self, currency)
        self._parts: dict[str, tuple[tuple[str, str | None, str], ...]] = {}

    def __call__(self, key: str, /, **values: object) -> str:
        parts = self._parts.get(key) or self._read(key)
        return "".join([words if name is None else words + self.format_field(values[name], spec) for words, name, spec in parts])

    def of(self, head: PlanHead) -> "Wording":
        """The same in the plan's own words, in its currency, its time zone and its fiscal years."""
        named = ((TERM + "act", head.act), (TERM + "committee", head.committee))
        return _spoken(self.language, head.currency, head.words, named, head.zone, head.fiscal_year_starts)

    def _read(self, key: str) -> tuple[tuple[str, str | None, str], ...]:
        """A sentence as (words, placeholder after them, its kind), taken apart once: pages say the same ones thousands of times."""
        parts = tuple(self._filled(words, name, spec or "") for words, name, spec, _ in self.parse(self._sentences[key])) or (("", None, ""),)
        self._parts[key] = parts
        return parts

    def _filled(self, words: str, name: str | None, spec: str) -> tuple[str, str | None, str]:
        """A term is the same in every saying, so it is put in its place for good."""
        return (words + self.format_field(self.terms[name], spec), None, "") if name in self.terms else (words, name, spec)

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def keys(self) -> tuple[str, ...]:
        return tuple(self._sentences)

    def sentence(self, key: str) -> str:
        """The sentence as stored, placeholders unfilled."""
        return self._sentences[key]

    def pick(self, words: Bilingual) -> str:
        return words.within(self.language)

    def format_field(self, value: object, spec: str) -> str:
        if spec == "y":
            return str(value)
        if spec == "fy":
            return self.fiscal(value)
        if spec == "won":
            return self.won(value)
        if spec in ("pct", "pct0"):
            return self.percent(value, 0 if spec == "pct0" else 1)
        if "|" in spec:
            one, many = spec.split("|")
            return f"{self.show(value)}\u00a0{one if value == 1 else many}"
        if "/" in spec:
            return with_particle(self.show(value), spec)
        return self.show(value) if not spec else super().format_field(value, spec)

    def show(self, value: object) -> str:
        """A value of the domain in words; None is "no data", never zero."""
        if value is None:
            return self("common.no_data")
        if isinstance(value, Bilingual):
            return self.pick(value)
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, Period):
            return self.period(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return f"{value:,}"
        return str(value)

    def date(self, value: date) -> str:
        return numbers.date_words(value, self.language)

    def period(self, value: Period) -> str:
        return numbers.period_words(value, self.language)

    def local(self, at: datetime) -> datetime:
        """The instant on the plan's clocks; on those of UTC where no plan is named."""
        return at.astimezone(self.zone)

    def day(self, at: datetime) -> date:
        return self.local(at).date()

    def moment(self, at: datetime) -> str:
        """Day and time of an instant."""
        return f"{self.date(self.day(at))} {self.local(at):%H:%M}"

    def fiscal(self, year: int) -> str:
        """A fiscal year by its name: 2026, or 2026/27 where it ends in another year than it starts in."""
        return f"{year}/{(year + 1) % 100:02d}" if self._years_split else str(year)

    def month(self, number: int) -> str:
        return numbers.month_words(number, self.language)

    def number(self, value, digits: int = 0) -> str:
        return self("common.no_data") if value is None else numbers.number_words(value, digits)

    def percent(self, share, digits: int = 1) -> str:
        """`share` 0.413 is written 41.3%."""
        return self("common.no_data") if share is None else f"{float(share) * 100:,.{digits}f}%".replace("-", numbers.MINUS)

    def points(self, difference) -> str:
        """A difference of two shares, in percentage points."""
        return numbers.points_words(difference, self.language)

    def won(self, amount: int | None) -> str:
        """An amount in the plan's currency as the press writes it: 9조 9,000억 원, KRW 9.9 trillion."""
        return self("common.no_data") if amount is None else numbers.money_words(amount, self.language, self.money_sign)

    def won_short(self, amount: int | None) -> str:
        """Money for tight places, without the currency word: 2,208억, 220.8 bn."""
        return self("common.no_data") if amount is None else numbers.won_short(amount, self.language)

    def won_in(self, amount: int | None, unit: str) -> str:
        """Money for tight places, all of it in one unit: `eok`, `jo`, or empty for the fitting one."""
        return self("common.no_data") if amount is None else numbers.won_in(amount, unit, self.language)

    def join(self, items) -> str:
        return ", ".join(items)


def slots_of(sentence: str) -> dict[str, set[str]]:
    """What is filled in, by name, with the ways it is written. ValueError for what is no sentence with places to fill."""
    found: dict[str, set[str]] = {}
    for _, name, way, _ in string.Formatter().parse(sentence):
        if name is not None:
            found.setdefault(name, set()).add(way or "")
    return found


def suits_anything(way: str) -> bool:
    """Whether any value can be written that way: as it is, plain, with a particle, or with a word after a number."""
    return _ANY_WAY.fullmatch(way) is not None


def _terms(t: Wording, currency: str) -> dict[str, str]:
    """The nouns every sentence may name as `{the_budget}`: those of `[term]`, and what the plan's money is called."""
    own = {f"the_{key.removeprefix(TERM)}": t.sentence(key) for key in t.keys() if key.startswith(TERM)}
    unit = f"currency.{currency}_unit"
    return {"the_currency": t.sentence(unit) if unit in t else currency, "the_money": t.money_sign} | own


@lru_cache(maxsize=32)
def _spoken(language: str, currency: str, words: tuple[PlanWords, ...], named: tuple[tuple[str, Bilingual], ...], zone: tzinfo, fiscal_year_starts: int) -> Wording:
    """`named` are the terms the plan's head has anyway; its own `words` stand above them."""
    own = {key: name.within(language) for key, name in named} | {one.key: said for one in words if (said := getattr(one.says, language))}
    return Wording(language, _sentences(language) | own, currency, zone, fiscal_year_starts)


@cache
def wording(language: str) -> Wording:
    """The translator of `language` (`ko` or `en`), of no plan in particular."""
    if language not in LANGUAGES:
        raise ValueError(language)
    return Wording(language, _sentences(language))


@cache
def _sentences(language: str) -> dict[str, str]:
    sentences: dict[str, str] = {}
    for file in sorted((FOLDER / language).glob("*.toml")):
        sentences |= _flat(tomllib.loads(file.read_text("utf-8")), file.stem)
    return sentences


def _flat(table: dict, prefix: str) -> dict[str, str]:
    rows: dict[str, str] = {}
    for key, value in table.items():
        name = key if isinstance(value, dict) and key in SHARED else f"{prefix}.{key}"
        rows |= _flat(value, name) if isinstance(value, dict) else {name: value}
    return rows
