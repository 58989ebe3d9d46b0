"""plan.toml: what is said of the plan as a whole. Read into PlanHead with every problem, written back the same."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from fractions import Fraction
from typing import get_type_hints

from tracker.domain.committee import Support
from tracker.domain.errors import Problem
from tracker.domain.plan import Jurisdiction, PlanHead, SupportKind, Thresholds
from tracker.domain.words import Bilingual
from tracker.exchange import cells
from tracker.exchange.cells import BadCell, Cell
from tracker.exchange.characters import UNFIT
from tracker.exchange.plan_words import read_words

FILE = "plan.toml"
# What stands there many times over: the kind of a row, and the type of a field where its annotation does not say it.
LISTS: dict[str, tuple[type, dict[str, object]]] = {"support_kinds": (SupportKind, {"support": Support}), "jurisdictions": (Jurisdiction, {})}
PARTS = ("thresholds", *LISTS, "words")
OPTIONAL = {f.name: f.default for f in fields(PlanHead) if f.name in ("licence_code", "licence_url", "time_zone", "fiscal_year_starts")}
OWN_CELLS = {"licence_url": cells.URL, "time_zone": cells.ZONE, "fiscal_year_starts": cells.MONTH}


def read_head(files: Mapping[str, bytes], problems: list[Problem]) -> PlanHead | None:
    """The plan's head, None where plan.toml has problems (appended to `problems`)."""
    try:
        given = tomllib.loads(files[FILE].decode("utf-8-sig"))
    except KeyError:
        return _fail(problems, _problem("", "", "missing_file"))
    except UnicodeDecodeError:
        return _fail(problems, _problem("", "", "not_utf8"))
    except (ValueError, RecursionError) as error:  # a number of thousands of digits and brackets without end are no TOML either
        return _fail(problems, _problem("", str(error), "bad_toml"))
    reading = _Reading(problems)
    known = {f.name for f in fields(PlanHead)}
    reading.unknown("", given, known)
    values = {name: reading.value("", name, hint, given) for name, hint in get_type_hints(PlanHead).items()
              if name not in PARTS}
    thresholds = reading.thresholds(reading.table("thresholds", given))
    lists = {name: reading.rows(name, given.get(name, [])) for name in LISTS}
    words = read_words(reading, reading.table("words", given))
    if reading.failed:
        return None
    if values["ends_on"] < values["starts_on"]:
        return _fail(problems, _problem("ends_on", str(values["ends_on"]), "ends_before_start",
                                        ("start", str(values["starts_on"]))))
    return PlanHead(**values, thresholds=thresholds, **lists, words=words)


def _fail(problems: list[Problem], problem: Problem) -> None:
    problems.append(problem)


def _problem(name: str, value: str, key: str, *values: tuple[str, str]) -> Problem:
    return Problem(FILE, 0, name, value, key, values)


