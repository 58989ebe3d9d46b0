"""The way of a message: waiting, sending, sent; refused, put off, unclear. Nothing is ever sent twice."""

from datetime import UTC, datetime

import pytest

from tests.mail_server import mail_server
from tracker.config import Smtp
from tracker.domain.errors import NotReady
from tracker.exchange.mail import Letter, message, names
from tracker.services.postbox import Postbox, send_waiting

AT = datetime(2026, 12, 10, 1, 0, tzinfo=UTC)


def a_letter(person: str = "rita", **changes) -> Letter:
    given = {"person": person, "to": f"{person}@office.example", "language": "ko", "subject": "S", "opening": "O", "parts": (), "closing": (), "events": ("e1",)}
    return Letter(**given | changes)


@pytest.fixture
def box(tmp_path) -> Postbox:
    box = Postbox(tmp_path / "outbox")
    with box.alone():
        yield box


def fill(box: Postbox, *people: str) -> list[str]:
    letters = [a_letter(p) for p in people]
    for name, letter in zip(names(letters), letters):
        box.put(name, message(letter, "tracker@office.example", "Tracker", AT))
    return list(names(letters))


def at(server) -> Smtp:
    return Smtp("127.0.0.1", server.port, "tracker@office.example", starttls=False)


def lying(box: Postbox) -> dict[str, list[str]]:
    return {place or "outbox": sorted(f.name for f in (box.folder / place).glob("*.eml")) for place in ("", "sending", "sent", "refused")}


def test_what_waits_is_sent_once(box):
    one, two = fill(box, "rita", "rolf")
    with mail_server() as server:
        assert sorted(send_waiting(box, at(server)).sent) == sorted([one, two])
        assert send_waiting(box, at(server)).sent == []
    assert [(sender, to) for sender, to, _ in server.messages] == [("tracker@office.example", f"{p}@office.example") for p in ("rita", "rolf")]
    assert lying(box) == {"outbox": [], "sending": [], "sent": sorted([one, two]), "refused": []}


@pytest.mark.parametrize(("answers", "place"), [
    ({"RCPT": "550 nobody here"}, "refused"), ({"RCPT": "450 come back"}, "outbox"), ({"MAIL": "550 not you"}, "refused"), ({"DATA": "451 busy"}, "outbox"),
    ({"AFTER": "554 spam"}, "refused"), ({"AFTER": "452 full"}, "outbox")])
def test_what_the_server_says_decides_where_a_message_lies(box, answers, place):
    name, = fill(box, "rita")
    with mail_server(answers=answers) as server:
        done = send_waiting(box, at(server))
    assert server.messages == [] and done.sent == []
    assert (done.refused if place == "refused" else done.waiting) == [name] and lying(box)[place] == [name]


@pytest.mark.parametrize("hang_up", ["MAIL", "DATA", "AFTER"])
def test_a_broken_connection_leaves_the_message_to_a_person(box, hang_up):
    """The server may have it: it is not sent again, and named in every run until somebody looks."""
    one, two = sorted(fill(box, "rita", "rolf"))
    with mail_server(hang_up=hang_up) as server:
        done = send_waiting(box, at(server))
    assert done.unclear == [one] and done.waiting == [two] and lying(box)["sending"] == [one] and lying(box)["outbox"] == [two]
    with mail_server() as server:
        again = send_waiting(box, at(server))
    assert again.unclear == [one] and again.sent == [two] and len(server.messages) == 1


def test_without_a_server_everything_waits(box):
    fill(box, "rita")
    with mail_server() as server:
        pass
    with pytest.raises(NotReady) as refused:
        send_waiting(box, at(server))
    assert refused.value.key == "remind.no_server" and len(lying(box)["outbox"]) == 1


@pytest.mark.parametrize("user", ["", "u"])
def test_nothing_is_sent_in_the_clear(box, user):
    """A server that offers no STARTTLS is not spoken to, unless the settings say so."""
    fill(box, "rita")
    with mail_server() as server, pytest.raises(NotReady):
        send_waiting(box, Smtp("127.0.0.1", server.port, "tracker@office.example", user=user, password="secret"))
    assert server.messages == [] and len(lying(box)["outbox"]) == 1


def test_one_at_a_time(box):
    with pytest.raises(NotReady) as refused, Postbox(box.folder).alone():
        pass
    assert refused.value.key == "remind.busy"


def test_a_half_written_message_is_no_message(box):
    (box.folder / ".rita-1.eml.part").write_bytes(b"From: tr")
    with mail_server() as server:
        assert send_waiting(box, at(server)).sent == [] and server.messages == []
