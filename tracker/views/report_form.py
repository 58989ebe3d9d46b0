"""The report form in words: what stands beside it, what its fields are called, what is wrong, what it would lead to."""

from collections.abc import Iterable, Mapping
from datetime import date

from tracker.domain.milestones import EvidenceKind, Milestone, Report, ReportedState
from tracker.domain.periods import Period, parse_period
from tracker.domain.personal_data import Finding
from tracker.domain.plan import Plan
from tracker.domain.reporting import TypedReport
from tracker.domain.schedule import Assessment, Timing
from tracker.domain.screening import Flag
from tracker.domain.typed_dates import typed_day, typed_period
from tracker.domain.typed_evidence import FieldProblem, TypedEvidence
from tracker.views.milestone import publisher
from tracker.views.organisations import full
from tracker.views.state import assessments

STATES = tuple(s.value for s in (ReportedState.IN_PROGRESS, ReportedState.COMPLETED, ReportedState.NOT_STARTED))
WHOLE = "whole"  # what a report is on that names no step
# Of one piece of evidence, what a conflict compares; a file goes by its name.
PARTS = ("kind", "title", "body", "on", "url", "file", "reason", "public")


def beside(plan: Plan, today: date, t, milestone: Milestone) -> dict:
    """What one must have in view while writing."""
    found, reports = assessments(plan, today)[milestone.code], milestone.accepted_reports(today)
    goal = plan.goal(milestone.goal)
    return {"code": milestone.code, "title": t.pick(milestone.title), "goal": t.pick(goal.name), "area": t.pick(plan.area(goal.area).name),
            "last": last_report(t, reports[-1]) if reports else None, "done": found.done, "dates": _dates(plan, t, milestone, found, today), "shown": found.shown}


def last_report(t, report: Report) -> dict:
    """A report as the column beside the form shows it."""
    where = t("report.from_public") if report.origin.url else t("report.from_ministry")
    return {"code": report.code, "state": t(f"milestones.state_{report.state}"), "on": t.date(report.on), "where": where, "summary": t.pick(report.summary),
            "url": report.origin.url, "host": publisher(report.origin.url)}


def _dates(plan: Plan, t, milestone: Milestone, found: Assessment, today: date) -> list[tuple[str, str]]:
    original, now = milestone.original_due, found.due
    steps = t.join(t.period(c.due) for c in milestone.checkpoints)
    grade = found.report.grade if found.report else None
    return [
        (t("report.original_due"), f"{t.period(original)} · {_past(t, original, today)}" if original else t("common.undated")),
        (t("report.current_due"), t("report.same_due") if now == original else f"{t.period(now)} · {_past(t, now, today)}"),
        (t("report.checkpoints"), steps or t("common.none")),
        (t("report.cooperating"), t.join(full(plan, t, c) for c in milestone.cooperating) or t("common.none")),
        (t("report.grade"), t("report.grade_words", grade=grade, words=t(f"grade.{grade}")) if grade else t("common.none"))]


def _past(t, due, today: date) -> str:
    days = (today - due.last).days
    return t("report.days_past", n=days) if days > 0 else t("report.days_left", n=-days) if days else t("inbox.due_today")


def would_be(t, found: Assessment | None) -> tuple[str, str]:
    """The status a report would lead to, and how it stands to the original date; empty while it cannot be said."""
    if found is None:
        return "", ""
    if not found.done:
        late = found.days_late_current if found.timing is Timing.PAST_DUE else None
        return found.shown, t("report.overdue_by", n=late) if late else ""
    if found.days_late is None:
        return found.shown, ""
    key = "days_early" if found.days_late < 0 else "days_after" if found.days_late else "on_the_day"
    return found.shown, t(f"report.{key}", n=abs(found.days_late))


def name_of(t, field: str, several: bool = False) -> str:
    """A field by its name on the form; of several pieces of evidence with the number."""
    parts = field.split(".")
    if len(parts) == 1:
        return t(f"report.{field}")
    words = t("report.public" if parts[2] == "public" else f"report.evidence_{parts[2]}")
    return t("report.numbered", n=int(parts[1]) + 1, name=words) if several else words


def field_key(field: str) -> str:
    """The field's key on the form: `evidence.0.title` is `e0_title`."""
    parts = field.split(".")
    return f"e{parts[1]}_{parts[2]}" if len(parts) == 3 else field


def told(t, problems: Iterable[FieldProblem]) -> dict[str, str]:
    """Sentences by field; several about one follow one another."""
    found: dict[str, str] = {}
    for problem in problems:
        words = t(problem.key, **problem.values)
        found[problem.field] = f"{found[problem.field]} {words}" if problem.field in found else words
    if any(field.startswith("evidence.") for field in found):
        found.pop("evidence", None)  # its missing fields say the same, each at its place
    return found


def kind_options(t) -> tuple[tuple[str, str], ...]:
    return tuple((kind.value, t(f"evidence.kind_{kind}")) for kind in EvidenceKind)


def state_options(t) -> tuple[tuple[str, str], ...]:
    return tuple((state, t(f"milestones.state_{state}")) for state in STATES)


def checkpoint_options(t, milestone: Milestone) -> tuple[tuple[str, str], ...]:
    """The whole milestone, then each of its steps."""
    return (("", t("report.whole")), *((str(c.seq), t("report.step", due=c.due)) for c in milestone.checkpoints))


def flag_words(t, flag: Flag, several: bool) -> str:
    """What was found where, masked, with the question a person has to answer."""
    key = "confirm" if flag.finding.confirmable else "never"
    return t(f"report.personal_{key}", field=name_of(t, flag.field, several), kind=kind_words(t, flag.finding), shown=flag.finding.masked)


