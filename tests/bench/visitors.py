"""How many can be connected at once: each changes a filter every five seconds, and what one costs who only looks.

The server has one core to itself and the visitors another; nothing is drawn, every byte is received.
"""

import asyncio
import time
from dataclasses import dataclass, field
from statistics import quantiles
from urllib.parse import urlsplit

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from tests.bench.peers import Peer
from tests.bench.visitor import Visitor

PACE, ROUNDS = 5.0, 5  # seconds between two changes of one visitor; changes of each
SOON = 2.0  # seconds 95 of 100 changes may take
IDLE, LOOKED = 200, 10.0  # visitors who only look, and for how long
PATIENCE = 120


@dataclass(frozen=True)
class Choice:
    """A page, one of its filters and values of it."""

    page: str
    field: str
    values: tuple[str, ...]


def choice_of(peer: Peer, page: str) -> Choice:
    """The filter with the most values, as a first visitor finds it; every value is seen once, as on a site that is used."""
    with Visitor(peer.url) as visitor:
        visitor.run(page)
        label = max(visitor.fields(), key=lambda name: len(visitor.options(name)))
        values = tuple(visitor.options(label)[:4])
        for value in values:
            visitor.run(page, choose=(label, value))
        return Choice(page, visitor._fields[label], values)


@dataclass
class Guest:
    """One visitor; `took` are the seconds of each change."""

    url: str
    choice: Choice
    took: list[float] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    async def come(self) -> "Guest":
        self._socket = await connect(f"ws://{urlsplit(self.url).netloc}/_stcore/stream", origin=self.url, subprotocols=["streamlit"], max_size=None,
                                     compression=None, open_timeout=PATIENCE, ping_interval=None)
        await self._run(None)
        return self

    async def change(self, wait: float) -> None:
        await asyncio.sleep(wait)
        for turn in range(ROUNDS):
            began = time.perf_counter()
            await self._run(self.choice.values[turn % len(self.choice.values)])
            self.took.append(time.perf_counter() - began)
            await asyncio.sleep(max(0.0, PACE - self.took[-1]))

    async def go(self) -> None:
        await self._socket.close()

    async def _run(self, value: str | None) -> None:
        ask = BackMsg()
        ask.rerun_script.page_name = self.choice.page
        ask.rerun_script.cached_message_hashes.extend(self._seen)
        if value is not None:
            state = ask.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = self.choice.field, value
        await self._socket.send(ask.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(self._socket.recv(), PATIENCE))
            if message.hash and message.metadata.cacheable:
                self._seen.add(message.hash)
            if message.WhichOneof("type") == "script_finished" and message.script_finished in (0, 3):
                return


async def _crowd(url: str, choice: Choice, people: int) -> float:
    guests = [await Guest(url, choice).come() for _ in range(people)]
    await asyncio.gather(*(guest.change(PACE * n / people) for n, guest in enumerate(guests)))
    await asyncio.gather(*(guest.go() for guest in guests))
    return quantiles((t for guest in guests for t in guest.took), n=20)[-1]


def on_a_core_of_its_own(peer: Peer) -> None:
    cores = psutil.Process().cpu_affinity()
    if len(cores) > 1:
        for process in (peer.process, *peer.process.children(recursive=True)):
            process.cpu_affinity(cores[:1])
        psutil.Process().cpu_affinity(cores[1:])


def most(peer: Peer, page: str, steps: tuple[int, ...]) -> tuple[int, float, float]:
    """The largest of these crowds of whom 95 in 100 changes take less than `SOON`, that time, and the share of the core used."""
    found, choice = (0, 0.0, 0.0), choice_of(peer, page)
    for people in steps:
        before, began = peer.cpu(), time.perf_counter()
        took = asyncio.run(_crowd(peer.url, choice, people))
        if took >= SOON:
            break
        found = people, took, (peer.cpu() - before) / (time.perf_counter() - began)
    return found


def looking(peer: Peer, page: str) -> tuple[float, float]:
    """Kilobytes one more visitor takes who has opened a page, and the share of a core a hundred of them take by only looking."""
    return asyncio.run(_looking(peer, choice_of(peer, page)))


async def _looking(peer: Peer, choice: Choice) -> tuple[float, float]:
    first = [await Guest(peer.url, choice).come() for _ in range(IDLE // 4)]  # what is allotted once is not counted
    before = peer.process.memory_info().rss
    guests = [await Guest(peer.url, choice).come() for _ in range(IDLE)]
    each = (peer.process.memory_info().rss - before) / IDLE / 1000
    spent = peer.cpu()
    await asyncio.sleep(LOOKED)
    share = (peer.cpu() - spent) / LOOKED * IDLE / (IDLE + len(first))
    await asyncio.gather(*(guest.go() for guest in (*first, *guests)))
    return each, share / IDLE * 100
