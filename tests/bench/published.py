"""What one answer of published data costs the server, beside a server that only sends bytes it holds."""

import gzip
import time
from collections.abc import Callable
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from tests.bench.peers import Peer, bytes_in_memory, public
from tests.bench.runs import cost
from tests.server.releases import publish
from tests.site.releases import real_plan

TIMES, ROUNDS = 1500, 4
ANSWERS = {
    "JSON of the interface": "/api/v1/milestones?lang=en&limit=100", "a CSV": "/latest/data/ko/milestones.csv", "a feed": "/feeds/changes.atom",
}


def answers(folder: Path) -> dict[str, tuple[float, float]]:
    """By name: the throughput per processor second as a share of plain bytes', and the cost of a 304 as a share of ours."""
    publish(folder / "releases", real_plan(), whole=True)
    (folder / "held").mkdir()
    with ExitStack() as stack:
        ours = stack.enter_context(public(folder / "releases"))
        bodies = {name: _get(ours, address) for name, address in ANSWERS.items()}
        for number, (body, _) in enumerate(bodies.values()):
            (folder / "held" / str(number)).write_bytes(body)
        _rested(ours)
        plain = stack.enter_context(bytes_in_memory(folder / "held"))
        return {name: _compared(ours, plain, ANSWERS[name], str(number), bodies[name][1]) for number, name in enumerate(ANSWERS)}


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
    assert answer.status == 200 and gzip.decompress(body), address
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
