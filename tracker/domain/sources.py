"""Where a fact comes from. Every row of the plan carries one."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.domain.words import NOTHING, Bilingual


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Origin:
    """The source of one row. `url` is empty where no source may be linked; `published` is ISO, maybe partial."""

    url: str
    published: str
    confidence: Confidence
    page: str = ""


@dataclass(frozen=True)
class Source:
    """A document or page that facts came from; `url` identifies it. A title is known for the main ones only."""

    url: str
    publisher: str
    title: Bilingual = NOTHING
    note: Bilingual = NOTHING
