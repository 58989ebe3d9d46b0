"""Ministries and other bodies, with the days between which they existed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.domain.sources import Origin
from tracker.domain.words import NOTHING, Bilingual


class OrganisationKind(StrEnum):
    MINISTRY = "ministry"
    AGENCY = "agency"
    COMMISSION = "commission"
    COMMITTEE = "committee"
    INSTITUTE = "institute"
    OTHER = "other"


@dataclass(frozen=True)
class Organisation:
    """`code` is the English abbreviation. `rank` is the statutory order (직제순), ascending, the default order
    everywhere. `valid_from`/`valid_to` bound its existence under this name (None: unknown or open);
    `successors` are the codes that took over. `standing_for_many` marks "related ministries" rows."""

    code: str
    name: Bilingual
    short: Bilingual
    kind: OrganisationKind
    rank: int
    origin: Origin
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    note: Bilingual = NOTHING

    def existed(self, as_of: date) -> bool:
        return (self.valid_from is None or self.valid_from <= as_of) and (self.valid_to is None or as_of <= self.valid_to)
