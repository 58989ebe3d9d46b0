"""What every test file shares: one browser and one running application per session, and marks that follow from their use."""

import sys
from pathlib import Path

import pytest

from tests.absent import excuse
from tests.browser import launch
from tests.databases import (  # noqa: F401  (fixtures)
    bare_engine, database_url, engine, postgres_template, postgres_url, sqlite_engine, sqlite_template,
)
from tests.serving import running_app  # noqa: F401  (a fixture)

SEED_DATA = Path(__file__).parent.parent / "seed_data"
MARKS = {"browser": ("chromium", "page"), "slow": ("running_app",), "postgres": ("postgres", "postgres_url")}
MISSING = excuse()
MAIN = sys.modules["__main__"]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Streamlit's AppTest leaves its script behind as the main module, which processes started later would run."""
    sys.modules["__main__"] = MAIN


def pytest_terminal_summary(terminalreporter) -> None:
    if MISSING:
        terminalreporter.write_line(
            f"SKIPPED: every test file that needs {' or '.join(MISSING)}; pip install -r tests/requirements.txt", red=True, bold=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that use a browser, a server or PostgreSQL are marked by that, so nobody can forget it."""
    for item in items:
        given = item.callspec.params if hasattr(item, "callspec") else {}  # a parameter of that name is no fixture
        used = set(getattr(item, "fixturenames", ())) - set(given)
        for mark, fixtures in MARKS.items():
            if set(fixtures) & used:
                item.add_marker(mark)
        if item.get_closest_marker("browser"):  # a browser starved of processor time gets a second try, and the run names it
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def chromium():
    """A running Chromium (a Playwright Browser)."""
    with launch() as browser:
        yield browser


@pytest.fixture
def page(chromium):
    """A fresh page in a context of its own."""
    context = chromium.new_context(locale="ko-KR")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def real_plan():
    """The real plan of seed_data, read once."""
    from tracker.exchange import csv_bundle

    return csv_bundle.read(SEED_DATA)
