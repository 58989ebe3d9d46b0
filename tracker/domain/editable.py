"""What of the plan an editor keeps up to date by hand, and by which rule each piece of it moves.

A piece is the own fields of an object (`goal/T01`) or one of its parts (`indicator/GPU/observation/2026~2026-03`),
named as in records.py; `meeting/` and `indicator/GPU/observation/` name a new one. Which fields a piece has follows
from its class; here stands only what a class cannot say. Due dates and leads of milestones move by change requests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.domain.committee import AgendaItem, LegalEvent, Measure, Meeting, OfficialCheck, Resolution
from tracker.domain.errors import NotFound
from tracker.domain.funding import Programme, ProgrammeLink, StageAmount
from tracker.domain.goals import Goal
from tracker.domain.indicators import Indicator, IndicatorLink, Observation, Target
from tracker.domain.milestones import Checkpoint, Milestone
from tracker.domain.organisations import Organisation
from tracker.domain.records import PARTS, word_of
from tracker.domain.sources import Source


class Need(StrEnum):
    """What adding or removing asks for beyond a reason."""

    NOTHING = "nothing"
    RESOLUTION = "resolution"  # only with a resolution of the plan
    NEVER = "never"


class Input(StrEnum):
    """How a text of a form is typed."""

    LINE = "line"
    LONG = "long"
    NUMBER = "number"
    MONEY = "money"  # digits in a unit chosen beside it
    DAY = "day"
    PERIOD = "period"
    ADDRESS = "address"
    FLAG = "flag"
    CHOICE = "choice"  # one of a few words
    WORDS = "words"  # several of a few words
    CODE = "code"  # one code of another group
    CODES = "codes"


@dataclass(frozen=True)
class Editable:
    """The rule of one class. Names are fields of the class.

    `fixed` is said once, when the thing is made; `elsewhere` moves only by a change request once it is there; `hidden` is
    never typed; `weighty` is what the plan itself says, so that more than spelling needs a resolution; `figures` are
    published figures, changed only as a correction, and a row of them needs its source; `long` are texts of several lines;
    `words` are the plain words a text of the class is one of.
    """

    kind: type
    fixed: frozenset[str] = frozenset({"code"})
    elsewhere: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    weighty: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    long: frozenset[str] = frozenset({"note"})
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    parts: tuple[type, ...] = ()
    adding: Need = Need.NOTHING
    removing: Need = Need.NOTHING

    @property
    def word(self) -> str:
        """As in a key."""
        return PARTS[self.kind].word if self.kind in PARTS else word_of(self.kind)


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


CHECK_KINDS = ("plan_status", "approval", "quarter_check", "schedule_mix", "disclosure", "activity", "structure", "rule", "principle", "prior_art")

ROOTS = (
    Editable(Goal, fixed=_of("code", "area"), weighty=_of("name"), long=_of("name", "note"), adding=Need.RESOLUTION, removing=Need.NEVER),
    Editable(Milestone, fixed=_of("code", "goal", "seq"), elsewhere=_of("original_due", "lead"), hidden=_of("quarters_named"),
             weighty=_of("title", "weight"), long=_of("title"), parts=(Checkpoint,), adding=Need.RESOLUTION, removing=Need.NEVER),
    Editable(Indicator, figures=_of("baseline"), parts=(Observation, Target)),
    Editable(IndicatorLink, fixed=_of("indicator", "goal"), long=_of("reason")),
    Editable(Programme, hidden=_of("ai_counted_won"), parts=(StageAmount, ProgrammeLink)),
    Editable(Meeting, long=_of("outcome"), parts=(AgendaItem,)),
    Editable(Resolution, long=_of("title", "note", "decision")),
    Editable(Organisation),
    Editable(OfficialCheck, figures=_of("checked", "as_scheduled"), long=_of("fact"), words={"kind": CHECK_KINDS}),
    Editable(LegalEvent, long=_of("detail")),
    Editable(Measure, figures=_of("value")),
    Editable(Source, fixed=_of("url")),
)
PARTS_OF = (
    Editable(Checkpoint, fixed=_of("seq")),
    Editable(Observation, fixed=_of(), figures=_of("value", "period", "vintage")),
    Editable(Target, fixed=_of(), figures=_of("value", "period", "announced")),
    Editable(StageAmount, fixed=_of("fiscal_year", "stage"), figures=_of("won")),
    Editable(ProgrammeLink, fixed=_of(), long=_of("reason")),
    Editable(AgendaItem, fixed=_of("seq"), long=_of("title")),
)
BY_WORD = {rule.word: rule for rule in ROOTS}
PART_BY_WORD = {rule.word: rule for rule in PARTS_OF}
BY_KIND = {rule.kind: rule for rule in (*ROOTS, *PARTS_OF)}
WORDS = tuple(BY_WORD)  # of the objects that can be edited, in order of display

# Which group the codes in a field name, wherever the field stands; `into` and the like mean the same everywhere.
REFERS = {
    "area": "area", "pillar": "pillar", "goal": "goal", "milestone": "milestone", "into": "milestone", "lead": "organisation",
    "leads": "organisation", "before": "organisation", "after": "organisation", "cooperating": "organisation", "successors": "organisation", "ministry": "organisation",
    "ministries": "organisation", "indicator": "indicator", "headline_indicators": "indicator", "headline_programme": "programme",
    "meeting": "meeting", "resolution": "resolution", "article": "article", "articles": "article"}


@dataclass(frozen=True)
class Slot:
    """One text of a form: `name_ko` of the field `name`. `locked` says why it cannot be typed now: `fixed` or `elsewhere`."""

    name: str
    field: str
    input: Input
    required: bool = False
    language: str = ""
    refers: str = ""
    choices: tuple[str, ...] = ()
    locked: str = ""


@dataclass(frozen=True)
class Piece:
    """`key` as the person named it; `rule` of the piece itself, `root` of the object it belongs to."""

    key: str
    root: Editable
    rule: Editable

    @property
    def root_key(self) -> str:
        return "/".join(self.key.split("/", 2)[:2])

    @property
    def is_part(self) -> bool:
        return self.rule is not self.root

    @property
    def new(self) -> bool:
        return self.key.endswith("/")

    @property
    def name(self) -> str:
        """Of the piece within its owner or group; empty while new."""
        return self.key.split("/", 3)[3] if self.is_part else self.key.split("/", 1)[1]


def piece(key: str) -> Piece:
    """Raises NotFound for what is not edited here."""
    steps = key.split("/", 3)
    root = BY_WORD.get(steps[0])
    if root is None or len(steps) not in (2, 4):
        raise NotFound("edit.error_not_editable", what=key)
    rule = PART_BY_WORD.get(steps[2]) if len(steps) == 4 else root
    if rule is None or (rule is not root and (rule.kind not in root.parts or not steps[1])):
        raise NotFound("edit.error_not_editable", what=key)
    return Piece(key, root, rule)
