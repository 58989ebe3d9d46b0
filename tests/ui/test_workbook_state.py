"""What becomes of a press on the page of workbooks when the file cannot be read any more at that moment."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tracker.domain.errors import BadInput, TrackerError
from tracker.domain.importing import DryRun, ReadBook
from tracker.exchange.preflight import refused
from tracker.services import importing
from tracker.store.brought import Brought
from tracker.text import wording
from tracker.ui import workbook_state as state


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_file_that_is_not_read_when_it_is_applied_is_told_in_a_sentence(monkeypatch, language):
    def apply(*_: object) -> None:
        raise refused("too_many_at_once")

    monkeypatch.setattr(state, "caller", lambda: None)
    monkeypatch.setattr(importing, "apply", apply)
    file = Brought("0" * 64, "a.xlsx", b"x", datetime(2026, 11, 22, tzinfo=UTC))
    with pytest.raises(TrackerError) as told:
        state._applied(SimpleNamespace(language=language), file, DryRun(ReadBook(file.sha256, language, "", "", 0, ()), ()), "")
    assert not isinstance(told.value, BadInput) and wording(language)(told.value.key, **told.value.values)
