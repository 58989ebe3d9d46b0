"""What may leave the workspace: an allow-list of fields and rows, and the plan cut down to it.

A field that is not named here is not published; a test demands that every field of every class is decided on, here or
in WITHHELD, so that a new one stays inside until somebody says otherwise.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache

from tracker.domain import committee, corrections, funding, goals, indicators, milestones, organisations
from tracker.domain import plan as plans
from tracker.domain.milestones import Milestone, RecordState, Report
from tracker.domain.periods import Period
from tracker.domain.plan import Plan
from tracker.domain.sources import Origin, Source
from tracker.domain.words import Bilingual


def _named(names: str) -> frozenset[str]:
    return frozenset(names.split())


PUBLIC: dict[type, frozenset[str]] = {
    Bilingual: _named("ko en"),
    Period: _named("first precision"),
    Origin: _named("url published confidence page"),
    Source: _named("url publisher title note"),
    plans.Plan: _named(
        "head versions organisations pillars areas goals milestones indicators indicator_links programmes totals "
        "budget_lines bodies meetings resolutions legal_events articles article_links measures checks portals corrections sources"),
    plans.PlanHead: _named(
        "code name short_name country committee act adopted_on starts_on ends_on fiscal_year executed_year currency "
        "office licence data_as_of funding_note headline_indicators headline_programme thresholds support_kinds "
        "jurisdictions words licence_code licence_url time_zone fiscal_year_starts"),
    plans.Thresholds: _named(
        "reporting_window_days too_early_share on_path near behind due_soon_days inbox_days answer_months attention_limit"),
    plans.SupportKind: _named("code name support"),
    plans.Jurisdiction: _named("code name"),
    plans.PlanWords: _named("key says"),
    plans.PlanVersion: _named("code on name goal_count milestone_count note origin"),
    organisations.Organisation: _named("code name short kind rank origin valid_from valid_to successors note"),
    goals.Pillar: _named("code name origin"),
    goals.Area: _named("code pillar name origin"),
    goals.Goal: _named("code area name leads cooperating body origin note"),
    milestones.Milestone: _named(
        "code goal seq title lead cooperating original_due origin checkpoints rebaselines closure reports weight "
        "quarters_named evidence judgements handovers"),
    milestones.Checkpoint: _named("seq due note"),
    milestones.Rebaseline: _named("on due kind reason resolution origin"),
    milestones.Handover: _named("on before after reason resolution origin"),
    milestones.Closure: _named("on kind resolution reason origin into"),
    milestones.Report: _named(
        "code on state record grade summary origin reporter completed_on forecast obstacle checkpoint corrects"),
    milestones.Evidence: _named("code report kind title body on reason public url file file_name media_type size"),
    milestones.Judgement: _named("code judged reason assessor on expires_on"),
    indicators.Indicator: _named(
        "code name unit direction shape kind lead origin baseline targets observations milestone cadence "
        "publication_lag_days note"),
    indicators.Baseline: _named("value period"),
    indicators.Target: _named("value period main announced note origin"),
    indicators.Observation: _named("value period vintage standing note origin"),
    indicators.IndicatorLink: _named("indicator goal reason made_by"),
    funding.Programme: _named(
        "code name ministry budget_code account field sector forms executor start end is_rnd is_informatization amounts "
        "subprogrammes links origin ai_counted_won"),
    funding.StageAmount: _named("fiscal_year stage won page confidence note"),
    funding.Subprogramme: _named("seq name amounts page confidence"),
    funding.ProgrammeLink: _named("support area goal share confidence made_by reason"),
    funding.PublishedTotal: _named(
        "code scope fiscal_year dimension label won share_percent project_count stage compiled_by note origin role"),
    funding.BudgetLine: _named(
        "code name ministry fiscal_year won stage category rnd purpose executed_won execution_percent additive note origin"),
    committee.Body: _named("code kind name era head members role origin"),
    committee.Meeting: _named("code body kind number on place chair attendance agenda outcome origin"),
    committee.AgendaItem: _named("seq title"),
    committee.Resolution: _named("code meeting item on title decision responsible deadline note origin"),
    committee.LegalEvent: _named("code jurisdiction on title instrument detail status origin"),
    committee.Article: _named("code title chapter support who what deadline measurable amended note origin"),
    committee.ArticleLink: _named("article goal reason made_by"),
    committee.Measure: _named("code support name value unit on articles origin"),
    committee.OfficialCheck: _named("code on event kind fact origin checked as_scheduled"),
    committee.Portal: _named("code name owner shows origin"),
    corrections.Correction: _named("code page dataset about question answer received_on answered_on release"),
}
WITHHELD: dict[type, frozenset[str]] = {}  # fields decided to stay inside; each needs a default


def published(plan: Plan) -> Plan:
    """The part of `plan` that may be read by anyone: accepted reports (from now on published), public evidence of them,
    and only the sources these rows name or that carry a title of their own."""
    plan = replace(plan, milestones=tuple(map(_opened, plan.milestones)))
    plan = _allowed(plan)
    named = set(_addresses(plan))
    return replace(plan, sources=tuple(s for s in plan.sources if s.url in named or s.title))


def _opened(milestone: Milestone) -> Milestone:
    reports = tuple(_published_report(r) for r in milestone.reports if r.accepted)
    shown = {r.code for r in reports}
    evidence = tuple(e for e in milestone.evidence if e.public and e.report in shown)
    if reports == milestone.reports and evidence == milestone.evidence:
        return milestone
    return replace(milestone, reports=reports, evidence=evidence)


def _published_report(report: Report) -> Report:
    return report if report.record is RecordState.PUBLISHED else replace(report, record=RecordState.PUBLISHED)


def _allowed(value: object) -> object:
    """The value with every withheld field back at its default, all the way down; the very same object where none is."""
    if isinstance(value, tuple):
        kept = tuple(map(_allowed, value))
        return kept if any(a is not b for a, b in zip(kept, value)) else value
    if not is_dataclass(value):
        return value
    kind = type(value)
    cleared = {f.name: f.default for f in fields(kind) if f.name not in PUBLIC.get(kind, ())}
    changed = {name: new for name in _nested(kind) if name not in cleared and (new := _allowed(held := getattr(value, name))) is not held}
    return replace(value, **cleared, **changed) if cleared or changed else value


@cache
def _nested(kind: type) -> tuple[str, ...]:
    """Fields that may hold more dataclasses."""
    return tuple(f.name for f in fields(kind))


def _addresses(value: object) -> Iterator[str]:
    if isinstance(value, Origin):
        yield value.url
    elif isinstance(value, tuple):
        for item in value:
            yield from _addresses(item)
    elif is_dataclass(value) and not isinstance(value, (Bilingual, Period, Source)):
        for name in _nested(type(value)):
            yield from _addresses(getattr(value, name))


def public_files(plan: Plan) -> tuple[str, ...]:
    """SHA-256 of the evidence files a published plan names, each once, in the order of the plan."""
    return tuple(dict.fromkeys(e.file for m in plan.milestones for e in m.evidence if e.file))
