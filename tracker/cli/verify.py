"""`verify`: does the log prove itself, and does it lead to what the database holds?"""

import json
from pathlib import Path
from typing import Annotated

import typer

from tracker.cli.columns import cut
from tracker.cli.speaking import speaking, words_of
from tracker.config import KOREA, settings
from tracker.domain.verification import Broken, Stray, Verdict
from tracker.services.verifying import head_as_json, head_of, kept_head, verify as ask
from tracker.store.engine import engine_for
from tracker.text import Wording

NOT_SOUND = 1  # exit code where something is wrong with log or tables
MOST = 200  # values printed one by one
WIDTH = 60


def verify(
    known: Annotated[Path | None, typer.Option("--from", help="A head kept elsewhere: what --head printed, or the manifest of a backup.")] = None,
    head: Annotated[bool, typer.Option("--head", help="Print the end of the log as JSON, to be kept elsewhere.")] = False,
    lang: Annotated[str, typer.Option(help="ko or en; TRACKER_LANGUAGE when not given.")] = "",
) -> None:
    """Check the log: its chain, its replay against the tables, and a head kept elsewhere. Exit code 1 where anything is wrong."""
    t, engine = words_of(lang), engine_for(settings().database_url)
    with speaking(t):
        if head:
            typer.echo(head_as_json(head_of(engine)))
            return
        kept = kept_head(known) if known else None
        verdict = ask(engine, kept)
        for line in said(verdict, kept is not None, t):
            typer.echo(line)
    if not verdict.sound:
        raise typer.Exit(NOT_SOUND)


def said(verdict: Verdict, against: bool, t: Wording) -> list[str]:
    """The verdict in lines."""
    lines = [t("verify.read", n=verdict.entries), *(_broken(verdict.broken, t) if verdict.broken else [t("verify.chain_holds")])]
    if not verdict.readable:
        lines.append(t("verify.not_readable"))
    elif not verdict.replayed:
        lines.append(t("verify.not_replayed"))
    elif not verdict.strays:
        lines.append(t("verify.replay_holds"))
    else:
        lines += [t("verify.strays", n=len(verdict.strays)), *(_stray(stray, t) for stray in verdict.strays[:MOST])]
        lines += [t("verify.more", n=len(verdict.strays) - MOST)] if len(verdict.strays) > MOST else []
    if against and not (verdict.broken and verdict.broken.why in ("head", "short")):
        lines.append(t("verify.head_holds" if verdict.broken is None else "verify.head_unasked"))
    return [*lines, t("verify.head", seq=verdict.head.seq, hash=verdict.head.hash), t("verify.sound" if verdict.sound else "verify.unsound")]


def _broken(broken: Broken, t: Wording) -> list[str]:
    entry, why = broken.entry, t(f"verify.why_{broken.why}")
    if entry is None:
        return [t("verify.broken_missing", seq=broken.seq, why=why)]
    when = entry.at.astimezone(KOREA)
    return [t("verify.broken", seq=broken.seq, when=f"{t.date(when.date())} {when:%H:%M:%S}", object=entry.key, field=entry.field or "–", why=why)]


def _stray(stray: Stray, t: Wording) -> str:
    key = "verify.stray" if stray.field else "verify.stray_missing" if stray.found is None else "verify.stray_unknown"
    return t(key, object=stray.key, field=stray.field, logged=_value(stray.logged), found=_value(stray.found))


def _value(value: object) -> str:
    return cut(json.dumps(value, ensure_ascii=False), WIDTH)
