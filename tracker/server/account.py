"""`/account/…`: signing in and out, one-time links, passwords. Forms are checked before they are read for meaning, and
passwords are hashed a few at a time beside everything else."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import anyio
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from tracker.config import now
from tracker.domain.actors import Action, may
from tracker.domain.errors import TrackerError
from tracker.domain.workspace import Person
from tracker.server import account_pages as pages
from tracker.server.account_forms import BadForm, FormGuard, agent_of, form_of, insist_own, safe_next, set_cookie
from tracker.server.account_pages import Sheet
from tracker.server.asking import LANGUAGE, address, language_of
from tracker.server.desk import Desk, asset, common_head
from tracker.services import accounts, demo, signing_in
from tracker.services.passwords import Passwords
from tracker.services.signing import Seal, seal_of
from tracker.services.signing_in import TooMany, Visitor
from tracker.store.engine import Engine, engine_for
from tracker.text import wording
from tracker.views.pages import PATHS

AT_ONCE = 2  # passwords hashed at the same time: each takes 64 MiB and a core
KEPT = ("next", "token")  # parameters of the address that go with it from form to form
CLEARED = '"cookies", "storage"'
SAID = {"out": "account.signed_out", "everywhere": "account.signed_out_everywhere"}


@dataclass
class Counter:
    """Where people come in: the desk, the store, the seal of cookies, and what hashes passwords."""

    desk: Desk
    clock: Callable[[], datetime] = now
    passwords: Passwords = field(default_factory=Passwords)

    @property
    def engine(self) -> Engine:
        return engine_for(self.desk.settings.database_url)

    @property
    def seal(self) -> Seal:
        return seal_of(self.desk.settings)

    @property
    def guard(self) -> FormGuard:
        return FormGuard(self.seal, self.desk.settings)

    def token(self, request: Request) -> str:
        return accounts.token_in(request.cookies, self.desk.settings)

    def visitor(self, request: Request) -> Visitor:
        client = request.client.host if request.client else ""
        return Visitor(client, agent_of(request), self.token(request), self.clock())

    def person(self, request: Request) -> Person | None:
        token = self.token(request)
        return accounts.visit(self.engine, token, self.clock()) if token else None

    def may_upload(self, scope: Scope) -> bool:
        """Whether whoever sends this may attach evidence, by the store at this moment."""
        person = self.person(Request(scope))
        return person is not None and may(person.actor, Action.ATTACH)

    def sheet(self, request: Request) -> Sheet:
        query = {name: request.query_params[name] for name in KEPT if request.query_params.get(name)}
        query["next"] = safe_next(query.get("next", ""))
        language = language_of(request.query_params, self.desk.settings.language)
        if language != self.desk.settings.language:
            query[LANGUAGE] = language
        t, assets = wording(language), self.desk.assets
        head = common_head(assets) + f'<link rel="stylesheet" href="{asset(assets, "account.css")}">'
        return Sheet(t, query, self.guard.token(request, self.token(request)), head, self.desk.site_name(t), self.desk.settings.demo)

    def page(self, sheet: Sheet, body: str, status: int = 200, headers: dict[str, str] = {}) -> Response:
        answer = HTMLResponse(body, status, headers={"Cache-Control": "no-store", **headers})
        set_cookie(answer, self.guard.cookie, sheet.form_token, self.desk.settings)
        return answer

    def entered(self, request: Request, token: str) -> Response:
        """On with the new session: to where the visitor was going, else to the person's own beginning."""
        sheet = self.sheet(request)
        person = accounts.visit(self.engine, token, self.clock())
        answer = RedirectResponse(sheet.query["next"] or self.beginning(person, sheet.t.language), 303, headers={"Cache-Control": "no-store"})
        set_cookie(answer, accounts.cookie_name(self.desk.settings), self.seal.sealed("session", token), self.desk.settings)
        return answer

    def beginning(self, person: Person | None, language: str) -> str:
        """Their tasks for who reports or reviews, the overview for everybody else."""
        tasks = person is not None and may(person.actor, Action.DRAFT)
        return address(PATHS["inbox" if tasks else "overview"], {}, language, self.desk.settings.language)


Answer = Callable[[Request, dict[str, str]], Response]


def account_routes(here: Counter) -> list[Route]:
    """The routes of everything below /account/ but the provider's."""
    shown = {"/account/login": _show_sign_in, "/account/logout": _show_sign_out, "/account/join": _show_join,
             "/account/password": _show_password}
    done = {"/account/login": _sign_in, "/account/logout": _sign_out, "/account/join": _join,
            "/account/password": _change_password, "/account/demo": _enter_demo}
    return [
        *(Route(path, partial(show, here), methods=["GET"]) for path, show in shown.items()),
        *(Route(path, _posted(here, path, partial(do, here)), methods=["POST"]) for path, do in done.items()),
    ]