class _Reading:
    """Collects problems while the parts of plan.toml are read."""

    def __init__(self, problems: list[Problem]) -> None:
        self._problems = problems
        self._before = len(problems)

    @property
    def failed(self) -> bool:
        return len(self._problems) > self._before

    def note(self, name: str, value: object, key: str, *values: tuple[str, str]) -> None:
        try:
            said = str(value)
        except RecursionError:  # tables in tables, deeper than can be written down
            said = "…"
        self._problems.append(_problem(name, said, key, *values))

    def unknown(self, section: str, given: dict, known: Iterable[str]) -> None:
        for name in given.keys() - set(known):
            self.note(section + name, given[name], "unknown_column")

    def value(self, section: str, name: str, hint: object, given: dict) -> object:
        """The value of one entry: a table {ko, en}, a list of codes, or a plain value of the type `hint`."""
        if name not in given and name in OPTIONAL:
            return OPTIONAL[name]
        if name not in given:
            return self.note(section + name, "", "required")
        raw = given[name]
        if hint is Bilingual:
            return self.bilingual(section + name, raw)
        if hint == tuple[str, ...]:
            fits = isinstance(raw, list) and all(isinstance(item, str) for item in raw)
            return tuple(self._text(name, item) for item in raw) if fits else self.note(section + name, raw, "bad_list")
        try:
            said = self._text(section + name, str(raw))
            return OWN_CELLS.get(name, _CELLS[hint]).value(said) if said else self._absent(section + name, hint)
        except BadCell as bad:
            return self.note(section + name, raw, bad.key, *bad.values_)

    def bilingual(self, name: str, raw: object) -> Bilingual | None:
        if not isinstance(raw, dict) or raw.keys() - {"ko", "en"} or not all(isinstance(v, str) for v in raw.values()):
            return self.note(name, raw, "bad_bilingual")
        return Bilingual(**{language: self._text(name, text) for language, text in raw.items()})

    def _text(self, name: str, text: str) -> str:
        return self.note(name, ascii(text[:40]), "control_character") or "" if UNFIT.search(text) else text

    def _absent(self, name: str, hint: object) -> object:
        """Text may be empty, a number, a day or a code may not."""
        return "" if hint is str and name.rpartition(".")[2] != "code" else self.note(name, "", "required")

    def table(self, name: str, given: dict) -> dict:
        """The entries of a `[name]`, none where it stands for something else."""
        found = given.get(name, {})
        return found if isinstance(found, dict) else self.note(name, found, "bad_table") or {}

    def rows(self, name: str, given: object) -> tuple:
        """The rows of a `[[name]]`, each with a code of its own."""
        if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
            return self.note(name, given, "bad_table") or ()
        codes = [str(row.get("code", "")) for row in given]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            self.note(f"{name}.code", code, "repeated_code")
        return tuple(self._row(name, row) for row in given)

    def _row(self, name: str, row: dict) -> object:
        kind, own = LISTS[name]
        hints = get_type_hints(kind) | own
        self.unknown(f"{name}.", row, hints)
        found = {field: self.value(f"{name}.", field, hint, row) for field, hint in hints.items()}
        return None if self.failed else kind(**{field: str(value) if hints[field] is Support else value for field, value in found.items()})

    def thresholds(self, given: dict) -> Thresholds | None:
        """The declared defaults where plan.toml is silent."""
        hints = get_type_hints(Thresholds)
        self.unknown("thresholds.", given, hints)
        found = {name: self.value("thresholds.", name, hints[name], given) for name in given if name in hints}
        negative = [name for name, value in found.items() if value is not None and value < 0]
        for name in negative:
            self.note(f"thresholds.{name}", given[name], "out_of_range", ("least", "0"), ("most", "–"))
        return None if self.failed else Thresholds(**found)


_CELLS: dict[object, Cell] = {
    str: cells.TEXT, int: cells.INTEGER, Fraction: cells.FRACTION, Support: cells.choice(Support),
    get_type_hints(PlanHead)["adopted_on"]: cells.DATE,
}


def head_text(head: PlanHead) -> str:
    """plan.toml with every entry of the head."""
    lines = [f"{f.name} = {_toml(getattr(head, f.name))}" for f in fields(head) if f.name not in PARTS]
    lines += ["", "[thresholds]"] + _entries(head.thresholds)
    for name in LISTS:
        lines += [line for part in getattr(head, name) for line in ("", f"[[{name}]]", *_entries(part))]
    if head.words:
        lines += ["", "[words]", *(f"{_toml(one.key)} = {_toml(one.says)}" for one in head.words)]
    return "\n".join(lines) + "\n"


def _entries(value: object) -> list[str]:
    return [f"{f.name} = {_toml(getattr(value, f.name))}" for f in fields(value)]


def _toml(value: object) -> str:
    if isinstance(value, Bilingual):
        return f"{{ ko = {_toml(value.ko)}, en = {_toml(value.en)} }}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value) if not isinstance(value, Fraction) else json.dumps(str(value))
