"""The recorded changes of the plan as one long table: one row per changed field."""

from datetime import date, timedelta

from tracker.domain.plan import Plan
from tracker.views.changes import LAST_DAY, compared_from
from tracker.views.datasets import Column, Dataset
from tracker.views.record_words import lines


def rows(plan: Plan, as_of: date, t, filters: dict[str, str], past=None) -> list[dict]:
    """Of one object with `of`, else of all after the day compared with; a first import is no change."""
    if past is None:
        return []
    first = compared_from(plan, as_of, filters.get("since", "")) + timedelta(days=1)
    steps = past.steps(filters["of"]) if filters.get("of") else past.recorded(first, LAST_DAY)
    return [{"recorded_on": s.on, "object": s.key, "log_action": s.action, "role": s.role, "part_key": line.at or None, "field": line.field or None,
             "before": line.before, "after": line.after, "resolution": s.resolution or None, "version": s.version}
            for s in steps if not (s.imported and s.begins) for line in lines(plan, t, s.told)]


_COLUMNS = tuple(Column(key, kind) for key, kind in (
    ("recorded_on", "date"), ("object", "code"), ("part_key", "code"), ("field", "code"), ("before", "text"), ("after", "text"),
    ("log_action", "code"), ("role", "code"), ("resolution", "code"), ("version", "integer")))

DATASETS = (Dataset("recorded", _COLUMNS, rows, ("of", "since"), from_log=True),)
