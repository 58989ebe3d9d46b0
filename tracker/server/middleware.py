"""What happens to every request before and after the application: pure ASGI, because it must also guard websockets."""

import gzip
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import anyio
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tracker.domain.errors import TrackerError
from tracker.incidents import record
from tracker.server.files import Bundle, File

METHODS = ("GET", "HEAD", "OPTIONS")
DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
# The only addresses that take a form. Each checks where it comes from.
POSTS = ("/account/login", "/account/logout", "/account/join", "/account/password", "/account/demo")
EARLY = ("/api", "/r/", "/latest/", "/feeds/", "/data/")
PUBLISHED = ("/api/", "/r/", "/latest/", "/feeds/")
LARGEST_POST = 16 * 1024
# Files are sent here, by those who may attach evidence and by nobody else.
UPLOADS = "/_stcore/upload_file/"
LARGEST_UPLOAD = 10 * 1024 * 1024 + 64 * 1024
# Of Streamlit's own addresses only these are open to everybody: no metrics, no agent interface, no uploads.
STREAMLIT_OPEN = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream")
STREAMLIT_OPEN_BELOW = ("/_stcore/bidi-components/",)
# Charts of a release, made to stand in pages of other sites. Nothing else may.
EMBEDDED = re.compile(r"/(?:r/[^/]+|latest)/(?:en/)?embed/")
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"

Refusal = Callable[[Scope, int, str, dict[str, Any]], Response]  # (scope, status, text key, values) → a page in words

MayUpload = Callable[[Scope], bool]  # asked in a thread


def content_security_policy(script_hashes: tuple[str, ...]) -> str:
    """What a page may load and run: nothing from outside, no inline script but the shell's own."""
    return "; ".join((
        "default-src 'self'",
        f"script-src 'self' {' '.join(script_hashes)} 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-ancestors 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ))


def security_headers(policy: str, secure: bool) -> dict[str, str]:
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    return headers | ({"Strict-Transport-Security": "max-age=31536000"} if secure else {})


def shown_anywhere(headers: Mapping[str, str]) -> dict[str, str]:
    """The same, but that pages of other sites may show it in a frame."""
    policy = headers["Content-Security-Policy"].replace("frame-ancestors 'self'", "frame-ancestors *")
    return {**{k: v for k, v in headers.items() if k != "X-Frame-Options"}, "Content-Security-Policy": policy}


class Guard:
    """The outermost layer: refuses what has no business here, adds the headers, turns surprises into an incident id."""

    def __init__(self, app: ASGIApp, policy: str, refusal: Refusal, may_upload: MayUpload | None = None,
                 posts: tuple[str, ...] = POSTS) -> None:
        self.app = app
        self.policy = policy
        self.refusal = refusal
        self.may_upload = may_upload
        self.posts = posts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, self._with_headers(scope, send))
        else:
            await self.app(scope, receive, _in_one_line(send))

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Only pages of this very site may connect. Streamlit's own check lets every local port in, and asks an
        outside address on the event loop when it is in doubt."""
        if same_site(Headers(scope=scope)):
            await self.app(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008})

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in METHODS:
            await self._sent(scope, receive, send)
            return
        if is_closed(scope["path"]):
            answer = self.refusal(scope, 404, "server.not_found", {})
        elif scope["method"] == "OPTIONS":
            answer = Response(status_code=204, headers=_ways(scope["path"]))
        else:
            await self._answered(scope, receive, send)
            return
        await answer(scope, receive, send)

    async def _sent(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Something was sent to be kept: a form of ours, a file of somebody who may send files, or nothing we take."""
        if refused := await self._not_taken(scope):
            answer = self.refusal(scope, *refused, {})
            if refused[0] == 405:
                answer.headers["Allow"] = ", ".join(METHODS)
            await answer(scope, receive, send)
        else:
            await self._answered(scope, receive, send)

    async def _not_taken(self, scope: Scope) -> tuple[int, str] | None:
        """Status and text key of why it is not taken."""
        form = scope["method"] == "POST" and scope["path"] in self.posts
        file = scope["method"] in ("PUT", "DELETE") and scope["path"].startswith(UPLOADS) and self.may_upload is not None
        if not form and not file:
            return 405, "server.method"
        if too_large(scope, LARGEST_POST if form else LARGEST_UPLOAD):
            return 413, "server.too_large"
        return await self._not_theirs(scope) if file else None

    async def _not_theirs(self, scope: Scope) -> tuple[int, str] | None:
        """Why this browser may not send files: asked of the store at every file, because rights end at once."""
        theirs = same_site(Headers(scope=scope)) and await anyio.to_thread.run_sync(self.may_upload, scope)
        return None if theirs else (403, "server.no_upload")

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The application's answer; an error before its first byte becomes a page with an id, never a trace."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            incident = record(error, scope["path"])
            if begun:
                raise
            status, key = (503, "server.not_ready") if isinstance(error, TrackerError) else (500, "server.error")
            await self.refusal(scope, status, key, {"id": incident})(scope, receive, send)

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        pairs = _pairs(self.policy, scope["scheme"] == "https", bool(EMBEDDED.match(scope["path"])))
        names = {name for name, _ in pairs}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*(pair for pair in message["headers"] if pair[0] not in names), *pairs]
            await send(message)

        return sending


