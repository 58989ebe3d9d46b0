"""The house rules as a program: who may import whom, one library one room, one reader of the environment, no clock where
`as_of` is an argument, no Korean outside the text room. Each rule is shown to catch a planted violation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PLAIN = {"config", "incidents", "kept"}  # top-level modules any outer room may use
LOWER = {"domain", "text", "views", "charts", "pages", "store", "exchange", "services"} | PLAIN

MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "text": {"domain"},
    "store": {"domain", "text"},
    "exchange": {"domain", "text"},
    "services": {"domain", "text", "store", "exchange", "config", "kept"},
    "views": {"domain", "text"},
    "charts": {"domain", "text", "views"},
    "pages": {"domain", "text", "views", "charts"},
    "site": {"domain", "text", "views", "charts", "pages", "exchange", "kept"},
    "ui": LOWER | {"site"},
    "server": LOWER | {"site"},
    "cli": LOWER | {"site"},
    "config": {"domain", "setting_values"},
    "setting_values": {"domain"},
    "incidents": set(),
    "kept": set(),
    "__init__": set(),
    "__main__": {"cli", "config"},
    "dashboard": {"ui", "server"},
}
# Inside ui: what pages are made of ← pages ← app.
UI_NEVER: dict[str, set[str]] = {"streamlit_canvas": {"filters", "pages", "app"}, "pages": {"app"}}
# Inside pages: canvas, fields, reader ← components ← parts and frame ← the pages, which never import one another.
PAGE_PARTS = ("canvas", "fields", "reader", "components", "history_parts", "committee_parts", "prose", "subscribing", "frame")
ONE_ROOM: dict[str, set[str]] = {
    "sqlalchemy": {"store"}, "alembic": {"store"}, "psycopg": {"store"}, "sqlite3": {"store", "exchange"},
    "plotly": {"charts", "site"}, "streamlit": {"ui", "dashboard"}, "pandas": {"ui"},
    "argon2": {"services"}, "itsdangerous": {"services"}, "authlib": {"server"}, "joserfc": {"server"},
    "starlette": {"server"}, "anyio": {"server"}, "uvicorn": {"cli"}, "typer": {"cli"},
    "openpyxl": {"exchange"}, "typst": {"exchange"}, "icalendar": {"exchange"}, "orjson": {"exchange"}, "PIL": {"exchange"}, "cryptography": {"exchange"}, "babel": {"text"}, "jinja2": {"site"},
    "holidays": {"services"}, "smtplib": {"services"}, "email": {"exchange"},
}
CLOCKLESS = {"domain", "views", "charts"}
CLOCK_CALLS = {"today", "now", "utcnow", "localtime", "gmtime", "monotonic", "perf_counter"}
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
LONGEST_FILE = 300


def sources() -> Iterator[tuple[str, str]]:
    """Every module of the program as (path, source)."""
    for path in [ROOT / "dashboard.py", *sorted((ROOT / "tracker").rglob("*.py"))]:
        yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def room_of(path: str) -> str:
    """`tracker/ui/pages/edit.py` → ui, `tracker/config.py` → config, `dashboard.py` → dashboard."""
    parts = Path(path).with_suffix("").parts
    return parts[0] if parts[0] != "tracker" else parts[1]


def imported(path: str, tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every imported name, dotted and absolute, with its line; also inside functions."""
    package = Path(path).with_suffix("").parts[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*start, *(node.module or "").split("."))).strip(".")
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


def broken_imports(path: str, tree: ast.AST) -> Iterator[str]:
    room = room_of(path)
    for line, name in imported(path, tree):
        top, *below = name.split(".")
        if top == "tracker" and below and not _own(room, below[0]) and below[0] not in MAY_IMPORT[room]:
            yield f"{path}:{line} {room} may not import {name}"
        if room not in ONE_ROOM.get(top, {room}):
            yield f"{path}:{line} {top} belongs to {', '.join(sorted(ONE_ROOM[top]))}"
        if top == "pandas" and "components" not in path:
            yield f"{path}:{line} pandas belongs to ui components"


