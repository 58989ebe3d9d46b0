"""`/data/<dataset>.csv` and `.json`: exactly the tables the pages show, for a language, a day and filters."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.domain.errors import NotFound, NotReady
from tracker.exchange.downloads import csv_bytes, json_bytes
from tracker.server.asking import Asked, BadAddress
from tracker.server.desk import Desk
from tracker.server.pages import EXPLAINED
from tracker.server.reply import conditional, kept_by
from tracker.services.editions import Edition
from tracker.text import wording
from tracker.views.datasets import datasets, table

FORMATS = {"csv": (csv_bytes, "text/csv; charset=utf-8"), "json": (json_bytes, "application/json")}


def download_routes(desk: Desk) -> list[Route]:
    return [Route("/data/{name}.{format}", _endpoint(desk), methods=["GET"], name="download")]


def _endpoint(desk: Desk):
    def show(request: Request) -> Response:
        name, form = request.path_params["name"], request.path_params["format"]
        if name not in datasets() or form not in FORMATS:
            return desk.refusal(request.scope, 404, "server.not_found", {})
        try:
            asked, edition = desk.asked(request)
            asked = asked.taking(datasets()[name].filters)
            depends_on = (desk.build, edition.revision, name, form, asked)
            write, media_type = FORMATS[form]
            return conditional(
                request, depends_on, lambda: write(_table(edition, name, asked)), media_type, kept_by(edition) | _naming(name, form, asked),
            )
        except (BadAddress, NotFound) as problem:
            return desk.unseen(request, problem)
        except NotReady as problem:
            if problem.key not in EXPLAINED:
                raise
            return desk.unseen(request, problem)

    return show


def _table(edition: Edition, name: str, asked: Asked):
    return table(edition.plan, asked.as_of, wording(asked.language), name, dict(asked.query), edition.past)


def _naming(name: str, form: str, asked: Asked) -> dict[str, str]:
    """CSV is saved under a name that says what it is; JSON opens where it is asked for."""
    if form != "csv":
        return {}
    known = f"-{asked.release}" if asked.release else f"-known-{asked.known_on}" if asked.known_on else ""
    return {"Content-Disposition": f'attachment; filename="{name}-{asked.as_of}{known}-{asked.language}.csv"'}
