"""`/reports/<brief|quarterly>.<pdf|html|md>` and `/charts/<page>/<chart>.<svg|png>`: what pages show, on paper and as pictures.

Setting type takes a core for a moment, so few are made at once: who comes while too many wait is asked to come again.
"""

from collections.abc import Callable
from threading import BoundedSemaphore

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.domain.errors import NotFound, NotReady
from tracker.kept import Kept
from tracker.pages.reader import Address, reader_for
from tracker.server.asking import Asked, BadAddress
from tracker.server.desk import Desk
from tracker.server.reply import conditional, kept_by
from tracker.services.editions import Edition, today
from tracker.site import report_picture, reports
from tracker.site.info import of_manifest
from tracker.site.report_source import Source
from tracker.views.pages import BY_KEY

HELD, AT_ONCE = 48, 4  # files kept, and requests that make one or wait for it
SHOWN = ("html", "svg", "png")  # opened where they are asked for; the others are saved


def report_routes(desk: Desk) -> list[Route]:
    kept, room = Kept(HELD), BoundedSemaphore(AT_ONCE)
    return [Route("/reports/{kind}.{form}", _report(desk, kept, room), methods=["GET"], name="report"),
            Route("/charts/{page}/{chart}.{form}", _picture(desk, kept, room), methods=["GET"], name="chart")]


def _report(desk: Desk, kept: Kept, room: BoundedSemaphore):
    def show(request: Request) -> Response:
        kind, form = request.path_params["kind"], request.path_params["form"]
        if kind not in reports.KINDS or form not in reports.FORMS:
            return desk.refusal(request.scope, 404, "server.not_found", {})
        made = lambda asked, edition: reports.report(kind, form, _source(desk, asked, edition))  # noqa: E731
        return _answer(desk, request, kept, room, ("ministry",), made, reports.FORMS[form][1], kind, form)

    return show


def _picture(desk: Desk, kept: Kept, room: BoundedSemaphore):
    def show(request: Request) -> Response:
        page, chart, form = (request.path_params[name] for name in ("page", "chart", "form"))
        if page not in BY_KEY or not BY_KEY[page].public or form not in report_picture.FORMS:
            return desk.refusal(request.scope, 404, "server.not_found", {})

        def made(asked: Asked, edition: Edition) -> bytes:
            where = Address(page, asked.language, asked.as_of, "light", "m", asked.query, known_on=asked.known_on, release=asked.release)
            reader = reader_for(where, edition.plan, edition.revision, today(desk.settings), edition.past)
            return report_picture.picture_of(reader, chart, _source(desk, asked, edition), form)

        return _answer(desk, request, kept, room, BY_KEY[page].takes, made, report_picture.FORMS[form], f"{page}-{chart}", form)

    return show


def _source(desk: Desk, asked: Asked, edition: Edition) -> Source:
    """The plan as whoever asks sees it. Raises NotFound for an unknown body."""
    ministry, address = dict(asked.query).get("ministry", ""), desk.settings.address
    if ministry:
        edition.plan.organisation(ministry)
    info = of_manifest(edition.release.manifest, address) if edition.release else None
    return Source(edition.plan, asked.as_of, asked.language, info, address, ministry)


def _answer(desk: Desk, request: Request, kept: Kept, room: BoundedSemaphore, takes: tuple[str, ...],
            make: Callable[[Asked, Edition], bytes], media_type: str, name: str, form: str) -> Response:
    """The file, made once per state of the plan and address; words where it cannot be."""
    try:
        asked, edition = desk.asked(request)
        asked = asked.taking(takes)
        depends_on = (desk.build, edition.revision, name, form, asked)
        return conditional(request, depends_on, lambda: kept.of(depends_on, lambda: _made(room, lambda: make(asked, edition))), media_type,
                           kept_by(edition) | _naming(name, form, asked))
    except Busy:
        answer = desk.refusal(request.scope, 503, "printed.busy", {})
        answer.headers["Retry-After"] = "5"
        return answer
    except (BadAddress, NotFound, NotReady) as problem:
        return desk.unseen(request, problem)


class Busy(Exception):
    """Too many files are being made."""


def _made(room: BoundedSemaphore, make: Callable[[], bytes]) -> bytes:
    if not room.acquire(blocking=False):
        raise Busy
    try:
        return make()
    finally:
        room.release()


def _naming(name: str, form: str, asked: Asked) -> dict[str, str]:
    """Saved under a name that says what it is; what a browser shows opens in it, and may carry no script."""
    known = f"-{asked.release}" if asked.release else ""
    body = f"-{dict(asked.query)['ministry']}" if name in reports.KINDS and asked.query else ""
    kind = "inline" if form in SHOWN else "attachment"
    return {"Content-Disposition": f'{kind}; filename="{name}{_plain(body)}-{asked.as_of}{known}-{asked.language}.{form}"'}


def _plain(text: str) -> str:
    """What may stand in a file name."""
    return "".join(c for c in text if c.isascii() and (c.isalnum() or c in "-_"))
