"""The half of the server that knows the store: sign-in, internal evidence, uploads, start-up. A public site never imports it."""

from contextlib import suppress
from dataclasses import dataclass

from starlette.requests import Request
from starlette.routing import BaseRoute

from tracker.config import SeedRelease, Settings, Site, now, today
from tracker.domain.errors import NotReady
from tracker.server.account import Counter, account_routes
from tracker.server.correction import correction_routes
from tracker.server.desk import Desk
from tracker.server.middleware import MayUpload
from tracker.server.workbooks import workbook_routes
from tracker.services import accounts, demo, publishing
from tracker.services.door import Caller
from tracker.services.evidence import given
from tracker.services.first_release import announce_first, is_first, write_quickly
from tracker.services.printing import press_of
from tracker.services.seeding import prepare
from tracker.site.files import build, build_at_once
from tracker.store.engine import Engine, engine_for
from tracker.text import wording


@dataclass(frozen=True)
class Insiders:
    """Who is signed in, by the store."""

    settings: Settings

    @property
    def engine(self) -> Engine:
        return engine_for(self.settings.database_url)

    @property
    def cookie(self) -> str:
        return accounts.cookie_name(self.settings)

    def signed_in(self, request: Request) -> bool:
        """Without asking the store where there is no cookie of ours."""
        token = accounts.token_in(request.cookies, self.settings)
        return bool(token) and accounts.visit(self.engine, token, now()) is not None

    def evidence(self, request: Request, sha256: str) -> tuple[str, bytes]:
        token = accounts.token_in(request.cookies, self.settings)
        file = given(Caller(self.engine, token, now(), today(self.settings)), sha256)
        return file.name, file.content


def ways_in(desk: Desk) -> list[BaseRoute]:
    counter, provided = Counter(desk), []
    if desk.settings.provider:  # what speaks to providers takes its time to load, and most sites have none
        from tracker.server.account_provider import provider_routes

        provided = provider_routes(counter)
    return [*account_routes(counter), *provided, *correction_routes(counter), *workbook_routes(counter)]


def may_upload(desk: Desk) -> MayUpload:
    return Counter(desk).may_upload


def show_first(desk: Desk) -> None:
    """Something for visitors at once, where nothing ever was published."""
    chosen = desk.settings
    if chosen.seed_release is SeedRelease.QUICK:
        write_quickly(chosen, now(), desk.editions.today(), build_at_once)
    elif is_first(chosen):
        with suppress(NotReady):  # another process has published in this very moment
            announce_first(chosen, now(), desk.editions.today(), build_at_once)


def wants_first(desk: Desk) -> bool:
    """Whether the release that is announced has still to be written."""
    chosen = desk.settings
    return chosen.site is Site.BOTH and chosen.seed_release is SeedRelease.WHOLE and is_first(chosen)


def publish_due(desk: Desk) -> tuple[str, ...]:
    """Publishes what it is time for, and finishes what a death left half done. The ids."""
    chosen = desk.settings
    console = Caller(engine_for(chosen.database_url), "", now(), desk.editions.today(), console=True)
    return publishing.caught_up(console, press_of(chosen, build), patient=True)


def made_ready(desk: Desk) -> None:
    """The store set up; on a site for both, something published; else its plan loaded, which everybody there reads."""
    chosen = desk.settings
    prepare(chosen)
    if chosen.site is Site.BOTH:
        show_first(desk)
    if chosen.demo:
        demo.furnish(chosen)
    elif not accounts.anybody(engine_for(chosen.database_url)):
        print(wording(chosen.language)("account.first_account"), flush=True)
    if chosen.site is Site.INTERNAL:
        _ = desk.editions.seen(inside=True).plan
