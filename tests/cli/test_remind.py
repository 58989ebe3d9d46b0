"""`remind`: to files, through a mail server, in words, never twice; trouble ends with code 2 and says what to do."""

from email import policy
from email.parser import BytesParser

import pytest
from typer.testing import CliRunner

from tests.builders import a_milestone
from tests.mail_server import mail_server
from tests.services.desk import a_desk, two_ministries
from tracker.cli.commands import app
from tracker.config import BadSetting, read_settings, settings
from tracker.store.engine import address

PLAN = two_ministries(milestones=(a_milestone("M01-01", original_due="2026 Q4"), a_milestone("M01-03", lead="MOE", original_due="2026 Q4")))


def text_of(content: bytes) -> str:
    return BytesParser(policy=policy.default).parsebytes(content).get_body(("plain",)).get_content().replace("\r\n", "\n")


@pytest.fixture
def remind(sqlite_engine, tmp_path, monkeypatch):
    a_desk(sqlite_engine, PLAN)

    def run(*arguments: str, on: str = "2026-12-10", **environment: str):
        with monkeypatch.context() as patch:
            given = {"DATABASE_URL": address(sqlite_engine), "AS_OF": on, "LANGUAGE": "ko", "ADDRESS": "https://tracker.example"} | environment
            for name, value in given.items():
                patch.setenv(f"TRACKER_{name}", value)
            settings.cache_clear()
            try:
                return CliRunner().invoke(app, ["remind", "--to", str(tmp_path / "out"), *arguments])
            finally:
                settings.cache_clear()

    run.folder = tmp_path / "out"
    return run


def server_settings(server) -> dict[str, str]:
    return {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(server.port), "SMTP_FROM": "tracker@office.example", "SMTP_STARTTLS": "0"}


def test_to_files_and_never_twice(remind):
    first = remind()
    assert first.exit_code == 0 and "2통" in first.stdout, first.output
    assert len(list(remind.folder.glob("*.eml"))) == 2
    assert "https://tracker.example/report?code=M01-01&lang=ko\n" in text_of((next(remind.folder.glob("rita*.eml"))).read_bytes())
    again = remind()
    assert again.exit_code == 0 and "새로 알릴 것이 없음" in again.stdout and len(list(remind.folder.glob("*.eml"))) == 2
    assert "nothing new" in remind("--lang", "en").stdout


def test_through_the_mail_server_with_what_waited(remind):
    remind()
    with mail_server() as server:
        done = remind("--send", **server_settings(server))
        assert done.exit_code == 0 and "보냄 2통" in done.stdout, done.output
        assert "보냄 0통" in remind("--send", **server_settings(server)).stdout
    assert [to for _, to, _ in server.messages] == ["rita@office.example", "rolf@office.example"]
    assert len(list(remind.folder.glob("sent/*.eml"))) == 2
    assert all(b"<tracker@office.example>" in content and b"localhost.invalid>\r\nTo" not in content for _, _, content in server.messages)


def test_another_day_can_be_asked_for(remind):
    assert "쉬는 날" in remind(on="2026-12-25").stdout
    assert "2통" in remind("--on", "2026-12-21", on="2026-12-25").stdout
    assert remind("--on", "tomorrow").exit_code == 2
    assert "쉬는 날" in remind("--on", "2026-12-30", HOLIDAYS="2026-12-30,2027-01-04").stdout


def test_trouble_is_said_with_code_2(remind):
    lacking = remind("--send")
    assert lacking.exit_code == 2 and "TRACKER_SMTP_HOST" in lacking.output and not list(remind.folder.glob("*.eml"))
    with mail_server() as server:
        pass
    gone = remind("--send", **server_settings(server))
    assert gone.exit_code == 2 and str(server.port) in gone.output and len(list(remind.folder.glob("*.eml"))) == 2
    with mail_server(answers={"RCPT": "550 nobody"}) as server:
        refused = remind("--send", **server_settings(server))
    assert refused.exit_code == 2 and "outbox/refused" in refused.output and server.messages == []


def test_the_password_is_never_shown(remind):
    with mail_server() as server:
        done = remind("--send", **server_settings(server), SMTP_USER="u", SMTP_PASSWORD="hunter2hunter2")
        assert done.exit_code == 2 and "hunter2" not in done.output
        settings_there = server_settings(server)

    assert "hunter2" not in repr(read_settings({f"TRACKER_{k}": v for k, v in settings_there.items()} | {"TRACKER_SMTP_PASSWORD": "hunter2"}))


@pytest.mark.parametrize(("name", "value"), [("SMTP_FROM", "tracker"), ("SMTP_FROM", "a@b\nBcc: x@y"), ("SMTP_PORT", "0"), ("SMTP_STARTTLS", "yes"), ("HOLIDAYS", "2026-02-30")])
def test_wrong_settings_are_named(name, value):

    given = {"TRACKER_SMTP_HOST": "mail.example", "TRACKER_SMTP_FROM": "tracker@office.example"} | {f"TRACKER_{name}": value}
    with pytest.raises(BadSetting) as bad:
        read_settings(given)
    assert bad.value.name == f"TRACKER_{name}"
    with pytest.raises(BadSetting):
        read_settings({"TRACKER_SMTP_HOST": "mail.example"})