def _own(room: str, imported_room: str) -> bool:
    """A room may import itself, and anything its own package's module list (`from tracker import views`)."""
    return imported_room == room


def broken_ui_order(path: str, tree: ast.AST) -> Iterator[str]:
    parts = Path(path).with_suffix("").parts
    if parts[:2] != ("tracker", "ui") or len(parts) < 3:
        return
    for line, name in imported(path, tree):
        if name.startswith("tracker.ui.") and name.split(".")[2] in UI_NEVER.get(parts[2], set()):
            yield f"{path}:{line} ui/{parts[2]} may not import {name}"


def broken_page_order(path: str, tree: ast.AST) -> Iterator[str]:
    """What stands later among the parts may import what stands before it, a page any part, nobody a page."""
    parts = Path(path).with_suffix("").parts
    if parts[:2] != ("tracker", "pages") or parts[2] == "__init__":
        return
    allowed = PAGE_PARTS[:PAGE_PARTS.index(parts[2])] if parts[2] in PAGE_PARTS else PAGE_PARTS
    for line, name in imported(path, tree):
        if name.startswith("tracker.pages.") and name.split(".")[2] not in allowed:
            yield f"{path}:{line} pages/{parts[2]} may not import {name}"


def environment_reads(path: str, tree: ast.AST) -> Iterator[str]:
    if path == "tracker/config.py":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv"):
            yield f"{path}:{node.lineno} only config.py reads the environment"
    for line, name in imported(path, tree):
        if name in ("os.environ", "os.getenv", "os.environb", "dotenv"):
            yield f"{path}:{line} only config.py reads the environment"


def clock_reads(path: str, tree: ast.AST) -> Iterator[str]:
    if room_of(path) not in CLOCKLESS:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS:
            yield f"{path}:{node.lineno} as_of is an argument: no {node.func.attr}()"
    for line, name in imported(path, tree):
        if name.split(".")[0] == "time":
            yield f"{path}:{line} as_of is an argument: no time module"


