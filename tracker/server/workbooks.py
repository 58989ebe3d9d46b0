"""`/workbook/<ministry>.xlsx` and `/workbook/marked.xlsx`: workbooks for who is signed in, only ever as something to save."""

from collections.abc import Callable
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.domain.errors import NotAllowed, NotFound
from tracker.domain.importing import BadBook
from tracker.server.account import Counter
from tracker.server.asking import language_of
from tracker.server.evidence import CLOSED, naming
from tracker.services.door import Caller
from tracker.services.editions import today
from tracker.services.exporting import marked, workbook_for

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EVERYBODY = "all"


def workbook_routes(here: Counter) -> list[Route]:
    return [Route("/workbook/marked.xlsx", partial(_show, here, marked), methods=["GET"], name="workbook_marked"),
            Route("/workbook/{ministry}.xlsx", partial(_of_ministry, here), methods=["GET"], name="workbook")]


def _of_ministry(here: Counter, request: Request) -> Response:
    asked = request.path_params["ministry"]
    return _show(here, lambda caller, language: workbook_for(caller, "" if asked == EVERYBODY else asked, language), request)


def _show(here: Counter, give: Callable[[Caller, str], tuple[str, bytes]], request: Request) -> Response:
    """What is not there and what is not theirs look alike."""
    settings = here.desk.settings
    caller = Caller(here.engine, here.token(request), here.clock(), today(settings))
    try:
        name, content = give(caller, language_of(request.query_params, settings.language))
    except (NotAllowed, NotFound):
        return here.desk.refusal(request.scope, 404, "server.not_found", {})
    except BadBook:
        return here.desk.refusal(request.scope, 422, "importing.unmarked", {})
    return Response(content, media_type=SHEET, headers=CLOSED | {"Content-Disposition": naming(name)})