@cache
def _pairs(policy: str, secure: bool, embedded: bool) -> tuple[tuple[bytes, bytes], ...]:
    """The security headers as they are sent; the same few for every answer."""
    headers = security_headers(policy, secure)
    headers = shown_anywhere(headers) if embedded else headers
    return tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items())


def _ways(path: str) -> dict[str, str]:
    """What may be asked of an address; of what is published, also by the pages of other sites."""
    allowed = {"Allow": ", ".join(METHODS)}
    if not path.startswith(PUBLISHED):
        return allowed
    return allowed | {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": ", ".join(METHODS),
                      "Access-Control-Allow-Headers": "If-None-Match", "Access-Control-Max-Age": "86400"}


def _in_one_line(send: Send) -> Send:
    """A start refused for a known reason (SystemExit with words) is told in those words, without a trace."""

    async def sending(message: Message) -> None:
        trace, known, words = message.get("message", "").rpartition("SystemExit: ")
        await send({**message, "message": words.strip()} if known else message)

    return sending


def is_closed(path: str) -> bool:
    """Whether an address of Streamlit's is closed to everybody."""
    return path.startswith("/_stcore") and path not in STREAMLIT_OPEN and not path.startswith(STREAMLIT_OPEN_BELOW)


def too_large(scope: Scope, most: int) -> bool:
    """Whether a request says it is larger than that. Who reads it counts too: this only ends the honest ones early."""
    try:
        return int(Headers(scope=scope).get("content-length", "0")) > most
    except ValueError:
        return True


def same_site(headers: Mapping[str, str]) -> bool:
    """Whether a websocket handshake comes from a page of this site. Programs other than browsers send no origin."""
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        theirs = urlsplit(origin)
        ours = urlsplit(f"//{headers.get('host', '')}")
        default = DEFAULT_PORTS.get(theirs.scheme)
        return bool(ours.hostname) and default is not None and (
            (theirs.hostname, theirs.port or default) == (ours.hostname, ours.port or default)
        )
    except ValueError:
        return False


class Early:
    """Answers addresses of its own before anything else looks at a request: what is sent from memory needs no session of
    Streamlit's, no second compression and no search through its routes, which cost more than the answer."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.routes = Router(routes, redirect_slashes=False, default=app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        early = scope["type"] == "http" and scope["path"].startswith(EARLY)
        await (self.routes if early else self.app)(scope, receive, send)


class Files:
    """Serves whole folders below a prefix, from memory where compressed; everything else passes on."""

    def __init__(self, app: ASGIApp, bundles: Mapping[str, Bundle], refusal: Refusal) -> None:
        self.app = app
        self.bundles = bundles
        self.refusal = refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        prefix = self._prefix(scope)
        if prefix is None:
            await self.app(scope, receive, send)
            return
        file = self.bundles[prefix].get(scope["path"].removeprefix(prefix))
        if file is None:
            answer = self.refusal(scope, 404, "server.not_found", {})
        else:
            answer = await anyio.to_thread.run_sync(file_answer, file, scope, self.bundles[prefix].hashed)
        await answer(scope, receive, send)

    def _prefix(self, scope: Scope) -> str | None:
        if scope["type"] != "http":
            return None
        return next((p for p in self.bundles if scope["path"].startswith(p)), None)


def file_answer(file: File, scope: Scope, hashed: bool) -> Response:
    """The file, compressed for who takes it; kept forever where its address changes with its content."""
    headers = Headers(scope=scope)
    digest, packed = file.prepared
    tag = f'"{digest}"'
    named = hashed or file.path.suffix == ".woff2" or scope["query_string"] == f"v={digest}".encode()
    shown = {"ETag": tag, "Cache-Control": FOREVER if named else ASK_AGAIN, "Vary": "Accept-Encoding"}
    if tag in headers.get("if-none-match", ""):
        return Response(status_code=304, headers=shown)
    if packed is None:
        return Response(file.content, media_type=file.media_type, headers=shown)
    if "gzip" not in headers.get("accept-encoding", ""):
        return Response(gzip.decompress(packed), media_type=file.media_type, headers=shown)
    return Response(packed, media_type=file.media_type, headers=shown | {"Content-Encoding": "gzip"})
