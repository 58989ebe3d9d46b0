"""Who reads at an address of the live plan: the plan of the store, as known on the day that is asked for."""

from dataclasses import replace
from datetime import date

from tracker.domain.errors import NotFound
from tracker.pages.reader import Address, Reader, reader_for
from tracker.services.history import Past
from tracker.services.reading import edition
from tracker.store.engine import Engine


def reader_at(engine: Engine, address: Address, today: date) -> Reader:
    """The reader of an address, with the plan as known on the day it asks for."""
    past = Past(engine, address.known_on)
    try:
        found, knows = edition(engine, address.known_on), True
    except NotFound:
        found, knows = edition(engine), False
    return replace(reader_for(address, found.plan, found.revision, today, past), knows=knows)
