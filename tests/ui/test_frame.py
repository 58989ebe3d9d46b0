"""The frame when something fails above or beside the body of a page: words and a number, never a trace."""

import pytest
from streamlit.testing.v1 import AppTest

from tracker.domain.errors import NotReady
from tracker.ui import app as frame


def _script():
    from tracker.ui import app
    app._runner("goals")()


@pytest.mark.parametrize(("error", "says"), [(NotReady("error.not_seeded"), "python -m tracker init"), (ValueError("hunter2"), None)])
def test_a_failure_above_the_body_is_told_in_words(monkeypatch, caplog, error, says):
    def fail(*_):
        raise error
    monkeypatch.setattr(frame, "visit_at", fail)
    shown = AppTest.from_function(_script, default_timeout=30).run()
    words = "".join(block.proto.body for block in shown.get("html"))
    assert not shown.exception and words.count("<h1") == 1 and "hunter2" not in words
    if says:
        assert says in words
    else:
        number = caplog.records[-1].getMessage().split()[1]
        assert number in words and "hunter2" in caplog.text
