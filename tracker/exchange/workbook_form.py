"""What a workbook is made of, for who writes it and who reads it back: its sheets and columns by name, the words of its
choices, the exact text of a value, and the hidden sheet that tells what went out.

The hidden sheet holds a heading of names and values, then one line per row that went out. `locked` is a mark of every
cell nobody fills in, `filled` one of all that may be: so a row that was left alone, and a cell that should have been,
are told apart without keeping the values twice.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from zlib import crc32

from tracker.domain.importing import SheetKind
from tracker.domain.importing_columns import COLUMNS, Fill, SheetColumn
from tracker.domain.words import LANGUAGES
from tracker.text import Wording, wording

FORMAT = "ai-plan-workbook 1"
FAMILY = FORMAT.rpartition(" ")[0]
HIDDEN = "_tracker"
WORDS = {"state": "milestones.state_", "evidence_kind": "evidence.kind_", "evidence_public": "report.public_", "unit": "edit.unit_",
         "standing": "edit.choice.standing_", "confidence": "edit.choice.confidence_"}
APART = "\x1f"  # between the parts a mark is made of; in no text of a workbook
EXACT_DIGITS = 15  # of a number in a spreadsheet


@dataclass(frozen=True)
class Made:
    """What a workbook says of itself. `rows` is how many lines follow, `headings` what its sheets and columns were called
    (words change, a workbook that is out must still be read), `checksum` that of everything else."""

    format: str
    plan: str
    ministry: str
    language: str
    quarter: str
    seq: str
    rows: str
    headings: str = "{}"
    checksum: str = ""


@dataclass(frozen=True)
class SentRow:
    """A row as it went out: its sheet, the name of what it is about, the version of that, and the marks."""

    kind: str
    name: str
    version: str
    locked: str
    filled: str


MADE_FIELDS = tuple(f.name for f in fields(Made))


def checksum(made: Made, rows: Iterable[SentRow]) -> str:
    """SHA-256 over the heading and every line."""
    found = hashlib.sha256(APART.join(getattr(made, name) for name in MADE_FIELDS[:-1]).encode())
    for row in rows:
        found.update(f"\n{row.kind}{APART}{row.name}{APART}{row.version}{APART}{row.locked}{APART}{row.filled}".encode())
    return found.hexdigest()


def mark(text: str) -> str:
    """A short mark of a text. Line ends are all one: spreadsheets write them as they like."""
    return f"{crc32(text.replace(chr(13) + chr(10), chr(10)).replace(chr(13), chr(10)).encode('utf-8', 'surrogatepass')):08x}"


def locked_marks(kind: SheetKind, texts: Mapping[str, str]) -> str:
    """One mark per column that is not filled in, in order."""
    return " ".join(mark(texts.get(c.key, "")) for c in COLUMNS[kind] if not c.typed)


def filled_mark(kind: SheetKind, texts: Mapping[str, str]) -> str:
    """One mark of everything that may be filled in. Pieces of evidence beyond the first count where there are any: the
    first workbooks had no room for them and must be told from filled ones all the same."""
    first, more = ([texts.get(c.key, "") for c in COLUMNS[kind] if c.typed and (c.piece > 1) is later] for later in (False, True))
    return mark(APART.join(first + more if any(more) else first))


def name_of(kind: SheetKind, texts: Mapping[str, str]) -> str:
    """What the row is about, in one piece: `M07-01`, `FP001 2026 enacted`."""
    return " ".join(texts.get(c.key, "") for c in COLUMNS[kind] if c.fill is Fill.KEY)


def exact(value: object) -> str:
    """A value as the text a reader gives back for it."""
    if isinstance(value, Decimal):
        return number_text(value)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def number_text(value: Decimal) -> str:
    """The shortest exact form: no exponent, no trailing zeros."""
    return f"{value.normalize():f}" if value else "0"


def sheet_name(t: Wording, kind: SheetKind) -> str:
    return t(f"workbook.sheet_{kind}")


def label(t: Wording, kind: SheetKind, column: SheetColumn) -> str:
    """The heading of a column; those of further evidence are numbered."""
    own = f"workbook.col_{kind}_{column.word}"
    said = t(own if own in t else f"workbook.col_{column.word}")
    return said if column.piece == 1 else t("workbook.col_of_piece", what=said, n=column.piece)


def word(t: Wording, column: SheetColumn, choice: str) -> str:
    """A choice as the workbook shows it."""
    return t(f"{WORDS[column.word]}{choice}")


def headings_of(t: Wording) -> str:
    """What sheets and columns are called today, by `reports` and `reports.code`, as JSON."""
    said = {str(kind): sheet_name(t, kind) for kind in SheetKind}
    said |= {f"{kind}.{c.key}": label(t, kind, c) for kind in SheetKind for c in COLUMNS[kind]}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def sent_headings(text: str) -> dict[str, str]:
    """The same as a workbook tells it; nothing where it tells nonsense."""
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return {str(name): word for name, word in said.items() if isinstance(word, str)} if isinstance(said, dict) else {}


def plain(text: str) -> str:
    """A name without what only looks different: width, case, blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def kinds_by_name(sent: Mapping[str, str] = {}) -> dict[str, SheetKind]:
    """Every name a data sheet may have, today and when it was `sent`."""
    said = {plain(sheet_name(wording(language), kind)): kind for language in LANGUAGES for kind in SheetKind}
    return {plain(sent[kind]): kind for kind in SheetKind if sent.get(kind)} | said | {kind.value: kind for kind in SheetKind}


def columns_by_label(kind: SheetKind, sent: Mapping[str, str] = {}) -> dict[str, SheetColumn]:
    """Every heading a column may have: its words in both languages, and what it was called when it was `sent`. Not its
    key: "milestone" is the word for its title."""
    own = {plain(word): c for c in COLUMNS[kind] if (word := sent.get(f"{kind}.{c.key}"))}
    return _labels(kind) | own


@cache
def _labels(kind: SheetKind) -> dict[str, SheetColumn]:
    return {plain(label(wording(language), kind, c)): c for language in LANGUAGES for c in COLUMNS[kind]}


def choices_by_word(column: SheetColumn) -> dict[str, str]:
    """Every word a choice may be written with."""
    said = {plain(word(wording(language), column, choice)): choice for language in LANGUAGES for choice in column.choices}
    return said | {choice: choice for choice in column.choices}


@cache
def letter(number: int) -> str:
    """The letters of a column, the first being 1."""
    said = ""
    while number:
        number, rest = divmod(number - 1, 26)
        said = chr(65 + rest) + said
    return said


@cache
def number_of(letters: str) -> int:
    """The number of a column by its letters."""
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - 64
    return number


ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
