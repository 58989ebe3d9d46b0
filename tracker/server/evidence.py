"""`/evidence/<sha256>`: one evidence file, only ever as something to save, only for who may read it."""

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tracker.config import Site
from tracker.domain.errors import NotAllowed, NotFound
from tracker.server.desk import Desk
from tracker.services.published import published_evidence

SHA256 = re.compile(r"[0-9a-f]{64}")
# No browser opens it by itself, no other site reads it, no one between keeps it.
CLOSED = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store", "Cross-Origin-Resource-Policy": "same-origin"}


def evidence_routes(desk: Desk) -> list[Route]:
    return [Route("/evidence/{sha256}", _endpoint(desk), methods=["GET"], name="evidence")]


def _endpoint(desk: Desk):
    def show(request: Request) -> Response:
        """A file that is not there and one that is not theirs look alike."""
        sha256 = request.path_params["sha256"]
        try:
            name, content = _file(desk, request, sha256)
        except (NotAllowed, NotFound):
            return desk.refusal(request.scope, 404, "server.not_found", {})
        return Response(content, media_type="application/octet-stream", headers=CLOSED | {"Content-Disposition": naming(name)})

    return show


def _file(desk: Desk, request: Request, sha256: str) -> tuple[str, bytes]:
    """Name and content: of the store for who is signed in, else of the releases."""
    if not SHA256.fullmatch(sha256):
        raise NotFound("evidence.none")
    if desk.inside and desk.inside.signed_in(request):
        return desk.inside.evidence(request, sha256)
    if desk.settings.site is Site.INTERNAL:
        raise NotFound("evidence.none")
    return published_evidence(desk.rack, sha256, desk.editions.now())


def naming(name: str) -> str:
    """The header that has a file saved under its name, whatever letters it is written in."""
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"

