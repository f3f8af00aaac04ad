"""A server of our own that speaks LibreTranslate's protocol, as far as we use it and as it fails.

What it does with texts is what the real one does to their form: HTML loses its line ends, elements
with `translate="no"` stay, entities are gone from the answer. Its translation is a prefix.
"""

import html
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ALL = ["en", "ja", "ko", "zh", "tl", "pb", "pt", "vi"]


@dataclass
class Answer:
    """What the server answers once instead of a translation."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    # Held back until the test lets go.
    held: bool = False
    drop_by_drop: bool = False


@dataclass
class Server:
    """The server's address, what it was asked, and what it answers next."""

    address: str = ""
    languages: list[dict[str, object]] = field(
        default_factory=lambda: [{"code": code, "name": code, "targets": ALL} for code in ALL]
    )
    key: str = ""
    asked: list[dict[str, object]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    # Translations that a test wants; other texts get a prefix.
    says: dict[str, str] = field(default_factory=dict)
    let_go: threading.Event = field(default_factory=threading.Event)

    def translated(self, text: str, text_format: object, target: object) -> str:
        if text in self.says:
            return self.says[text]
        if text_format == "html":
            text = html.unescape(" ".join(text.split()))
        return f"{target}: {text}"


class Listening(ThreadingHTTPServer):
    """The socket of a `Server`."""

    daemon_threads = True
    state: Server


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Listening

    def do_GET(self) -> None:
        if not self.scripted():
            self.answer(200, self.server.state.languages)

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.state.asked.append(asked)
        if not self.scripted():
            self.answer(*self.translated(asked))

    def translated(self, asked: dict[str, object]) -> tuple[int, object]:
        state = self.server.state
        if state.key and asked["api_key"] != state.key:
            return 403, {"error": f"Invalid API key {asked['api_key']}"}
        if asked["target"] not in [one["code"] for one in state.languages]:
            return 400, {"error": f"{asked['target']} is not supported"}
        if not asked["q"]:
            return 400, {"error": "Invalid request: missing q parameter"}
        texts = asked["q"]
        made = [state.translated(text, asked["format"], asked["target"]) for text in texts]
        return 200, {"translatedText": made}

    def scripted(self) -> bool:
        """Whether the test wanted another answer, which has been given."""
        if not self.server.state.answers:
            return False
        answer = self.server.state.answers.pop(0)
        if answer.held:
            self.server.state.let_go.wait(10)
        self.send(answer.status, answer.body, answer.headers, drop_by_drop=answer.drop_by_drop)
        return True

    def answer(self, status: int, body: object) -> None:
        self.send(status, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def send(
        self, status: int, body: bytes, headers: dict[str, str], *, drop_by_drop: bool = False
    ) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not drop_by_drop:
            self.wfile.write(body)
            return
        for drop in body:
            self.wfile.write(bytes([drop]))
            if self.server.state.let_go.wait(0.05):
                return

    def log_message(self, *args: object) -> None:
        """Nothing: a test's output is its own."""

    def handle(self) -> None:
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            # Whoever did not wait is gone.
            self.close_connection = True


@contextmanager
def running() -> Iterator[Server]:
    """The server, on a port of its own, until the test ends."""
    state = Server()
    listening = Listening(("127.0.0.1", 0), Handler)
    listening.state = state
    state.address = f"http://127.0.0.1:{listening.server_port}"
    thread = threading.Thread(target=lambda: listening.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield state
    finally:
        state.let_go.set()
        listening.shutdown()
        thread.join()
        listening.server_close()