def _posted(here: Counter, path: str, do: Answer) -> Callable[[Request], Awaitable[Response]]:
    """A form read, believed and acted on in a thread of the few that hash."""
    hashing: list[anyio.CapacityLimiter] = []

    def answered(request: Request, form: dict[str, str]) -> Response:
        try:
            insist_own(request, form, here.guard, here.token(request))
            return do(request, form)
        except BadForm as problem:
            return _again(here, path, request, form, problem, problem.status)
        except TooMany as problem:
            return _again(here, path, request, form, problem, 429, {"Retry-After": str(max(1, int(problem.wait.total_seconds())))})
        except TrackerError as problem:
            return _again(here, path, request, form, problem, 403)

    async def act(request: Request) -> Response:
        if not hashing:
            hashing.append(anyio.CapacityLimiter(AT_ONCE))
        try:
            form = await form_of(request)
        except BadForm as problem:
            return await anyio.to_thread.run_sync(_again, here, path, request, {}, problem, problem.status)
        return await anyio.to_thread.run_sync(answered, request, form, limiter=hashing[0])

    return act


def _again(here: Counter, path: str, request: Request, form: dict[str, str], problem: TrackerError, status: int,
           headers: dict[str, str] = {}) -> Response:
    """The same page once more, with what went wrong in words. What was typed stays, but never a password."""
    sheet = here.sheet(request)
    words = sheet.t(problem.key, **problem.values)
    show = {"/account/join": _join_body, "/account/password": _password_body}.get(path, _sign_in_body)
    body = pages.sign_out_page(sheet, here.person(request)) if path == "/account/logout" else show(here, request, sheet, words, form.get("name", ""))
    return here.page(sheet, body, status, headers)


def _show_sign_in(here: Counter, request: Request) -> Response:
    sheet = here.sheet(request)
    return here.page(sheet, _sign_in_body(here, request, sheet, "", ""))


def _sign_in_body(here: Counter, request: Request, sheet: Sheet, problem: str, name: str) -> str:
    provider, config = here.desk.settings.provider, here.desk.settings
    people = demo.people(here.engine) if config.demo else ()
    key = SAID.get(request.query_params.get("said", ""))
    said = sheet.t(key) if key and not problem else ""
    return pages.sign_in_page(sheet, problem, said, name[:80], provider.name if provider else "", people)


def _sign_in(here: Counter, request: Request, form: dict[str, str]) -> Response:
    token = signing_in.sign_in(here.engine, form.get("name", "")[:80], form.get("password", ""), here.visitor(request), here.passwords)
    return here.entered(request, token)


def _enter_demo(here: Counter, request: Request, form: dict[str, str]) -> Response:
    if not here.desk.settings.demo:
        return here.desk.refusal(request.scope, 404, "server.not_found", {})
    return here.entered(request, signing_in.sign_in_demo(here.engine, form.get("name", ""), here.visitor(request)))


def _show_sign_out(here: Counter, request: Request) -> Response:
    sheet = here.sheet(request)
    return here.page(sheet, pages.sign_out_page(sheet, here.person(request)))


def _sign_out(here: Counter, request: Request, form: dict[str, str]) -> Response:
    everywhere = form.get("everywhere") == "1"
    signing_in.sign_out(here.engine, here.visitor(request), everywhere)
    to = here.sheet(request).here("/account/login", next="", token="", said="everywhere" if everywhere else "out")
    answer = RedirectResponse(to, 303, headers={"Clear-Site-Data": CLEARED, "Cache-Control": "no-store"})
    set_cookie(answer, accounts.cookie_name(here.desk.settings), "", here.desk.settings)
    return answer


def _show_join(here: Counter, request: Request) -> Response:
    sheet = here.sheet(request)
    return here.page(sheet, _join_body(here, request, sheet, "", ""))


def _join_body(here: Counter, request: Request, sheet: Sheet, problem: str, _name: str) -> str:
    """Showing the page uses nothing up: programs that look at links before people do must not spoil them."""
    try:
        name = signing_in.invited(here.engine, request.query_params.get("token", ""), here.clock())
    except TrackerError as over:
        return pages.refusal_page(sheet, "/account/join", sheet.t("account.link_over_title"), sheet.t(over.key))
    return pages.join_page(sheet, problem, name)


def _join(here: Counter, request: Request, form: dict[str, str]) -> Response:
    _insist_same(form)
    link = request.query_params.get("token", "")
    return here.entered(request, signing_in.join(here.engine, link, form["password"], here.visitor(request), here.passwords))


def _show_password(here: Counter, request: Request) -> Response:
    sheet = here.sheet(request)
    return here.page(sheet, _password_body(here, request, sheet, "", ""))


def _password_body(here: Counter, request: Request, sheet: Sheet, problem: str, _name: str) -> str:
    person, title = here.person(request), sheet.t("account.password_title")
    if person is None:
        return pages.refusal_page(sheet, "/account/password", title, sheet.t("account.not_signed_in"))
    if person.issuer or person.demo:
        return pages.refusal_page(sheet, "/account/password", title, sheet.t("account.no_password_here"))
    return pages.password_page(sheet, problem, person.code)


def _change_password(here: Counter, request: Request, form: dict[str, str]) -> Response:
    _insist_same(form)
    return here.entered(request, signing_in.change_password(
        here.engine, form.get("old", ""), form["password"], here.visitor(request), here.passwords))


def _insist_same(form: dict[str, Any]) -> None:
    if form.setdefault("password", "") != form.get("again"):
        raise BadForm("account.differ", 400)
