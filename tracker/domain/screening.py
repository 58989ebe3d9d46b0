"""What looks like personal data in a report, field by field, and what of it still has to be mended or confirmed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.domain.personal_data import Finding, Personal, findings
from tracker.domain.reporting import TypedReport
from tracker.domain.typed_evidence import FieldProblem

# Of an address only what no address needs: numbers in links look like telephones.
IN_ADDRESSES = frozenset({Personal.RESIDENT, Personal.FOREIGNER, Personal.EMAIL, Personal.OFFICE_EMAIL})


@dataclass(frozen=True)
class Flag:
    """One finding and the field it stands in (`summary`, `evidence.0.reason`, `evidence.0.file`)."""

    field: str
    finding: Finding


def flags(typed: TypedReport, files: Mapping[str, str]) -> tuple[Flag, ...]:
    """Everything that looks like personal data. `files` holds the words of attached files by their SHA-256."""
    found = (Flag(field, one) for field, text, fits in _texts(typed, files) for one in findings(text) if fits(one))
    return tuple({(flag.field, flag.finding.mark): flag for flag in found}.values())


def _texts(typed: TypedReport, files: Mapping[str, str]) -> Iterator[tuple]:
    anything = lambda _: True  # noqa: E731
    for name in ("summary", "obstacle", "note"):
        yield name, getattr(typed, name), anything
    for n, evidence in enumerate(typed.evidence):
        for name in ("title", "body", "reason", "file_name"):
            yield f"evidence.{n}.{'file' if name == 'file_name' else name}", getattr(evidence, name), anything
        yield f"evidence.{n}.url", evidence.url, lambda finding: finding.kind in IN_ADDRESSES
        yield f"evidence.{n}.file", files.get(evidence.file, ""), anything


def unsettled(found: Iterable[Flag], confirmed: Iterable[str]) -> tuple[FieldProblem, ...]:
    """What keeps the report back: what was not confirmed, and what no confirmation lets pass."""
    held = set(confirmed)
    return tuple(FieldProblem(flag.field, _key(flag.finding), {"shown": flag.finding.masked}) for flag in found
                 if not flag.finding.confirmable or flag.finding.mark not in held)


def _key(finding: Finding) -> str:
    return "report.problem_personal" if finding.confirmable else "report.problem_personal_never"
