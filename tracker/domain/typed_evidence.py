"""Evidence as typed: what each piece must say before it can prove anything."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from tracker.domain.milestones import Evidence, EvidenceKind
from tracker.domain.typed_dates import typed_day
from tracker.domain.words import NOTHING, Bilingual

SHORTEST_REASON = 10
LONGEST = {"title": 200, "body": 100, "url": 500, "reason": 300}
FIRST_DOCUMENT = date(2000, 1, 1)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+")


@dataclass(frozen=True)
class FieldProblem:
    """One thing to mend before a report can be handed in. `field` names it (`evidence.0.title`), `key` says what is
    wrong and how to put it right, `values` fill it."""

    field: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class TypedEvidence:
    """One piece as typed; `file` is the SHA-256 of what was attached."""

    kind: str = ""
    title: str = ""
    body: str = ""
    on: str = ""
    url: str = ""
    reason: str = ""
    public: bool = True
    file: str = ""
    file_name: str = ""
    media_type: str = ""
    size: int = 0

    @property
    def begun(self) -> bool:
        """Whether anything of it was filled in."""
        return any(text.strip() for text in (self.kind, self.title, self.body, self.on, self.url, self.reason, self.file))


def evidence_problems(typed: TypedEvidence, number: int, today: date) -> Iterable[FieldProblem]:
    """What is missing or wrong in one piece, in the order of the form."""
    at = lambda name: f"evidence.{number}.{name}"  # noqa: E731
    if typed.kind not in tuple(EvidenceKind):
        yield FieldProblem(at("kind"), "report.problem_kind")
    for name in ("title", "body"):
        if not getattr(typed, name).strip():
            yield FieldProblem(at(name), f"report.problem_{name}")
    yield from (FieldProblem(at("on"), key, values) for key, values in _date_problem(typed.on.strip(), today))
    yield from (FieldProblem(at("url"), key) for key in _link_problem(typed))
    if len(typed.reason.strip()) < SHORTEST_REASON:
        yield FieldProblem(at("reason"), "report.problem_reason", {"least": SHORTEST_REASON})
    for name, most in LONGEST.items():
        if len(text := getattr(typed, name).strip()) > most:
            yield FieldProblem(at(name), "report.problem_long", {"most": most, "long": len(text)})


def _date_problem(typed: str, today: date) -> Iterable[tuple[str, dict]]:
    on = typed_day(typed, today)
    if not typed:
        yield "report.problem_document_day", {}
    elif on is None:
        yield "report.problem_day", {"typed": typed}
    elif on > today:
        yield "report.problem_document_ahead", {"on": on, "today": today}
    elif on < FIRST_DOCUMENT:
        yield "report.problem_too_early", {"on": on, "first": FIRST_DOCUMENT}


def _link_problem(typed: TypedEvidence) -> Iterable[str]:
    if typed.url.strip() and not is_link(typed.url.strip()):
        yield "report.problem_url"
    elif not typed.url.strip() and not typed.file:
        yield "report.problem_link_or_file"


def is_link(text: str) -> bool:
    """Whether an address is one anybody's browser may follow: http or https, a host with a dot, no name or password."""
    if any(c.isspace() or ord(c) < 32 or c in '<>"\\' for c in text):
        return False
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  (reading it checks it)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "@" not in parts.netloc and bool(_HOST.fullmatch(parts.hostname or ""))


def evidence_of(typed: TypedEvidence, code: str, language: str, before: Evidence | None, today: date,
                worded: Callable[[str, str, Bilingual], Bilingual]) -> Evidence:
    """A piece that has no problems, as the workspace holds it."""
    held = lambda name: getattr(before, name) if before else NOTHING  # noqa: E731
    return Evidence(code, "", EvidenceKind(typed.kind), worded(typed.title, language, held("title")), worded(typed.body, language, held("body")),
                    typed_day(typed.on, today), worded(typed.reason, language, held("reason")), typed.public, typed.url.strip(),
                    typed.file, typed.file_name, typed.media_type, typed.size)
