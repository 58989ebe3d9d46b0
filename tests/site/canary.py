"""Words nobody outside may ever read, one in every field that is not published, and who finds them in whatever form.

`Mint` makes them and remembers what each stands for. `marked` puts one into every field of words of a value, whatever
fields the class has by now; `mark_tables` into every column of the database that has none yet.
"""

import gzip
import io
import re
import zipfile
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime

import pypdfium2
from sqlalchemy import Column, Date, DateTime, Engine, LargeBinary, Table, insert, inspect, select
from sqlalchemy.types import String

from tracker.domain.words import Bilingual
from tracker.store.engine import reading, writing
from tracker.store.tables.base import Base

STEM = "qzxcanary"
TOKEN = re.compile(rb"qzxcanary\d{0,4}", re.IGNORECASE)
LONG = 64  # what stands where a SHA-256 belongs
# Fields that name other things, or one of a list, by name or by class and name: a word there would name nothing.
NAMING = frozenset(
    "account after article articles about area before body code cooperating corrects currency dataset dimension era file goal grade headline_programme "
    "indicator into kind language lead leads media_type meeting milestone ministries ministry period pillar portal programme published released report "
    "resolution seen stage successors support Correction.page LegalEvent.jurisdiction LegalEvent.status PlanHead.time_zone PlanWords.key Source.url SupportKind.support "
    "Ticket.page".split())
# Columns that hold a name, one of a list, or a number as text; every other one must hold a word.
CHOSEN = frozenset(
    "action announced_precision article baseline_precision behind code completed_on_precision confidence direction due_precision field forecast_precision form "
    "grade ground hash headline_programme id indicator judged jurisdiction kind last measure method near on_path on_precision organisation original_due_precision "
    "page period_precision person previous quarter_precision record release role shape standing state status submission successor too_early_share "
    "vintage_precision wanted plan.time_zone plan_words.key".split()) | NAMING


@dataclass
class Mint:
    """`stands_for` says of every word where it was put."""

    stands_for: dict[str, str] = field(default_factory=dict)

    def new(self, where: str) -> str:
        word = f"{STEM}{len(self.stands_for):04}"
        self.stands_for[word] = where
        return word


def marked(value, mint: Mint, keep: Iterable[str] = NAMING, where: str = ""):
    """The value with a word of its own in every field of words, all the way down; text in fields named in `keep` stays."""
    kept, where = frozenset(keep), where or type(value).__name__
    if isinstance(value, Bilingual):
        return Bilingual(mint.new(f"{where}.ko"), mint.new(f"{where}.en"))
    if isinstance(value, tuple):
        return tuple(marked(one, mint, kept, where) for one in value)
    if type(value) is str:
        return value if {where, where.rpartition(".")[2]} & kept else _address(mint.new(where)) if where.endswith(".url") else mint.new(where)
    if not is_dataclass(value):
        return value
    return replace(value, **{f.name: marked(getattr(value, f.name), mint, kept, f"{type(value).__name__}.{f.name}") for f in fields(value) if f.init})


def _address(word: str) -> str:
    return f"https://{word}.example/"


# -- the database
def _is_text(column: Column) -> bool:
    return isinstance(column.type, String)


def mark_tables(engine: Engine, mint: Mint, only: Iterable[str]) -> None:
    """One more row with a word in every column, in tables no object of the plan or the workspace is kept in."""
    with writing(engine) as session:
        for name in only:
            table: Table = Base.metadata.tables[name]
            session.execute(insert(table).values({c.name: _word_for(c, mint) for c in table.columns}))


def _word_for(column: Column, mint: Mint) -> object:
    where = f"{column.table.name}.{column.name}"
    if isinstance(column.type, LargeBinary):
        return mint.new(where).encode()
    if _is_text(column):
        return _in_the_form(column, mint.new(where))
    kind = getattr(column.type, "impl_instance", column.type)
    return datetime(2026, 11, 1, tzinfo=UTC) if isinstance(kind, DateTime) else date(2026, 11, 1) if isinstance(kind, Date) else 1


def _in_the_form(column: Column, word: str) -> str:
    """As its table demands it."""
    if column.name == "sha256":
        return (word + "a" * LONG)[:LONG]
    given = {"hash": f"$argon2id$v=19$m=65536,t=3,p=4${word}${word}", "method": "local", "fields": f'{{"summary": "{word}"}}'}
    return given.get(column.name, word)


def unmarked(engine: Engine) -> list[str]:
    """Every column of the database that holds words, and not one of these."""
    found = []
    with reading(engine) as session:
        for name in sorted(set(inspect(session.connection()).get_table_names()) & set(Base.metadata.tables)):
            table = Base.metadata.tables[name]
            for column in (c for c in table.columns if (_is_text(c) and not {c.name, f"{name}.{c.name}"} & CHOSEN) or isinstance(c.type, LargeBinary)):
                if not any(tokens_in(_bytes(value)) for value in session.scalars(select(column))):
                    found.append(f"{name}.{column.name}")
    return found


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value or "").encode()


# -- finding them again
def _in_base64() -> tuple[bytes, ...]:
    """The middle of the stem as base64 writes it, for each of the three ways it can lie."""
    return tuple(b64encode(b"." * lead + STEM.encode())[4 if lead else 0:-4] for lead in range(3))


SPELT = (*_in_base64(), STEM.encode().hex().encode(), STEM.encode("utf-16-le"), STEM.encode("utf-16-be"),
         "".join(f"\\u{ord(c):04x}" for c in STEM).encode(), "".join(f"&#{ord(c)};" for c in STEM).encode(), "".join(f"%{ord(c):02x}" for c in STEM).encode(),
         STEM[::-1].encode())


def tokens_in(content: bytes) -> set[str]:
    """The words in bytes: as they are, packed, or spelt in one of the ways programs spell."""
    found = {word.decode().lower() for word in TOKEN.findall(content)}
    low = content.lower()
    found |= {f"spelt as {way[:24]!r}" for way in SPELT if (way in content if way in SPELT[:3] else way.lower() in low)}
    return found.union(*map(tokens_in, _unpacked(content)))


def _unpacked(content: bytes) -> Iterator[bytes]:
    if content[:2] == b"\x1f\x8b":
        yield gzip.decompress(content)
    elif content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield from (name.encode() + b"\n" + packed.read(name) for name in packed.namelist())
    elif content[:5] == b"%PDF-" and len(content) > 1000:
        with pypdfium2.PdfDocument(content) as printed:
            yield from (page.get_textpage().get_text_bounded().encode() for page in printed)
