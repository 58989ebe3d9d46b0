"""A demonstration: people for every role and some work under way, on a database that is thrown away.

Everything in it is marked as such, and it is only ever made where nobody real has an account.
"""

from tracker.config import Settings, now
from tracker.domain.actors import Action, Role
from tracker.domain.errors import NotReady
from tracker.domain.words import LANGUAGES, Bilingual
from tracker.domain.workspace import Person
from tracker.services.demo_work import Stage, play
from tracker.services.door import Caller, perform
from tracker.services.editions import today
from tracker.services.reading import internal
from tracker.store.engine import Engine, engine_for
from tracker.text import wording

# Name, key of the office's words, role, ministry.
CAST: tuple[tuple[str, str, Role, str], ...] = (
    ("demo.official", "official", Role.OFFICIAL, ""),
    ("demo.reporter.msit", "reporter_msit", Role.REPORTER, "MSIT"),
    ("demo.reporter2.msit", "reporter2_msit", Role.REPORTER, "MSIT"),
    ("demo.reporter.mois", "reporter_mois", Role.REPORTER, "MOIS"),
    ("demo.editor", "editor", Role.EDITOR, ""),
    ("demo.editor2", "editor2", Role.EDITOR, ""),
    ("demo.resolver", "resolver", Role.RESOLVER, ""),
    ("demo.publisher", "publisher", Role.PUBLISHER, ""),
    ("demo.publisher2", "publisher2", Role.PUBLISHER, ""),
    ("demo.admin", "admin", Role.ADMIN, ""),
)


def furnish(settings: Settings) -> None:
    """People and prepared work, where they are not there yet. Raises NotReady where somebody real has an account."""
    engine, at = engine_for(settings.database_url), now()
    held = internal(engine).workspace
    if any(not person.demo for person in held.people):
        raise NotReady("error.not_a_demo")
    if not held.people:
        console = Caller(engine, "", at, today(settings), console=True)
        perform(console, Action.KEEP_PEOPLE, _put_cast)
        play(Stage(engine, at, today(settings), settings.language, settings.releases))


def _put_cast(work) -> str:
    """Whoever fits the plan: another plan has other ministries, and nobody of ours reports for those."""
    there = {o.code for o in work.plan.organisations}
    work.put(*(person for person in cast() if there.issuperset(person.ministries)))
    return "demo"


def cast() -> tuple[Person, ...]:
    """One person for every role, two where two are needed to see what one alone may not do."""
    return tuple(
        Person(name, Bilingual(*(wording(code)(f"account.office_{key}") for code in LANGUAGES)), (role,),
               (ministry,) if ministry else (), demo=True)
        for name, key, role, ministry in CAST)


def people(engine: Engine) -> tuple[Person, ...]:
    """Whom the sign-in page of a demonstration offers."""
    return tuple(person for person in internal(engine).workspace.people if person.demo and not person.disabled)
