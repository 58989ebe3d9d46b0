"""Budget programmes (세부사업) and their amounts by fiscal year and stage. Money is whole won. Rules: money.py."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from tracker.domain.sources import Confidence, Origin
from tracker.domain.words import NOTHING, Bilingual


class Stage(StrEnum):
    """The ladder of a fiscal year, in order; after REACHED come the year-end outcomes."""

    REQUEST = "request"  # 예산요구
    PROPOSAL = "proposal"  # 정부안
    ENACTED = "enacted"  # 본예산
    SUPPLEMENTARY = "supplementary"  # 추경(후)
    AVAILABLE = "available"  # 예산현액
    OBLIGATED = "obligated"  # 지출원인행위
    DISBURSED = "disbursed"  # 집행
    REACHED = "reached"  # 실집행
    CARRIED_OVER = "carried_over"  # 이월
    LAPSED = "lapsed"  # 불용
    SETTLED = "settled"  # 결산


class SupportForm(StrEnum):
    DIRECT = "direct"  # 직접
    CONTRIBUTION = "contribution"  # 출연
    SUBSIDY = "subsidy"  # 보조
    EQUITY = "equity"  # 출자
    LOAN = "loan"  # 융자


@dataclass(frozen=True)
class StageAmount:
    """`won` is never None: a stage without a figure has no StageAmount."""

    fiscal_year: int
    stage: Stage
    won: int
    page: str
    confidence: Confidence
    note: Bilingual = NOTHING


@dataclass(frozen=True)
class Subprogramme:
    """A part (내역사업) of a programme; `amounts` holds (fiscal year, won)."""

    seq: int
    name: Bilingual
    amounts: tuple[tuple[int, int], ...]
    page: str
    confidence: Confidence


@dataclass(frozen=True)
class ProgrammeLink:
    """What a programme serves, as classified by `made_by`. `goal` may be None; `share` is the part of the programme
    that serves the goal (sum per programme ≤ 1), None where nobody has stated one."""

    support: str
    area: str | None
    goal: str | None
    share: Decimal | None
    confidence: Confidence
    made_by: Bilingual
    reason: Bilingual


@dataclass(frozen=True)
class Programme:
    """One budget line. Amounts are whole-programme amounts (`project_amount`); `ai_counted_won` is the part the
    committee counts as AI budget, by fiscal year, where published."""

    code: str  # FP001
    name: Bilingual
    ministry: str
    budget_code: str
    account: Bilingual
    field: Bilingual
    sector: Bilingual
    forms: tuple[SupportForm, ...]
    executor: Bilingual
    start: str
    end: str
    is_rnd: bool
    is_informatization: bool
    amounts: tuple[StageAmount, ...]
    subprogrammes: tuple[Subprogramme, ...]
    links: tuple[ProgrammeLink, ...]
    origin: Origin
    ai_counted_won: tuple[tuple[int, int], ...] = ()

    def won(self, fiscal_year: int, stage: Stage) -> int | None:
        """The amount at a stage in won, None where not reported."""
        return self._won.get((fiscal_year, stage))

    @cached_property
    def _won(self) -> dict[tuple[int, Stage], int | None]:
        """The first amount of each year and stage."""
        return {(a.fiscal_year, a.stage): a.won for a in reversed(self.amounts)}


@dataclass(frozen=True)
class PublishedTotal:
    """A total as published. Totals of one year disagree; they stand side by side and are never netted.
    `dimension` says what is summed (total, by_ministry, …); `role` names the ones the pages quote
    (`headline`, `proposal`, `ministry_sum`), empty for the rest."""

    code: str
    scope: Bilingual
    fiscal_year: int
    dimension: str
    label: Bilingual
    won: int | None
    share_percent: Decimal | None
    project_count: int | None
    stage: str
    compiled_by: Bilingual
    note: Bilingual
    origin: Origin
    role: str = ""


@dataclass(frozen=True)
class BudgetLine:
    """A single line quoted by press or budget papers; `additive` False means it must not be summed with others."""

    code: str
    name: Bilingual
    ministry: Bilingual
    fiscal_year: str
    won: int | None
    stage: str
    category: Bilingual
    rnd: Bilingual
    purpose: Bilingual
    executed_won: int | None
    execution_percent: Decimal | None
    additive: bool
    note: Bilingual
    origin: Origin
