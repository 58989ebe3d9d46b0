"""Answers that a browser may keep: named by what they depend on, so that "still the same" costs no work."""

import hashlib
from collections.abc import Callable, Iterable

from starlette.requests import Request
from starlette.responses import Response

from tracker.services.editions import Edition


def tag_of(parts: Iterable[object]) -> str:
    """A weak entity tag over everything the answer is a function of (weak: it may be compressed on the way)."""
    text = "\0".join(map(str, parts))
    return f'W/"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'


def conditional(
    request: Request, depends_on: Iterable[object], body: Callable[[], bytes], media_type: str, headers: dict[str, str] = {},
) -> Response:
    """304 where the reader already has this very answer, without calling `body`; else the answer with its tag."""
    tag = tag_of(depends_on)
    shown = {"ETag": tag, "Cache-Control": "public, no-cache", "Vary": "Accept-Encoding", **headers}
    known = {part.strip() for part in request.headers.get("if-none-match", "").split(",")}
    if known & {tag, tag.removeprefix("W/"), "*"}:
        return Response(status_code=304, headers=shown)
    return Response(body(), media_type=media_type, headers=shown)


def kept_by(edition: Edition) -> dict[str, str]:
    """Who may keep an answer from this edition: anybody what was published, only the reader's own browser the working plan."""
    return {"Vary": "Accept-Encoding, Cookie", "Cache-Control": "public, no-cache" if edition.release else "private, no-cache"}
