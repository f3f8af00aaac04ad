"""A mail server of our own: takes letters over SMTP, and answers as a test wants."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any


@dataclass
class MailServer:
    """What it got, and how it answers: `replies` by command, as {"RCPT": "550 nobody here"}.

    `DATA` is answered before the letter, `.` after it; None ends the connection without a word.
    With `wait` it holds its answer to a letter back until the test says so.
    """

    port: int = 0
    replies: dict[str, str | None] = field(default_factory=dict)
    letters: list[Message] = field(default_factory=list)
    wait: bool = False
    got_one: threading.Event = field(default_factory=threading.Event)
    may_answer: threading.Event = field(default_factory=threading.Event)
    has_answered: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def message_ids(self) -> list[str]:
        return [letter["Message-ID"] for letter in self.letters]


class _Talk(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        self._say("220 test")
        while line := self.rfile.readline().decode().strip():
            command = line.partition(" ")[0].upper()
            reply = self.server.mail.replies.get(command, _USUAL.get(command, "502 what?"))
            if not self._say(reply):
                return
            goes_on = command == "DATA" and (reply or "").startswith("354")
            if command == "QUIT" or (goes_on and not self._take()):
                return

    def _take(self) -> bool:
        mail = self.server.mail
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        reply = mail.replies.get(".", "250 taken")
        if reply is None or reply.startswith("250"):
            mail.letters.append(message_from_bytes(b"".join(lines)))
        mail.got_one.set()
        if mail.wait:
            assert mail.may_answer.wait(60)
        said = self._say(reply)
        mail.has_answered.set()
        return said

    def _say(self, reply: str | None) -> bool:
        if reply is None:
            return False
        try:
            self.wfile.write(f"{reply}\r\n".encode())
        except OSError:
            return False
        return True


_USUAL = {
    "EHLO": "250 test",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "RSET": "250 ok",
    "QUIT": "221 bye",
}


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    # A connection that a killed client left open is nobody's to wait for.
    block_on_close = False

    def __init__(self, mail: MailServer, *arguments: Any) -> None:
        self.mail = mail
        super().__init__(*arguments)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mail server on a free port."""
    mail = MailServer()
    with _Server(mail, ("127.0.0.1", 0), _Talk) as server:
        mail.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield mail
        server.shutdown()
        thread.join()
