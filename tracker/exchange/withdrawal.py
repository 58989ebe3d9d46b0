"""The statement that a release was withdrawn, which lies beside its folder: which release, when, why, and the SHA-256 of its
manifest, signed where there is a key.

Any mark withdraws, also one nobody signed: shown less is safer than shown wrongly. Whether the office said so is another
question, and answered apart. Marks of old held nothing but the reason in two lines; they are unsigned.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from tracker.domain.release import ReleaseId
from tracker.domain.words import NOTHING, Bilingual
from tracker.exchange.signing import fingerprint, is_signed, public_of, signature

FORMAT = 1
LARGEST = 64 * 1024  # bytes of a mark that are read


class Proof(StrEnum):
    """What a mark proves: that a known key made it, nothing, that another key did, or that it was tampered with."""

    SIGNED = "signed"
    UNSIGNED = "unsigned"
    OTHER_KEY = "other_key"
    BAD = "bad"


@dataclass(frozen=True)
class Withdrawal:
    """What a mark says. `at` is None where it is one of old; `key` is the fingerprint it names."""

    proof: Proof
    at: datetime | None = None
    reason: Bilingual = NOTHING
    key: str = ""


def withdrawal_text(id: ReleaseId, manifest: str, at: datetime, why: Bilingual, private_key: str = "") -> str:
    """The mark of a release whose manifest has that SHA-256; the same key gives the same text every time."""
    said = {"format": FORMAT, "release": str(id), "manifest": manifest, "withdrawn_at": at.isoformat(timespec="seconds"),
            "reason": {"ko": why.ko, "en": why.en}, "key": fingerprint(public_of(private_key)) if private_key else ""}
    signed = {"signature": signature(private_key, _signed_part(said))} if private_key else {}
    return json.dumps(said | signed, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def _signed_part(said: dict) -> bytes:
    return json.dumps({k: v for k, v in said.items() if k != "signature"}, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_mark(file: Path) -> bytes | None:
    """What a mark holds, None where there is none. One that cannot be read is a mark."""
    try:
        with file.open("rb") as mark:
            return mark.read(LARGEST)
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def read_withdrawal(content: bytes, id: ReleaseId, manifest: str, keys: str) -> Withdrawal:
    """What a mark beside the release says and proves. `keys` are the public keys that may sign it, parted by spaces."""
    text = content.decode("utf-8", "replace")
    if not text.lstrip().startswith("{"):
        ko, _, en = text.strip().partition("\n")
        return Withdrawal(Proof.UNSIGNED, reason=Bilingual(ko, en))
    try:
        said = json.loads(text)
        at, why = datetime.fromisoformat(said["withdrawn_at"]), Bilingual(str(said["reason"]["ko"]), str(said["reason"]["en"]))
        key, fits = str(said["key"]), (said["format"], said["release"], said["manifest"]) == (FORMAT, str(id), manifest)
    except (ValueError, KeyError, TypeError, RecursionError):
        return Withdrawal(Proof.BAD)
    return Withdrawal(_proof(said, key, keys) if fits else Proof.BAD, at, why, key)


def _proof(said: dict, key: str, keys: str) -> Proof:
    known = {fingerprint(one): one for one in keys.split()}
    if not key:
        return Proof.BAD if "signature" in said else Proof.UNSIGNED
    if key not in known:
        return Proof.OTHER_KEY
    return Proof.SIGNED if is_signed(known[key], _signed_part(said), str(said.get("signature", ""))) else Proof.BAD
