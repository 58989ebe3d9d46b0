"""plan.toml: what is said of the plan as a whole. Read into PlanHead with every problem, written back the same."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from fractions import Fraction
from typing import get_type_hints

from tracker.domain.committee import Support
from tracker.domain.errors import Problem
from tracker.domain.plan import PlanHead, SupportKind, Thresholds
from tracker.domain.words import Bilingual
from tracker.exchange import cells
from tracker.exchange.cells import BadCell, Cell

FILE = "plan.toml"
PARTS = ("thresholds", "support_kinds")


def read_head(files: Mapping[str, bytes], problems: list[Problem]) -> PlanHead | None:
    """The plan's head, None where plan.toml has problems (appended to `problems`)."""
    try:
        given = tomllib.loads(files[FILE].decode("utf-8-sig"))
    except KeyError:
        return _fail(problems, _problem("", "", "missing_file"))
    except UnicodeDecodeError:
        return _fail(problems, _problem("", "", "not_utf8"))
    except tomllib.TOMLDecodeError as error:
        return _fail(problems, _problem("", str(error), "bad_toml"))
    reading = _Reading(problems)
    known = {f.name for f in fields(PlanHead)}
    reading.unknown("", given, known)
    values = {name: reading.value("", name, hint, given) for name, hint in get_type_hints(PlanHead).items()
              if name not in PARTS}
    thresholds = reading.thresholds(given.get("thresholds", {}))
    kinds = tuple(reading.kind(row) for row in given.get("support_kinds", []))
    if reading.failed:
        return None
    if values["ends_on"] < values["starts_on"]:
        return _fail(problems, _problem("ends_on", str(values["ends_on"]), "ends_before_start",
                                        ("start", str(values["starts_on"]))))
    return PlanHead(**values, thresholds=thresholds, support_kinds=kinds)


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
        self._problems.append(_problem(name, str(value), key, *values))

    def unknown(self, section: str, given: dict, known: Iterable[str]) -> None:
        for name in given.keys() - set(known):
            self.note(section + name, given[name], "unknown_column")

    def value(self, section: str, name: str, hint: object, given: dict) -> object:
        """The value of one entry: a table {ko, en}, a list of codes, or a plain value of the type `hint`."""
        if name not in given:
            return self.note(section + name, "", "required")
        raw = given[name]
        if hint is Bilingual:
            return self._bilingual(section + name, raw)
        if hint == tuple[str, ...]:
            return tuple(map(str, raw)) if isinstance(raw, list) else self.note(section + name, raw, "bad_list")
        try:
            return _CELLS[hint].value(str(raw)) if str(raw) else _CELLS[hint].empty
        except BadCell as bad:
            return self.note(section + name, raw, bad.key, *bad.values_)

    def _bilingual(self, name: str, raw: object) -> Bilingual | None:
        if not isinstance(raw, dict) or raw.keys() - {"ko", "en"} or not all(isinstance(v, str) for v in raw.values()):
            return self.note(name, raw, "bad_bilingual")
        return Bilingual(**raw)

    def thresholds(self, given: dict) -> Thresholds | None:
        """The declared defaults where plan.toml is silent."""
        hints = get_type_hints(Thresholds)
        self.unknown("thresholds.", given, hints)
        found = {name: self.value("thresholds.", name, hints[name], given) for name in given if name in hints}
        negative = [name for name, value in found.items() if value is not None and value < 0]
        for name in negative:
            self.note(f"thresholds.{name}", given[name], "out_of_range", ("least", "0"), ("most", "–"))
        return None if self.failed else Thresholds(**found)

    def kind(self, row: dict) -> SupportKind | None:
        hints = get_type_hints(SupportKind) | {"support": Support}
        self.unknown("support_kinds.", row, hints)
        found = {name: self.value("support_kinds.", name, hint, row) for name, hint in hints.items()}
        return None if self.failed else SupportKind(found["code"], found["name"], str(found["support"]))


_CELLS: dict[object, Cell] = {
    str: cells.TEXT, int: cells.INTEGER, Fraction: cells.FRACTION, Support: cells.choice(Support),
    get_type_hints(PlanHead)["adopted_on"]: cells.DATE,
}


def head_text(head: PlanHead) -> str:
    """plan.toml with every entry of the head."""
    lines = [f"{f.name} = {_toml(getattr(head, f.name))}" for f in fields(head) if f.name not in PARTS]
    lines += ["", "[thresholds]"] + _entries(head.thresholds)
    for kind in head.support_kinds:
        lines += ["", "[[support_kinds]]"] + _entries(kind)
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
