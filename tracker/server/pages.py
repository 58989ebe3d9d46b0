"""One route per page of the registry: the shell, filled with what the page will say."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tracker.domain.errors import NotFound, NotReady, TrackerError
from tracker.domain.words import LANGUAGES
from tracker.incidents import record
from tracker.kept import Kept
from tracker.server.asking import Asked, BadAddress, address
from tracker.server.desk import Desk, asset
from tracker.server.reply import conditional, kept_by
from tracker.server.shell import Face, Link
from tracker.services.editions import Edition
from tracker.site.places import card_of, place
from tracker.text import wording
from tracker.views.pages import PAGES, PUBLIC, Head, PageEntry, head

KEPT_HEADS = 512


def page_routes(desk: Desk) -> list[Route]:
    """A public site has no address for what only people inside see."""
    heads = Kept(KEPT_HEADS)
    return [Route(entry.path, _endpoint(desk, entry, heads), methods=["GET"], name=entry.key) for entry in pages_of(desk)]


def pages_of(desk: Desk) -> tuple[PageEntry, ...]:
    return PAGES if desk.inside else PUBLIC


def _head(edition: Edition, entry: PageEntry, asked: Asked) -> tuple[Head, str]:
    """What the page says of itself and the plan's short name: once per revision, language, day and parameters.

    A fault in a page's facts costs the facts, not the page: it is recorded, and the head says the page's name.
    """
    plan, t = edition.plan, wording(asked.language).of(edition.plan.head)
    try:
        said = head(plan, asked.as_of, t, entry.key, dict(asked.query))
    except TrackerError:
        raise
    except Exception as fault:
        record(fault, f"head of {entry.path}")
        name, site = t(f"pages.{entry.key}"), t.pick(plan.head.short_name)
        said = Head(f"{name} · {site}", t.pick(plan.head.name), ())
    return said, t.pick(plan.head.short_name)


def _endpoint(desk: Desk, entry: PageEntry, heads: Kept):
    def show(request: Request) -> Response:
        try:
            asked, edition = desk.asked(request)
            asked = asked.taking(entry.takes)
            said, name = heads.of((edition.revision, entry.key, asked), lambda: _head(edition, entry, asked))
        except (BadAddress, NotFound, NotReady) as problem:
            return desk.unseen(request, problem)
        site = desk.site(request)
        styles = _staff_styles(desk, request)
        depends_on = (desk.build, edition.revision, entry.key, asked, site, styles)
        return conditional(
            request, depends_on, lambda: desk.shell.page(_face(desk, entry, asked, said, name, site, styles, _card(edition, entry, asked))).encode(), "text/html",
            kept_by(edition),
        )

    return show


def _staff_styles(desk: Desk, request: Request) -> tuple[str, ...]:
    """The sheet of the staff side for whoever holds a session cookie, valid or not; visitors do not load it."""
    return (asset(desk.assets, "staff.css"),) if desk.inside and desk.inside.cookie in request.cookies else ()


def _card(edition: Edition, entry: PageEntry, asked: Asked) -> str:
    """The path of the picture of a link to the page, empty where the release carries none."""
    release, path = edition.release, card_of(place(entry.key, asked.language, dict(asked.query))) if entry.public else ""
    return f"/r/{release.id}/{path}" if release and path in release.manifest.files else ""


def _face(desk: Desk, entry: PageEntry, asked: Asked, said: Head, name: str, site: str, styles: tuple[str, ...], card: str) -> Face:
    """The page's head with its addresses. A past day or
    release is a view of the page, not another page: it has no address of its own."""
    default, t = desk.settings.language, wording(asked.language)
    own = {language: site + address(entry.path, dict(asked.query), language, default) for language in LANGUAGES}
    others = tuple(Link(own[code], wording(code)("server.language")) for code in LANGUAGES if code != asked.language)
    return Face(
        language=asked.language,
        title=said.title,
        description=said.description,
        site=name,
        facts=tuple(fact for fact in said.facts if fact and fact != said.description),
        note=t("server.without_scripts"),
        links=desk.ways(asked.language) + others,
        canonical=own[asked.language],
        alternates=(*own.items(), ("x-default", own[default])),
        icon=site + asset(desk.assets, "icon-192.png"),
        searchable=entry.public,
        styles=styles,
        card=site + card if card else "",
    )


def stray(desk: Desk):
    """The answer to every address nobody knows: the page without its last slash, or a 404 in words."""
    known = {entry.path for entry in pages_of(desk)}

    def show(request: Request) -> Response:
        path = request.scope["path"]
        if path.endswith("/") and path.rstrip("/") in known:
            query = request.scope["query_string"].decode("latin-1")
            return RedirectResponse(path.rstrip("/") + (f"?{query}" if query else ""), 301)
        return desk.refusal(request.scope, 404, "server.not_found", {})

    return show
