"""What it takes to read a long workbook and weigh it, beside a library that only reads it."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from tests.bench.growth import grown
from tracker.domain.actors import Actor, Role
from tracker.domain.importing_rules import Scales, weigh
from tracker.domain.periods import parse_period
from tracker.domain.plan import Plan
from tracker.domain.workspace import Workspace
from tracker.exchange.csv_bundle import read
from tracker.exchange.workbook import workbook
from tracker.exchange.workbook_reading import read_book
from tracker.services.weighing import weighers
from tests.serving import ROOT

TODAY = date(2026, 11, 22)
FACTOR = 17  # times the real budget programmes: a hundred thousand rows
FILES = ("library", "ours")


def long_plan() -> Plan:
    """The real plan with so many more budget programmes."""
    plan = read(ROOT / "seed_data")
    return replace(plan, programmes=grown(replace(plan, milestones=(), goals=(), indicators=()), FACTOR).programmes)


def make(file: Path) -> None:
    """A workbook of it."""
    file.write_bytes(workbook(long_plan(), "", "en", parse_period("2026 Q4"), {}, 0, TODAY))


def library(file: Path) -> Callable[[], int]:
    """Every cell of every sheet, read and forgotten."""
    return lambda: sum(1 for sheet in load_workbook(file, read_only=True).worksheets for row in sheet.iter_rows(values_only=True) if any(row))


def ours(file: Path) -> Callable[[], int]:
    """Read, and weighed against the plan; every tenth row as if somebody had filled it in."""
    scales = Scales(long_plan(), Workspace(), Actor("bench", frozenset({Role.EDITOR})), TODAY, 0, "en")

    def act() -> int:
        book = read_book(file.read_bytes())
        return len(weigh(replace(book, rows=tuple(replace(r, untouched=n % 10 > 0) for n, r in enumerate(book.rows))), scales, weighers({})).rows)
    return act


def one(name: str, file: Path) -> dict[str, float]:
    """Rows, seconds of processor time and megabytes of one way, in a process of its own (run by `taken`)."""
    act = {"library": library, "ours": ours}[name](file)
    start = _processor()
    rows = act()
    return {"rows": rows, "seconds": _processor() - start, "megabytes": _memory()}


def _memory() -> float:
    """The most this process or a child of it held, in megabytes. Not `ru_maxrss` of this process: that begins with what its
    parent held."""
    status = Path("/proc/self/status").read_text("ascii")
    own = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def _processor() -> float:
    """Processor time of this process and its children."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def taken(folder: Path) -> dict[str, dict[str, float]]:
    """Both ways over the same file."""
    file = folder / "long.xlsx"
    _run("make", file)
    return {name: json.loads(_run(name, file)) for name in FILES}


def _run(name: str, file: Path) -> str:
    return subprocess.run([sys.executable, "-m", "tests.bench.workbooks", name, str(file)], cwd=ROOT, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    what, path = sys.argv[1], Path(sys.argv[2])
    print(json.dumps(make(path) if what == "make" else one(what, path)))
