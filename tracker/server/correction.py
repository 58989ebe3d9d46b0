"""`/correct`: anybody says that a number is wrong. Offered only where the office takes it; keeps nothing of who it was."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import anyio
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tracker.domain.errors import BadInput, TrackerError
from tracker.domain.release import release_id
from tracker.domain.tickets import Place, Sent
from tracker.server.account import Counter
from tracker.server.account_forms import BadForm, form_of, insist_own
from tracker.server.asking import LANGUAGE
from tracker.server.correction_pages import FIELDS, ONCE, PATH, TRAP, Slip, form_page, taken_page
from tracker.services import tickets
from tracker.services.door import Caller
from tracker.services.editions import today
from tracker.views import corrections as view
from tracker.views.datasets import datasets
from tracker.views.pages import BY_KEY, PATHS

TAKES = ("page", "dataset", "code", "seen", "done", "lang")
CODE, NUMBER, INTENT = re.compile(r"[A-Za-z0-9_.-]{1,60}"), re.compile(r"Q-[1-9]\d{0,8}"), re.compile(r"[A-Za-z0-9_-]{16,64}")


def correction_routes(here: Counter) -> list[Route]:
    """Nothing at all where the office does not take corrections here."""
    if here.desk.settings.correcting != PATH:
        return []
    return [Route(PATH, partial(_show, here), methods=["GET"]), Route(PATH, _posted(here), methods=["POST"])]


@dataclass(frozen=True)
class Filled:
    """A form as it came: the request, its fields, and where the number stands."""

    request: Request
    form: dict[str, str]
    place: Place

    @property
    def once(self) -> str:
        given = self.form.get(ONCE, "")
        return given if INTENT.fullmatch(given) else secrets.token_urlsafe(16)


def _place(request: Request) -> Place:
    """Where the number stands, as far as the address says so in words we know."""
    asked = {name: request.query_params.get(name, "") for name in TAKES}
    entry, code = BY_KEY.get(asked["page"]), asked["code"] if CODE.fullmatch(asked["code"]) else ""
    page = entry.key if entry and entry.public else ""
    return Place(page, asked["dataset"] if asked["dataset"] in datasets() else "", code if page else "", _release(asked["seen"]))


def _release(text: str) -> str:
    try:
        return str(release_id(text))
    except ValueError:
        return ""


def _slip(here: Counter, request: Request) -> Slip:
    sheet, place = here.sheet(request), _place(request)
    query = {"page": place.page, "dataset": place.dataset, "code": place.about, "seen": place.seen, LANGUAGE: sheet.query.get(LANGUAGE, "")}
    return Slip(sheet.t, {name: value for name, value in query.items() if value}, sheet.form_token, sheet.head, sheet.site, sheet.demo)


def _show(here: Counter, request: Request) -> Response:
    slip, done = _slip(here, request), request.query_params.get("done", "")
    if NUMBER.fullmatch(done):
        return here.page(slip, taken_page(slip, done, slip.here(PATHS["corrections"]), _back(slip, _place(request))))
    return _form(here, Filled(request, {}, _place(request)), {}, "", 200)


def _back(slip: Slip, place: Place) -> str:
    """The page the number stands on."""
    found = view.address(place.page, place.about)
    return slip.here(PATHS[found[0]], **found[1]) if found else ""


def _form(here: Counter, filled: Filled, wrong: dict[str, str], alert: str, status: int, headers: dict[str, str] = {}) -> Response:
    slip, place = _slip(here, filled.request), filled.place
    typed = {name: filled.form.get(name, "") for name in FIELDS}
    words = view.place(_plan(here), slip.t, place.page, place.dataset, place.about)
    return here.page(slip, form_page(slip, words, typed, wrong, alert, filled.once), status, headers)


def _plan(here: Counter):
    """The plan everybody may read, for the name of the thing; None where nothing was published."""
    shown = here.desk.rack.shown().current(here.clock())
    return shown.plan if shown else None


def _posted(here: Counter) -> Callable:
    async def act(request: Request) -> Response:
        try:
            form = await form_of(request)
        except BadForm as problem:
            empty = Filled(request, {}, _place(request))
            return await anyio.to_thread.run_sync(_form, here, empty, {}, _words(here, request, problem), problem.status)
        return await anyio.to_thread.run_sync(_taken, here, Filled(request, form, _place(request)))

    return act


def _words(here: Counter, request: Request, problem: TrackerError) -> str:
    return here.sheet(request).t(problem.key, **problem.values)


def _taken(here: Counter, filled: Filled) -> Response:
    """The ticket's number, or the form once more with what is wrong."""
    request = filled.request
    try:
        insist_own(request, filled.form, here.guard, here.token(request))
        code = _sent(here, filled)
    except BadForm as problem:
        return _form(here, filled, {}, _words(here, request, problem), problem.status)
    except BadInput as problem:
        t = here.sheet(request).t
        return _form(here, filled, {p.column: t(f"problem.{p.key}", **dict(p.values)) for p in reversed(problem.problems)}, "", 400)
    except tickets.TooOften as problem:
        return _form(here, filled, {}, _words(here, request, problem), 429, {"Retry-After": str(max(1, int(problem.wait.total_seconds())))})
    except TrackerError as problem:
        return _form(here, filled, {}, _words(here, request, problem), 503)
    return RedirectResponse(_slip(here, request).here(PATH, done=code), 303, headers={"Cache-Control": "no-store"})


def _sent(here: Counter, filled: Filled) -> str:
    """Whoever fills the field nobody sees is no person: thanked like everybody, and forgotten."""
    if filled.form.get(TRAP):
        return f"Q-{secrets.randbelow(90) + 10}"
    caller = Caller(here.engine, "", here.clock(), today(here.desk.settings))  # nobody, even where somebody is signed in
    knock = tickets.knock_of(here.seal, here.visitor(filled.request).address, caller.at)
    said = {name: filled.form.get(name, "") for name in FIELDS}
    return tickets.send(caller, filled.place, Sent(**said, language=here.sheet(filled.request).t.language), knock, filled.once)
