"""A server of our own whose pages answer, lead on, refuse, keep waiting, and break off."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Visited:
    """The server's address, and who asked for what in which order."""

    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    # What the page /changing answers.
    status: int = 200
    elsewhere: str = "/fine"


class _Listening(ThreadingHTTPServer):
    daemon_threads = True
    state: Visited

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever does not trust our certificate hangs up; that is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: _Listening

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        state = self.server.state
        state.asked.append((self.command, self.path))
        state.agents.add(self.headers["User-Agent"])
        name, _, number = self.path.strip("/").partition("/")
        match name:
            case "fine":
                self._say(200)
            case "status":
                self._say(int(number))
            case "no-head":
                self._say(405 if self.command == "HEAD" else 200)
            case "changing":
                self._say(state.status)
            case "moved":
                self._say(301, "/fine")
            case "found":
                self._say(302, "/fine")
            case "turns":
                left = int(number)
                self._say(302, f"/turns/{left - 1}" if left else "/fine")
            case "elsewhere":
                self._say(302, state.elsewhere)
            case "broken":
                self.wfile.write(b"this is no HTTP\r\n\r\n")
            case _:
                self._say(404)

    def _say(self, status: int, to: str = "") -> None:
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def visited(context: ssl.SSLContext | None = None) -> Iterator[Visited]:
    """The server, on a free port."""
    server = _Listening(("127.0.0.1", 0), _Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "https" if context else "http"
    server.state = Visited(f"{scheme}://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