def korean_words(path: str, tree: ast.AST) -> Iterator[str]:
    if room_of(path) == "text":
        return
    docstrings = {
        id(node.body[0].value) for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            if HANGUL.search(node.value):
                yield f"{path}:{node.lineno} words belong to tracker/text"


RULES = (broken_imports, broken_ui_order, broken_page_order, environment_reads, clock_reads, korean_words)


def violations(path: str, source: str) -> list[str]:
    tree = ast.parse(source)
    return [found for rule in RULES for found in rule(path, tree)]


def test_the_house_stands():
    assert [found for path, source in sources() for found in violations(path, source)] == []


def test_every_room_has_its_rule():
    assert {room_of(path) for path, _ in sources()} <= set(MAY_IMPORT)


def test_no_file_wants_splitting():
    assert [path for path, source in sources() if source.count("\n") > LONGEST_FILE] == []


@pytest.mark.parametrize(("path", "source"), [
    ("tracker/domain/plan.py", "from tracker.text import wording"),
    ("tracker/domain/plan.py", "import orjson"),
    ("tracker/text/numbers.py", "import tracker.views.pages"),
    ("tracker/store/tables.py", "from tracker.views import overview"),
    ("tracker/store/tables.py", "from tracker.services.reading import edition"),
    ("tracker/exchange/tables.py", "from tracker.store.engine import engine_for"),
    ("tracker/views/goals.py", "from tracker.store.engine import engine_for"),
    ("tracker/views/goals.py", "from tracker.config import today"),
    ("tracker/views/goals.py", "def late():\n    from tracker.charts import look"),
    ("tracker/views/goals.py", "from ..charts import look"),
    ("tracker/views/goals.py", "from tracker import charts"),
    ("tracker/charts/bars.py", "from tracker.services import reading"),
    ("tracker/charts/bars.py", "from tracker.pages.reader import Reader"),
    ("tracker/services/reading.py", "from tracker.charts import look"),
    ("tracker/services/reading.py", "import sqlalchemy as sa"),
    ("tracker/ui/app.py", "from tracker.server.app import parts"),
    ("tracker/server/account.py", "from argon2 import PasswordHasher"),
    ("tracker/ui/member.py", "import itsdangerous"),
    ("tracker/services/provided.py", "from authlib.oidc.core import CodeIDToken"),
    ("tracker/server/app.py", "import streamlit"),
    ("tracker/server/app.py", "from tracker.cli import app"),
    ("tracker/cli/show.py", "from tracker.ui.member import Member"),
    ("tracker/cli/show.py", "from starlette.requests import Request"),
    ("tracker/pages/goal.py", "import plotly.graph_objects as go"),
    ("tracker/pages/goal.py", "import streamlit as st"),
    ("tracker/pages/goal.py", "from tracker.ui.filters import draw"),
    ("tracker/pages/goal.py", "from tracker.services.reading import edition"),
    ("tracker/pages/goal.py", "from tracker.store.engine import engine_for"),
    ("tracker/pages/goal.py", "from tracker.config import settings"),
    ("tracker/pages/goal.py", "from tracker.exchange.plan_json import read_plan"),
    ("tracker/pages/goal.py", "from tracker.site.canvas import StaticCanvas"),
    ("tracker/pages/goal.py", "from tracker.pages.area import render"),
    ("tracker/pages/components.py", "from tracker.pages import goal"),
    ("tracker/pages/reader.py", "from tracker.pages import components"),
    ("tracker/views/goals.py", "from tracker.pages.reader import Reader"),
    ("tracker/site/canvas.py", "from tracker.store.engine import engine_for"),
    ("tracker/site/canvas.py", "from tracker.services.reading import edition"),
    ("tracker/site/canvas.py", "import streamlit as st"),
    ("tracker/site/canvas.py", "from starlette.requests import Request"),
    ("tracker/site/reports.py", "import typst"),
    ("tracker/site/canvas.py", "from tracker.server.desk import Desk"),
    ("tracker/ui/pages/edit.py", "from tracker.ui.app import draw"),
    ("tracker/ui/pages/edit.py", "import pandas as pd"),
    ("tracker/config.py", "from tracker.text import wording"),
    ("dashboard.py", "from tracker.views import pages"),
    ("tracker/store/engine.py", "import os\nurl = os.environ['X']"),
    ("tracker/store/engine.py", "import os\nurl = os.getenv('X')"),
    ("tracker/store/engine.py", "from os import environ"),
    ("tracker/views/goals.py", "from datetime import date\nd = date.today()"),
    ("tracker/domain/plan.py", "import datetime as dt\nd = dt.datetime.now()"),
    ("tracker/charts/bars.py", "import time"),
    ("tracker/views/goals.py", "title = '\uacfc\uc81c'"),
    ("tracker/pages/goal.py", "def render(reader):\n    return f'{reader}\uac74'"),
    ("tracker/server/app.py", "title = '\\uacfc\\uc81c'"),
])
def test_a_planted_violation_is_caught(path, source):
    assert violations(path, source)


@pytest.mark.parametrize(("path", "source"), [
    ("tracker/views/goals.py", '"""\uc2e4\ud589\uacfc\uc81c."""\nfrom tracker.domain.plan import Plan'),
    ("tracker/pages/goal.py", "from tracker.charts import look\nfrom tracker.pages import components"),
    ("tracker/ui/pages/edit.py", "import streamlit as st\nfrom tracker.pages import components"),
    ("tracker/site/pages.py", "from tracker.exchange import plan_json\nfrom tracker.pages import goal"),
    ("tracker/server/app.py", "from tracker.site import files"),
    ("tracker/config.py", "import os\nvalue = os.environ"),
    ("tracker/server/app.py", "from starlette.routing import Route\nfrom tracker.services import reading"),
])
def test_what_is_allowed_passes(path, source):
    assert violations(path, source) == []
