"""Who does what is done from the command line: the machine itself, or somebody who knows their password."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from tracker.config import now, settings
from tracker.services import accounts, signing_in
from tracker.services.door import Caller
from tracker.services.editions import today
from tracker.services.passwords import Passwords
from tracker.store.engine import engine_for


def console() -> Caller:
    """The machine itself."""
    chosen = settings()
    return Caller(engine_for(chosen.database_url), "", now(), today(chosen), console=True)


@contextmanager
def person(name: str) -> Iterator[Caller]:
    """The machine itself where no name is given, or whoever knows the password of the account; their session ends with the
    command."""
    machine = console()
    if not name:
        yield machine
        return
    visitor = signing_in.Visitor("command line", "command line", "", machine.at)
    token = signing_in.sign_in(machine.engine, name, typer.prompt(name, hide_input=True), visitor, Passwords())
    caller = Caller(machine.engine, token, machine.at, machine.today)
    try:
        yield caller
    finally:
        accounts.end_all(caller)
