"""The files of releases as they were published: `/r/<id>/…` for good, `/latest/…`, `/feeds/…` and the package files of
`/data/…` of the newest release. Nothing is served that the manifest does not name.
"""

import mimetypes
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import anyio
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tracker.config import Site
from tracker.domain.errors import NotFound, NotReady
from tracker.domain.release import sha256
from tracker.domain.words import LANGUAGES
from tracker.exchange.coming_release import is_coming
from tracker.exchange.release_folder import BESIDE, Release
from tracker.incidents import record
from tracker.server.api_errors import OPEN
from tracker.server.desk import Desk
from tracker.server.middleware import FOREVER
from tracker.server.ready import Shelf, is_known, not_changed, ready
from tracker.services.published import Shown

A_MINUTE = "public, max-age=60"
SOON = "20"  # seconds after which it is worth asking again
HELD = 64 * 2**20  # bytes of files kept in memory
PACKAGE = ("plan.ko.xlsx", "plan.en.xlsx", "plan.sqlite", "datapackage.json", "dcat.jsonld", "dictionary.ko.csv", "dictionary.en.csv", "SHA256SUMS")
TYPES = {
    ".atom": "application/atom+xml; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".html": "text/html; charset=utf-8", ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2",
    ".json": "application/json", ".jsonld": "application/ld+json", ".sqlite": "application/vnd.sqlite3", ".toml": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8", ".sig": "text/plain; charset=utf-8", ".xml": "application/xml", "": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NAMED_TYPES = {"changes.json": "application/feed+json"}  # below feeds/
SAVED = (".csv", ".xlsx", ".sqlite")
UNPACKED = (".woff2", ".png", ".jpg", ".jpeg", ".pdf", ".zip", ".docx", ".hwpx")
EVIDENCE = "evidence/"


@dataclass
class ReleaseFiles:
    """Every file at most once read, checked and compressed, then sent from memory."""

    desk: Desk
    shelf: Shelf = field(default_factory=lambda: Shelf(HELD))

    async def send(self, release: Release, path: str, kept: str, scope: Scope, receive: Receive, send: Send) -> None:
        """The file, or the words that there is none. `kept` is its Cache-Control."""
        answer: ASGIApp | None = self.shelf.get((release.manifest_sha256, path, kept))
        await (answer or await self._first(release, path, kept, scope))(scope, receive, send)

    async def _first(self, release: Release, path: str, kept: str, scope: Scope) -> ASGIApp:
        """Without opening the file for who has it already."""
        headers = {**OPEN, "Cache-Control": kept, **_naming(release, path)}
        named = release.manifest.files.get(path)
        if named and is_known(named.sha256, Headers(scope=scope)):
            return not_changed(named.sha256, False, headers)
        return await anyio.to_thread.run_sync(self._read, release, path, headers, kept, scope)

    def _read(self, release: Release, path: str, headers: dict[str, str], kept: str, scope: Scope) -> ASGIApp:
        try:
            content = _content(release, path)
        except KeyError:
            return self.desk.refusal(scope, 404, "server.not_found", {})
        except (OSError, ValueError) as problem:  # altered since it was checked: nobody is shown such bytes
            return self.desk.refusal(scope, 503, "server.not_ready", {"id": record(problem, scope["path"])})
        ending = _ending(path)
        made = ready(sha256(content), content, media_type(path), headers, ending not in UNPACKED)
        self.shelf.put((release.manifest_sha256, path, kept), made)
        return made


def _content(release: Release, path: str) -> bytes:
    """Raises KeyError for what the release does not show, OSError and ValueError where its bytes are others now."""
    if path not in BESIDE:
        return release.content(path)
    try:
        return (release.folder / path).read_bytes()
    except FileNotFoundError:
        raise KeyError(path) from None


def media_type(path: str) -> str:
    """Evidence is never anything a browser opens by itself."""
    name, ending = path.rpartition("/")[2], _ending(path)
    if path.startswith(EVIDENCE):
        return "application/octet-stream"
    if path.startswith("feeds/") and name in NAMED_TYPES:
        return NAMED_TYPES[name]
    return TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _ending(path: str) -> str:
    name = path.rpartition("/")[2]
    return f".{name.rpartition('.')[2]}" if "." in name else ""


def _naming(release: Release, path: str) -> dict[str, str]:
    """Tables and evidence are saved, under a name that says which release they are of."""
    if path.startswith(EVIDENCE):
        return {"Content-Disposition": "attachment"}
    name = path.rpartition("/")[2]
    if _ending(path) not in SAVED:
        return {}
    language = next((f"-{part}" for part in path.split("/")[:-1] if part in LANGUAGES), "")
    stem, _, ending = name.rpartition(".")
    return {"Content-Disposition": f'attachment; filename="{stem}-{release.id}{language}.{ending}"'}


@dataclass(frozen=True)
class Place:
    """One kind of address. `below` is where its files lie in the release; `forever` says that the address names the
    release, which never changes."""

    files: ReleaseFiles
    below: str = ""
    forever: bool = False
    name: str = ""  # of the one file, where the address names no path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        desk, asked = self.files.desk, scope["path_params"]
        shown = desk.rack.at_once() or await anyio.to_thread.run_sync(desk.rack.shown)
        try:
            release = _release(desk, shown, asked.get("release", ""))
        except (NotFound, NotReady) as problem:
            answer = desk.unseen(Request(scope), problem)
            answer.headers.update({"Retry-After": SOON} if isinstance(problem, NotReady) else {})
            await answer(scope, receive, send)
            return
        path = _lies_at(self.below + _language(scope, self.below) + (self.name or asked["path"]))
        await self.files.send(release, path, FOREVER if self.forever else A_MINUTE, scope, receive, send)


def _release(desk: Desk, shown: Shown, named: str) -> Release:
    """Raises NotReady where nothing was published or its files are still being written, or nothing is shown to the public
    here; NotFound for an unknown one."""
    if desk.settings.site is Site.INTERNAL:
        raise NotReady("error.no_release")
    at = desk.editions.now()
    release = desk.rack.named(named, at) if named else shown.newest(at)
    if is_coming(release):
        raise NotReady("error.being_written", id=str(release.id))
    return release


def _lies_at(path: str) -> str:
    """The file that is asked for; of a folder its first page, as any web server has it."""
    return path + "index.html" if not path or path.endswith("/") else path


def _language(scope: Scope, below: str) -> str:
    """Feeds of other languages lie in a folder of their own; `?lang=` leads there as everywhere."""
    asked = dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("lang", "") if below == "feeds/" else ""
    return f"{asked}/" if asked in LANGUAGES[1:] else ""


def release_file_routes(desk: Desk) -> list[Route]:
    files = ReleaseFiles(desk)
    return [
        Route("/r/{release}/{path:path}", Place(files, forever=True)),
        Route("/latest/{path:path}", Place(files)),
        Route("/feeds/{path:path}", Place(files, "feeds/")),
        *(Route(f"/data/{name}", Place(files, "data/", name=name)) for name in PACKAGE),
        *(Route(f"/data/{language}/{{path:path}}", Place(files, f"data/{language}/")) for language in LANGUAGES),  # which the package names
    ]
