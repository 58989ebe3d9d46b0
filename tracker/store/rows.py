"""A plan as the rows of its tables, in the order of display."""

from collections.abc import Iterable

from tracker.domain.plan import Plan, PlanHead, SupportKind, Thresholds
from tracker.store.layout import GROUPS, List, Whole, Yearly
from tracker.store.shape import Sources, row_of, slot_of, slots

Rows = dict[str, list[dict[str, object]]]
HEAD_ELSEWHERE = ("headline_indicators", "thresholds", "support_kinds")


def plan_rows(plan: Plan) -> Rows:
    """Every row of the plan by table. ValueError where a row names a source the plan does not list."""
    sources = Sources(source.url for source in plan.sources)
    rows: Rows = {"sources": [_source_row(source, number) for number, source in enumerate(plan.sources, 1)]}
    rows |= _head_rows(plan.head)
    for group in GROUPS:
        _add_group(rows, group, getattr(plan, group.field), sources)
    return rows


def _source_row(source, number: int) -> dict[str, object]:
    return {"id": number, "position": number, **row_of(source, slots(type(source)), Sources(()))}


def _head_rows(head: PlanHead) -> Rows:
    row = {"id": 1, **row_of(head, slots(PlanHead, *HEAD_ELSEWHERE), Sources(())),
           **row_of(head.thresholds, slots(Thresholds), Sources(()))}
    row["headline_programme"] = row["headline_programme"] or None
    return {
        "plan": [row],
        "headline_indicators": [{"position": n, "indicator": code} for n, code in enumerate(head.headline_indicators)],
        "support_kinds": [{"position": n, **row_of(kind, slots(SupportKind), Sources(()))}
                          for n, kind in enumerate(head.support_kinds)],
    }


def _add_group(rows: Rows, group: Whole, values: Iterable, sources: Sources) -> None:
    own = rows.setdefault(group.table.name, [])
    shape = slots(group.kind, *group.elsewhere)
    for position, value in enumerate(values):
        own.append({"position": position, **row_of(value, shape, sources)})
        if group.elsewhere:
            _add_elsewhere(rows, group, value, (value.code,), sources)


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
