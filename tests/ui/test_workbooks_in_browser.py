"""A workbook in a browser: taken out, filled and saved by a spreadsheet program, found wrong, mended, applied, accepted."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.looking import PATIENCE
from tests.office import saved_again
from tests.serving import AS_OF
from tests.staffed import engine_of, entered, opened, settled, staffed_app, token_for  # noqa: F401
from tests.ui.test_every_page import ENGLISH_OF_STREAMLIT, sideways, violations
from tests.ui.test_every_work_page import MORE_ENGLISH
from tests.workbooks import filled, report_of
from tracker.config import now
from tracker.domain.milestones import RecordState
from tracker.domain.reviewing import ticks
from tracker.exchange.workbook_reading import read_book
from tracker.services.door import Caller
from tracker.services.importing import KEPT, put_aside
from tracker.services.reading import internal
from tracker.services.reviewing import Confirmed, Seen, approve
from tracker.store.engine import write
from tracker.store.tables.log import BroughtRow
from tracker.text import wording

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORTER, EDITOR = "demo.reporter.msit", "demo.editor"


def proof(t) -> dict:
    return {"evidence_kind": t("evidence.kind_decision"), "evidence_public": t("report.public_yes"), "evidence_title": "Plan of action", "evidence_body": "Committee",
            "evidence_on": date(2026, 6, 20), "evidence_url": "https://example.org/a", "evidence_reason": "The plan was adopted as a whole."}


def taken(page, app, language: str) -> bytes:
    """The workbook the page offers."""
    address = page.locator("a.asbutton").first.get_attribute("href")
    answer = page.context.request.get(f"{app.url}{address}")
    assert answer.status == 200 and f"lang={language}" in address and "attachment" in answer.headers["content-disposition"]
    return answer.body()


def unreported(app, book: bytes) -> list[str]:
    """The milestones of the workbook nobody has handed in on."""
    known = internal(engine_of(app)).workspace.submissions_by_milestone
    return [code for row in read_book(book).rows if (code := row.text("milestone")) and code not in known]


def as_is(content: bytes) -> bytes:
    return content


def brings(page, name: str, content: bytes, until: str) -> None:
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.locator(until).first.wait_for(timeout=PATIENCE)
    settled(page)


def looks_right(page, language: str) -> None:
    assert violations(page) == []
    if language == "ko":
        assert [words for words in (*ENGLISH_OF_STREAMLIT, *MORE_ENGLISH) if words in page.evaluate("document.body.innerText")] == []


def somebody(app, account: str) -> Caller:
    return Caller(engine_of(app), token_for(app, account), now(), date.fromisoformat(AS_OF))


@pytest.mark.parametrize(("language", "theme", "program"), [("ko", "light", saved_again), ("en", "contrast", as_is)], ids=["ko, LibreOffice", "en"])
def test_a_workbook_goes_out_comes_back_wrong_is_mended_applied_and_accepted(chromium, staffed_app, language, theme, program):  # noqa: F811
    t = wording(language)
    put_aside(somebody(staffed_app, REPORTER))  # whatever another try left
    with entered(chromium, staffed_app, REPORTER) as page:
        opened(page, staffed_app, f"/workbooks?lang={language}&theme={theme}")
        looks_right(page, language)
        book = taken(page, staffed_app, language)
        first, second = unreported(staffed_app, book)[:2]
        done = {"state": t("milestones.state_completed"), "summary": "Adopted"} | proof(t)
        wrong = filled(book, report_of(first, completed_on=date(2026, 12, 1), **done) | report_of(second, state=t("milestones.state_in_progress"), summary="Under way"))

        wrong = program(wrong)
        brings(page, "wrong.xlsx", wrong, ".tomend")
        shown = page.locator(".tomend").inner_text()
        assert "2026-12-01" in shown and t("workbook.col_completed_on") in shown and page.locator(".tomend tbody tr").count() == 1
        assert page.locator(".st-key-apply_workbook").count() == 0 and not internal(engine_of(staffed_app)).workspace.open_submission(first)
        looks_right(page, language)
        page.set_viewport_size({"width": 320, "height": 720})
        assert sideways(page) == []
        page.set_viewport_size({"width": 1280, "height": 900})
        marked = page.context.request.get(f"{staffed_app.url}{page.locator('a.asbutton').first.get_attribute('href')}")
        assert marked.status == 200 and b"xl/comments" in marked.body()

        opened(page, staffed_app, f"/workbooks?lang={language}&theme={theme}")
        page.locator(".tomend").wait_for(timeout=PATIENCE)  # nothing is lost by a reload
        mended = filled(wrong, report_of(first, completed_on=date(2026, 6, 20)))
        brings(page, "mended.xlsx", mended, ".st-key-apply_workbook")
        assert page.locator(".tomend").count() == 0
        looks_right(page, language)
        press = page.locator(".st-key-apply_workbook button")
        press.click()
        page.locator("[class*=st-key-ask_] i.armed").wait_for(state="attached", timeout=PATIENCE)
        settled(page)
        page.wait_for_timeout(700)  # the guard against the other half of a double click
        press.click()
        page.locator(".st-key-another_workbook").wait_for(timeout=PATIENCE)
        assert t("importing.applied") in page.locator(".receipt").inner_text()
        settled(page)
        looks_right(page, language)

    waits = internal(engine_of(staffed_app)).workspace
    held = waits.open_submission(first)
    assert (held.record, held.authors, held.completed_on.last) == (RecordState.SUBMITTED, (REPORTER,), date(2026, 6, 20)) and waits.open_submission(second)
    versions = internal(engine_of(staffed_app)).versions
    approve(somebody(staffed_app, EDITOR), held.code, Seen(versions[f"submission/{held.code}"], versions[f"milestone/{first}"]), Confirmed(frozenset(ticks(held))), f"accept {held.code}")
    assert internal(engine_of(staffed_app)).plan.milestone(first).reports[-1].completed_on.last == date(2026, 6, 20)


def test_nobody_gets_what_is_not_theirs(chromium, staffed_app):  # noqa: F811
    for who, ministry, status in ((REPORTER, "MSIT", 200), (REPORTER, "MOIS", 404), (REPORTER, "all", 404), (REPORTER, "NOBODY", 404), ("demo.official", "MSIT", 404), ("", "MSIT", 404)):
        with entered(chromium, staffed_app, who) as page:
            assert page.context.request.get(f"{staffed_app.url}/workbook/{ministry}.xlsx?lang=en").status == status, (who, ministry)
            if status == 404:
                assert page.context.request.get(f"{staffed_app.url}/workbook/marked.xlsx").status == 404


def test_a_file_that_is_no_workbook_says_so_and_is_put_aside(chromium, staffed_app):  # noqa: F811
    t = wording("ko")
    with entered(chromium, staffed_app, EDITOR) as page:
        opened(page, staffed_app, "/workbooks?lang=ko")
        brings(page, "a.xlsx", b"\x00\x01 no workbook", ".tomend")
        assert t("importing.unread_text") in page.locator(".problems").inner_text()
        looks_right(page, "ko")
        unmarked = page.context.request.get(f"{staffed_app.url}/workbook/marked.xlsx?lang=ko")
        assert unmarked.status == 422 and t("importing.unmarked_title") in unmarked.text()
        write(engine_of(staffed_app), lambda session: session.execute(update(BroughtRow).values(at=now() - KEPT - timedelta(hours=1))))
        opened(page, staffed_app, "/workbooks?lang=ko")  # it has lain there too long
        assert page.locator("p.notice").inner_text().count("a.xlsx") == 1 and page.locator(".tomend").count() == 0
        looks_right(page, "ko")
        page.locator(".st-key-put_aside button").click()
        page.locator("p.notice").wait_for(state="detached", timeout=PATIENCE)
        page.get_by_text(t("importing.take_title")).first.wait_for(timeout=PATIENCE)
