"""Valid domain values by default; a test changes the one thing it is about.

Periods may be given as text ("2026 Q2"), days as ISO text, enums as their words, bilingual texts as one string.
`a_plan()` is the smallest whole plan: one pillar, area, goal, milestone and ministry that refer to one another.
"""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import get_args
from zoneinfo import ZoneInfo

from tracker.domain import committee, corrections, funding, goals, indicators, milestones, organisations, tickets, workspace
from tracker.domain.actors import Role
from tracker.domain.periods import Period, parse_period
from tracker.domain.plan import Jurisdiction, Plan, PlanHead, PlanVersion, PlanWords, SupportKind, Thresholds
from tracker.domain.sources import Confidence, Origin, Source
from tracker.domain.words import NOTHING, Bilingual

URL = "https://example.org/plan"
SEOUL = ZoneInfo("Asia/Seoul")  # where the plans built here are at home, unless a test says otherwise
FILE = b"minutes"  # what the one attached file of the full plan holds


def words(text: str) -> Bilingual:
    """Different words in each language, so that a mix-up shows."""
    return Bilingual(f"{text} (ko)", f"{text} (en)")


def an_origin(**changes) -> Origin:
    return replace(Origin(URL, "2026-02-25", Confidence.HIGH), **changes)


def a_source(url: str = URL, **changes) -> Source:
    return replace(Source(url, "example.org", words("source")), **changes)


def _changed(value, changes: dict):
    """`value` with the changes, each brought to the type the field holds."""
    kinds = {f.name: f.type for f in fields(value)}
    return replace(value, **{name: _as_type(kinds[name], given) for name, given in changes.items()})


def _as_type(kind, given):
    named = str(getattr(kind, "__name__", kind))
    kind = next((k for k in get_args(kind) if isinstance(k, type) and issubclass(k, StrEnum)), kind)
    if not isinstance(given, str):
        return Decimal(given) if named == "Decimal" and isinstance(given, int) else given
    if "Period" in str(kind):
        return parse_period(given)
    if "datetime.datetime" in str(kind) or kind is datetime:
        return datetime.fromisoformat(given).replace(tzinfo=UTC)
    if "datetime.date" in str(kind) or kind is date:
        return date.fromisoformat(given)
    if "Bilingual" in str(kind):
        return words(given)
    return kind(given) if isinstance(kind, type) and kind is not str else given


def a_head(**changes) -> PlanHead:
    head = PlanHead(
        code="KOREA-AI-2026", name=words("Plan"), short_name=words("Tracker"), country=words("Country"),
        committee=words("Committee"), act=words("Act"), adopted_on=date(2026, 2, 25), starts_on=date(2026, 1, 1),
        ends_on=date(2028, 12, 31), fiscal_year=2026, executed_year=2024, currency="KRW", office=words("Office"),
        licence=words("Licence"), data_as_of=date(2026, 11, 22), funding_note=words("Why the sums differ"),
        headline_indicators=(), headline_programme="", thresholds=Thresholds(),
        support_kinds=(SupportKind("compute", words("Computing"), "industry"),
                       SupportKind("governance", words("Governance"), "governance"),
                       SupportKind("trust", words("Trust"), "trust")),
        jurisdictions=(Jurisdiction("KR", words("Korea")), Jurisdiction("EU", words("Union"))),
        words=(PlanWords("term.budget", words("Plan budget")),), licence_code="CC-BY-4.0", licence_url="https://example.org/licence")
    return _changed(head, changes)


def a_version(code: str = "adopted", **changes) -> PlanVersion:
    return _changed(PlanVersion(code, date(2026, 2, 25), words("Adopted"), 1, 1, NOTHING, an_origin()), changes)


def an_organisation(code: str = "MSIT", **changes) -> organisations.Organisation:
    ministry = organisations.Organisation(code, words(f"Ministry {code}"), words(code),
                                          organisations.OrganisationKind.MINISTRY, 1, an_origin())
    return _changed(ministry, changes)


def a_pillar(code: str = "P1", **changes) -> goals.Pillar:
    return _changed(goals.Pillar(code, words(f"Pillar {code}"), an_origin()), changes)


def an_area(code: str = "A01", **changes) -> goals.Area:
    return _changed(goals.Area(code, "P1", words(f"Area {code}"), an_origin()), changes)


def a_goal(code: str = "T01", **changes) -> goals.Goal:
    goal = goals.Goal(code, "A01", words(f"Goal {code}"), ("MSIT",), (), NOTHING, an_origin())
    return _changed(goal, changes)


