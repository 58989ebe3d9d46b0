"""What may be sent in as a wrong number, and what the public reads of it."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest

from tests.builders import a_full_plan, a_ticket, words
from tracker.domain.corrections import Correction
from tracker.domain.errors import BadInput, NotReady
from tracker.domain.publication import published
from tracker.domain.tickets import LONGEST, SHORT, Answer, Place, Sent, TicketState, answered, new_ticket, rejected

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 22)
PLACE = Place("milestone", "milestones", "M01-01", "2026Q4-r1")
FINE = Answer(words("Is it right?"), words("It is"))


def wrong(sent: Sent) -> set[tuple[str, str]]:
    with pytest.raises(BadInput) as caught:
        new_ticket((), PLACE, sent, AT)
    return {(p.column, p.key) for p in caught.value.problems}


def test_a_ticket_keeps_what_was_written_and_where_it_stood():
    made = new_ticket((a_ticket("Q-7"), a_ticket("Q-12")), PLACE, Sent("  The date\r\nis wrong \u202e", "Q4", "https://a.example/x?y=1", "en"), AT)
    assert (made.code, made.state, made.wrong, made.should) == ("Q-13", TicketState.OPEN, "The date\nis wrong", "Q4")
    assert (made.page, made.dataset, made.about, made.seen, made.language) == ("milestone", "milestones", "M01-01", "2026Q4-r1", "en")


def test_a_place_that_is_no_name_is_left_out():
    assert new_ticket((), Place("<b>", "x" * 81, "M01/01"), Sent("Wrong"), AT).about == ""


@pytest.mark.parametrize("sent, expected", [
    (Sent(" \n\u200b"), {("wrong", "ticket_empty")}),
    (Sent("\uac00" * (LONGEST + 1)), {("wrong", "ticket_long")}),
    (Sent("x", "y" * (SHORT + 1)), {("should", "ticket_long")}),
    (Sent("x", link="ftp://x"), {("link", "ticket_link")}),
    (Sent("x", link="javascript:alert(1)"), {("link", "ticket_link")}),
    (Sent("x", link="https://user@host/"), {("link", "ticket_link")}),
    (Sent("x", link="https://a b"), {("link", "ticket_link")}),
    (Sent("call 010-1234-5678"), {("wrong", "ticket_personal")}),
    (Sent("x", "me@example.com"), {("should", "ticket_personal")}),
    (Sent("x", "someone@korea.kr"), {("should", "ticket_personal")}),
    (Sent("900101-1234567", "02-123-4567", "no"), {("wrong", "ticket_personal"), ("should", "ticket_personal"), ("link", "ticket_link")}),
    (Sent("x", link="https://a.example/?who=me@example.com"), {("link", "ticket_personal")})])
def test_everything_that_has_to_be_mended_is_said_at_once(sent, expected):
    assert wrong(sent) == expected


def test_as_long_as_it_may_be():
    assert new_ticket((), PLACE, Sent("\uac00" * LONGEST, "y" * SHORT, "https://a.example/?id=01012345678"), AT)


def test_an_answer_names_nothing_of_what_was_sent():
    ticket = a_ticket(wrong="CANARY-wrong", should="CANARY-should", link="https://canary.example", seen="2026Q4-r1")
    done, told = answered(ticket, replace(FINE, corrected=True, release="2026Q4-r2"), ("2026Q4-r2",), "ella", AT, DAY, DAY)
    assert done.state is TicketState.ANSWERED and done.wrong == "CANARY-wrong" and told.release == "2026Q4-r2" and told.code == ticket.code
    assert "canary" not in repr(told).casefold()
    assert {f.name for f in fields(Correction)} & {"wrong", "should", "link", "reason", "seen", "decided_by"} == set()
    assert published(a_full_plan(corrections=(told,))).corrections == (told,)


def test_a_figure_that_stands_names_no_release():
    assert answered(a_ticket(), replace(FINE, release="2026Q4-r2"), (), "ella", AT, DAY, DAY)[1].release == ""


@pytest.mark.parametrize("answer, expected", [
    (replace(FINE, corrected=True), {("release", "ticket_release")}),
    (replace(FINE, corrected=True, release="2020Q1-r1"), {("release", "ticket_release")}),
    (replace(FINE, answer=replace(FINE.answer, en=" ")), {("answer_en", "ticket_both_languages")}),
    (replace(FINE, question=replace(FINE.question, ko="x" * (SHORT + 1))), {("question_ko", "ticket_long")}),
    (replace(FINE, answer=replace(FINE.answer, ko="010-1234-5678 said so")), {("answer_ko", "ticket_personal")})])
def test_what_is_to_be_public_is_looked_at(answer, expected):
    with pytest.raises(BadInput) as caught:
        answered(a_ticket(), answer, ("2026Q4-r1",), "ella", AT, DAY, DAY)
    assert {(p.column, p.key) for p in caught.value.problems} == expected


def test_what_was_answered_in_public_is_not_turned_down():
    with pytest.raises(NotReady):
        rejected(a_ticket(state="answered"), "no", "ella", AT)
    with pytest.raises(BadInput):
        rejected(a_ticket(), "  ", "ella", AT)
    assert rejected(a_ticket(), " not a number ", "ella", AT).reason == "not a number"
