"""`/data/<dataset>.csv` and `.json`: exactly the tables the pages show, for a language, a day and filters."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.domain.errors import NotFound
from tracker.exchange.downloads import csv_bytes, json_bytes
from tracker.server.asking import Asked, BadAddress, asked_of
from tracker.server.desk import Desk
from tracker.server.reply import conditional
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
            asked = asked_of(request.query_params, desk.settings).taking(datasets()[name].filters)
            depends_on = (desk.build, desk.shelf.revision(), name, form, asked)
            write, media_type = FORMATS[form]
            return conditional(
                request, depends_on, lambda: write(_table(desk, name, asked)), media_type, _naming(name, form, asked),
            )
        except BadAddress as problem:
            return desk.refusal(request.scope, 400, problem.key, problem.values)
        except NotFound as problem:
            t = wording(asked.language)
            return desk.explain(t, 404, t("history.nothing_known_title"), t(problem.key, **problem.values))

    return show


def _table(desk: Desk, name: str, asked: Asked):
    plan, past = desk.shelf.edition(asked.known_on).plan, desk.shelf.past(asked.known_on)
    return table(plan, asked.as_of, wording(asked.language), name, dict(asked.query), past)


def _naming(name: str, form: str, asked: Asked) -> dict[str, str]:
    """CSV is saved under a name that says what it is; JSON opens where it is asked for."""
    if form != "csv":
        return {}
    known = f"-known-{asked.known_on}" if asked.known_on else ""
    return {"Content-Disposition": f'attachment; filename="{name}-{asked.as_of}{known}-{asked.language}.csv"'}
