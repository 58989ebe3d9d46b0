"""`/account/oidc/…`: signing in at an identity provider (OpenID Connect, authorization code with PKCE).

Nothing here asks anybody anything unless a provider is configured. What comes back is believed only where the state is ours
and this browser's, the code is redeemed with our verifier, and the token's signature, issuer, audience, time and nonce fit.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tracker.config import Provider
from tracker.domain.errors import NotAllowed
from tracker.incidents import record
from tracker.server import account_pages as pages
from tracker.server.account import Counter
from tracker.server.account_forms import set_cookie
from tracker.services.accounts import cookie_name
from tracker.services.provided import sign_in_provided

PATIENCE = 10  # seconds for one answer of the provider
LEEWAY = 60  # seconds its clock may be off
BEGUN_LASTS = timedelta(minutes=10)
KNOWN_LASTS = timedelta(hours=1)
# Signatures only the provider can make: nothing symmetric, and never "none".
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
FIRST_STEP, LAST_STEP = "/account/oidc/start", "/account/oidc/return"


class Distrust(Exception):
    """An answer that does not fit; says what, for the log only."""


@dataclass
class Line:
    """The line to the provider: what it says of itself and its keys, asked once an hour."""

    provider: Provider
    _told: dict[str, Any] = field(default_factory=dict)
    _keys: dict[str, Any] = field(default_factory=dict)
    _asked_at: datetime | None = None

    def session(self, redirect: str) -> OAuth2Session:
        p = self.provider
        line = OAuth2Session(p.client_id, p.client_secret or None, scope=p.scopes, redirect_uri=redirect,
                             code_challenge_method="S256", default_timeout=PATIENCE)
        line.max_redirects = 0
        return line

    def told(self, line: OAuth2Session, at: datetime) -> dict[str, Any]:
        """The provider's own description. It must be of this very issuer, and name no address less safe than its own."""
        if not self._asked_at or at - self._asked_at > KNOWN_LASTS:
            told = _asked(line, self.provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
            if told.get("issuer") != self.provider.issuer:
                raise Distrust(f"the description is of {told.get('issuer')!a}")
            scheme = urlsplit(self.provider.issuer).scheme
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                if urlsplit(str(told.get(name))).scheme not in ("https", scheme):
                    raise Distrust(f"{name} is {told.get(name)!a}")
            self._told, self._keys, self._asked_at = told, {}, at
        return self._told

    def keys(self, line: OAuth2Session, again: bool = False) -> KeySet:
        if again or not self._keys:
            self._keys = _asked(line, self._told["jwks_uri"])
        return KeySet.import_key_set(self._keys)


def _asked(line: OAuth2Session, address: str) -> dict[str, Any]:
    answer = line.request("GET", address, withhold_token=True)
    answer.raise_for_status()
    return answer.json()


def provider_routes(counter: Counter) -> list[Route]:
    """No provider, no routes."""
    provider = counter.desk.settings.provider
    if provider is None:
        return []
    line = Line(provider)
    return [Route(FIRST_STEP, partial(_start, counter, line), methods=["GET"]),
            Route(LAST_STEP, partial(_return, counter, line), methods=["GET"])]


def _begun_cookie(here: Counter) -> str:
    return cookie_name(here.desk.settings) + "-begun"


def _redirect(here: Counter, request: Request) -> str:
    return here.desk.site(request) + LAST_STEP


def _start(here: Counter, line: Line, request: Request) -> Response:
    """Off to the provider, with what must come back sealed in a cookie of ten minutes."""
    sheet, at = here.sheet(request), here.clock()
    begun = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    try:
        with line.session(_redirect(here, request)) as session:
            told = line.told(session, at)
            to, _ = session.create_authorization_url(
                told["authorization_endpoint"], state=begun["state"], nonce=begun["nonce"], code_verifier=begun["verifier"])
    except (OSError, ValueError, Distrust) as problem:
        return _refused(here, request, "account.provider_away", 502, problem)
    kept = begun | {"at": at.isoformat(), "next": sheet.query["next"], "lang": sheet.t.language}
    answer = RedirectResponse(to, 302, headers={"Cache-Control": "no-store"})
    set_cookie(answer, _begun_cookie(here), here.seal.sealed("oidc", kept), here.desk.settings, int(BEGUN_LASTS.total_seconds()))
    return answer


def _return(here: Counter, line: Line, request: Request) -> Response:
    """Back from the provider. Whatever happens, the attempt is used up."""
    begun = _begun(here, request)
    if begun is None:
        answer = _refused(here, request, "account.provider_stale", 400)
    elif "error" in request.query_params:
        answer = _refused(here, request, "account.provider_declined", 403, begun=begun)
    else:
        answer = _returned(here, line, request, begun)
    set_cookie(answer, _begun_cookie(here), "", here.desk.settings)
    return answer


def _begun(here: Counter, request: Request) -> dict[str, str] | None:
    """What was sealed at the start, where this browser began it, not long ago, with this very state."""
    begun = here.seal.opened("oidc", request.cookies.get(_begun_cookie(here), ""))
    if not begun or not hmac.compare_digest(begun["state"].encode(), request.query_params.get("state", "").encode()):
        return None
    return begun if here.clock() - datetime.fromisoformat(begun["at"]) <= BEGUN_LASTS else None


def _returned(here: Counter, line: Line, request: Request, begun: dict[str, str]) -> Response:
    try:
        claims = _claims(here, line, request, begun)
        groups = groups_in(claims, line.provider)
    except OSError as problem:
        return _refused(here, request, "account.provider_away", 502, problem, begun)
    except (JoseError, OAuthError, ValueError, KeyError, TypeError, Distrust) as problem:
        return _refused(here, request, "account.provider_failed", 403, problem, begun)
    try:
        token = sign_in_provided(here.engine, line.provider, claims["sub"], groups, here.visitor(request), begun["lang"])
    except NotAllowed as refused:
        return _refused(here, request, refused.key, 403, begun=begun)
    return here.entered(_as_begun(request, begun), token)


def _claims(here: Counter, line: Line, request: Request, begun: dict[str, str]) -> CodeIDToken:
    """What the provider says of the person, once all of it was checked."""
    named = request.query_params.get("iss")
    if named is not None and named != line.provider.issuer:
        raise Distrust(f"the answer is of {named!a}")
    with line.session(_redirect(here, request)) as session:
        told = line.told(session, here.clock())
        given = session.fetch_token(told["token_endpoint"], grant_type="authorization_code", code=request.query_params.get("code", ""),
                                    code_verifier=begun["verifier"])
        signed = _opened(line, session, given["id_token"])
    claims = CodeIDToken(signed.claims, signed.header, _expected(line.provider), {
        "nonce": begun["nonce"], "client_id": line.provider.client_id, "access_token": given.get("access_token")})
    claims.validate(now=int(here.clock().timestamp()), leeway=LEEWAY)
    if not isinstance(claims["sub"], str) or not claims["sub"]:
        raise Distrust("no subject")
    return claims


def _opened(line: Line, session: OAuth2Session, token: str) -> jwt.Token:
    """The token under one of the provider's keys; keys are asked for again where it names one we have not seen."""
    try:
        return jwt.decode(token, line.keys(session), algorithms=list(ALGORITHMS))
    except InvalidKeyIdError:
        return jwt.decode(token, line.keys(session, again=True), algorithms=list(ALGORITHMS))


def _expected(provider: Provider) -> dict[str, Any]:
    return {"iss": {"essential": True, "value": provider.issuer}, "aud": {"essential": True, "value": provider.client_id}}


def groups_in(claims: dict[str, Any], provider: Provider) -> tuple[str, ...]:
    """The groups the claims name, under a name with dots also inside another claim (`realm_access.roles`)."""
    found: Any = claims.get(provider.groups_claim)
    if found is None:
        found = claims
        for step in provider.groups_claim.split("."):
            found = found.get(step) if isinstance(found, dict) else None
    listed = [found] if isinstance(found, str) else found or []
    return tuple(group for group in listed if isinstance(group, str))


def _as_begun(request: Request, begun: dict[str, str]) -> Request:
    """The request with language and next page as they were when signing in began."""
    return Request({**request.scope, "query_string": urlencode({name: begun[name] for name in ("lang", "next")}).encode()})


def _refused(here: Counter, request: Request, key: str, status: int, problem: Exception | None = None, begun: dict[str, str] | None = None) -> Response:
    """Words for the person, the reason for the log."""
    sheet = here.sheet(_as_begun(request, begun) if begun else request)
    name = here.desk.settings.provider.name
    told = {"id": record(problem, LAST_STEP)} if problem else {}
    words = sheet.t(key, name=name, **told)
    return here.page(sheet, pages.refusal_page(sheet, "/account/login", sheet.t("account.provider_title", name=name), words), status)
