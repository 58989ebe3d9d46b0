"""Reminders put into the box: one message a person, in their language, noted with it, and never for the same event again."""

from dataclasses import replace
from datetime import date
from email import policy
from email.parser import BytesParser

import pytest

from tests.builders import a_milestone, words
from tests.review_cases import AT, a_submission
from tests.services.desk import a_desk, two_ministries
from tracker.domain.milestones import RecordState
from tracker.services.holidays_of import days_off_around
from tracker.services.postbox import Postbox
from tracker.services.reminding import Errand, write_reminders
from tracker.store.engine import reading
from tracker.store.reminders import said_to

PLAN = two_ministries(milestones=(
    a_milestone("M01-01", original_due="2026 Q4"), a_milestone("M01-02", original_due="2026-12-31"), a_milestone("M01-03", lead="MOE", original_due="2026 Q4")))


def errand(on: str = "2026-12-10", at=AT) -> Errand:
    day = date.fromisoformat(on)
    link = lambda key, language, **query: f"https://tracker.example/{key}?lang={language}" + "".join(f"&{k}={v}" for k, v in query.items())
    return Errand(day, at, days_off_around(day, "KR"), "tracker@office.example", link)


def read_all(box: Postbox) -> dict[str, object]:
    found = [BytesParser(policy=policy.default).parsebytes(f.read_bytes()) for f in box.waiting()]
    return {m["To"].addresses[0].username: m for m in found}


@pytest.fixture
def box(tmp_path) -> Postbox:
    box = Postbox(tmp_path / "outbox")
    with box.alone():
        yield box


def test_one_message_a_person_and_never_again(engine, box):
    desk = a_desk(engine, PLAN)
    seq = desk.now.seq
    assert len(write_reminders(engine, box, errand()).letters) == 2
    assert set(read_all(box)) == {"rita", "rolf"}
    assert write_reminders(engine, box, errand()).letters == []
    assert write_reminders(engine, box, errand("2026-12-11")).letters == []  # still the same stage
    assert len(write_reminders(engine, box, errand("2026-12-21")).letters) == 2  # the next one
    with reading(engine) as session:
        assert said_to(session, "rolf") == {"M01-03:due:2026 Q4:-14", "M01-03:due:2026 Q4:-7"}
    assert desk.now.seq == seq  # no change of plan or workspace


def test_words_in_the_language_of_the_person(sqlite_engine, box):
    returned = a_submission(record=RecordState.RETURNED, decided_at=AT.replace(month=12, day=9), decided_by="ella", returned_for=words("Say <what>"))
    a_desk(sqlite_engine, PLAN, returned)
    write_reminders(sqlite_engine, box, errand())
    rita, rolf = read_all(box)["rita"], read_all(box)["rolf"]
    assert "반려 1건" in rita["Subject"] and "기한 앞둠 2건" in rita["Subject"] and "1 due soon" in rolf["Subject"]
    assert rita["From"].addresses[0].addr_spec == "tracker@office.example" and rita["Auto-Submitted"] == "auto-generated"
    text, page = (rita.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "반려한 사유: Say <what> (ko)" in text and "근무일로 14일 남음" in text and "2026년 4분기" in text.replace("\u00a0", " ")
    assert "Say &lt;what&gt; (ko)" in page and "<img" not in page and "src=" not in page and "https://tracker.example/report?lang=ko&amp;code=M01-01" in page
    assert "14 working days left" in rolf.get_body(("plain",)).get_content().replace("\u00a0", " ")
    assert "rita" not in text.replace("Office of rita", "")  # an office, not an account


def test_nobody_without_an_address_and_nothing_on_a_day_off(sqlite_engine, box):
    desk = a_desk(sqlite_engine, PLAN)
    desk.put(replace(desk.now.workspace.person("rita"), email=""))
    done = write_reminders(sqlite_engine, box, errand())
    assert done.no_address == ["rita"] and set(read_all(box)) == {"rolf"}
    assert write_reminders(sqlite_engine, box, errand("2026-12-25")).free_day
    desk.put(replace(desk.now.workspace.person("rita"), email="rita@office.example"))
    assert len(write_reminders(sqlite_engine, box, errand()).letters) == 1  # told as soon as there is an address


class Crash(Exception):
    pass


def test_a_crash_before_the_commit_loses_nothing_and_repeats_nothing(engine, box, monkeypatch):
    """The message lies in the box, its events are not noted: it is no message and is built anew, with what came since."""
    desk = a_desk(engine, PLAN)
    put = box.put
    monkeypatch.setattr(box, "put", lambda *a: (put(*a), (_ for _ in ()).throw(Crash()))[0])
    with pytest.raises(Crash):
        write_reminders(engine, box, errand())
    assert len(box.waiting()) == 1
    monkeypatch.setattr(box, "put", put)
    desk.put(*(a_submission(f"S-{m}-1", milestone=m, ministry=lead, record=RecordState.RETURNED, decided_at=AT.replace(month=12, day=10), returned_for=words("No"))
               for m, lead in (("M01-01", "MSIT"), ("M01-03", "MOE"))))
    write_reminders(engine, box, errand("2026-12-11"))
    assert set(read_all(box)) == {"rita", "rolf"} and len(box.waiting()) == 2


def test_what_was_noted_waits_for_the_next_run(engine, box):
    a_desk(engine, PLAN)
    written = write_reminders(engine, box, errand()).letters
    write_reminders(engine, box, errand())
    assert sorted(f.name for f in box.waiting()) == sorted(written)
