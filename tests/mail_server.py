"""A small mail server of our own: keeps what it is given, and can refuse, put off or fall silent where a test wants it to.

    with mail_server() as server:
        … server.port …
    server.messages          # [(sender, recipient, bytes), …]
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """`answers` maps a command (MAIL, RCPT, DATA, AFTER the message) to the line it is answered with; `hang_up` names the
    command at which the connection is dropped."""

    answers: dict[str, str] = field(default_factory=dict)
    hang_up: str = ""
    port: int = 0
    messages: list[tuple[str, str, bytes]] = field(default_factory=list)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sender = recipient = ""
        writer.write(b"220 test\r\n")
        try:
            while line := await reader.readline():
                word = line.split(maxsplit=1)[0].upper().decode() if line.split() else ""
                if word == self.hang_up:
                    return
                if word in ("EHLO", "HELO", "RSET", "NOOP"):
                    writer.write(b"250 test\r\n")
                elif word == "MAIL":
                    sender = self._say(writer, word, "250 ok") and _inside(line)
                elif word == "RCPT":
                    recipient = self._say(writer, word, "250 ok") and _inside(line)
                elif word == "DATA":
                    if not self._say(writer, word, "354 go on"):
                        continue
                    content = await reader.readuntil(b"\r\n.\r\n")
                    if self.hang_up == "AFTER":
                        return
                    if self._say(writer, "AFTER", "250 kept"):
                        self.messages.append((sender, recipient, content[:-5]))
                elif word == "QUIT":
                    writer.write(b"221 bye\r\n")
                    await writer.drain()
                    return
                else:
                    writer.write(b"502 no\r\n")
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def _say(self, writer: asyncio.StreamWriter, word: str, otherwise: str) -> bool:
        answer = self.answers.get(word, otherwise)
        writer.write(answer.encode() + b"\r\n")
        return answer[0] in "23"


def _inside(line: bytes) -> str:
    return line[line.index(b"<") + 1:line.index(b">")].decode()


@contextmanager
def mail_server(**more) -> Iterator[MailServer]:
    """A running server on a free port of this machine, ended with the block."""
    server = MailServer(**more)
    started, ending = threading.Event(), []

    async def run() -> None:
        listening = await asyncio.start_server(server.talk, "127.0.0.1", 0)
        server.port = listening.sockets[0].getsockname()[1]
        end = asyncio.Event()
        ending.append((asyncio.get_running_loop(), end))
        started.set()
        await end.wait()
        listening.close()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    started.wait(10)
    try:
        yield server
    finally:
        loop, end = ending[0]
        loop.call_soon_threadsafe(end.set)
        thread.join(10)
