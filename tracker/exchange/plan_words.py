"""The `[words]` of plan.toml: sentences and nouns a plan says its own way, each in place of a text the program has."""

from collections.abc import Mapping
from typing import Protocol

from tracker.domain.plan import PlanWords
from tracker.domain.words import LANGUAGES, Bilingual
from tracker.text import slots_of, suits_anything, wording


class Reading(Protocol):
    """Reads entries of plan.toml and notes what is wrong with them."""

    def bilingual(self, name: str, raw: object) -> Bilingual | None: ...

    def note(self, name: str, value: object, key: str, *values: tuple[str, str]) -> None: ...


def read_words(reading: Reading, given: dict) -> tuple[PlanWords, ...]:
    found = ((key, reading.bilingual(f"words.{key}", raw)) for key, raw in given.items())
    return tuple(PlanWords(key, says) for key, says in found if says is not None and _fits(reading, key, says))


def _fits(reading: Reading, key: str, says: Bilingual) -> bool:
    """The program has such a text, and the plan's own needs nothing filled in that the program would not fill in there."""
    own = [wording(language) for language in LANGUAGES]
    if not all(key in t for t in own):
        reading.note(f"words.{key}", key, "unknown_text")
        return False
    if not (says.ko or says.en):
        reading.note(f"words.{key}", "", "required")
        return False
    known: dict[str, set[str]] = {name: set() for name in own[0].terms}
    for t in own:
        for name, ways in slots_of(t.sentence(key)).items():
            known.setdefault(name, set()).update(ways)
    return all([_fills(reading, key, text, known) for text in (says.ko, says.en) if text])


def _fills(reading: Reading, key: str, text: str, known: Mapping[str, set[str]]) -> bool:
    """A value is only written in a way that fits whatever it is, or in one the program writes it in there: money is no day."""
    try:
        wanted = slots_of(text)
    except ValueError:
        reading.note(f"words.{key}", text, "bad_sentence")
        return False
    if more := sorted(wanted.keys() - known.keys()):
        reading.note(f"words.{key}", ", ".join(more), "unknown_slot", ("known", ", ".join(sorted(known)) or "–"))
        return False
    odd = sorted(f"{name}:{way}" for name, ways in wanted.items() for way in ways - known[name] if not suits_anything(way))
    if odd:
        reading.note(f"words.{key}", ", ".join(odd), "unknown_way")
    return not odd
