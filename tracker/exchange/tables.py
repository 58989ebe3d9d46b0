"""The tables of a plan bundle: one CSV each, derived from the domain classes.

A table says only what the class cannot: which codes refer where, what makes a line unique, which texts must stand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tracker.domain import committee, corrections, funding, goals, indicators, milestones, organisations, plan, sources
from tracker.exchange import cells
from tracker.exchange.cells import Cell
from tracker.exchange.columns import Column, Field, field_of, hints

TOTAL_STAGES = ("enacted", "proposal", "supplementary", "supplementary_proposal", "execution_plan", "executed", "plan")
LEGAL_STATUSES = ("done", "running", "upcoming", "expected")


@dataclass(frozen=True)
class Table:
    """`kind` is the domain class of a line. A part (`parent`, `into`) belongs to a line of another table, which its
    first column names. `key` are the columns that make a line unique."""

    name: str
    kind: type
    key: tuple[str, ...] = ("code",)
    references: Mapping[str, str] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    given: Mapping[str, Cell] = field(default_factory=dict)
    parent: str = ""
    into: str = ""
    group: str = ""

    @property
    def file(self) -> str:
        return f"{self.name}.csv"

    @property
    def plan_field(self) -> str:
        return self.group or self.name

    @cached_property
    def owner(self) -> Field | None:
        """The first column of a part: the code of the line it belongs to."""
        if not self.parent:
            return None
        name = self.parent.removesuffix("s")
        return field_of(name, str, None, True, self.parent)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The domain fields held in this file; the fields other tables fill are left out."""
        filled_elsewhere = {t.into for t in TABLES if t.parent == self.name}
        return tuple(
            field_of(name, hint, self.given.get(name), self._must(name), self.references.get(name, ""))
            for name, hint in hints(self.kind).items() if name not in filled_elsewhere)

    def _must(self, name: str) -> bool:
        return name in self.required or name in self.key

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Every fixed column, in file order. Yearly fields add `<name>_<year>` columns after these."""
        own = tuple(c for f in self.fields if not f.yearly for c in f.columns)
        return (self.owner.columns if self.owner else ()) + own

    @cached_property
    def prose(self) -> frozenset[str]:
        """The columns whose text is kept to the last blank; blanks around a code or a value mean nothing."""
        return frozenset(c.name for c in self.columns if c.cell.type == "text" and not c.reference and c.name not in self.key)

    @cached_property
    def yearly(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.yearly)


def _part(parent: str, into: str, name: str, kind: type, key: tuple[str, ...], **more) -> Table:
    return Table(name, kind, key, parent=parent, into=into, **more)


TABLES: tuple[Table, ...] = (
    Table("plan_versions", plan.PlanVersion, required=("name",), group="versions"),
    Table("organisations", organisations.Organisation, required=("name",), references={"successors": "organisations"}),
    Table("pillars", goals.Pillar, required=("name",)),
    Table("areas", goals.Area, required=("name", "pillar"), references={"pillar": "pillars"}),
    Table("goals", goals.Goal, required=("name", "area"),
          references={"area": "areas", "leads": "organisations", "cooperating": "organisations"}),
    Table("milestones", milestones.Milestone, required=("title", "goal"),
          references={"goal": "goals", "lead": "organisations", "cooperating": "organisations"}),
    _part("milestones", "checkpoints", "checkpoints", milestones.Checkpoint, ("milestone", "seq")),
    _part("milestones", "rebaselines", "rebaselines", milestones.Rebaseline, ("milestone", "on"),
          required=("reason",), references={"resolution": "resolutions"}),
    _part("milestones", "closure", "closures", milestones.Closure, ("milestone",),
          required=("reason", "resolution"), references={"resolution": "resolutions", "into": "milestones"}),
    _part("milestones", "reports", "reports", milestones.Report, ("code",), references={"corrects": "reports"}),
    _part("milestones", "evidence", "evidence", milestones.Evidence, ("code",), required=("title", "report"),
          references={"report": "reports"}, given={"url": cells.URL}),
    _part("milestones", "judgements", "judgements", milestones.Judgement, ("code",), required=("reason",)),
    _part("milestones", "handovers", "handovers", milestones.Handover, ("milestone", "on"), required=("reason", "after"),
          references={"before": "organisations", "after": "organisations", "resolution": "resolutions"}),
    Table("indicators", indicators.Indicator, required=("name",),
          references={"lead": "organisations", "milestone": "milestones"}),
    _part("indicators", "targets", "targets", indicators.Target, ()),
    _part("indicators", "observations", "observations", indicators.Observation, ()),
    Table("indicator_links", indicators.IndicatorLink, ("indicator", "goal"),
          references={"indicator": "indicators", "goal": "goals"}),
    Table("programmes", funding.Programme, required=("name", "ministry"), references={"ministry": "organisations"}),
    _part("programmes", "amounts", "stage_amounts", funding.StageAmount, ("programme", "fiscal_year", "stage")),
    _part("programmes", "subprogrammes", "subprogrammes", funding.Subprogramme, ("programme", "seq"),
          required=("name",)),
    _part("programmes", "links", "programme_links", funding.ProgrammeLink, ("programme", "support", "area", "goal"),
          references={"support": "support_kinds", "area": "areas", "goal": "goals"}),
    Table("totals", funding.PublishedTotal, required=("label",), given={"stage": cells.word(*TOTAL_STAGES)}),
    Table("budget_lines", funding.BudgetLine, required=("name",), given={"stage": cells.word(*TOTAL_STAGES)}),
    Table("bodies", committee.Body, required=("name",)),
    Table("meetings", committee.Meeting, required=("body",)),
    _part("meetings", "agenda", "agenda_items", committee.AgendaItem, ("meeting", "seq"), required=("title",)),
    Table("resolutions", committee.Resolution, required=("title", "meeting"), references={"meeting": "meetings"}),
    Table("legal_events", committee.LegalEvent, required=("title", "status", "jurisdiction"), references={"jurisdiction": "jurisdictions"},
          given={"status": cells.word(*LEGAL_STATUSES)}),
    Table("articles", committee.Article, required=("title",)),
    Table("article_links", committee.ArticleLink, ("article", "goal"),
          references={"article": "articles", "goal": "goals"}),
    Table("measures", committee.Measure, required=("name", "value"), references={"articles": "articles"}),
    Table("checks", committee.OfficialCheck, required=("fact",)),
    Table("portals", committee.Portal, required=("name",)),
    Table("corrections", corrections.Correction, required=("page", "question", "answer")),
    Table("sources", sources.Source, ("url",), required=("publisher",), given={"url": cells.URL}),
)
BY_NAME = {table.name: table for table in TABLES}
