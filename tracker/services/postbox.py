"""A folder of messages on their way, and the mail server they go through. The room of smtplib.

A message lies in `outbox/` until it is its turn. Then it is moved to `sending/` before the first word to the server and to
`sent/` after the last, so that nothing is ever sent twice: after a crash between the two it stays in `sending/`, is
named to whoever runs the command, and is a person's decision. What the server refuses for good goes to `refused/`.
"""

import fcntl
import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tracker.config import Smtp
from tracker.domain.errors import NotReady
from tracker.exchange.mail import coming_from, read

TIMEOUT = 30  # seconds for one answer of the server
GONE_FOR_GOOD = 500  # answers from here on are final


@dataclass
class Sending:
    """What became of the messages, by file name."""

    sent: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)


class Postbox:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else works with the folder meanwhile; a lock of the system, gone with the process. Raises NotReady."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise NotReady("remind.busy", folder=str(self.folder)) from None
            yield

    def waiting(self) -> list[Path]:
        return sorted(self.folder.glob("*.eml"))

    def unclear(self) -> list[Path]:
        return sorted(self.folder.glob("sending/*.eml"))

    def put(self, name: str, content: bytes) -> None:
        """Writes a message whole or not at all; the same name again replaces it."""
        aside = self.folder / f".{name}.part"
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(self.folder / name)

    def move(self, message: Path, place: str) -> Path:
        target = self.folder / place / message.name
        target.parent.mkdir(exist_ok=True)
        return message.replace(target)

    def back(self, message: Path) -> Path:
        return message.replace(self.folder / message.name)


def send_waiting(box: Postbox, server: Smtp) -> Sending:
    """Sends every message of the box. Raises NotReady where the server cannot be reached or does not let us in; then all of
    them wait."""
    done = Sending(unclear=[m.name for m in box.unclear()])
    if not (waiting := box.waiting()):
        return done
    try:
        connection = _connected(server)
    except (OSError, smtplib.SMTPException) as problem:
        raise NotReady("remind.no_server", host=server.host, port=server.port, why=type(problem).__name__) from None
    with connection:
        for place, message in enumerate(waiting):
            if not _send(box, connection, server.sender, message, done):
                done.waiting += [m.name for m in waiting[place + 1:]]
                break
    return done


def _connected(server: Smtp) -> smtplib.SMTP:
    connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    try:
        if server.starttls:
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _send(box: Postbox, connection: smtplib.SMTP, sender: str, message: Path, done: Sending) -> bool:
    """Sends one message and puts its file where it belongs; whether the connection can go on."""
    content = message.read_bytes()
    said, held = read(content), box.move(message, "sending")
    try:
        connection.sendmail(sender, [said.to], coming_from(content, sender))
    except smtplib.SMTPServerDisconnected:  # it may have it or not
        done.unclear.append(held.name)
        return False
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as answer:
        final = _code(answer) >= GONE_FOR_GOOD
        (done.refused if final else done.waiting).append(held.name)
        box.move(held, "refused") if final else box.back(held)
        return True
    except OSError:
        done.unclear.append(held.name)
        return False
    box.move(held, "sent")
    done.sent.append(held.name)
    return True


def _code(answer: smtplib.SMTPException) -> int:
    if isinstance(answer, smtplib.SMTPRecipientsRefused):
        return min(code for code, _ in answer.recipients.values())
    return answer.smtp_code
