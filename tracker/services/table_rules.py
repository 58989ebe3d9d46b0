"""The bundle's rules between lines, asked of one form: known codes, ranges, unique keys, shares of one at most."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.domain.editable import Piece
from tracker.domain.errors import Problem
from tracker.domain.indicators import Observation
from tracker.domain.plan import Plan
from tracker.domain.plan_checks import trouble
from tracker.exchange import checks
from tracker.exchange.csv_bundle import head_codes
from tracker.exchange.lines import Line
from tracker.exchange.tables import BY_NAME, Table
from tracker.services.pieces import parts_of, table_of, texts_of, typed_fields

# Rules of one table, which all take its lines.
_OWN = {"programme_links": checks.shares_over_one, "targets": checks.second_main_targets,
        "organisations": checks.ends_before_start, "checks": checks.more_than_checked}


def table_problems(plan: Plan, piece: Piece, owner: object, value: object) -> Iterator[Problem]:
    """Every rule broken by `value`, which stands in `owner` already (for an object of its own, they are the same)."""
    table = table_of(piece.rule)
    own = _line(piece, owner, value)
    every = [_line(piece, owner, v) for v in parts_of(owner, piece.rule.kind).values()] if piece.is_part else [own]
    for found in (*checks.unknown(table, [own], _codes(plan, table)), *checks.out_of_range(table, [own]),
                  *(_OWN[table.name](every) if table.name in _OWN else ())):
        yield replace(found, file="", line=0)
    yield from _repeated(plan, piece, table, every)


def _line(piece: Piece, owner: object, value: object) -> Line:
    name = getattr(owner, "code", "") if piece.is_part else ""
    table = table_of(piece.rule)
    texts = texts_of(piece.rule, value) | ({table.owner.name: name} if piece.is_part else {})
    texts |= {c.name: c.cell.text(getattr(value, f.name)) for f in table.fields if not f.yearly and f.name in piece.rule.hidden for c in f.columns}
    return Line(0, name, texts, {f.name: getattr(value, f.name) for f in typed_fields(piece.rule)} |
                {f.name: getattr(value, f.name) for f in table.fields if f.name in piece.rule.hidden})


def _codes(plan: Plan, table: Table) -> dict[str, frozenset[str]]:
    """The codes a line may name, by the table they are of."""
    named = {c.reference for c in table.columns if c.reference}
    own = head_codes(plan.head)
    return {name: own[name] if name in own else frozenset(v.code for v in getattr(plan, BY_NAME[name].plan_field)) for name in named}


def _repeated(plan: Plan, piece: Piece, table: Table, every: list[Line]) -> Iterator[Problem]:
    """What makes a line unique, and one observation per time and vintage: a later one replaces, it does not repeat."""
    if not piece.is_part:
        yield from _taken(plan, piece, table, every[0])
        return
    key = table.key or (("period", "vintage") if piece.rule.kind is Observation else ())
    names = [tuple(line.texts[name] for name in key) for line in every]
    if key and len(set(names)) < len(names):
        yield trouble(key[-1], "repeated_here", next(n for n in names if names.count(n) > 1)[-1])


def _taken(plan: Plan, piece: Piece, table: Table, own: Line) -> Iterator[Problem]:
    if piece.new and table.key:
        mine = tuple(own.texts[name] for name in table.key)
        if any(tuple(str(getattr(v, name)) for name in table.key) == mine for v in getattr(plan, table.plan_field)):
            yield trouble(table.key[-1], "code_taken", mine[-1])
