"""`/data/<dataset>.csv`, `.json` and `.xlsx`: exactly the tables the pages show, for a language, a day and filters."""

from datetime import datetime, time

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.domain.errors import NotFound, NotReady
from tracker.exchange.downloads import csv_bytes, json_bytes
from tracker.exchange.xlsx import sheet_of, workbook_bytes
from tracker.server.asking import Asked, BadAddress, require_adopted
from tracker.server.desk import Desk
from tracker.server.reply import conditional, kept_by
from tracker.services.editions import Edition
from tracker.text import Wording, wording
from tracker.views.datasets import Table, datasets, table

FORMATS = {
    "csv": (lambda table, asked, t: csv_bytes(table), "text/csv; charset=utf-8"),
    "json": (lambda table, asked, t: json_bytes(table), "application/json"),
    "xlsx": (lambda table, asked, t: _workbook(table, asked, t), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


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
                request, depends_on, lambda: write(_table(edition, name, asked), asked, _words(edition, asked)), media_type, kept_by(edition) | _naming(name, form, asked),
            )
        except (BadAddress, NotFound, NotReady) as problem:
            return desk.unseen(request, problem)

    return show


def _table(edition: Edition, name: str, asked: Asked):
    """Raises NotFound for a day before there was a plan."""
    require_adopted(edition.plan, asked.as_of)
    return table(edition.plan, asked.as_of, _words(edition, asked), name, dict(asked.query), edition.past)


def _words(edition: Edition, asked: Asked) -> Wording:
    return wording(asked.language).of(edition.plan.head)


def _workbook(table: Table, asked: Asked, t: Wording) -> bytes:
    """One sheet under the words of the pages; made on the day asked about, as far as the file says."""
    return workbook_bytes([sheet_of(table, t)], t(f"dataset.{table.key}"), datetime.combine(asked.as_of, time()))


def _naming(name: str, form: str, asked: Asked) -> dict[str, str]:
    """Tables are saved under a name that says what they are; JSON opens where it is asked for."""
    if form == "json":
        return {}
    known = f"-{asked.release}" if asked.release else f"-known-{asked.known_on}" if asked.known_on else ""
    return {"Content-Disposition": f'attachment; filename="{name}-{asked.as_of}{known}-{asked.language}.{form}"'}
