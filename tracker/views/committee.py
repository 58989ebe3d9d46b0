"""The committee at work: its bodies, meetings, decisions and official statements, as known on a day."""

from datetime import date

from tracker.domain.committee import Body, Meeting, Resolution
from tracker.domain.plan import Plan
from tracker.text import wording
from tracker.views import law
from tracker.views.datasets import Dataset
from tracker.views.overview import official_check
from tracker.views.pages import Facts

PARTS = ("bodies", "meetings", "resolutions", "law", "articles")
BRIEFLY = 5  # rows of a part while the whole page is shown
GROUPS = {"core": ("plenary", "vice_chair", "steering", "council", "secretariat", "advisory"),
          "statutory": ("institute", "centre"), "subcommittee": ("subcommittee",), "task_force": ("task_force",)}
ADOPTED = ("adopted", "passed")  # how the decisions of the data begin when something was adopted
NOT_OFFICIAL = "prior_art"  # statements of others stand on the methodology page


def years(body: Body) -> tuple[int, int | None]:
    """First and last year of activity; None while it goes on."""
    first, _, last = body.era.partition("-")
    return int(first), int(last) if last else None


def former(body: Body, as_of: date) -> bool:
    last = years(body)[1]
    return last is not None and last < as_of.year


def known_bodies(plan: Plan, as_of: date) -> list[Body]:
    return [b for b in plan.bodies if years(b)[0] <= as_of.year]


MAIN_GROUPS = 2  # the first groups stand open while the whole page is shown, the rest folds


def body_groups(plan: Plan, as_of: date, t) -> list[dict]:
    """Present bodies by group: name of the group, what its members share, and the bodies."""
    present = [b for b in known_bodies(plan, as_of) if not former(b, as_of)]
    found = [(name, [b for kind in kinds for b in present if b.kind == kind]) for name, kinds in GROUPS.items()]
    return [_group(t, name, bodies) for name, bodies in found if bodies]


def _group(t, name: str, bodies: list[Body]) -> dict:
    """Words that all bodies of a group share are said once, beside its name."""
    shared = {key: words.pop() for key in ("members", "role") if len(bodies) > 2 and len(words := {t.pick(getattr(b, key)) for b in bodies} - {""}) == 1}
    own = lambda body, key: "" if key in shared else t.pick(getattr(body, key))  # noqa: E731
    title = t("committee.group_shared" if shared else "committee.group_n", group=t(f"committee.group_{name}"), n=len(bodies), shared=" · ".join(shared.values()))
    rows = [{"name": body_name(t, b), "head": t.pick(b.head), "members": own(b, "members"), "role": own(b, "role"), "era": era(b), "origin": b.origin}
            for b in bodies]
    return {"title": title, "rows": rows}


def body_name(t, body: Body) -> str:
    """The name; a bracket left open in the source is left out."""
    return t.pick(body.name).partition("(")[0].strip() if t.pick(body.name).count("(") > t.pick(body.name).count(")") else t.pick(body.name)


def era(body: Body) -> str:
    first, last = years(body)
    return f"{first}–{last or ''}"


def former_bodies(plan: Plan, as_of: date) -> list[Body]:
    return [b for b in known_bodies(plan, as_of) if former(b, as_of)]


def meeting_name(t, meeting: Meeting) -> str:
    body, kind = t.pick(meeting.body), t.pick(meeting.kind)
    if meeting.number is None:
        return t("committee.meeting_plain", body=body, kind=kind)
    own = kind.casefold() in body.casefold() or body.casefold().endswith(kind.split()[-1].casefold())
    return t("committee.meeting_own" if own else "committee.meeting_numbered", body=body, kind=kind, number=meeting.number)


def known_meetings(plan: Plan, as_of: date) -> list[Meeting]:
    """Newest first."""
    return sorted((m for m in plan.meetings if m.on.last <= as_of), key=lambda m: m.on.last, reverse=True)


def known_resolutions(plan: Plan, as_of: date) -> list[Resolution]:
    """Newest first; the items of one meeting in their order."""
    return sorted((r for r in plan.resolutions if r.on.last <= as_of), key=lambda r: (-r.on.last.toordinal(), r.meeting, r.item))


def is_adopted(resolution: Resolution) -> bool:
    return resolution.decision.en.casefold().startswith(ADOPTED)


def plenaries(plan: Plan, as_of: date) -> list[Meeting]:
    """Plenaries of the present committee, newest first; its forerunner of another name is not counted. What the plan calls
    a plenary is one of its terms."""
    called = wording("en").of(plan.head).terms["the_plenary"].casefold()
    return [m for m in known_meetings(plan, as_of) if m.kind.en.casefold() == called and m.body.ko == plan.head.committee.ko]


