"""What the log proves, or where it fails to, in lines of words."""

import json

from tracker.domain.verification import Broken, Stray, Verdict
from tracker.text import Wording
from tracker.views.log_rows import moment

MOST = 200  # values named one by one
WIDTH = 80


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
    lines += _files(verdict, t) if verdict.files is not None else []
    if against and not (verdict.broken and verdict.broken.why in ("head", "short")):
        lines.append(t("verify.head_holds" if verdict.broken is None else "verify.head_unasked"))
    return [*lines, t("verify.head", seq=verdict.head.seq, hash=verdict.head.hash), t("verify.sound" if verdict.sound else "verify.unsound")]


def _files(verdict: Verdict, t: Wording) -> list[str]:
    if not verdict.spoilt:
        return [t("verify.files_hold", n=verdict.files)]
    return [t("verify.files_spoilt", n=len(verdict.spoilt)), *(t("verify.spoilt", name=name) for name in verdict.spoilt[:MOST])]


def _broken(broken: Broken, t: Wording) -> list[str]:
    entry, why = broken.entry, t(f"verify.why_{broken.why}")
    if entry is None:
        return [t("verify.broken_missing", seq=broken.seq, why=why)]
    return [t("verify.broken", seq=broken.seq, when=moment(t, entry.at), object=entry.key, field=entry.field or "–", why=why)]


def _stray(stray: Stray, t: Wording) -> str:
    key = "verify.stray" if stray.field else "verify.stray_missing" if stray.found is None else "verify.stray_unknown"
    return t(key, object=stray.key, field=stray.field, logged=_value(stray.logged), found=_value(stray.found))


def _value(value: object) -> str:
    return _cut(json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= WIDTH else text[:WIDTH - 1] + "…"
