"""Every word the program says. `wording("ko")` gives the translator of one language.

Words live in `ko/*.toml` and `en/*.toml`, one file per topic; the key of a sentence is `<file>.<name>`. Sentences have
named placeholders. A placeholder's value is written the way its kind is written in that language (numbers with
separators, dates, periods); `{year:y}` keeps a number plain, `{won:won}` writes money, `{share:pct}` a percentage (`pct0` a round one),
`{name:은/는}` adds the fitting Korean particle and `{n:milestone|milestones}` the fitting English word after a number.
"""

import string
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from tracker.domain.periods import Period
from tracker.domain.words import LANGUAGES, Bilingual
from tracker.text import numbers
from tracker.text.particles import with_particle

FOLDER = Path(__file__).parent
# Tables of these names, in whichever topic's file they stand, are shared: `[column] due = …` is `column.due`.
SHARED = frozenset({"column", "dataset", "filter", "word"})


class Wording(string.Formatter):
    """Sentences, numbers, dates and money in one language. Call it: `t("overview.title", count=3)`."""

    def __init__(self, language: str, sentences: dict[str, str]) -> None:
        self.language = language
        self._sentences = sentences

    def __call__(self, key: str, **values: object) -> str:
        return self.vformat(self._sentences[key], (), values)

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

    def number(self, value, digits: int = 0) -> str:
        return self("common.no_data") if value is None else numbers.number_words(value, digits)

    def percent(self, share, digits: int = 1) -> str:
        """`share` 0.413 is written 41.3%."""
        return self("common.no_data") if share is None else f"{float(share) * 100:,.{digits}f}%".replace("-", numbers.MINUS)

    def points(self, difference) -> str:
        """A difference of two shares, in percentage points."""
        return numbers.points_words(difference, self.language)

    def won(self, amount: int | None) -> str:
        """Whole won as the press writes them: 9조 9,000억 원, KRW 9.9 trillion."""
        return self("common.no_data") if amount is None else numbers.won_words(amount, self.language)

    def won_short(self, amount: int | None) -> str:
        """Money for tight places, without the currency word: 2,208억, 220.8 bn."""
        return self("common.no_data") if amount is None else numbers.won_short(amount, self.language)

    def won_in(self, amount: int | None, unit: str) -> str:
        """Money for tight places, all of it in one unit: `eok`, `jo`, or empty for the fitting one."""
        return self("common.no_data") if amount is None else numbers.won_in(amount, unit, self.language)

    def join(self, items) -> str:
        return ", ".join(items)


@cache
def wording(language: str) -> Wording:
    """The translator of `language` (`ko` or `en`)."""
    if language not in LANGUAGES:
        raise ValueError(language)
    sentences: dict[str, str] = {}
    for file in sorted((FOLDER / language).glob("*.toml")):
        sentences |= _flat(tomllib.loads(file.read_text("utf-8")), file.stem)
    return Wording(language, sentences)


def _flat(table: dict, prefix: str) -> dict[str, str]:
    rows: dict[str, str] = {}
    for key, value in table.items():
        name = key if isinstance(value, dict) and key in SHARED else f"{prefix}.{key}"
        rows |= _flat(value, name) if isinstance(value, dict) else {name: value}
    return rows