def a_milestone(code: str = "M01-01", **changes) -> milestones.Milestone:
    """Due 2026 Q2, of goal T01, led by MSIT, without reports."""
    due = parse_period("2026 Q2")
    milestone = milestones.Milestone(code, "T01", int(code[-2:]) if code[-2:].isdigit() else 1,
                                     words(f"Milestone {code}"), "MSIT", (), due, an_origin(), quarters_named=(due,))
    return _changed(milestone, changes)


def a_report(code: str = "R-M01-01-1", **changes) -> milestones.Report:
    """Published on 2026-05-12, in progress, with a publicly checkable link."""
    report = milestones.Report(
        code, date(2026, 5, 12), milestones.ReportedState.IN_PROGRESS, milestones.RecordState.PUBLISHED,
        milestones.VerificationGrade.V2, words("Under way"), an_origin(), words("Reporter"))
    return _changed(report, changes)


def an_evidence(code: str = "E-M01-01-1", **changes) -> milestones.Evidence:
    """A public link for the report R-M01-01-1."""
    shown = milestones.Evidence(
        code, "R-M01-01-1", milestones.EvidenceKind.DECISION, words("Decision"), words("Office"), date(2026, 5, 11),
        words("It was decided"), True, "https://example.org/decision")
    return _changed(shown, changes)


def a_judgement(code: str = "J-M01-01-1", **changes) -> milestones.Judgement:
    """On track, for the second half of 2026."""
    judged = milestones.Judgement(code, milestones.Judged.ON_TRACK, words("Well under way"), words("Secretariat"),
                                  date(2026, 7, 1), date(2026, 12, 31))
    return _changed(judged, changes)


def a_checkpoint(seq: int = 1, due: str = "2026 Q1", **changes) -> milestones.Checkpoint:
    return _changed(milestones.Checkpoint(seq, parse_period(due)), changes)


def a_rebaseline(on: str = "2026-06-01", due: str = "2026 Q4", **changes) -> milestones.Rebaseline:
    moved = milestones.Rebaseline(date.fromisoformat(on), parse_period(due), milestones.ChangeKind.MINOR,
                                  words("Procurement late"), None, an_origin())
    return _changed(moved, changes)


def a_handover(on: str = "2026-06-01", **changes) -> milestones.Handover:
    """From MSIT to MSIT, so that it fits the smallest plan."""
    handed = milestones.Handover(date.fromisoformat(on), "MSIT", "MSIT", words("Another office"), None, an_origin())
    return _changed(handed, changes)


def a_closure(on: str = "2026-06-01", **changes) -> milestones.Closure:
    closed = milestones.Closure(date.fromisoformat(on), milestones.ClosureKind.DROPPED, "R01",
                                words("No longer needed"), an_origin())
    return _changed(closed, changes)


def a_target(value: int = 100, **changes) -> indicators.Target:
    target = indicators.Target(Decimal(value), parse_period("2028-12-31"), True, parse_period("2026-02-25"),
                               NOTHING, an_origin())
    return _changed(target, changes)


def an_observation(value: int = 25, period: str = "2026-12-31", **changes) -> indicators.Observation:
    seen = indicators.Observation(Decimal(value), parse_period(period), parse_period(period),
                                  indicators.Standing.FINAL, NOTHING, an_origin())
    return _changed(seen, changes)


def an_indicator(code: str = "IND", **changes) -> indicators.Indicator:
    """Rises from 10 at the end of 2025 to 100 at the end of 2028, linear, no observation yet."""
    indicator = indicators.Indicator(
        code, words(f"Indicator {code}"), words("units"), indicators.Direction.UP, indicators.Shape.LINEAR,
        indicators.IndicatorOrigin.PLAN, "MSIT", an_origin(),
        baseline=indicators.Baseline(Decimal(10), parse_period("2025-12-31")), targets=(a_target(),))
    return _changed(indicator, changes)


def an_indicator_link(**changes) -> indicators.IndicatorLink:
    return _changed(indicators.IndicatorLink("IND", "T01", words("Measures it"), words("Tracker")), changes)


def an_amount(won: int = 1_000_000_000, fiscal_year: int = 2026, stage: str = "enacted", **changes):
    amount = funding.StageAmount(fiscal_year, funding.Stage(stage), won, "12", Confidence.HIGH)
    return _changed(amount, changes)


def a_subprogramme(seq: int = 1, **changes) -> funding.Subprogramme:
    return _changed(funding.Subprogramme(seq, words(f"Part {seq}"), ((2026, 500_000_000),), "12",
                                         Confidence.MEDIUM), changes)


def a_programme_link(**changes) -> funding.ProgrammeLink:
    link = funding.ProgrammeLink("compute", "A01", "T01", None, Confidence.MEDIUM, words("Tracker"), words("Named"))
    return _changed(link, changes)


