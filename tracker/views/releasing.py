"""A release on its way: what the public would see beside what it sees now, how the checks went, who approved."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from tracker.domain.milestones import Milestone, Report
from tracker.domain.plan import Plan
from tracker.domain.publishing import APPROVALS, standing, void
from tracker.domain.release_checks import Check, Outcome, must_read, stopped
from tracker.domain.schedule import SHOWN, Status
from tracker.domain.workspace import ReleaseDraft, ReleaseState, Workspace
from tracker.views import compare
from tracker.views.compare import Side
from tracker.views.organisations import short
from tracker.views.record_words import object_title
from tracker.views.state import assessments

ORDER = (Status.DELAYED, Status.WATCH, Status.COMPLETED, Status.COMPLETED_LATE, Status.ON_TRACK, Status.NOT_STARTED)
WHERE = 8  # places of a check named before they are counted
STEPS = (ReleaseState.OPEN, ReleaseState.FROZEN, ReleaseState.APPROVED, ReleaseState.PUBLISHED)


def clock(at: datetime, t) -> str:
    """An instant as the plan's people read it."""
    local = t.local(at)
    return t("releasing.clock", on=local.date(), time=f"{local:%H:%M}")


def steps(found, t) -> list[tuple[str, str]]:
    """The way of a release, each step with how far it is: `done`, `here` or empty."""
    draft: ReleaseDraft = found.draft
    at = STEPS.index(draft.state) + 1
    given = 0 if is_void(found) else len(draft.approvals)
    return [(t(f"releasing.step_{step}", n=given, of=APPROVALS), "done" if n < at else "here" if n == at else "") for n, step in enumerate(STEPS)]


def facts(draft: ReleaseDraft, workspace: Workspace, t) -> list[tuple[str, str]]:
    """What is known of a release that is out, label and value."""
    who = t.join(t("releasing.by_at", office=_office(workspace, a.person, t), at=clock(a.at, t)) for a in draft.approvals)
    gone = draft.withdrawn_at and t("releasing.by_at", office=t.pick(draft.withdrawn_for), at=clock(draft.withdrawn_at, t))
    rows = (("as_of", draft.as_of and t.date(draft.as_of)), ("published_at", draft.publish_at and clock(draft.publish_at, t)), ("approved_by", who), ("notice", t.pick(draft.notice)),
            ("withdrawn", gone), ("follows", draft.previous), ("manifest", draft.manifest))
    return [(t(f"releasing.fact_{name}"), value) for name, value in rows if value]


def sides(found) -> tuple[Side, Side] | None:
    """What is public now and what would be; None where nothing is public yet. `found` is a services.previewing.Preview."""
    if found.public is None:
        return None
    return Side(found.public, found.manifest.as_of, None), Side(found.plan, found.as_of, None)


def moved(found, t) -> list[dict]:
    """Milestones whose computed status the public would read otherwise, with what was reported and where it can be seen."""
    now = assessments(found.plan, found.as_of)
    then = assessments(found.public, found.manifest.as_of) if found.public else {}
    return [_moved(found.plan, t, m, then[m.code].shown if m.code in then else None, now[m.code])
            for m in found.plan.milestones if m.code not in then or then[m.code].shown != now[m.code].shown]


def _moved(plan: Plan, t, m: Milestone, before: str | None, now) -> dict:
    report = _reported(m, now)
    url = report.origin.url if report else ""
    shown = next((e.url for e in m.evidence_of(report.code) if e.url), url) if report else ""
    return {"code": m.code, "title": t.pick(m.title), "lead": short(plan, t, m.lead), "before": before, "after": now.shown,
            "state": report.state.value if report else None, "reported_on": report.on if report else None,
            "url": shown, "host": urlsplit(shown).hostname or ""}


def _reported(m: Milestone, now) -> Report | None:
    return now.report or next((r for r in reversed(m.reports) if r.accepted), None)


def groups(rows: list[dict]) -> list[tuple[str, list[dict]]]:
    """Rows by the status they go to: what the public will mind most first."""
    order = [*(s.value for s in ORDER), *(s for s in SHOWN if s not in {x.value for x in ORDER})]
    return [(after, mine) for after in order if (mine := [r for r in rows if r["after"] == after])]


def finding(found, t) -> str:
    """How many statuses change and how many do not, in one sentence."""
    whole = len(found.plan.milestones)
    if found.public is None:
        return t("releasing.finding_first", n=whole)
    n = len(moved(found, t))
    return t("releasing.finding" if n else "releasing.finding_none", n=n, rest=whole - n)


def objects(found, t) -> list[dict]:
    """Everything that reads otherwise: objects added, removed and changed, in words."""
    both = sides(found)
    return compare.objects(*both, t) if both else []


def check_rows(found, t) -> list[dict]:
    """Every check in words: how it went, what it found, where, how to mend it."""
    return [_check(found.plan, t, c) for c in found.checks]


