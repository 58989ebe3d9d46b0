"""What comes in with a form of ours, and whether to believe it: size, origin, and a token only our own page could know."""

import hmac
import re
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from tracker.config import Settings
from tracker.domain.errors import TrackerError
from tracker.server.account_pages import FORM_TOKEN
from tracker.server.middleware import same_site
from tracker.services.accounts import cookie_name
from tracker.services.signing import Seal
from tracker.store.accounts import id_of

LARGEST_FORM = 16 * 1024
MOST_FIELDS = 20
FORM_TYPE = "application/x-www-form-urlencoded"
BROWSERS = (("Edg/", "Edge"), ("Whale/", "Whale"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"))


class BadForm(TrackerError):
    """The form is not one of ours, or not of this browser. Nothing was done."""

    def __init__(self, key: str, status: int) -> None:
        super().__init__(key)
        self.status = status


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form, read no further than a form of ours can be. Raises BadForm."""
    if request.headers.get("content-type", "").split(";")[0].strip() != FORM_TYPE:
        raise BadForm("account.stale", 400)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise BadForm("account.too_large", 413)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"))
    except ValueError:
        raise BadForm("account.stale", 400) from None


def insist_own(request: Request, form: dict[str, str], guard: "FormGuard", session_token: str) -> None:
    """Raises BadForm unless the form comes from a page of this site that was given to this browser and this session."""
    if not same_site(request.headers) or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise BadForm("account.stale", 403)
    if not guard.fits(request, form.get(FORM_TOKEN, ""), session_token):
        raise BadForm("account.stale", 403)


@dataclass(frozen=True)
class FormGuard:
    """Tokens of forms: the same sealed value in a cookie and in the form, made for one session (or for nobody)."""

    seal: Seal
    settings: Settings

    @property
    def cookie(self) -> str:
        return cookie_name(self.settings) + "-form"

    def token(self, request: Request, session_token: str) -> str:
        """The browser's present token where it still fits, else a new one."""
        held = request.cookies.get(self.cookie, "")
        return held if self._made_for(held, session_token) else self.seal.sealed("form", [secrets.token_urlsafe(16), _whose(session_token)])

    def fits(self, request: Request, given: str, session_token: str) -> bool:
        held = request.cookies.get(self.cookie, "")
        return bool(held) and hmac.compare_digest(held.encode(), given.encode()) and self._made_for(held, session_token)

    def _made_for(self, token: str, session_token: str) -> bool:
        value = self.seal.opened("form", token) if token else None
        return isinstance(value, list) and len(value) == 2 and value[1] == _whose(session_token)


def _whose(session_token: str) -> str:
    return id_of(session_token)[:16] if session_token else ""


def set_cookie(response: Response, name: str, value: str, settings: Settings, max_age: int | None = None) -> None:
    """A cookie no script reads and no other site sends along; an empty value takes it away."""
    response.set_cookie(name, value, max_age=max_age if value else 0, path="/", secure=settings.https, httponly=True, samesite="lax")


def safe_next(text: str) -> str:
    """Where to go on: a path of this site, never another site and never back into these pages; else empty."""
    if not re.fullmatch(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,600}", text):
        return ""
    parts = urlsplit(text)
    return "" if parts.scheme or parts.netloc or parts.path.startswith(("/account", "/_stcore")) else text


def agent_of(request: Request) -> str:
    """The browser in two words, so that people know their sessions apart; the rest is not kept."""
    header = request.headers.get("user-agent", "")
    found = (next((word for mark, word in marks if mark in header), "") for marks in (BROWSERS, SYSTEMS))
    return " · ".join(filter(None, found))
