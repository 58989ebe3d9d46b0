"""The working plan: what the store holds now, or held at the end of a day. For who is signed in."""

from dataclasses import dataclass, field
from datetime import date, tzinfo

from tracker.domain.plan import Plan
from tracker.services import reading
from tracker.services.history import Past
from tracker.store.engine import Engine, engine_for


@dataclass(frozen=True)
class StoredPlan:
    """The plan in the database at `url`, which may carry a password."""

    url: str = field(repr=False)

    @property
    def engine(self) -> Engine:
        return engine_for(self.url)

    def revision(self) -> str:
        return reading.revision(self.engine)

    def plan(self, known_on: date | None) -> Plan:
        return reading.edition(self.engine, known_on).plan

    def zone(self) -> tzinfo | None:
        return reading.zone(self.engine)

    def past(self, known_on: date | None) -> Past:
        return Past(self.engine, known_on)
