"""What the committee judges of a milestone, beside the computed status and never instead of it."""

from dataclasses import replace
from datetime import date

from tracker.domain.errors import BadInput, Problem
from tracker.domain.milestones import Judged, Judgement, Milestone
from tracker.domain.periods import next_quarter, quarter_of
from tracker.domain.schedule import Assessment, Status, Timing
from tracker.domain.words import Bilingual

# The best judgement each computed status bears out; what is not named bears out every judgement.
_BORNE_OUT = {Status.WATCH: Judged.WATCH, Status.DELAYED: Judged.RECONSIDER}
_FROM_WORST = (Judged.RECONSIDER, Judged.WATCH, Judged.ON_TRACK)


def better_than_computed(judged: Judged, found: Assessment) -> bool:
    """Whether the judgement is kinder than the rule. Without a report nothing bears out "on track"; without one and past
    its date, a milestone is taken for delayed."""
    if found.status is Status.NO_REPORT:
        best = Judged.RECONSIDER if found.timing is Timing.PAST_DUE else Judged.WATCH
    else:
        best = _BORNE_OUT.get(found.status, Judged.ON_TRACK)
    return _FROM_WORST.index(judged) > _FROM_WORST.index(best)


def last_day(on: date) -> date:
    """A judgement holds for one cycle: to the end of the next quarter at most."""
    return next_quarter(quarter_of(on)).last


def judge(milestone: Milestone, judged: Judged | None, reason: Bilingual, assessor: Bilingual, on: date, expires_on: date) -> Milestone:
    """The milestone with the judgement added; earlier ones stay in its history. Raises BadInput with all that is wrong."""
    problems = [] if judged else [_problem("judge_what", "judged")]
    problems += [] if reason else [_problem("judge_reason", "reason")]
    problems += [] if on < expires_on <= last_day(on) else [_problem("judge_expiry", "expires_on", last=last_day(on))]
    problems += [_problem("judge_closed")] if milestone.closed(on) else []
    if problems:
        raise BadInput(tuple(problems))
    made = Judgement(_next_code(milestone), judged, reason, assessor, on, expires_on)
    return replace(milestone, judgements=(*milestone.judgements, made))


def _next_code(milestone: Milestone) -> str:
    taken = {j.code for j in milestone.judgements}
    return next(code for n in range(len(taken) + 1, 2 * len(taken) + 3) if (code := f"J-{milestone.code}-{n}") not in taken)


def _problem(key: str, column: str = "", **values: object) -> Problem:
    return Problem("judgement", 0, column, "", f"review_{key}", tuple((name, str(value)) for name, value in values.items()))