def adopted(plan: Plan, as_of: date) -> list[Resolution]:
    """What the present committee has adopted."""
    own = {m.code for m in plenaries(plan, as_of)}
    return [r for r in known_resolutions(plan, as_of) if r.meeting in own and is_adopted(r)]


def finding(plan: Plan, as_of: date, t) -> str:
    held, passed, check = len(plenaries(plan, as_of)), len(adopted(plan, as_of)), official_check(plan, as_of)
    if not held:
        return t("committee.finding_none", committee=plan.head.committee)
    key = "finding" if check else "finding_no_check"
    return t(f"committee.{key}", plenaries=held, adopted=passed, on=check["on"] if check else None)


def cards(plan: Plan, as_of: date, t) -> list[tuple[str, str, str]]:
    """(label, number, context) of the four figures above the page."""
    held, check, coming = plenaries(plan, as_of), official_check(plan, as_of), law.coming(plan, as_of)
    says = lambda key, **values: t(f"committee.card_{key}", **values)  # noqa: E731
    return [
        (says("plenaries"), says("plenaries_n", n=len(held)), says("plenaries_last", on=held[0].on) if held else t("common.none")),
        (says("adopted"), says("adopted_n", n=len(adopted(plan, as_of))), says("adopted_of", all=len(known_resolutions(plan, as_of)))),
        (says("check"), says("check_n", **check) if check else t("common.no_data"), says("check_on", **check) if check else says("check_none")),
        (says("next"), t.show(coming.on) if coming else t("common.none"), t.pick(coming.title) if coming else says("next_none")),
    ]


def known_checks(plan: Plan, as_of: date) -> list:
    """Official statements known on the day, newest first."""
    found = (c for c in plan.checks if c.on.last <= as_of and c.kind != NOT_OFFICIAL)
    return sorted(found, key=lambda c: c.on.last, reverse=True)


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    check, coming = official_check(plan, as_of), law.coming(plan, as_of)
    lines = [t("committee.line_check", **check)] if check else []
    lines += [t("committee.line_meetings", n=len(known_meetings(plan, as_of)), resolutions=len(known_resolutions(plan, as_of)))]
    lines += [t("committee.line_next", on=coming.on, title=coming.title)] if coming else []
    return Facts("", finding(plan, as_of, t), tuple(lines))


def bodies(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [{"code": b.code, "kind": b.kind, "body": body_name(t, b), "era": b.era, "former": former(b, as_of), "head": t.pick(b.head) or None,
             "members": t.pick(b.members) or None, "role": t.pick(b.role) or None} | law.origin(b) for b in known_bodies(plan, as_of)]


def meetings(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [{"code": m.code, "body": t.pick(m.body), "kind": t.pick(m.kind), "meeting_number": m.number, "on": m.on, "place": t.pick(m.place) or None,
             "chair": t.pick(m.chair) or None, "attendance": t.pick(m.attendance) or None, "agenda": [t.pick(a.title) for a in m.agenda],
             "outcome": t.pick(m.outcome) or None} | law.origin(m) for m in known_meetings(plan, as_of)]


def resolutions(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [{"code": r.code, "meeting": r.meeting, "agenda_item": r.item, "on": r.on, "title": t.pick(r.title), "decision": t.pick(r.decision),
             "adopted": is_adopted(r), "responsible": t.pick(r.responsible) or None, "deadline": t.pick(r.deadline) or None,
             "note": t.pick(r.note) or None} | law.origin(r) for r in known_resolutions(plan, as_of)]


def checks(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    return [{"code": c.code, "on": c.on, "occasion": t.pick(c.event), "kind": c.kind, "fact": t.pick(c.fact), "checked": c.checked,
             "as_scheduled": c.as_scheduled} | law.origin(c) for c in known_checks(plan, as_of)]


DATASETS = (
    Dataset("bodies", law.columns(("code", "code"), ("kind", "code"), ("body", "text"), ("era", "text"), ("former", "boolean"), ("head", "text"),
                                  ("members", "text"), ("role", "text")), bodies),
    Dataset("meetings", law.columns(("code", "code"), ("body", "text"), ("kind", "text"), ("meeting_number", "integer"), ("on", "period"), ("place", "text"),
                                    ("chair", "text"), ("attendance", "text"), ("agenda", "list"), ("outcome", "text")), meetings),
    Dataset("resolutions", law.columns(("code", "code"), ("meeting", "code"), ("agenda_item", "integer"), ("on", "period"), ("title", "text"),
                                       ("decision", "text"), ("adopted", "boolean"), ("responsible", "text"), ("deadline", "text"),
                                       ("note", "text")), resolutions),
    Dataset("checks", law.columns(("code", "code"), ("on", "period"), ("occasion", "text"), ("kind", "code"), ("fact", "text"), ("checked", "integer"),
                                  ("as_scheduled", "integer")), checks),
)
