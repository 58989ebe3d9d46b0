"""Answers made once and sent many times: their bytes, compressed where that gains, under a strong name of their content."""

import gzip
from collections import OrderedDict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

SMALLEST = 1400  # bytes; below one packet compression gains nothing
PACKED = "-gz"  # the compressed form is another representation and has a name of its own


@dataclass(frozen=True)
class Ready:
    """An answer that is complete. `tag` names its content, without quotes; `packed` says that `body` is gzip."""

    tag: str
    body: bytes
    packed: bool
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        zipped = self.packed and b"gzip" in headers.get(b"accept-encoding", b"")
        if b"if-none-match" in headers and is_known(self.tag, Headers(scope=scope)):
            await send({"type": "http.response.start", "status": 304, "headers": self._same[zipped]})
            await send({"type": "http.response.body", "body": b""})
            return
        body = self.body if zipped or not self.packed else gzip.decompress(self.body)
        size = (b"content-length", str(len(body)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [*self._whole[zipped], size]})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    @cached_property
    def _same(self) -> dict[bool, list[tuple[bytes, bytes]]]:
        """The headers of "still the same", by whether the reader takes gzip."""
        return {zipped: _raw(shown(self.tag, zipped, self.headers)) for zipped in (False, True)}

    @cached_property
    def _whole(self) -> dict[bool, list[tuple[bytes, bytes]]]:
        """The headers of the answer but for its length."""
        kinds = {False: {"Content-Type": self.media_type}, True: {"Content-Type": self.media_type, "Content-Encoding": "gzip"}}
        return {zipped: self._same[zipped] + _raw(more) for zipped, more in kinds.items()}


def _raw(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


def ready(tag: str, content: bytes, media_type: str, headers: Mapping[str, str], may_pack: bool = True) -> Ready:
    packed = gzip.compress(content, 6, mtime=0) if may_pack and len(content) >= SMALLEST else content
    gains = len(packed) < len(content)
    return Ready(tag, packed if gains else content, gains, media_type, headers)


def is_known(tag: str, headers: Headers) -> bool:
    """Whether the reader already has this very content, in either form."""
    known = {part.strip().removeprefix("W/") for part in headers.get("if-none-match", "").split(",")}
    return bool(known & {f'"{tag}"', f'"{tag}{PACKED}"', "*"})


def not_changed(tag: str, zipped: bool, headers: Mapping[str, str]) -> Response:
    return Response(status_code=304, headers=shown(tag, zipped, headers))


def shown(tag: str, zipped: bool, headers: Mapping[str, str]) -> dict[str, str]:
    return {"ETag": f'"{tag}{PACKED if zipped else ""}"', "Vary": "Accept-Encoding", **headers}


class Shelf:
    """Ready answers under what they were made from, the longest unused going first when they weigh too much."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._weight, self._held, self._door = most_bytes, 0, OrderedDict(), Lock()

    def get(self, key: Hashable) -> Ready | None:
        with self._door:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: Hashable, made: Ready) -> None:
        with self._door:
            self._weight += len(made.body) - (len(self._held[key].body) if key in self._held else 0)
            self._held[key] = made
            while self._weight > self._most and self._held:
                self._weight -= len(self._held.popitem(last=False)[1].body)
