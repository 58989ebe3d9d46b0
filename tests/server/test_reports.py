"""Reports and pictures by address: what they are called, kept and refused."""

import re
from threading import BoundedSemaphore

import pytest

from tracker.server.reports import Busy, _made
from tracker.text import wording


@pytest.mark.parametrize(("place", "kind", "name"), [
    ("/reports/brief.pdf", "application/pdf", 'attachment; filename="brief-'), ("/reports/brief.html?lang=en", "text/html", 'inline; filename="brief-'),
    ("/reports/quarterly.md", "text/markdown", 'attachment; filename="quarterly-'), ("/charts/overview/status_strip.svg", "image/svg+xml", 'inline; filename="overview-status_strip-'),
    ("/charts/overview/status_strip.png", "image/png", 'inline; filename="overview-status_strip-')])
def test_a_file_is_made_once_and_kept(client, place, kind, name):
    first = client.get(place)
    assert first.status_code == 200 and first.headers["content-type"].startswith(kind) and first.headers["content-disposition"].startswith(name)
    again = client.get(place, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    assert client.get(place).content == first.content


def test_another_state_of_the_plan_is_another_file(client, shelf):
    tag = client.get("/reports/brief.md").headers["etag"]
    shelf.kept.revision = "r2"
    assert client.get("/reports/brief.md", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("place", ["/reports/other.pdf", "/reports/brief.docx", "/reports/brief", "/charts/overview/none.svg", "/charts/inbox/x.svg",
                                   "/charts/nowhere/burn_up.svg", "/charts/overview/burn_up.gif", "/reports/brief.pdf?ministry=NOBODY", "/charts/goal/x.svg?code=T999"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_not_there_is_said_in_words(client, place, language):
    answer = client.get(f"{place}{'&' if '?' in place else '?'}lang={language}")
    assert answer.status_code == 404 and f'<html lang="{language}">' in answer.text
    assert client.get("/reports/brief.pdf?as_of=yesterday").status_code == 400


def test_a_body_of_its_own(client, plan_codes):
    answer = client.get(f"/reports/brief.md?ministry={plan_codes['ministry']}")
    assert answer.status_code == 200 and f"-{plan_codes['ministry']}-" in answer.headers["content-disposition"]


def test_names_of_files_carry_nothing_from_the_address(client):
    answer = client.get('/reports/brief.md?release=&x="%0d%0aSet-Cookie:a')
    assert re.fullmatch(r'attachment; filename="brief-\d{4}-\d\d-\d\d-ko\.md"', answer.headers["content-disposition"])


def test_too_many_at_once_are_asked_to_come_again():
    room = BoundedSemaphore(1)
    assert _made(room, lambda: b"done") == b"done"
    with room, pytest.raises(Busy):
        _made(room, lambda: b"never")
    with pytest.raises(ValueError, match="broken"):
        _made(room, lambda: (_ for _ in ()).throw(ValueError("broken")))
    assert _made(room, lambda: b"free again") == b"free again"
    assert all(wording(language)("printed.busy_title") and wording(language)("printed.busy_text") for language in ("ko", "en"))
