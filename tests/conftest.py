"""What every test file shares: one browser and one running application per session, and marks that follow from their use."""

import pytest

from tests.browser import launch
from tests.serving import running_app  # noqa: F401  (a fixture)

MARKS = {"browser": ("chromium", "page"), "slow": ("running_app",), "postgres": ("postgres", "postgres_url")}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that use a browser, a server or PostgreSQL are marked by that, so nobody can forget it."""
    for item in items:
        for mark, fixtures in MARKS.items():
            if set(fixtures) & set(getattr(item, "fixturenames", ())):
                item.add_marker(mark)


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
