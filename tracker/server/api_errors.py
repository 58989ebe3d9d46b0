"""The one shape of every refusal of the interface: `{"error": {"status", "code", "message", "how"}}` in the language asked."""

from starlette.responses import Response
from starlette.types import Scope

from tracker.exchange.answers import answer_bytes
from tracker.server.api_asking import language_of
from tracker.text import wording

OPEN = {"Access-Control-Allow-Origin": "*"}  # anybody's page may read what is public
# What the rest of the program refuses with, in the words of the interface.
CODES = {"server.not_found": "api.not_found", "server.method": "api.method", "server.too_large": "api.method", "server.error": "api.error",
         "error.before_the_plan": "api.before_the_plan", "server.not_ready": "api.not_ready", "error.no_release": "api.no_release", "error.no_trusted_release": "api.no_sound_release",
         "error.no_sound_release": "api.no_sound_release", "error.no_such_release": "api.no_such_release"}


def refused(scope: Scope, status: int, key: str, values: dict[str, object], default: str) -> Response:
    """The refusal in words. Values are what the reader wrote, back in the sentence that says what is wrong with it."""
    key = CODES.get(key, key)
    t = wording(language_of(scope["query_string"].decode("latin-1"), default))
    values = {"id": "–", **values}
    said = {"status": status, "code": key.removeprefix("api."), "message": t(key, **values), "how": t(f"{key}_how", **values)}
    return Response(answer_bytes({"error": said}), status, {**OPEN, "Cache-Control": "no-store"}, "application/json")
