"""Runs every comparison, or those that are named (`python -m tests.bench published nginx`), and prints one table of ratios;
`--readme` writes its rows into the table of README.md."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import applying, browsing, growth, painting, published, runs, visitors, workbooks, writing
from tests.bench.peers import public, script
from tests.serving import ROOT
from tracker.exchange.csv_bundle import read

MARKS = ("<!-- bench -->", "<!-- /bench -->")
Line = tuple[str, str, str]


class Made(dict):
    """The databases by factor, made when the first of them is asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, factor: int) -> Path:
        self.update(growth.databases(read(ROOT / "seed_data"), self._folder))
        return self[factor]

    def items(self):
        self[1]
        return super().items()


def lines(folder: Path, names: list[str]) -> list[Line]:
    """(what, measured, target) per comparison, printed as they come."""
    made = Made(folder)
    found: list[Line] = []
    for name in names or PARTS:
        for line in PARTS[name](made):
            print(" | ".join(line), flush=True)
            found.append(line)
    return found


def _published(made) -> list[Line]:
    with TemporaryDirectory() as folder:
        found = published.answers(Path(folder))
    return [(f"{name} of the public site", f"{speed:.2f} × Starlette sending the same bytes; a 304 costs {same:.2f} of it", "≥ 0.6 ×")
            for name, (speed, same) in found.items()]


def _nginx(made) -> list[Line]:
    with TemporaryDirectory() as folder:
        found = published.through_nginx(Path(folder))
    return [(f"{name} through nginx", f"{speed:.2f} × nginx sending the same bytes from a file; the process behind spends {behind:.3f} of that", "equal")
            for name, (speed, behind) in found.items()]


def _visitors(made) -> list[Line]:
    """The public site beside the page as it is usually written."""
    found = {}
    with TemporaryDirectory() as folder:
        published.released(Path(folder))
        starts = {"the public site": (lambda: public(Path(folder) / "releases"), "milestones", (700, 1000, 1200)),
                  "the usual way": (lambda: script("usual", made[1]), "", (10, 20, 30, 40))}
        for name, (start, page, steps) in starts.items():
            with start() as peer:
                weight, share = visitors.looking(peer, page)
                visitors.on_a_core_of_its_own(peer)
                found[name] = (*visitors.most(peer, page, steps), weight, share)
    (many, took, used, weight, share), (few, *_, usual_weight, usual_share) = found.values()
    return [("visitors connected to the public site, each a change every 5 s, 95 in 100 within 2 s, one core",
             f"{many} (then {took:.2f} s, {used:.0%} of the core); the usual way {few}", "≥ 1,000"),
            ("a visitor who only looks", f"{weight:.0f} kB, the usual way {usual_weight:.0f} kB; a hundred take {share:.2%} of a core, the usual way {usual_share:.2%}",
             "≤ 100 kB")]


def _paint(made) -> list[Line]:
    with TemporaryDirectory() as folder:
        found = painting.readable(Path(folder))
    word, alive = found.pop("a page of one word")["ms"], found.pop("interactive")["ms"]
    rows = [(f"static edition without scripts, all of {name} readable", f"{page['ms']:.0f} ms (a page of one word {word:.0f} ms), {page['kilobytes']:.0f} kB; "
             f"with fonts and icons {page['whole']:.0f} kB", "≤ 150 ms, ≤ 100 kB") for name, page in found.items()]
    return [*rows, ("static edition, a figure answers to the pointer after it was asked to", f"{alive:.0f} ms", "≤ 600 ms")]


def _visits(made) -> list[Line]:
    cpu = runs.visits(made[1])
    empty, fields, usual = cpu["empty page"], cpu["empty page with as many fields"], cpu["overview as usually written"]
    beside = {"milestones": f" with one field, {cpu['milestones'] / fields:.2f} × one with as many"}
    rows = [(f"one visit of {name}, server CPU", f"{cpu[name] / empty:.2f} × an empty page{beside.get(name, '')}, 1/{usual / cpu[name]:.0f} of the usual way",
             "≤ 1.5 ×, ≤ 1/20") for name in ("overview", "milestones", "funding")]
    return [("the empty page itself (floor)", f"{empty:.1f} ms CPU; the usual way {usual:.0f} ms", "–"), *rows]


def _changes(made) -> list[Line]:
    cpu = runs.changes(made[1])
    mine, empty, usual = cpu["milestones by area"], cpu["empty page"], cpu["overview as usually written"]
    return [("one filter change on the milestones, server CPU",
             f"{mine / empty:.2f} × an empty page with one field, {mine / cpu['empty page with as many fields']:.2f} × one with as many, "
             f"1/{usual / mine:.0f} of the usual way", "≤ 1.5 ×, ≤ 1/20")]


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


def _workbooks(made) -> list[Line]:
    with TemporaryDirectory() as folder:
        found = workbooks.taken(Path(folder))
        rows, whole, statements, bare = applying.stored(Path(folder))
    ours, library = found["ours"], found["library"]
    return [(f"dry run of a workbook of {ours['rows']:,} rows, processor time", f"{ours['seconds'] / library['seconds']:.1f} × reading it with openpyxl read-only; "
             f"{ours['megabytes']:.0f} MB", "≤ 10 ×, ≤ 512 MB"),
            (f"writing what it changes into the store, {rows:,} rows", f"{statements / bare:.1f} × sqlite3's executemany of the same rows; "
             f"{whole / bare:.1f} × with comparing, checking, the log and its seals", "≤ 2.5 ×")]


def _saves(made) -> list[Line]:
    """Last, because it adds to the database."""
    ours, bare, through = writing.saving(made[1])
    return [("saving one report: right, version, audit, revision",
             f"{ours / bare:.1f} × a bare one-row transaction with sqlite3 ({bare * 1000:.2f} ms), {ours / through:.1f} × one through our engine",
             "≤ 3 ×")]


PARTS = {"published": _published, "nginx": _nginx, "visitors": _visitors, "paint": _paint, "visits": _visits, "changes": _changes, "loads": _loads, "pages": _pages,
         "start": _start, "cold": _cold, "proofs": _proofs, "workbooks": _workbooks, "saves": _saves}


def table(found: list[Line]) -> str:
    return "\n".join(["| what | measured | target |", "|---|---|---|", *(f"| {a} | {b} | {c} |" for a, b, c in found)])


def write_readme(found: list[Line], whole: bool) -> None:
    """The rows in the place of those of the same name; `whole`, in the place of all."""
    readme = ROOT / "README.md"
    text = readme.read_text("utf-8")
    before, middle, after = text.split(MARKS[0])[0], text.split(MARKS[0])[1].split(MARKS[1])[0], text.split(MARKS[1])[1]
    rows = [] if whole else [tuple(part.strip() for part in line.strip("|").split("|")) for line in middle.strip().splitlines()[2:]]
    kept = {row[0]: row for row in rows} | {row[0]: row for row in found}
    readme.write_text(f"{before}{MARKS[0]}\n{table(list(kept.values()))}\n{MARKS[1]}{after}", "utf-8")


if __name__ == "__main__":
    asked = [word for word in sys.argv[1:] if not word.startswith("--")]
    if unknown := set(asked) - set(PARTS):
        raise SystemExit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    with TemporaryDirectory() as folder:
        measured = lines(Path(folder), asked)
    print("\n" + table(measured))
    if "--readme" in sys.argv:
        write_readme(measured, not asked)
