"""A plan in one file that somebody brings: a zipped bundle or plan JSON. Nothing in it is trusted."""

import json
from collections.abc import Iterator
from dataclasses import replace

from tracker.domain.errors import BadInput, Problem
from tracker.domain.plan import Plan
from tracker.domain.records import plan_of, records
from tracker.exchange import csv_bundle
from tracker.exchange.characters import UNFIT
from tracker.exchange.plan_json import FORMAT
from tracker.exchange.record_checks import record_problems

LARGEST = 256 * 2**20


def read_given(content: bytes, name: str) -> Plan:
    """The plan in a file called `name`: a zip archive by its first bytes, else JSON. Raises BadInput with every problem."""
    if len(content) > LARGEST:
        raise _refused(name, "file_too_large", LARGEST // 2**20)
    return csv_bundle.read_archive(content, name) if content.startswith(b"PK") else read_json(content, name)


def read_json(content: bytes, name: str = "plan.json") -> Plan:
    """The plan in JSON, held to the same rules as a bundle. Raises BadInput that says where the file is wrong."""
    said = _parsed(content, name)
    if not isinstance(said, dict) or said.get("format") != FORMAT or not isinstance(said.get("records"), dict):
        raise _refused(name, "not_a_plan", FORMAT)
    found = said["records"]
    problems = (*_unfit(found, name), *record_problems(found, name))
    if problems:
        raise BadInput(problems)
    plan = plan_of(found)
    if misnamed := sorted(found.keys() ^ records(plan).keys()):
        raise BadInput(tuple(Problem(name, 0, key, key, "misnamed_record") for key in misnamed))
    try:
        kept = csv_bundle.read_files(csv_bundle.files(plan))
    except BadInput as bad:
        raise BadInput(tuple(replace(p, file=name, line=0, column=f"{p.file.partition('.')[0]}.{p.column}".rstrip(".")) for p in bad.problems)) from None
    return replace(plan, sources=kept.sources)  # an address no source names has one now, as in a bundle


def _refused(name: str, key: str, value: object = "", line: int = 0, column: str = "") -> BadInput:
    return BadInput((Problem(name, line, column, str(value), key),))


def _parsed(content: bytes, name: str) -> object:
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=lambda pairs: _once(pairs, name), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise _refused(name, "not_utf8", line=content.count(b"\n", 0, error.start) + 1) from None
    except json.JSONDecodeError as error:
        raise _refused(name, "bad_json", error.colno, error.lineno) from None
    except (ValueError, RecursionError):
        raise _refused(name, "bad_json_value") from None


def _once(pairs: list[tuple[str, object]], name: str) -> dict[str, object]:
    """JSON lets a name stand twice, and readers differ in which they believe."""
    seen: set[str] = set()
    twice = tuple(Problem(name, 0, key, key, "repeated_name") for key, _ in pairs if key in seen or seen.add(key))
    if twice:
        raise BadInput(twice)
    return dict(pairs)


def _no_number(text: str) -> None:
    raise ValueError(text)


def _unfit(found: dict[str, object], name: str) -> Iterator[Problem]:
    for key, record in found.items():
        for text in _texts([key, record]):
            if UNFIT.search(text):
                yield Problem(name, 0, ascii(key)[1:-1], ascii(text[:40]), "control_character")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        yield from _texts([*value, *value.values()])
