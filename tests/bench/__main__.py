"""Runs every comparison and prints one table of ratios; `--readme` writes it into README.md."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import browsing, growth, published, runs, writing
from tests.serving import ROOT
from tracker.exchange.csv_bundle import read

MARKS = ("<!-- bench -->", "<!-- /bench -->")
Line = tuple[str, str, str]


def lines(folder: Path) -> list[Line]:
    """(what, measured, target) per comparison, printed as they come."""
    made = growth.databases(read(ROOT / "seed_data"), folder)
    found: list[Line] = []
    for part in (_published, _visits, _changes, _loads, _pages, _start, _cold, _proofs, _saves):
        for line in part(made):
            print(" | ".join(line), flush=True)
            found.append(line)
    return found


def _published(made) -> list[Line]:
    with TemporaryDirectory() as folder:
        found = published.answers(Path(folder))
    return [(f"{name} of the public site", f"{speed:.2f} × Starlette sending the same bytes; a 304 costs {same:.2f} of it", "≥ 0.6 ×")
            for name, (speed, same) in found.items()]


def _visits(made) -> list[Line]:
    cpu = runs.visits(made[1])
    empty, usual = cpu["empty page"], cpu["overview as usually written"]
    rows = [(f"one visit of {name}, server CPU", f"{cpu[name] / empty:.2f} × an empty page, 1/{usual / cpu[name]:.0f} of the usual way",
             "≤ 1.5 ×, ≤ 1/20") for name in ("overview", "milestones", "funding")]
    return [("the empty page itself (floor)", f"{empty:.1f} ms CPU; the usual way {usual:.0f} ms", "–"), *rows]


def _changes(made) -> list[Line]:
    cpu = runs.changes(made[1])
    mine, empty, usual = cpu["milestones by area"], cpu["empty page"], cpu["overview as usually written"]
    return [("one filter change on the milestones, server CPU",
             f"{mine / empty:.2f} × an empty page, 1/{usual / mine:.0f} of the usual way", "≤ 1.5 ×, ≤ 1/20")]


def _loads(made) -> list[Line]:
    return [(f"load_plan at {factor} × ({rows:,} rows)", f"{load / fetch:.1f} × fetching the rows with sqlite3", "≤ 3 ×")
            for factor, (rows, fetch, load) in growth.loads(made).items()]


def _pages(made) -> list[Line]:
    cpu = growth.warm_pages(made)
    return [("a warm overview at 100 × the rows", f"{cpu[100] / cpu[1]:.2f} × the same at 1 ×", "≤ 2 ×")]


def _start(made) -> list[Line]:
    took = browsing.first_page(made[1])
    return [("start to first complete page", f"{took['overview'] / took['empty page']:.2f} × an empty Streamlit page", "≤ 1.5 ×")]


def _cold(made) -> list[Line]:
    seen = browsing.compare(made[1])
    mine, empty, usual = seen["overview"], seen["empty page"], seen["overview as usually written"]
    return [("cold browser, bytes on the wire", f"{mine['kilobytes'] / 1000:.2f} MB in {mine['requests']:.0f} requests; "
             f"empty page {empty['kilobytes'] / 1000:.2f} MB, usual way {usual['kilobytes'] / 1000:.2f} MB", "≤ 3 MB"),
            ("cold browser, last chart drawn", f"{mine['drawn_ms'] / usual['drawn_ms']:.2f} × the usual way, "
             f"{mine['drawn_ms'] / empty['drawn_ms']:.2f} × an empty page", "as early as can be"),
            ("cold browser, layout shift", f"{mine['shift']:.3f}", "< 0.02")]


def _proofs(made) -> list[Line]:
    return [(f"replaying and verifying the log at {factor} × ({entries:,} entries), processor time",
             f"{prove / read:.1f} × reading its rows and hashing their bytes", "≤ 5 ×, linear")
            for factor, (entries, read, prove) in ((factor, writing.proving(made[factor])) for factor in (1, 10))]


def _saves(made) -> list[Line]:
    """Last, because it adds to the database."""
    ours, bare, through = writing.saving(made[1])
    return [("saving one report: right, version, audit, revision",
             f"{ours / bare:.1f} × a bare one-row transaction with sqlite3 ({bare * 1000:.2f} ms), {ours / through:.1f} × one through our engine",
             "≤ 3 ×")]


def table(found: list[Line]) -> str:
    return "\n".join(["| what | measured | target |", "|---|---|---|", *(f"| {a} | {b} | {c} |" for a, b, c in found)])


def write_readme(found: list[Line]) -> None:
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    before, after = text.split(MARKS[0])[0], text.split(MARKS[1])[1]
    readme.write_text(f"{before}{MARKS[0]}\n{table(found)}\n{MARKS[1]}{after}", "utf-8")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        measured = lines(Path(folder))
    print("\n" + table(measured))
    if "--readme" in sys.argv:
        write_readme(measured)
