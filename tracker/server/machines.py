"""Addresses for programs: is it well, what may be crawled, where is everything."""

import logging
from functools import cache
from html import escape

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from tracker.config import Site
from tracker.domain.errors import NotFound, NotReady
from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES
from tracker.incidents import record
from tracker.server.asking import BadAddress, address
from tracker.server.desk import Desk, asset
from tracker.server.reply import conditional, kept_by
from tracker.views.pages import MENU, PATHS

log = logging.getLogger("tracker.health")
NOTHING_OUT = ("error.no_release", "error.no_trusted_release", "error.no_sound_release")
# The pages about one thing, and where the plan keeps those things.
SUBJECTS = {
    "area": "areas", "goal": "goals", "milestone": "milestones", "programme": "programmes", "indicator": "indicators",
    "ministry": "organisations",
}
# The form is closed to crawlers and /corrections is not: a path alone would close everything that begins like it.
CLOSED = ("/_stcore/", "/data/", "/correct$", "/correct?")


def machine_routes(desk: Desk) -> list[Route]:
    return [
        Route("/healthz", _health(desk), methods=["GET"]),
        Route("/robots.txt", _robots(desk), methods=["GET"]),
        Route("/sitemap.xml", _sitemap(desk), methods=["GET"]),
        Route("/favicon.ico", lambda request: RedirectResponse(asset(desk.assets, "icon-32.png"), 302), methods=["GET"]),
    ]


def _health(desk: Desk):
    def show(request: Request) -> Response:
        said = health(desk)
        return JSONResponse(said, 200 if "revision" in said else 503, {"Cache-Control": "no-store"})

    return show


def health(desk: Desk) -> dict[str, str]:
    """The revision where there is something to show. Where there is not, the reason where it lies with the releases, else
    an incident id."""
    try:
        return {"status": "ok", "revision": desk.editions.pulse()}
    except Exception as error:  # whatever is wrong with the store, the answer is the same
        return {"status": "not ready", **_why(desk, error)}


def _why(desk: Desk, error: Exception) -> dict[str, str]:
    """The reason where nothing is out that could be shown, which is said once in the log; else an incident id."""
    if not isinstance(error, NotReady) or error.key not in NOTHING_OUT:
        return {"id": record(error, "/healthz")}
    reason = error.key.removeprefix("error.")
    _told(reason, desk.rack.why_nothing())
    return {"reason": reason}


@cache
def _told(reason: str, releases: str) -> None:
    """For the operator: which releases lie there, what is wrong with them, and with which key each is signed."""
    log.warning("nothing to show the public: %s; %s", reason, releases or "no release lies in the folder")


def _robots(desk: Desk):
    def show(request: Request) -> Response:
        closed = ("/",) if desk.settings.site is Site.INTERNAL else CLOSED
        lines = ("User-agent: *", *(f"Disallow: {path}" for path in closed), "", f"Sitemap: {desk.site(request)}/sitemap.xml", "")
        return PlainTextResponse("\n".join(lines), headers={"Cache-Control": "public, max-age=3600"})

    return show


def _sitemap(desk: Desk):
    def show(request: Request) -> Response:
        site = desk.site(request)
        try:
            _, edition = desk.asked(request)
        except (BadAddress, NotFound, NotReady) as problem:
            return desk.unseen(request, problem)
        depends_on = (desk.build, edition.revision, site)
        return conditional(request, depends_on, lambda: _map(desk, edition.plan, site), "application/xml", kept_by(edition))

    return show


def _map(desk: Desk, plan: Plan, site: str) -> bytes:
    """Every page in both languages, the pages about one thing once for each thing."""
    default = desk.settings.language
    pages = [(entry.path, {}) for entry in MENU]
    pages += [(PATHS[key], {"code": one.code}) for key, group in SUBJECTS.items() for one in getattr(plan, group)]
    rows = "".join(_places(site, path, query, default) for path, query in pages)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        f' xmlns:xhtml="http://www.w3.org/1999/xhtml">{rows}</urlset>'
    ).encode()


def _places(site: str, path: str, query: dict[str, str], default: str) -> str:
    own = {language: escape(site + address(path, query, language, default)) for language in LANGUAGES}
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{code}" href="{at}"/>' for code, at in own.items())
    return "".join(f"<url><loc>{at}</loc>{others}</url>" for at in own.values())
