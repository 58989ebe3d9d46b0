"""The `[words]` of plan.toml: sentences and nouns a plan says its own way, each in place of a text the program has."""

from typing import Protocol

from tracker.domain.plan import PlanWords
from tracker.domain.words import LANGUAGES, Bilingual
from tracker.text import slots_of, wording


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
    known = slots_of(own[0].sentence(key)) | own[0].terms.keys()
    return all([_fills(reading, key, text, known) for text in (says.ko, says.en) if text])


def _fills(reading: Reading, key: str, text: str, known: set[str]) -> bool:
    try:
        more = slots_of(text) - known
    except ValueError:
        reading.note(f"words.{key}", text, "bad_sentence")
        return False
    if more:
        reading.note(f"words.{key}", ", ".join(sorted(more)), "unknown_slot", ("known", ", ".join(sorted(known)) or "–"))
    return not more