def a_programme(code: str = "FP001", **changes) -> funding.Programme:
    """One billion won enacted for 2026, linked to goal T01 without a share."""
    programme = funding.Programme(
        code, words(f"Programme {code}"), "MSIT", "1234-301", words("General account"), words("Science"),
        words("Research"), (funding.SupportForm.CONTRIBUTION,), words("Executor"), "2024", "2028", True, False,
        (an_amount(),), (a_subprogramme(),), (a_programme_link(),), an_origin())
    return _changed(programme, changes)


def a_total(code: str = "BT001", **changes) -> funding.PublishedTotal:
    total = funding.PublishedTotal(code, words("AI budget"), 2026, "total", words("Total"), 9_900_000_000_000, None,
                                   741, "enacted", words("Committee"), NOTHING, an_origin(), "headline")
    return _changed(total, changes)


def a_budget_line(code: str = "FL001", **changes) -> funding.BudgetLine:
    line = funding.BudgetLine(code, words("Line"), words("Ministry"), "2026", 1_000_000_000, "enacted", words("R&D"),
                              words("yes"), words("Purpose"), None, None, True, NOTHING, an_origin())
    return _changed(line, changes)


def a_body(code: str = "B01", **changes) -> committee.Body:
    return _changed(committee.Body(code, "plenary", words("Plenary"), "2025-", words("President"), words("34"),
                                   words("Decides"), an_origin()), changes)


def a_meeting(code: str = "MT01", **changes) -> committee.Meeting:
    meeting = committee.Meeting(code, words("Committee"), words("Plenary"), 1, parse_period("2026-02-25"),
                                words("Seoul"), words("Chair"), words("30"),
                                (committee.AgendaItem(1, words("Adopt the plan")),), words("Adopted"), an_origin())
    return _changed(meeting, changes)


def a_resolution(code: str = "R01", **changes) -> committee.Resolution:
    decided = committee.Resolution(code, "MT01", 1, parse_period("2026-02-25"), words("Plan"), words("Adopted"),
                                   words("All"), NOTHING, NOTHING, an_origin())
    return _changed(decided, changes)


def a_legal_event(code: str = "LT001", **changes) -> committee.LegalEvent:
    event = committee.LegalEvent(code, "KR", parse_period("2026-01-22"), words("In force"),
                                 words("Act"), words("The Act is in force"), "done", an_origin())
    return _changed(event, changes)


def an_article(code: str = "Art. 7", **changes) -> committee.Article:
    article = committee.Article(code, words("Committee"), 2, committee.Support.GOVERNANCE, words("Committee"),
                                words("Decides"), NOTHING, NOTHING, False, NOTHING, an_origin())
    return _changed(article, changes)


def an_article_link(**changes) -> committee.ArticleLink:
    return _changed(committee.ArticleLink("Art. 7", "T01", words("Serves it"), words("Tracker")), changes)


def a_measure(code: str = "MS01", **changes) -> committee.Measure:
    return _changed(committee.Measure(code, committee.Support.TRUST, words("Certified"), "3", words("products"),
                                      parse_period("2026-06-30"), (), an_origin()), changes)


def an_official_check(code: str = "IC01", **changes) -> committee.OfficialCheck:
    check = committee.OfficialCheck(code, parse_period("2026-05-12"), words("First check"), "official_review",
                                    words("As scheduled"), an_origin(), 326, 288)
    return _changed(check, changes)


def a_correction(code: str = "Q-1", **changes) -> corrections.Correction:
    """Put right in the second revision."""
    told = corrections.Correction(code, "milestone", "milestones", "M01-01", words("Is the date right?"), words("It was put right"),
                                  date(2026, 11, 2), date(2026, 11, 20), "2026Q4-r2")
    return _changed(told, changes)


def a_portal(code: str = "PT01", **changes) -> committee.Portal:
    return _changed(committee.Portal(code, words("Portal"), words("Owner"), words("Budgets"), an_origin()), changes)


def a_plan(**changes) -> Plan:
    """One pillar, area, goal, milestone, ministry; change any field of Plan."""
    plan = Plan(a_head(), versions=(a_version(),), organisations=(an_organisation(),), pillars=(a_pillar(),),
                areas=(an_area(),), goals=(a_goal(),), milestones=(a_milestone(),), sources=(a_source(),))
    return replace(plan, **changes)


