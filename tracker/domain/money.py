"""Rules on money: sums by stage, execution, reconciliation, elapsed year. All amounts are whole won."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tracker.domain.funding import Programme, PublishedTotal, Stage
from tracker.domain.plan import Plan, PlanHead


@dataclass(frozen=True)
class StageSum:
    """The sum over the programmes that report the stage; `won` None when none does (never 0)."""

    won: int | None
    reported: int
    missing: int


def stage_sum(programmes: Iterable[Programme], fiscal_year: int, stage: Stage) -> StageSum:
    amounts = [p.won(fiscal_year, stage) for p in programmes]
    known = [a for a in amounts if a is not None]
    return StageSum(sum(known) if known else None, len(known), len(amounts) - len(known))


@dataclass(frozen=True)
class Execution:
    """`rate` = spent ÷ base. `basis` is the stage the base was taken from: available where known, else enacted.
    `meaningful` is False where the settled figure merely repeats the enacted one."""

    rate: Decimal
    spent: Stage
    basis: Stage
    spent_won: int
    basis_won: int
    meaningful: bool


def execution(programme: Programme, fiscal_year: int) -> Execution | None:
    """Disbursed ÷ available (or enacted); for closed years settled ÷ enacted. None without figures."""
    spent = _first_known(programme, fiscal_year, (Stage.DISBURSED, Stage.SETTLED))
    basis = _first_known(programme, fiscal_year, (Stage.AVAILABLE, Stage.SUPPLEMENTARY, Stage.ENACTED))
    if spent is None or basis is None or basis[1] == 0:
        return None
    repeats = spent[0] is Stage.SETTLED and spent[1] == programme.won(fiscal_year, Stage.ENACTED)
    return Execution(Decimal(spent[1]) / Decimal(basis[1]), spent[0], basis[0], spent[1], basis[1], not repeats)


def real_execution_rate(programme: Programme, fiscal_year: int) -> Decimal | None:
    """실집행률: what reached the final executor ÷ disbursed. 100 % paid to an agency is not money spent."""
    reached, paid = programme.won(fiscal_year, Stage.REACHED), programme.won(fiscal_year, Stage.DISBURSED)
    return Decimal(reached) / Decimal(paid) if reached is not None and paid else None


def _first_known(programme: Programme, fiscal_year: int, stages: tuple[Stage, ...]) -> tuple[Stage, int] | None:
    known = ((s, programme.won(fiscal_year, s)) for s in stages)
    return next(((s, won) for s, won in known if won is not None), None)


@dataclass(frozen=True)
class Reconciliation:
    """Published AI budget against the sum of whole-programme amounts shown; `remainder` = shown − published.
    `shown_count` counts the programmes that report an amount."""

    fiscal_year: int
    published: PublishedTotal
    shown_won: int
    shown_count: int
    remainder_won: int


def published_total(plan: Plan, role: str) -> PublishedTotal | None:
    return next((t for t in plan.totals if t.role == role), None)


def reconciliation(plan: Plan) -> Reconciliation | None:
    """For the plan's fiscal year at the enacted stage; None where either side is unknown."""
    year, published = plan.head.fiscal_year, published_total(plan, "headline")
    shown = stage_sum(plan.programmes, year, Stage.ENACTED)
    if published is None or published.fiscal_year != year or published.won is None or shown.won is None:
        return None
    return Reconciliation(year, published, shown.won, shown.reported, shown.won - published.won)


@dataclass(frozen=True)
class Linkage:
    """How much of the programmes' money serves a named goal; the unlinked remainder is always shown."""

    linked: StageSum
    unlinked: StageSum


def linkage(programmes: Iterable[Programme], fiscal_year: int, stage: Stage) -> Linkage:
    sides: dict[bool, list[Programme]] = {True: [], False: []}
    for programme in programmes:
        sides[any(link.goal for link in programme.links)].append(programme)
    return Linkage(stage_sum(sides[True], fiscal_year, stage), stage_sum(sides[False], fiscal_year, stage))


def elapsed_share(head: PlanHead, as_of: date) -> Decimal:
    """Share of the plan's fiscal year gone by at the end of `as_of`: the naïve clock beside spending."""
    first, after = (date(head.fiscal_year + n, head.fiscal_year_starts, 1) for n in (0, 1))
    days = min(max((as_of - first).days + 1, 0), (after - first).days)
    return Decimal(days) / Decimal((after - first).days)
