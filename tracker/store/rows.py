"""An object of the plan or the workspace as the rows of its tables, in the order of display."""

from tracker.domain.plan import Jurisdiction, PlanHead, PlanWords, SupportKind, Thresholds
from tracker.domain.sources import Source
from tracker.store.layout import WHOLE_OF, List, Whole, Yearly
from tracker.store.shape import Sources, row_of, slot_of, slots

Rows = dict[str, list[dict[str, object]]]
# Parts of the head that are tables of their own, in their order.
HEAD_PARTS = {"support_kinds": ("support_kinds", SupportKind), "jurisdictions": ("jurisdictions", Jurisdiction), "words": ("plan_words", PlanWords)}
HEAD_ELSEWHERE = ("headline_indicators", "thresholds", *HEAD_PARTS)
NO_SOURCES = Sources({})


def object_rows(value: object, position: int, sources: Sources) -> Rows:
    """Every row of one object by table; `position` is its place in its group. The head of the plan and a source are
    objects too. ValueError where a row names a source that has no number."""
    if isinstance(value, PlanHead):
        return _head_rows(value)
    if isinstance(value, Source):
        number = sources.number(value.url)
        return {"sources": [{"id": number, "position": position + 1, **row_of(value, slots(Source), sources)}]}
    rows: Rows = {}
    whole = WHOLE_OF[type(value)]
    shape = slots(whole.kind, *whole.elsewhere)
    rows[whole.table.name] = [{"position": position, **row_of(value, shape, sources)}]
    if whole.elsewhere:
        _add_elsewhere(rows, whole, value, (value.code,), sources)
    return rows


def _head_rows(head: PlanHead) -> Rows:
    row = {"id": 1, **row_of(head, slots(PlanHead, *HEAD_ELSEWHERE), NO_SOURCES),
           **row_of(head.thresholds, slots(Thresholds), NO_SOURCES)}
    row["headline_programme"] = row["headline_programme"] or None
    return {
        "plan": [row],
        "headline_indicators": [{"position": n, "indicator": code} for n, code in enumerate(head.headline_indicators)],
    } | {table: [{"position": n, **row_of(part, slots(kind), NO_SOURCES)} for n, part in enumerate(getattr(head, field))]
         for field, (table, kind) in HEAD_PARTS.items()}


def _add_elsewhere(rows: Rows, whole: Whole, value: object, key: tuple, sources: Sources) -> None:
    for field in whole.lists:
        _add_list(rows, field, value, key[0], sources)
    for field in whole.yearly:
        _add_yearly(rows, field, value, key)
    for part in whole.parts:
        _add_part(rows, part, getattr(value, part.field), key[0], sources)


def _add_list(rows: Rows, field: List, value: object, owner: str, sources: Sources) -> None:
    slot = slot_of(field.value, field.kind)
    rows.setdefault(field.table.name, []).extend(
        {field.owner: owner, "position": n, **dict(zip(slot.names, slot.split(item, sources)))}
        for n, item in enumerate(getattr(value, field.field)))


def _add_yearly(rows: Rows, field: Yearly, value: object, key: tuple) -> None:
    rows.setdefault(field.table.name, []).extend(
        {**dict(zip(field.owners, key)), "fiscal_year": year, "won": won}
        for year, won in getattr(value, field.field))


def _add_part(rows: Rows, part: Whole, held: object, owner: str, sources: Sources) -> None:
    own = rows.setdefault(part.table.name, [])
    shape = slots(part.kind, *part.elsewhere)
    values = held if isinstance(held, tuple) else (held,) if held is not None else ()
    for position, value in enumerate(values):
        place = {} if part.single else {"position": position}
        own.append({part.owner: owner, **place, **row_of(value, shape, sources)})
        for field in part.yearly:
            _add_yearly(rows, field, value, (owner, value.seq))
