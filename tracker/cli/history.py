"""`history`: everything the log says of one object, in readable lines."""

from typing import Annotated

import typer

from tracker.cli.speaking import speaking, words_of
from tracker.config import settings
from tracker.domain.errors import NotFound
from tracker.domain.history import Step, steps
from tracker.domain.plan import Plan
from tracker.services.reading import edition, entries
from tracker.store.engine import engine_for
from tracker.text import Wording
from tracker.views.log_rows import moment
from tracker.views.record_words import action_name, kind_name, lines, object_title

# Short codes of the plan by their first letters, so that nobody must type the kind.
KINDS = {"M": "milestone", "T": "goal", "A": "area", "FP": "programme", "S-": "submission", "C-": "request"}


def history(
    what: Annotated[str, typer.Argument(metavar="OBJECT", help="A key such as milestone/M07-01 or submission/S-M07-01-1, or a code such as M07-01 or T07.")],
    lang: Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")] = "",
) -> None:
    """Print what the log says of one object: when, who, what, every field before and after, why."""
    t, engine = words_of(lang), engine_for(settings().database_url)
    with speaking(t):
        key = key_of_words(what)
        found = entries(engine, key)
        if not found:
            raise NotFound("cli.no_history", object=what)
        plan, actors = edition(engine).plan, {e.seq: e.actor for e in found}
        typer.echo(f"{kind_name(t, key)} {key} · {object_title(plan, t, key)}\n")
        t = t.of(plan.head)
        for step in steps(found, plan.head.zone):
            typer.echo("\n".join(_told(plan, t, step, actors[step.seq])))


def key_of_words(what: str) -> str:
    """`milestone/M07-01` as it is; of a bare code the kind is told by its first letters."""
    if "/" in what:
        return what
    kind = next((kind for start, kind in sorted(KINDS.items(), key=lambda x: -len(x[0])) if what.startswith(start)), "indicator")
    return f"{kind}/{what}"


def _told(plan: Plan, t: Wording, step: Step, actor: str) -> list[str]:
    head = f"{step.seq:>7}  {moment(t, step.at)}  {actor} ({t(f'role.{step.role}')})  {action_name(t, step.action)}"
    said = [f"{x.label}: {_or_none(t, x.before)} → {_or_none(t, x.after)}" for x in lines(plan, t, step.told)]
    why = [t("history.because", reason=step.reason)] if step.reason else []
    by = [t("history.resolution", code=step.resolution)] if step.resolution else []
    return [head, *(f"{'':9}{line}" for line in (*said, *why, *by))]


def _or_none(t: Wording, words: str | None) -> str:
    return words if words is not None else t("common.none")