def _check(plan: Plan, t, c: Check) -> dict:
    well = c.outcome is Outcome.PASSED
    where = [_place(plan, t, key) for key in c.where[:WHERE]]
    return {"key": c.key, "outcome": c.outcome.value, "title": t(f"releasing.check_{c.key}"),
            "said": t(f"releasing.check_{c.key}_{'fine' if well else 'found'}", **c.values), "where": where,
            "more": max(0, len(c.where) - WHERE), "mend": "" if well else t(f"releasing.check_{c.key}_mend")}


def _place(plan: Plan, t, key: str) -> dict:
    word, _, code = key.partition("/")
    title = object_title(plan, t, key) if code else key
    return {"key": "/".join(key.split("/")[:2]), "code": code.split("/")[0] or key, "title": title, "kind": word if code else ""}


def is_stopped(found) -> bool:
    return bool(stopped(found.checks))


def to_read(found) -> tuple[str, ...]:
    return must_read(found.checks)


def is_void(found) -> bool:
    return void(found.draft, found.content)


def approvals(found, workspace: Workspace, t) -> list[dict]:
    """The two places of approval: who holds them, or that they wait; void ones are told as such."""
    draft: ReleaseDraft = found.draft
    valid = draft.state in (ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN) or bool(standing(draft, found.content))
    given = [{"office": _office(workspace, a.person, t), "at": clock(a.at, t), "void": not valid} for a in draft.approvals]
    return [*given, *({"office": None, "at": None, "void": False} for _ in range(APPROVALS - len(given)))]


def _office(workspace: Workspace, code: str, t) -> str:
    return next((t.pick(p.office) for p in workspace.people if p.code == code), code)


def listed(workspace: Workspace, shown, at: datetime) -> list[dict]:
    """Every release, the newest first: what the store knows of, and what only lies in the folder. `shown` is what
    services.published holds of the folder."""
    drafts = {d.code: d for d in workspace.releases}
    folder = {str(id): r for id, r in shown.releases.items()}
    broken = {str(id) for id in shown.wrong}
    current = shown.current(at)
    return [_listed(code, drafts.get(code), folder.get(code), code in broken, current is not None and str(current.id) == code, at)
            for code in sorted({*drafts, *folder, *broken}, key=_place_in_order, reverse=True)]


def _place_in_order(code: str) -> tuple[str, int]:
    quarter, _, revision = code.partition("-r")
    return quarter, int(revision)


def _listed(code: str, draft: ReleaseDraft | None, held, broken: bool, current: bool, at: datetime) -> dict:
    m = held.manifest if held else None
    state = "withdrawn" if held and held.withdrawn else draft.state.value if draft else "published"
    return {"code": code, "kind": draft.kind.value if draft else m.kind.value if m else None, "state": state,
            "as_of": draft.as_of if draft else m.as_of if m else None,
            "published_at": m.published_at if m else draft.publish_at if draft else None, "due": m is None and state == "approved",
            "due_now": m is None and state == "approved" and draft.publish_at is not None and draft.publish_at <= at,
            "current": current, "broken": broken,
            "kept": draft is not None, "signed": bool(m and m.key), "manifest": held.manifest_sha256 if held else ""}


def row_texts(row: dict, t) -> list[str]:
    """A row of the list for a terminal."""
    state = t("releasing.state_broken") if row["broken"] else t(f"release.state_{row['state']}")
    return [row["code"], t(f"release.kind_{row['kind']}") if row["kind"] else "", t("releasing.state_current") if row["current"] else state,
            t.date(row["as_of"]) if row["as_of"] else "", published_words(row, t)]


def published_words(row: dict, t) -> str:
    """The day a release came out, or is to."""
    if row["published_at"] is None:
        return t("releasing.not_out")
    if row["due_now"]:
        return t("releasing.due_now")
    on = t.day(row["published_at"])
    return t("releasing.due_on", on=on) if row["due"] else t.date(on)


def as_text(found, t) -> Iterable[str]:
    """The preview for a terminal."""
    yield finding(found, t)
    for after, rows in groups(moved(found, t)) if found.public else ():
        yield f"\n{t(f'status.{after}')} {len(rows)}"
        yield from (f"  {r['code']}  {t('status.' + r['before']) if r['before'] else t('common.none')} → {t('status.' + r['after'])}  {r['title']}" for r in rows)
    if others := [o for o in objects(found, t) if o["kind"] != "milestone"]:
        yield f"\n{t('releasing.others', n=len(others))}"
        yield from (f"  {o['kind_name']}  {o['title']}" for o in others)
    yield f"\n{t('releasing.checks')}"
    for row in check_rows(found, t):
        yield f"  {t('releasing.outcome_' + row['outcome'])}  {row['title']}: {row['said']}"
        if row["where"]:
            yield f"      {t.join(w['code'] for w in row['where'])}{t('releasing.and_more', n=row['more']) if row['more'] else ''}"
        if row["mend"]:
            yield f"      {row['mend']}"