def kind_words(t, finding: Finding) -> str:
    return t(f"report.personal_{finding.kind}")


def public_record(plan: Plan, milestone: Milestone, today: date, t) -> TypedReport | None:
    """A form filled from the last published report with a source, as far as the record says; None without one."""
    report = next((r for r in reversed(milestone.accepted_reports(today)) if r.origin.url), None)
    if report is None:
        return None
    source = plan.sources_by_url.get(report.origin.url)
    proof = TypedEvidence("press", t.pick(source.title) if source else "", publisher(report.origin.url), _whole_day(report.origin.published), report.origin.url)
    done = report.state is ReportedState.COMPLETED
    return TypedReport(report.state.value, str(report.completed_on or "") if done else "", str(report.forecast or ""), t.pick(report.summary),
                       evidence=(proof,), language=t.language)


def _whole_day(published: str) -> str:
    return published if len(published) == 10 else ""


def flat(typed: TypedReport, today: date) -> dict[str, str]:
    """Every field as one plain text, dates as they were understood: what a conflict compares."""
    day, period = typed_day(typed.completed_on, today), typed_period(typed.forecast, today)
    reported_on = str(typed.checkpoint or WHOLE) if typed.state else ""
    found = {"state": typed.state, "checkpoint": reported_on, "completed_on": str(day or typed.completed_on), "forecast": str(period or typed.forecast),
             "summary": typed.summary.strip(), "obstacle": typed.obstacle.strip()}
    for n, e in enumerate(typed.written):
        on = typed_day(e.on, today)
        values = {"kind": e.kind, "title": e.title.strip(), "body": e.body.strip(), "on": str(on or e.on), "url": e.url.strip(),
                  "reason": e.reason.strip(), "file": e.file, "public": "yes" if e.public else "no"}
        found |= {f"evidence.{n}.{name}": values[name] for name in PARTS}
    return found


def clash_rows(t, base: TypedReport, theirs: TypedReport, mine: TypedReport, today: date) -> list[dict]:
    """The fields of a conflict: name on the form, the three values in words, whether free text."""
    held = [flat(version, today) for version in (base, theirs, mine)]
    names = file_names(base, theirs, mine)
    several = any("evidence.1" in field for version in held for field in version)
    steps = any(v["checkpoint"] not in ("", WHOLE) for v in held)
    fields = [f for f in dict.fromkeys(f for version in held for f in version) if any(v.get(f) for v in held) and (steps or f != "checkpoint")]
    return [{"field": f, "label": name_of(t, f, several), "free": f.rpartition(".")[2] in ("summary", "obstacle", "title", "reason"),
             **{side: in_words(t, f, v.get(f, ""), names) for side, v in zip(("base", "theirs", "mine"), held)}} for f in fields]


def in_words(t, field: str, value: str, names: Mapping[str, str]) -> str:
    """A value as a person reads it."""
    last = field.rpartition(".")[2]
    if not value:
        return ""
    if last == "state":
        return t(f"milestones.state_{value}") if value in STATES else value
    if last == "checkpoint":
        return t("report.whole") if value == WHOLE else t("report.step_number", n=value)
    if last == "kind":
        return t(f"evidence.kind_{value}") if value in tuple(EvidenceKind) else value
    if last == "file":
        return names.get(value, value[:12])
    if last in ("completed_on", "on", "forecast"):
        period = read_period(value)
        return t.period(period) if period else value
    return t(f"report.public_{value}") if last == "public" else value


def read_period(value: str) -> Period | None:
    """A date as `flat` writes it; None where it was typed as something else."""
    try:
        return parse_period(value)
    except ValueError:
        return None


def file_names(*versions: TypedReport) -> dict[str, str]:
    return {e.file: e.file_name for version in versions for e in version.evidence if e.file}


def settled(t, base: TypedReport, theirs: TypedReport, mine: TypedReport, chosen: Mapping[str, str], today: date) -> TypedReport:
    """The report after a conflict: `chosen` holds the words kept for each field, or words written anew."""
    held = [flat(version, today) for version in (mine, theirs, base)]
    names = file_names(base, theirs, mine)
    raw = {f: next((v[f] for v in held if f in v and in_words(t, f, v[f], names) == words), words) for f, words in chosen.items()}
    return _rebuilt(raw, mine, theirs, base)


def _rebuilt(raw: Mapping[str, str], *versions: TypedReport) -> TypedReport:
    """Fields back into a report; what was attached comes from whichever version has it."""
    files = {e.file: e for version in versions for e in version.evidence if e.file}
    numbers = sorted({int(f.split(".")[1]) for f in raw if f.startswith("evidence.")})
    mine = versions[0]
    own = {name: raw.get(name, "") for name in ("state", "completed_on", "forecast", "summary", "obstacle")}
    pieces = tuple(_piece({name: raw.get(f"evidence.{n}.{name}", "") for name in PARTS}, files) for n in numbers)
    step = raw.get("checkpoint", "")
    return TypedReport(**own, checkpoint=int(step) if step.isdigit() else None, corrects=mine.corrects, note=mine.note, evidence=pieces, confirmed=mine.confirmed,
                       language=mine.language)


def _piece(raw: Mapping[str, str], files: Mapping[str, TypedEvidence]) -> TypedEvidence:
    held = files.get(raw["file"], TypedEvidence())
    return TypedEvidence(raw["kind"], raw["title"], raw["body"], raw["on"], raw["url"], raw["reason"], raw["public"] != "no", held.file,
                         held.file_name, held.media_type, held.size)