def a_full_plan(**changes) -> Plan:
    """A plan with at least one of everything, all of it referring to what exists."""
    milestone = a_milestone(
        checkpoints=(a_checkpoint(),), rebaselines=(a_rebaseline(resolution="R01"),),
        reports=(a_report(), a_report("R-M01-01-2", on="2026-07-01", checkpoint=1, corrects="R-M01-01-1")),
        evidence=(an_evidence(), an_evidence("E-M01-01-2", report="R-M01-01-2", url="", file=sha256(FILE).hexdigest(), size=len(FILE))),
        judgements=(a_judgement(),), handovers=(a_handover(resolution="R01"),))
    closed = a_milestone("M01-02", original_due=None, quarters_named=(),
                         closure=a_closure(kind="merged", into="M01-01"))
    plan = a_plan(
        milestones=(milestone, closed),
        indicators=(an_indicator(milestone="M01-01", observations=(an_observation(),)),),
        indicator_links=(an_indicator_link(),), programmes=(a_programme(ai_counted_won=((2026, 7),)),),
        totals=(a_total(),), budget_lines=(a_budget_line(),), bodies=(a_body(),), meetings=(a_meeting(),),
        resolutions=(a_resolution(),), legal_events=(a_legal_event(),), articles=(an_article(),),
        article_links=(an_article_link(),), measures=(a_measure(articles=("Art. 7",)),), checks=(an_official_check(),),
        portals=(a_portal(),), corrections=(a_correction(),))
    return replace(plan, **changes)


AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def a_person(code: str = "msit-1", *roles: str, **changes) -> workspace.Person:
    """A reporter of MSIT, unless roles are given."""
    person = workspace.Person(code, words(f"Office of {code}"), tuple(map(Role, roles)) or (Role.REPORTER,), ("MSIT",),
                              f"{code}@example.org")
    return _changed(person, changes)


def a_submission(code: str = "S-M01-01-1", **changes) -> workspace.Submission:
    """Submitted by msit-1 for M01-01, in progress."""
    sent = workspace.Submission(code, "M01-01", None, "MSIT", milestones.RecordState.SUBMITTED,
                                milestones.ReportedState.IN_PROGRESS, ("msit-1",), AT, 1, words("Under way"))
    return _changed(sent, changes)


def a_comment(code: str = "K-1", **changes) -> workspace.Comment:
    return _changed(workspace.Comment(code, "milestone/M01-01", "secretariat-1", AT, "Why so late?"), changes)


def a_request(code: str = "C-M01-01-1", **changes) -> workspace.ChangeRequest:
    """A ministry asks for a quarter more."""
    asked = workspace.ChangeRequest(
        code, "M01-01", "MSIT", workspace.Wanted.DUE, workspace.Ground.PROCUREMENT, words("Tender failed"),
        words("Two more follow later"), workspace.RequestState.REQUESTED, "msit-1", AT, 1, parse_period("2026 Q4"))
    return _changed(asked, changes)


def a_note(code: str = "M01-01", **changes) -> workspace.MilestoneNote:
    return _changed(workspace.MilestoneNote(code, "Desk 3", "Ask in June"), changes)


def an_approval(person: str = "publisher-1", **changes) -> workspace.Approval:
    return _changed(workspace.Approval(person, AT, 7, "waiting evidence"), changes)


def a_ticket(code: str = "Q-2", **changes) -> tickets.Ticket:
    """Waits for an answer."""
    return _changed(tickets.Ticket(code, tickets.TicketState.OPEN, AT, "milestone", "milestones", "M01-01", "The date is wrong"), changes)


def a_release(code: str = "2026Q4-r1", **changes) -> workspace.ReleaseDraft:
    """Opened for the fourth quarter of 2026."""
    opened = workspace.ReleaseDraft(code, workspace.ReleaseKind.QUARTER, workspace.ReleaseState.OPEN, "secretariat-1", AT)
    return _changed(opened, changes)


def a_full_workspace(**changes) -> workspace.Workspace:
    """At least one of everything, referring to what `a_full_plan` holds."""
    whole = workspace.Workspace(
        (a_person(), a_person("secretariat-1", "editor", "admin", ministries=())),
        (a_submission(evidence=(an_evidence("E-M01-01-9", report=""),)),
         a_submission("S-M01-02-1", milestone="M01-02", record="approved", decided_by="secretariat-1",
                      decided_at="2026-11-22T10:00", grade="V2", report="R-M01-02-1")),
        (a_comment(),), (a_request(), a_request("C-M01-02-1", milestone="M01-02", wanted="merged", into="M01-01",
                                                resolution="R01", meeting="MT01", item=1)), (a_note(),),
        (a_release(state="published", as_of="2026-11-22", notice="Put right", publish_at="2026-11-22T10:00", frozen_seq=7, manifest="ab" * 32,
                   approvals=(an_approval(), an_approval("publisher-2", read=""))), a_release("2026Q4-r2", kind="correction")),
        (a_ticket("Q-1", state="answered", decided_by="secretariat-1", decided_at="2026-11-22T10:00"), a_ticket()))
    return replace(whole, **changes)
