"""A desk and a client for the server's tests: real routes and middleware over a small plan, without Streamlit."""

import atexit
import shutil
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.builders import a_full_plan
from tracker.config import Settings
from tracker.domain.plan import Plan
from tracker.server.app import desk_of, own_assets, published_routes, routes
from tracker.server.desk import Desk
from tracker.server.files import Bundle
from tracker.server.middleware import Early, Files, Guard, content_security_policy
from tracker.server.inside import Insiders
from tracker.services.editions import Editions
from tracker.services.published import Rack

THEME = {"bodyFont": "'Pretendard GOV', sans-serif", "primaryColor": "#0b50d0"}


@dataclass
class Edition:
    plan: Plan
    revision: str


class CountingShelf:
    """A shelf in memory that counts how often the plan was asked for, and can be broken."""

    def __init__(self, plan: Plan, revision: str = "r1") -> None:
        self.kept, self.loads, self.broken = Edition(plan, revision), 0, None

    def revision(self) -> str:
        if self.broken:
            raise self.broken
        return self.kept.revision

    def edition(self, known_on: date | None = None) -> Edition:
        self.revision()
        self.loads += 1
        return self.kept

    def plan(self, known_on: date | None = None) -> Plan:
        return self.edition(known_on).plan

    def past(self, known_on: date | None = None) -> None:
        return None


class Everybody(Insiders):
    """Counts every visitor as signed in: most tests are about a plan they made, not about who sees it."""

    def signed_in(self, request) -> bool:
        return True


@cache
def shared_assets() -> Bundle:
    """The server's own files, compressed once for all tests of this process."""
    place = mkdtemp(prefix="tracker-tests-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return own_assets(Path(place))


def a_desk(tmp_path: Path, language: str = "ko", shelf: CountingShelf | None = None, address: str = "") -> Desk:
    root = Path(__file__).resolve().parents[2]
    chosen = Settings("sqlite://", date(2026, 11, 22), language, "127.0.0.1", 8501, root, tmp_path, address)
    shelf = shelf or CountingShelf(a_full_plan())
    editions = Editions(Rack(tmp_path / "releases"), shelf, lambda: chosen.as_of)
    return desk_of(chosen, editions, shared_assets(), THEME, Everybody(chosen))


def a_client(desk: Desk, *more: Route) -> TestClient:
    """A client that sees errors as a visitor does. `more` routes come before the own ones."""
    policy = content_security_policy(desk.shell.script_hashes)
    app = Starlette(routes=[*more, *routes(desk)], middleware=[
        Middleware(Guard, policy=policy, refusal=desk.refusal),
        Middleware(Early, routes=published_routes(desk)),
        Middleware(Files, bundles={"/assets/": desk.assets}, refusal=desk.refusal),
    ])
    return TestClient(app, base_url="http://testserver", raise_server_exceptions=False, follow_redirects=False)
