"""More than ten thousand cells nobody would think of: each is read back exactly, or refused where it stands. And files
with a piece torn out, doubled or overwritten: each is refused or read, never a crash."""

import random
import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from xml.sax.saxutils import escape

import pytest

from tests.builders import a_milestone, a_plan
from tests.exchange.bad_files import QUARTER, TODAY, good, good_csv, patched, read_here, sheet_part
from tracker.domain.importing import BadBook
from tracker.domain.importing_columns import REPORTS, Fill
from tracker.exchange.formulas import unguarded
from tracker.exchange.workbook import workbook
from tracker.exchange.workbook_form import letter
from tracker.text import wording

MILESTONES = 100
TYPED = {letter(n): column for n, column in enumerate(REPORTS, start=1) if column.typed}
WORDS = ["", " ", "done", "00123", "1E5", "1e308", "NaN", "TRUE", "2026-02-30", "\uff12\uff10\uff12\uff16", "\ud655\ubcf4", "a\u00a0b", "two\nlines", "tab\there",
         "'=1", "''x", "=1", "-1", "+82", "@me", "\uff1dx", "_x0041_", "]]>", "<b>&amp;</b>", "M01-01", "#REF!", "null", "None", "\U0001f600", "e\u0301", "\u1112\u1161\u11ab"]
UNSEEN = ["\0", "\x07", "\x1b", "\x7f", "\x85", "\u00ad", "\u200b", "\u200d", "\u200f", "\u202e", "\u2028", "\u2066", "\ufeff", "\ufffd", "\u3164", "\ud800", "\U000e0041"]
NUMBERS = ["0", "-0", "1", "-1", "00123", "1.10", "1.1000000000000001", "0.1", "0.30000000000000004", "1E5", "1e-7", "123456789012345", "1234567890123456", "9007199254740993",
           "1e308", "1e309", "-1e400", "NaN", "INF", "0x10", "1,000", "1_000", "\u0661", "5e-324", "46085", "46085.5", "60", "2958466", "2026.1", ".5", "5.", "+5", "--5", "1e", ""]
FORMATS = ["General", "@", "0", "#,##0", "0%", "0.00%", "00000", "#,##0,", "#,##0.0,,", "yyyy-mm-dd", "mmm-yy", "m/d", "[h]:mm", '0"%"', '"d"0', "0.00E+00", "[Red]0", "# ?/?"]


def base() -> bytes:
    milestones = tuple(a_milestone(f"M{n:02}-01") for n in range(MILESTONES))
    return workbook(a_plan(milestones=milestones), "MSIT", "en", QUARTER, {}, 1, TODAY)


def styles(part: bytes) -> bytes:
    """A style sheet whose only formats are ours, in order."""
    known = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>' for n, code in enumerate(FORMATS))
    used = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(FORMATS)))
    return f'<styleSheet xmlns="x"><numFmts>{known}</numFmts><cellXfs>{used}</cellXfs></styleSheet>'.encode()


def xml(text: str) -> str:
    """A text as a spreadsheet writes it: what XML has no form for is escaped, and so is what looks escaped."""
    text = re.sub("_x([0-9A-Fa-f]{4})_", r"_x005F_x\1_", text)
    said = "".join(c if c in "\t\n" or 0x20 <= ord(c) < 0xd800 or 0xe000 <= ord(c) < 0xfffe or ord(c) > 0xffff else f"_x{ord(c):04X}_" for c in text)
    return escape(said)


@cache
def choices(column) -> dict[str, str]:
    """The plain word by every word for it, case and blanks aside."""
    keys = {"state": "milestones.state_", "evidence_kind": "evidence.kind_", "evidence_public": "report.public_"}
    said = {wording(language)(keys[column.word] + choice).casefold(): choice for language in ("ko", "en") for choice in column.choices}
    return said | {choice: choice for choice in column.choices}


