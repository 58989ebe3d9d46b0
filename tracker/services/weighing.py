"""Rows of a workbook that set figures, beside the plan: measured values and budget amounts, by the rules of the edit form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.domain.actors import Action, refusal
from tracker.domain.editable import PART_BY_WORD, Editable, Piece, piece as piece_of
from tracker.domain.errors import NotFound, Problem
from tracker.domain.funding import Programme, Stage, StageAmount
from tracker.domain.importing import CellProblem, ReadRow, RowState, SheetKind, WeighedRow
from tracker.domain.importing_columns import typed_of
from tracker.domain.importing_rules import Scales, Weigh, conflict, differences, error, row_problem, says_nothing
from tracker.domain.indicators import Indicator, Observation
from tracker.domain.plan_checks import changed_fields
from tracker.domain.typed_dates import typed_period
from tracker.domain.typed_money import MoneyUnit, typed_in
from tracker.domain.weighing_reports import weigh_report
from tracker.services.editing import Why, made_in
from tracker.services.pieces import UNIT, canonical, parts_of, texts_of

UNTIL_APPLIED = "asked for when it is applied"  # in place of the reason, which the whole file has once
OBSERVATION, AMOUNT = PART_BY_WORD["observation"], PART_BY_WORD["amount"]
ADDRESS = {"won": "amount", "note_ko": "note", "note_en": "note"}  # texts of the form that stand in a column of another name


@dataclass(frozen=True)
class Figure:
    """What a row makes of one part of the plan: `before` None where there is none yet."""

    piece: Piece
    before: object | None
    after: object

    @property
    def correction(self) -> bool:
        """Whether a published figure moves."""
        return self.before is not None and bool(changed_fields(self.before, self.after, self.piece.rule.figures))


Figures = dict[int, Figure]  # by the identity of their row


def weighers(made: Figures) -> Mapping[SheetKind, Weigh]:
    """The rule of every sheet. What rows would set is kept in `made`, for whoever applies it."""
    return {SheetKind.REPORTS: weigh_report, SheetKind.VALUES: lambda row, scales: _value(row, scales, made),
            SheetKind.AMOUNTS: lambda row, scales: _amount(row, scales, made)}


def _value(row: ReadRow, scales: Scales, made: Figures) -> WeighedRow:
    """A measured value, named by its indicator, the time it is of and when it was published."""
    code = row.text("indicator").strip()
    if says_nothing(row):
        return WeighedRow(row, RowState.SAME)
    try:
        owner = scales.plan.indicator(code)
    except NotFound:
        return error(row, (row_problem(row, "indicator", "importing.problem_indicator"),))
    texts = {name: row.text(name) for name in ("period", "value", "vintage", "standing", "source_url", "source_date", "confidence")}
    return _set(row, scales, owner, OBSERVATION, _observed(owner, row, scales), texts, made)


def _observed(owner: Indicator, row: ReadRow, scales: Scales) -> Observation | None:
    named = tuple(typed_period(row.text(name), scales.today) for name in ("period", "vintage"))
    return next((held for held in owner.observations if (held.period, held.vintage) == named), None)


def _amount(row: ReadRow, scales: Scales, made: Figures) -> WeighedRow:
    """The amount of a programme at one stage of a year, in the unit named beside it."""
    owner = _programme(row, scales)
    before = _budgeted(owner, row) if owner else None
    if before is None and says_nothing(row):
        return WeighedRow(row, RowState.SAME)
    if owner is None:
        return error(row, (row_problem(row, "programme", "importing.problem_programme"),))
    if wrong := tuple(_unclear(row, before)):
        return error(row, wrong, f"programme/{owner.code}")
    texts = {"fiscal_year": row.text("fiscal_year"), "stage": row.text("stage").strip(), "won": row.text("amount"), "won" + UNIT: row.text("unit").strip(),
             "page": row.text("page"), "confidence": row.text("confidence")}
    return _set(row, scales, owner, AMOUNT, before, texts, made)


def _programme(row: ReadRow, scales: Scales) -> Programme | None:
    try:
        return scales.plan.programme(row.text("programme").strip())
    except NotFound:
        return None


def _budgeted(owner: Programme, row: ReadRow) -> StageAmount | None:
    named = (row.text("fiscal_year").strip(), row.text("stage").strip())
    return next((held for held in owner.amounts if (str(held.fiscal_year), held.stage.value) == named), None)


def _unclear(row: ReadRow, before: StageAmount | None) -> Iterator[CellProblem]:
    """What nobody may guess: the stage, the unit, and whether an emptied cell means that there is no amount any more."""
    if row.text("stage").strip() not in tuple(Stage):
        yield row_problem(row, "stage", "importing.problem_stage")
    if not row.text("amount").strip():
        yield row_problem(row, "amount", "importing.problem_amount_emptied" if before else "importing.problem_amount_missing")
    elif row.text("unit").strip() not in tuple(MoneyUnit):
        yield row_problem(row, "unit", "importing.problem_unit")


def _set(row: ReadRow, scales: Scales, owner: object, rule: Editable, before: object | None, texts: dict[str, str], made: Figures) -> WeighedRow:
    """The part as the row would have it, by the rules of the form that sets one."""
    piece = _piece(owner, rule, before)
    held = texts_of(rule, before) if before else {}
    mine = held | canonical(rule, texts | _notes(row, scales, held), scales.today)
    figure, problems = _figure(scales, piece, owner, before, mine)
    if figure and figure.after == before:
        return WeighedRow(row, RowState.SAME, piece.root_key)
    found = differences(_shown(held, row, scales), _shown(mine, row, scales))
    if key := refusal(scales.actor, Action.EDIT_PLAN):
        return error(row, (row_problem(row, "", "importing.problem_only_editors" if key == "error.no_right" else key),), piece.root_key, found)
    if scales.moved_by_others(piece.root_key):
        return conflict(row, piece.root_key, found)
    if problems:
        return error(row, (_told(row, problem) for problem in problems), piece.root_key, found)
    made[id(row)] = figure
    return WeighedRow(row, RowState.CHANGED if before else RowState.NEW, piece.root_key, found)


def _piece(owner: object, rule: Editable, before: object | None) -> Piece:
    word = "indicator" if rule is OBSERVATION else "programme"
    if before is None:
        return piece_of(f"{word}/{owner.code}/{rule.word}/")
    return piece_of(next(key for key, value in parts_of(owner, rule.kind).items() if value is before))


def _notes(row: ReadRow, scales: Scales, held: Mapping[str, str]) -> dict[str, str]:
    """The note in the language of the workbook. One that is shown in the other language, because there is none in this,
    went out that way and is left alone."""
    mine, other = (f"note_{language}" for language in (scales.language, "en" if scales.language == "ko" else "ko"))
    note, kept = row.text("note").strip(), {name: held.get(name, "") for name in (mine, other)}
    return kept if note == (kept[mine] or kept[other]) else kept | {mine: note}


def _figure(scales: Scales, piece: Piece, owner: object, before: object | None, texts: Mapping[str, str]) -> tuple[Figure | None, tuple[Problem, ...]]:
    """The part these texts make, as a correction where a published figure moves; and what is wrong with it."""
    after, problems = made_in(scales.plan, piece, owner, before, texts, Why(UNTIL_APPLIED).said(scales.today))
    if after is None:
        return None, problems
    figure = Figure(piece, before, after)
    if figure.correction:
        problems = made_in(scales.plan, piece, owner, before, texts, Why(UNTIL_APPLIED, correction=True).said(scales.today))[1]
    return figure, problems


def _told(row: ReadRow, problem: Problem) -> CellProblem:
    values = {"value": problem.value, "column": problem.column} | dict(problem.values)
    return row_problem(row, ADDRESS.get(problem.column, problem.column), f"edit.problem.{problem.key}", **values)


def _shown(texts: Mapping[str, str], row: ReadRow, scales: Scales) -> dict[str, str]:
    """The texts by the columns of the sheet; money in the unit of the row, before and after."""
    names = {"amount": "won", "note": f"note_{scales.language}"}
    shown = {column: texts.get(names.get(column, column), "") for column in typed_of(row.kind) if column != "unit"}
    if shown.get("amount", "").lstrip("-").isdigit():
        shown["amount"] = typed_in(int(shown["amount"]), MoneyUnit(row.text("unit").strip()))
    return shown
