"""Which domain class lies in which table, which field of its owner a part fills, and which fields are plain lists."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Table

from tracker.domain import access, committee, corrections, funding, goals, indicators, milestones, organisations, plan, workspace
from tracker.domain.actors import Role
from tracker.domain.periods import Period
from tracker.store.tables import Base

TABLES = Base.metadata.tables


@dataclass(frozen=True)
class List:
    """A field of plain values in a table of its own: (owner, position, value)."""

    field: str
    table: Table
    owner: str
    value: str
    kind: type = str


@dataclass(frozen=True)
class Yearly:
    """A field of (year, won) pairs in a table of its own; `owners` are the columns of the owner's key."""

    field: str
    table: Table
    owners: tuple[str, ...]


@dataclass(frozen=True)
class Whole:
    """A domain class with a table. `owner` and `into` are set on a part: the owner's column and field. `single` marks
    a part that is one value or none."""

    table: Table
    kind: type
    field: str = ""
    lists: tuple[List, ...] = ()
    yearly: tuple[Yearly, ...] = ()
    parts: tuple["Whole", ...] = ()
    owner: str = ""
    single: bool = False

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The fields that lie in other tables."""
        return tuple(part.field for part in (*self.lists, *self.yearly, *self.parts))


def _of(owner: str) -> Callable[..., Whole]:
    def part(table: str, kind: type, field: str = "", **more) -> Whole:
        return Whole(TABLES[table], kind, field or table, owner=owner, **more)
    return part


def _list(field: str, table: str, owner: str, value: str = "organisation", kind: type = str) -> List:
    return List(field, TABLES[table], owner, value, kind)


_milestone, _indicator, _programme = _of("milestone"), _of("indicator"), _of("programme")

GROUPS: tuple[Whole, ...] = (
    Whole(TABLES["plan_versions"], plan.PlanVersion, "versions"),
    Whole(TABLES["organisations"], organisations.Organisation, "organisations", lists=(
        _list("successors", "organisation_successors", "organisation", "successor"),)),
    Whole(TABLES["pillars"], goals.Pillar, "pillars"),
    Whole(TABLES["areas"], goals.Area, "areas"),
    Whole(TABLES["goals"], goals.Goal, "goals", lists=(
        _list("leads", "goal_leads", "goal"), _list("cooperating", "goal_cooperation", "goal"))),
    Whole(TABLES["milestones"], milestones.Milestone, "milestones", lists=(
        _list("cooperating", "milestone_cooperation", "milestone"),
        _list("quarters_named", "milestone_quarters", "milestone", "quarter", Period)), parts=(
        _milestone("checkpoints", milestones.Checkpoint), _milestone("rebaselines", milestones.Rebaseline),
        _milestone("closures", milestones.Closure, "closure", single=True),
        _milestone("reports", milestones.Report), _milestone("evidence", milestones.Evidence),
        _milestone("judgements", milestones.Judgement), _milestone("handovers", milestones.Handover))),
    Whole(TABLES["indicators"], indicators.Indicator, "indicators", parts=(
        _indicator("targets", indicators.Target), _indicator("observations", indicators.Observation))),
    Whole(TABLES["indicator_links"], indicators.IndicatorLink, "indicator_links"),
    Whole(TABLES["programmes"], funding.Programme, "programmes",
          lists=(_list("forms", "programme_forms", "programme", "form", funding.SupportForm),),
          yearly=(Yearly("ai_counted_won", TABLES["programme_ai_amounts"], ("programme",)),), parts=(
              _programme("stage_amounts", funding.StageAmount, "amounts"),
              _programme("subprogrammes", funding.Subprogramme, yearly=(
                  Yearly("amounts", TABLES["subprogramme_amounts"], ("programme", "subprogramme")),)),
              _programme("programme_links", funding.ProgrammeLink, "links"))),
    Whole(TABLES["totals"], funding.PublishedTotal, "totals"),
    Whole(TABLES["budget_lines"], funding.BudgetLine, "budget_lines"),
    Whole(TABLES["bodies"], committee.Body, "bodies"),
    Whole(TABLES["meetings"], committee.Meeting, "meetings", parts=(
        _of("meeting")("agenda_items", committee.AgendaItem, "agenda"),)),
    Whole(TABLES["resolutions"], committee.Resolution, "resolutions"),
    Whole(TABLES["legal_events"], committee.LegalEvent, "legal_events"),
    Whole(TABLES["articles"], committee.Article, "articles"),
    Whole(TABLES["article_links"], committee.ArticleLink, "article_links"),
    Whole(TABLES["measures"], committee.Measure, "measures", lists=(
        _list("articles", "measure_articles", "measure", "article"),)),
    Whole(TABLES["checks"], committee.OfficialCheck, "checks"),
    Whole(TABLES["portals"], committee.Portal, "portals"),
    Whole(TABLES["corrections"], corrections.Correction, "corrections"),
)
WORKSPACE: tuple[Whole, ...] = (
    Whole(TABLES["people"], workspace.Person, "people", lists=(
        _list("roles", "person_roles", "person", "role", Role), _list("ministries", "person_ministries", "person")),
        parts=(_of("person")("person_access", access.Access, "access", single=True),)),
    Whole(TABLES["submissions"], workspace.Submission, "submissions",
          lists=(_list("authors", "submission_authors", "submission", "author"),),
          parts=(_of("submission")("submission_evidence", milestones.Evidence, "evidence"),)),
    Whole(TABLES["comments"], workspace.Comment, "comments"),
    Whole(TABLES["requests"], workspace.ChangeRequest, "requests"),
    Whole(TABLES["notes"], workspace.MilestoneNote, "notes"),
    Whole(TABLES["releases"], workspace.ReleaseDraft, "releases",
          parts=(_of("release")("release_approvals", workspace.Approval, "approvals"),)),
    Whole(TABLES["tickets"], workspace.Ticket, "tickets"),
)
# In an order in which every row comes after what it refers to.
KEPT_TABLES = tuple(table for table in Base.metadata.sorted_tables if table.info.keys() & {"plan", "workspace"})
AUDITED = frozenset(table.name for table in Base.metadata.sorted_tables if table.info.keys() & {"plan", "workspace", "log"})
WHOLE_OF = {group.kind: group for group in (*GROUPS, *WORKSPACE)}