class Generated:
    """One cell: its XML, and what may become of it (`wanted` None: it must be refused)."""

    def __init__(self, dice: random.Random, column) -> None:
        self.kind = dice.choice(["text"] * 4 + ["number"] * 3 + ["day", "unseen", "boolean", "error", "formula"])
        self.code = dice.choice(FORMATS)
        self.column = column
        getattr(self, self.kind)(dice)

    def xml(self, address: str) -> str:
        return f'<c r="{address}" s="{FORMATS.index(self.code)}"{self.inside}</c>'

    def _said(self, text: str) -> None:
        self.inside = f' t="inlineStr"><is><t xml:space="preserve">{xml(text)}</t></is>'
        said = unguarded(text)
        self.wanted: str | None = None if said.startswith("=") else said
        if self.column.fill is Fill.CHOICE and said.strip():
            self.wanted = choices(self.column).get(" ".join(said.split()).casefold())
        elif self.column.fill is Fill.CHOICE:
            self.wanted = ""

    def text(self, dice: random.Random) -> None:
        pool = WORDS + list(choices(self.column)) if self.column.fill is Fill.CHOICE else WORDS
        self._said("".join(dice.choice(pool) for _ in range(dice.choice([1, 1, 2]))))

    def unseen(self, dice: random.Random) -> None:
        text = dice.choice(WORDS) + dice.choice(UNSEEN) + dice.choice(WORDS)
        self._said(text)
        self.wanted = None

    def number(self, dice: random.Random) -> None:
        raw = dice.choice(NUMBERS) if dice.random() < 0.6 else repr(dice.choice([dice.uniform(-1e6, 1e6), dice.randint(-10**9, 10**9), dice.random() * 10**dice.randint(-9, 12)]))
        self.inside, self.raw, self.wanted = f"><v>{raw}</v>", raw, "a number"

    def day(self, dice: random.Random) -> None:
        self.serial = dice.randint(61, 80_000)
        self.code, self.inside = "yyyy-mm-dd", f"><v>{self.serial}</v>"
        self.wanted = (date(1899, 12, 30) + timedelta(days=self.serial)).isoformat() if self.column.fill in (Fill.DAY, Fill.PERIOD) else None

    def boolean(self, dice: random.Random) -> None:
        self.inside, self.wanted = f' t="b"><v>{dice.randint(0, 1)}</v>', None

    def error(self, dice: random.Random) -> None:
        self.inside, self.wanted = ' t="e"><v>#VALUE!</v>', None

    def formula(self, dice: random.Random) -> None:
        self.inside, self.wanted = f' t="str"><f>{dice.choice(["A1", "", "1+1"])}</f><v>5</v>', None

    def judge(self, cell) -> str:
        """`exact` or `refused`; anything else is what went wrong."""
        if self.kind == "number":
            return self._judge_number(cell)
        if self.wanted is None:
            return "refused" if cell.problem else f"taken: {self.inside!r} as {cell.text!r}"
        return "exact" if not cell.problem and cell.text == self.wanted else f"{self.inside!r} became {cell}"

    def _judge_number(self, cell) -> str:
        if cell.problem or not self.raw and cell.text == "":
            return "refused" if cell.problem else "exact"
        if self.column.fill is Fill.CHOICE:
            return f"a number chosen: {cell}"
        if self.code in ("yyyy-mm-dd", "m/d") and self.column.fill in (Fill.DAY, Fill.PERIOD):
            whole, part = divmod(Decimal(self.raw), 1)
            on = (date(1899, 12, 30) + timedelta(days=int(whole))).isoformat()
            return "exact" if cell.text.startswith(on) and ("T" in cell.text) == bool(part) else f"{self.raw} became {cell.text}"
        plain = self.code in ("General", "@", "0", "#,##0", '0"%"', '"d"0', "[Red]0")
        if not plain:
            return f"{self.raw} in {self.code} taken as {cell.text}"
        same = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell.text) and float(cell.text) == float(self.raw) and not ("." in cell.text and cell.text.endswith("0"))
        return "exact" if same and abs(float(self.raw)) < 10**15 else f"{self.raw} became {cell.text}"


@pytest.fixture(scope="module")
def ready() -> bytes:
    return base()


@pytest.mark.parametrize("seed", range(9))
def test_every_cell_is_exact_or_refused_where_it_stands(ready, seed):
    dice, made = random.Random(seed), {}

    def one(found: re.Match[bytes]) -> bytes:
        address = found[1].decode()
        column = TYPED.get(address.rstrip("0123456789"))
        if column is None or int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) < 3:
            return found[0]
        made[address] = Generated(dice, column)
        return made[address].xml(address).encode("utf-8", "surrogatepass")

    def change(parts: dict[str, bytes]) -> None:
        parts[sheet_part(2)] = re.sub(rb'<c r="([A-Z]+[0-9]+)"[^>]*?(?:/>|>.*?</c>)', one, parts[sheet_part(2)])
        parts["xl/styles.xml"] = styles(parts["xl/styles.xml"])

    book = read_here(patched(change, ready))
    cells = {cell.address: cell for row in book.rows for cell in row.cells.values()}
    judged = {address: generated.judge(cells[address]) for address, generated in made.items()}
    assert {address: said for address, said in judged.items() if said not in ("exact", "refused")} == {}
    counted = Counter(judged.values())
    assert len(made) == MILESTONES * len(TYPED) and counted["exact"] > len(made) / 4 and counted["refused"] > len(made) / 4


def torn(dice: random.Random, content: bytes) -> bytes:
    """A piece taken out, doubled, or overwritten with what hurts."""
    start = dice.randrange(len(content))
    end = min(len(content), start + dice.choice([1, 1, 3, 20, 200]))
    piece = content[start:end]
    harm = dice.choice([b"", piece * 2, b"<", b"&", b"\0", b'"', b"\xff", b"</c>", b"<c>", b"999999999999", b"-1", b"<!DOCTYPE x>", b'r="A1"', bytes(dice.randrange(256) for _ in piece)])
    return content[:start] + harm + content[end:]


PARTS = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", *map(sheet_part, range(1, 6))]


@pytest.mark.parametrize("seed", range(4))
def test_a_torn_workbook_is_refused_or_read(seed):
    dice, ends = random.Random(seed), Counter()
    for _ in range(120):
        name = dice.choice(PARTS)
        ends[_end(patched(lambda parts, name=name: parts.__setitem__(name, torn(dice, parts[name]))))] += 1
    assert ends["refused"] > 20


@pytest.mark.parametrize("seed", range(4))
def test_a_torn_file_is_refused_or_read(seed):
    dice = random.Random(seed)
    ends = Counter(_end(torn(dice, good())) for _ in range(200))
    assert ends["refused"] > 20


@pytest.mark.parametrize("seed", range(4))
def test_torn_csv_is_refused_or_read(seed):
    dice, ends = random.Random(seed), Counter()
    for _ in range(100):
        name = dice.choice(["reports.csv", "values.csv", "amounts.csv", "_tracker.csv"])
        ends[_end(patched(lambda parts, name=name: parts.__setitem__(name, torn(dice, parts[name])), good_csv()))] += 1
    assert ends["refused"] > 10


def _end(content: bytes) -> str:
    try:
        read_here(content)
    except BadBook as bad:
        assert bad.problems and all(wording("ko")(p.key, **p.details) for p in bad.problems)
        return "refused"
    return "read"
