"""What one page run costs the server, beside an empty page and the same page as it is usually written."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from tests.bench.peers import Peer, script, tracker
from tests.bench.visitor import Visitor

VISITS, ROUNDS = 160, 4


def cost(peer: Peer, act: Callable[[], None], times: int) -> float:
    """Processor seconds of the server per act."""
    before = peer.cpu()
    for _ in range(times):
        act()
    return (peer.cpu() - before) / times


def _visit(peer: Peer, page: str = "") -> Callable[[], None]:
    def act() -> None:
        with Visitor(peer.url) as visitor:
            visitor.run(page)
    return act


def visits(database: Path) -> dict[str, float]:
    """Median processor milliseconds per visit of each peer, rounds interleaved."""
    with ExitStack() as stack:
        ours, empty, fields, usual = (stack.enter_context(c) for c in (
            tracker(f"sqlite:///{database}"), script("empty", database), script("fields", database), script("usual", database)))
        acts = {"empty page": (empty, _visit(empty)), "empty page with as many fields": (fields, _visit(fields)), "overview": (ours, _visit(ours)),
                "milestones": (ours, _visit(ours, "milestones")), "funding": (ours, _visit(ours, "funding")),
                "overview as usually written": (usual, _visit(usual))}
        return _rounds(acts, VISITS)


def changes(database: Path) -> dict[str, float]:
    """Median processor milliseconds per filter change in an open session; every value has been seen before."""
    with ExitStack() as stack:
        ours, empty, fields, usual = (stack.enter_context(c) for c in (
            tracker(f"sqlite:///{database}"), script("empty", database), script("fields", database), script("usual", database)))
        acts = {"empty page": (empty, _change(stack, empty, "", "one")),
                "empty page with as many fields": (fields, _change(stack, fields, "", "field 1")), "milestones by area": (ours, _change(stack, ours, "milestones", None)),
                "overview as usually written": (usual, _change(stack, usual, "", "one"))}
        return _rounds(acts, VISITS)


def _change(stack: ExitStack, peer: Peer, page: str, label: str | None) -> Callable[[], None]:
    visitor = stack.enter_context(Visitor(peer.url))
    visitor.run(page)
    field = label or max(visitor.fields(), key=lambda name: len(visitor.options(name)))
    options = visitor.options(field)[:4]
    turn = iter(range(10**9))

    def act() -> None:
        visitor.run(page, choose=(field, options[next(turn) % len(options)]))
    for _ in options:
        act()
    return act


def _rounds(acts: dict[str, tuple[Peer, Callable[[], None]]], times: int) -> dict[str, float]:
    for peer, act in acts.values():
        for _ in range(3):
            act()
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(ROUNDS):
        for name, (peer, act) in acts.items():
            taken[name].append(cost(peer, act, max(times // ROUNDS, 4)) * 1000)
    return {name: median(values) for name, values in taken.items()}
