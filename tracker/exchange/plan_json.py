"""A plan as one canonical JSON file: lossless, the same plan always the same bytes, one record a line so that two
versions can be compared with any tool."""

import json

from tracker.domain.plan import Plan
from tracker.domain.records import plan_of, records

FORMAT = "national-plan-records/1"


def plan_bytes(plan: Plan) -> bytes:
    lines = [f"{json.dumps(key, ensure_ascii=False)}:{_line(record)}" for key, record in sorted(records(plan).items())]
    return ('{"format":"%s","records":{\n%s\n}}\n' % (FORMAT, ",\n".join(lines))).encode()


def _line(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_plan(content: bytes) -> Plan:
    """The plan in `content`; ValueError where it is no plan of this format."""
    try:
        said = json.loads(content)
        if said["format"] != FORMAT:
            raise ValueError(said["format"])
        return plan_of(said["records"])
    except (KeyError, TypeError, AttributeError, ArithmeticError, RecursionError, UnicodeDecodeError) as problem:
        raise ValueError(f"{type(problem).__name__}: {problem}") from None

