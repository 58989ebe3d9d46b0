"""What the public is told after somebody said that a number is wrong: part of the plan, so that it is published with it."""

from dataclasses import dataclass
from datetime import date

from tracker.domain.words import Bilingual

# What kind of thing `about` names on the pages that are about one thing.
ABOUT = {"area": "area", "goal": "goal", "milestone": "milestone", "programme": "programme", "indicator": "indicator", "ministry": "organisation"}


@dataclass(frozen=True)
class Correction:
    """An answer of the office. `page`, `dataset` and `about` (the code of one thing, empty where the page is about many)
    say what it is about; `question` is put in the office's own words, never copied from what was sent in; `release` is the
    revision that has the figure put right, empty where it stands as it was."""

    code: str  # Q-1, as the asker was told
    page: str
    dataset: str
    about: str
    question: Bilingual
    answer: Bilingual
    received_on: date
    answered_on: date
    release: str = ""
