"""Pillars (정책축), areas (전략분야) and goals (실행과제)."""

from dataclasses import dataclass

from tracker.domain.sources import Origin
from tracker.domain.words import NOTHING, Bilingual


@dataclass(frozen=True)
class Pillar:
    code: str  # P1
    name: Bilingual
    origin: Origin


@dataclass(frozen=True)
class Area:
    code: str  # A01
    pillar: str
    name: Bilingual
    origin: Origin


@dataclass(frozen=True)
class Goal:
    """`leads` and `cooperating` are organisation codes; `body` is the committee body that follows the goal."""

    code: str  # T01
    area: str
    name: Bilingual
    leads: tuple[str, ...]
    cooperating: tuple[str, ...]
    body: Bilingual
    origin: Origin
    note: Bilingual = NOTHING
