"""What must hold between the lines of a bundle: unique keys, known codes, sane numbers, shares of one at most."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches

from tracker.domain.errors import Problem
from tracker.domain.milestones import ChangeKind, ClosureKind
from tracker.exchange.cells import BETWEEN
from tracker.exchange.lines import Line, problem
from tracker.exchange.tables import BY_NAME, TABLES, Table

Lines = Mapping[str, list[Line]]
Codes = Mapping[str, frozenset[str]]

LEAST_AND_MOST: Mapping[str, tuple[int, int]] = {
    "seq": (1, 9_999), "weight": (1, 1_000), "rank": (0, 99_999), "fiscal_year": (1900, 2999), "share": (0, 1),
    "chapter": (1, 999), "number": (1, 9_999), "item": (1, 9_999), "goal_count": (0, 99_999),
    "milestone_count": (0, 99_999), "project_count": (0, 9_999_999), "publication_lag_days": (0, 3_660),
    "checked": (0, 99_999), "as_scheduled": (0, 99_999), "checkpoint": (1, 9_999),
    "size": (0, 10**9),
}


def all_problems(lines: Lines, codes: Codes) -> Iterator[Problem]:
    """Every broken rule. `codes` are the known codes by table, with those of the plan's head."""
    for table in TABLES:
        yield from repeated(table, lines[table.name])
        yield from unknown(table, lines[table.name], codes)
        yield from out_of_range(table, lines[table.name])
    yield from shares_over_one(lines["programme_links"])
    yield from unknown_checkpoints(lines)
    yield from second_main_targets(lines["targets"])
    yield from ends_before_start(lines["organisations"])
    yield from more_than_checked(lines["checks"])
    yield from unresolved_changes(lines["rebaselines"])
    yield from merged_by_mistake(lines["closures"])
    yield from misplaced_evidence(lines)
    yield from expired_at_once(lines["judgements"])


def codes_of(lines: Lines) -> dict[str, frozenset[str]]:
    return {t.name: frozenset(line.texts["code"] for line in lines[t.name])
            for t in TABLES if t.key == ("code",)}


def repeated(table: Table, lines: list[Line]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    for line in lines if table.key else ():
        key = tuple(line.texts[name] for name in table.key)
        if key in seen:
            yield problem(table, line.number, table.key[-1], line.texts[table.key[-1]], "repeated",
                          ("what", " ".join(key)), ("line", str(seen[key])))
        seen.setdefault(key, line.number)


def unknown(table: Table, lines: list[Line], codes: Codes) -> Iterator[Problem]:
    for column in table.columns:
        for line in lines if column.reference else ():
            for code in filter(None, map(str.strip, line.texts[column.name].split(BETWEEN))):
                if code not in codes[column.reference]:
                    yield _unknown(table, line, column.name, code, column.reference, codes[column.reference])


def _unknown(table: Table, line: Line, column: str, code: str, reference: str, known: frozenset[str]) -> Problem:
    near = ", ".join(get_close_matches(code, sorted(known), 3))
    return problem(table, line.number, column, code, "unknown_code", ("table", reference), ("near", near or "–"))


def out_of_range(table: Table, lines: list[Line]) -> Iterator[Problem]:
    for field in table.fields:
        if field.name not in LEAST_AND_MOST:
            continue
        least, most = LEAST_AND_MOST[field.name]
        for line in lines:
            value = line.values[field.name]
            if isinstance(value, int | Decimal) and not least <= value <= most:
                yield problem(table, line.number, field.name, line.texts[field.name], "out_of_range",
                              ("least", str(least)), ("most", str(most)))


def shares_over_one(lines: list[Line]) -> Iterator[Problem]:
    """The shares of one programme add to one at most; the last line of the programme is named."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    last: dict[str, Line] = {}
    for line in lines:
        sums[line.owner] += line.values["share"] or 0
        last[line.owner] = line
    for programme, total in sums.items():
        if total > 1:
            yield problem(BY_NAME["programme_links"], last[programme].number, "share", last[programme].texts["share"],
                          "share_over_one", ("programme", programme), ("sum", f"{total:f}"))


def unknown_checkpoints(lines: Lines) -> Iterator[Problem]:
    known = {(line.owner, line.values["seq"]) for line in lines["checkpoints"]}
    for line in lines["reports"]:
        seq = line.values["checkpoint"]
        if seq is not None and (line.owner, seq) not in known:
            yield problem(BY_NAME["reports"], line.number, "checkpoint", str(seq), "unknown_checkpoint",
                          ("milestone", line.owner))


def second_main_targets(lines: list[Line]) -> Iterator[Problem]:
    seen: set[str] = set()
    for line in lines:
        if line.values["main"] and line.owner in seen:
            yield problem(BY_NAME["targets"], line.number, "main", "yes", "second_main_target",
                          ("indicator", line.owner))
        if line.values["main"]:
            seen.add(line.owner)


def ends_before_start(lines: list[Line]) -> Iterator[Problem]:
    for line in lines:
        first, last = line.values["valid_from"], line.values["valid_to"]
        if first and last and last < first:
            yield problem(BY_NAME["organisations"], line.number, "valid_to", str(last), "ends_before_start",
                          ("start", str(first)))


def more_than_checked(lines: list[Line]) -> Iterator[Problem]:
    for line in lines:
        checked, fine = line.values["checked"], line.values["as_scheduled"]
        if fine is not None and (checked is None or fine > checked):
            yield problem(BY_NAME["checks"], line.number, "as_scheduled", str(fine), "more_than_checked",
                          ("checked", "" if checked is None else str(checked)))


def unresolved_changes(lines: list[Line]) -> Iterator[Problem]:
    for line in lines:
        if line.values["kind"] is ChangeKind.MAJOR and line.values["resolution"] is None:
            yield problem(BY_NAME["rebaselines"], line.number, "resolution", "", "needs_resolution")


def merged_by_mistake(lines: list[Line]) -> Iterator[Problem]:
    for line in lines:
        if line.values["into"] is not None and line.values["kind"] is not ClosureKind.MERGED:
            yield problem(BY_NAME["closures"], line.number, "into", line.texts["into"], "only_when_merged")


def misplaced_evidence(lines: Lines) -> Iterator[Problem]:
    """Evidence shows something, and belongs to a report of its own milestone."""
    owners = {line.texts["code"]: line.owner for line in lines["reports"]}
    for line in lines["evidence"]:
        if not line.values["url"] and not line.values["file"]:
            yield problem(BY_NAME["evidence"], line.number, "url", "", "no_link")
        if owners.get(line.values["report"], line.owner) != line.owner:
            yield problem(BY_NAME["evidence"], line.number, "report", line.values["report"], "report_elsewhere",
                          ("milestone", line.owner))


def expired_at_once(lines: list[Line]) -> Iterator[Problem]:
    for line in lines:
        on, expires_on = line.values["on"], line.values["expires_on"]
        if expires_on < on:
            yield problem(BY_NAME["judgements"], line.number, "expires_on", str(expires_on), "ends_before_start",
                          ("start", str(on)))
