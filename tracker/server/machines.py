"""Addresses for programs: is it well, what may be crawled, where is everything."""

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
        """200 with the revision where the store answers; 503 with an incident id where it does not."""
        try:
            answer = JSONResponse({"status": "ok", "revision": desk.editions.pulse()})
        except Exception as error:  # whatever is wrong with the store, the answer is the same
            answer = JSONResponse({"status": "not ready", "id": record(error, "/healthz")}, 503)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return show


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
