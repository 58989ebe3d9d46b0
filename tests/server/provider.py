"""A small OpenID Connect provider of our own that can misbehave: discovery, keys, authorise, token."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.services.entrance import NOW

CLIENT, SECRET = "tracker", "client-secret"


def new_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


KEY, OTHER_KEY = new_key("k1"), new_key("k1")


@dataclass
class Provider:
    """`misdeed` names what it does wrong; `claims` are what it says of the person who signs in; `asked` every path."""

    url: str = ""
    misdeed: str = ""
    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "u-1", "groups": ["ai-editors"]})
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: KEY)
    at: datetime = NOW

    def described(self) -> dict[str, Any]:
        issuer = "https://other.example" if self.misdeed == "description of another" else self.url
        token = "ftp://x/token" if self.misdeed == "unsafe address" else f"{self.url}/token"
        return {"issuer": issuer, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": token,
                "jwks_uri": f"{self.url}/keys", "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"]}

    def authorised(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert query["response_type"] == "code" and query["client_id"] == CLIENT and query["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        back = {"code": code, "state": "another" if self.misdeed == "wrong state" else query["state"]}
        if self.misdeed == "declined":
            back = {"error": "access_denied", "state": query["state"]}
        if self.misdeed == "answer of another":
            back["iss"] = "https://other.example"
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def redeemed(self, form: dict[str, str], credentials: str) -> tuple[int, dict[str, Any]]:
        """The answer of the token endpoint: every code once, for the client and the verifier it was made for."""
        begun = self.codes.pop(form.get("code", ""), None)
        challenge = _coded(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        known = credentials.removeprefix("Basic ") == base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if not begun or challenge != begun["code_challenge"] or form.get("redirect_uri") != begun["redirect_uri"] or not known:
            return 400, {"error": "invalid_grant"}
        given = {"access_token": "a", "token_type": "Bearer"}
        return 200, given if self.misdeed == "no token" else given | {"id_token": self.signed(begun["nonce"])}

    def signed(self, nonce: str) -> str:
        now = int(self.at.timestamp())
        claims = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **self.claims}
        claims |= {"wrong nonce": {"nonce": "n"}, "wrong audience": {"aud": "another"}, "expired": {"iat": now - 900, "exp": now - 600},
                   "audience of another, authorised for us": {"aud": "another", "azp": CLIENT},
                   "wrong issuer": {"iss": "https://other.example"}, "from the future": {"nbf": now + 900}}.get(self.misdeed, {})
        for name in {"no nonce": ["nonce"], "no subject": ["sub"], "no expiry": ["exp"], "no audience": ["aud"]}.get(self.misdeed, []):
            del claims[name]
        if self.misdeed == "empty subject":
            claims["sub"] = ""
        return self.sealed(claims)

    def sealed(self, claims: dict[str, Any]) -> str:
        if self.misdeed == "unsigned":
            return _by_hand({"alg": "none"}, claims, None)
        if self.misdeed == "signed with the public key":
            return _by_hand({"alg": "HS256", "kid": "k1"}, claims, KEY.as_pem(private=False))
        if self.misdeed == "signed with the client's secret":
            return _by_hand({"alg": "HS256"}, claims, SECRET.encode())
        key = OTHER_KEY if self.misdeed == "bad signature" else self.key
        return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


def _by_hand(header: dict[str, str], claims: dict[str, Any], secret: bytes | None) -> str:
    """A token no library would make."""
    said = ".".join(_coded(json.dumps(part).encode()) for part in (header, claims))
    return f"{said}.{_coded(hmac.digest(secret, said.encode(), 'sha256')) if secret else ''}"


def _coded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@contextmanager
def running() -> Iterator[Provider]:
    """The provider on a port of its own, until the block ends."""
    provider = Provider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            if parts.path == "/.well-known/openid-configuration":
                self._say(200, provider.described())
            elif parts.path == "/keys":
                self._say(200, {"keys": [provider.key.as_dict(private=False)]})
            elif parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorised(dict(parse_qsl(parts.query))))
                self.end_headers()
            else:
                self._say(404, {})

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            form = {k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
            self._say(*provider.redeemed(form, self.headers.get("Authorization", "")))

        def _say(self, status: int, what: dict[str, Any]) -> None:
            if provider.misdeed == "broken":
                status, what = 500, {}
            body = json.dumps(what).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
