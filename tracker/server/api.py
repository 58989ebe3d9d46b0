"""`/api/v1/…`: the published plan for programs. Answers are made once per release and question and sent from memory; a reader
who has the present answer is told so without a plan being touched.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any

import anyio
from starlette.datastructures import Headers
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker.config import Site
from tracker.domain.errors import NotFound, NotReady
from tracker.exchange.answers import answer_bytes
from tracker.exchange.coming_release import is_coming
from tracker.exchange.release_folder import Release
from tracker.server import api_answers
from tracker.server.api_asking import BadQuestion, Question, question
from tracker.server.api_errors import OPEN, refused
from tracker.server.api_openapi import description
from tracker.server.api_table import BY_NAME, LANGUAGE, PAGING, PREFIX, SHARED
from tracker.server.desk import Desk
from tracker.server.ready import Ready, Shelf, is_known, not_changed, ready
from tracker.services.published import Shown

HELD = 32 * 2**20  # bytes of answers kept in memory
FRESH, LASTING = "public, max-age=60", "public, max-age=3600"  # of the newest release; of a named one, by this program
TYPE = "application/json"
HEADERS = {**OPEN, "Access-Control-Expose-Headers": "ETag"}
INDEX, DESCRIPTION, RELEASES, PLAN = "", "openapi.json", "releases", "plan"


@dataclass(frozen=True)
class Place:
    """What an address is: the first word below the prefix, and the code after it."""

    name: str
    code: str = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """What may be asked there. Raises NotFound where there is nothing."""
        if self.name in (INDEX, DESCRIPTION) and not self.code:
            return (LANGUAGE,)
        if self.name == RELEASES:
            return (LANGUAGE,) if self.code else (LANGUAGE, *PAGING)
        if self.name == PLAN and not self.code:
            return SHARED
        if self.name in BY_NAME and (not self.code or BY_NAME[self.name].code):
            return SHARED if self.code else BY_NAME[self.name].parameters
        raise NotFound("api.not_found")


@dataclass
class Interface:
    desk: Desk
    shelf: Shelf = field(default_factory=lambda: Shelf(HELD))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        shown = self.desk.rack.at_once() or await anyio.to_thread.run_sync(self.desk.rack.shown)
        key = (scope["path"], scope["query_string"], self._standing(shown))
        answer: ASGIApp = self.shelf.get(key) or await anyio.to_thread.run_sync(self._made, scope, key)
        await answer(scope, receive, send)

    def _standing(self, shown: Shown) -> tuple:
        """What is published at this moment."""
        return tuple((r.manifest_sha256, r.withdrawn) for r in self._public(shown))

    def _public(self, shown: Shown) -> tuple[Release, ...]:
        return () if self.desk.settings.site is Site.INTERNAL else shown.public(self.desk.editions.now())

    def _made(self, scope: Scope, key: tuple) -> ASGIApp:
        default = self.desk.settings.language
        try:
            return self._answer(scope, key, default)
        except BadQuestion as problem:
            return refused(scope, 400, problem.key, problem.values, default)
        except NotFound as problem:
            return refused(scope, 404, problem.key, problem.values, default)
        except NotReady as problem:
            return refused(scope, 503, problem.key, problem.values, default)

    def _answer(self, scope: Scope, key: tuple, default: str) -> ASGIApp:
        place = _place(scope["path"])
        asked = question(scope["query_string"].decode("latin-1"), place.parameters, default)
        release = self._release(place, asked)
        depends_on = key[2] if release is None else (release.manifest_sha256, release.withdrawn)
        tag = hashlib.sha256(repr((self.desk.build, place, asked, depends_on)).encode()).hexdigest()[:32]
        headers = {**HEADERS, "Cache-Control": LASTING if asked.release else FRESH}
        if is_known(tag, Headers(scope=scope)):
            return not_changed(tag, False, headers)
        made: Ready = ready(tag, answer_bytes(self._said(place, asked, release)), TYPE, headers)
        self.shelf.put(key, made)
        return made

    def _release(self, place: Place, asked: Question) -> Release | None:
        """The release a question is about; None where it is about none or all of them."""
        if place.name in (INDEX, DESCRIPTION) or (place.name == RELEASES and not place.code):
            return None
        named = place.code if place.name == RELEASES else asked.release
        if self.desk.settings.site is Site.INTERNAL:
            raise NotReady("error.no_release")
        at = self.desk.editions.now()
        return self.desk.rack.named(named, at) if named else self.desk.rack.current(at)

    def _said(self, place: Place, asked: Question, release: Release | None) -> dict[str, Any]:
        """Raises NotFound for an object that is not there and a day before there was a plan."""
        if release is None:
            return {INDEX: self._index, DESCRIPTION: self._description, RELEASES: self._releases}[place.name](asked)
        if place.name == RELEASES:
            return api_answers.one_release(release, asked)
        api_answers.require_plan(release, asked)
        if place.name == PLAN:
            return api_answers.whole(release, asked)
        collection = BY_NAME[place.name]
        return api_answers.single(collection, release, asked, place.code) if place.code else api_answers.listing(collection, release, asked)

    def _index(self, asked: Question) -> dict[str, Any]:
        return {"version": "v1", "language": asked.language, "description": f"{PREFIX}/{DESCRIPTION}",
                "collections": {name: f"{PREFIX}/{name}" for name in (PLAN, *BY_NAME, RELEASES)}}

    def _description(self, asked: Question) -> dict[str, Any]:
        return description(asked.language, self.desk.settings.address)

    def _releases(self, asked: Question) -> dict[str, Any]:
        return api_answers.released(tuple(r for r in self._public(self.desk.rack.shown()) if not is_coming(r)), asked)


def _place(path: str) -> Place:
    """Raises NotFound outside the interface."""
    words = path.removeprefix(PREFIX).strip("/").split("/", 1)
    if not path.startswith(PREFIX) or (len(words) > 1 and not words[1]) or path[len(PREFIX):len(PREFIX) + 1] not in ("", "/"):
        raise NotFound("api.not_found")
    return Place(*words)


def api_routes(desk: Desk) -> list[Route]:
    interface = Interface(desk)
    return [Route(path, interface) for path in ("/api", "/api/{path:path}")]
