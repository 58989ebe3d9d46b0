"""What one answer of published data costs the server, beside a server that only sends bytes it holds."""

import gzip
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from tests.bench.peers import Peer, bytes_in_memory, public
from tests.bench.runs import cost
from tests.nginx import around, nginx, public_conf
from tests.serving import free_port
from tests.site.releases import an_info, real_plan
from tracker.domain.log import Head
from tracker.domain.publication import published
from tracker.domain.release import Manifest, ReleaseKind
from tracker.exchange.release_folder import write_release
from tracker.site.files import files_of

TIMES, ROUNDS = 1500, 4
ANSWERS = {
    "a page of the static edition": "/latest/goals.html", "JSON of the interface": "/api/v1/milestones?lang=en&limit=100",
    "a CSV": "/latest/data/ko/milestones.csv", "a feed": "/feeds/changes.atom",
}


def released(folder: Path) -> None:
    """The real plan as a whole release, below `releases`."""
    plan, info = published(real_plan()), an_info()
    manifest = Manifest(info.id, ReleaseKind.SEED, plan.head.code, info.as_of, info.published_at, Head(1, "0" * 64), {})
    write_release(folder / "releases", manifest, files_of(plan, info, (), {}))


def _held(folder: Path, bodies: Iterable[bytes]) -> Path:
    (folder / "held").mkdir()
    for number, body in enumerate(bodies):
        (folder / "held" / str(number)).write_bytes(body)
    return folder / "held"


def answers(folder: Path) -> dict[str, tuple[float, float]]:
    """By name: the throughput per processor second as a share of plain bytes', and the cost of a 304 as a share of ours."""
    released(folder)
    with ExitStack() as stack:
        ours = stack.enter_context(public(folder / "releases"))
        bodies = {name: _get(ours, address) for name, address in ANSWERS.items()}
        _rested(ours)
        plain = stack.enter_context(bytes_in_memory(_held(folder, (body for body, _ in bodies.values()))))
        return {name: _compared(ours, plain, ANSWERS[name], str(number), bodies[name][1]) for number, name in enumerate(ANSWERS)}


def through_nginx(folder: Path) -> dict[str, tuple[float, float]]:
    """By name: nginx with what it keeps of ours as a share of nginx with the same bytes as a file, per processor second; and
    what the process behind spends meanwhile, as a share of nginx's."""
    released(folder)
    kept, plain = free_port(), free_port()
    with ExitStack() as stack:
        ours = stack.enter_context(public(folder / "releases"))
        held = _held(folder, (_get(ours, address)[0] for address in ANSWERS.values()))
        files = f"server {{ listen 127.0.0.1:{plain}; root {held}; default_type text/html; add_header Content-Encoding gzip; add_header Vary Accept-Encoding; }}"
        conf = around(folder / "nginx", public_conf(folder / "nginx", kept, urlsplit(ours.url).netloc), files)
        process = psutil.Process(stack.enter_context(nginx(folder / "nginx", conf, f"http://127.0.0.1:{kept}/healthz")).pid)
        _rested(ours)
        fronts = Peer(f"http://127.0.0.1:{kept}", process), Peer(f"http://127.0.0.1:{plain}", process)
        return {name: _beside(*fronts, ours, address, str(number)) for number, (name, address) in enumerate(ANSWERS.items())}


def _beside(kept: Peer, plain: Peer, ours: Peer, address: str, held: str) -> tuple[float, float]:
    spent, behind = {"kept": 0.0, "plain": 0.0}, 0.0
    for _ in range(ROUNDS):
        before = ours.cpu()
        spent["kept"] += cost(kept, _asking(kept, address), TIMES * 2)
        behind += (ours.cpu() - before) / (TIMES * 2)
        spent["plain"] += cost(plain, _asking(plain, f"/{held}"), TIMES * 2)
    return spent["plain"] / spent["kept"], behind / spent["kept"]


def _rested(peer: Peer) -> None:
    """A server that has just started compresses its scripts aside; that is not what an answer costs."""
    before = -1.0
    while (now := peer.cpu()) > before:
        before = now
        time.sleep(0.5)


def _compared(ours: Peer, plain: Peer, address: str, held: str, tag: str) -> tuple[float, float]:
    spent = {"ours": 0.0, "plain": 0.0, "same": 0.0}
    for _ in range(ROUNDS):
        spent["ours"] += cost(ours, _asking(ours, address), TIMES)
        spent["plain"] += cost(plain, _asking(plain, f"/{held}"), TIMES)
        spent["same"] += cost(ours, _asking(ours, address, tag), TIMES)
    return spent["plain"] / spent["ours"], spent["same"] / spent["ours"]


def _get(peer: Peer, address: str) -> tuple[bytes, str]:
    connection = HTTPConnection(urlsplit(peer.url).netloc)
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    assert answer.status == 200 and gzip.decompress(body), (address, answer.status)
    return body, answer.getheader("etag")


def _asking(peer: Peer, address: str, tag: str = "") -> Callable[[], None]:
    connection = HTTPConnection(urlsplit(peer.url).netloc)
    headers = {"Accept-Encoding": "gzip"} | ({"If-None-Match": tag} if tag else {})

    def act() -> None:
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == (304 if tag else 200)
    act()
    return act
