"""What Caddy does in front of Madoguchi, and what it writes into its log."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from madoguchi.outlets.site.tests.browser import serving
from madoguchi.project.tests.caddy import CADDYFILE, Running, free_port, running

PLAN = "/ko/life/child-born-in-japan/?birth=2026-03-03"
SECRETS = ["2026-03-03", "birth=", "203.0.113.7", "127.0.0.1:", "Lins-browser", "from-a-forum",
           "cookie-of-sato", "token-of-sato", "search-for-divorce"]  # fmt: skip
HEADERS = {
    "X-Forwarded-For": "203.0.113.7",
    "User-Agent": "Lins-browser",
    "Referer": "https://example.jp/from-a-forum",
    "Cookie": "session=cookie-of-sato",
}


@pytest.fixture(scope="module")
def caddy(data, tmp_path_factory) -> Iterator[Running]:
    """Caddy in front of a server with Nerima's guide."""
    with (
        serving(data) as server,
        running(tmp_path_factory.mktemp("caddy") / "1", server) as made,
    ):
        yield made


class Echo(BaseHTTPRequestHandler):
    """A server that tells what it was asked, with headers of its own."""

    def do_GET(self) -> None:
        asked = {name.lower(): value for name, value in self.headers.items()}
        body = json.dumps({"path": self.path, "headers": asked}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "public, max-age=900")
        self.send_header("Via", "1.1 somebody")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - of the base class
        pass


@pytest.fixture(scope="module")
def echo(tmp_path_factory) -> Iterator[Running]:
    """Caddy in front of a server that tells what it was asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        upstream = f"127.0.0.1:{server.server_port}"
        with running(tmp_path_factory.mktemp("caddy") / "2", upstream) as made:
            yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_log_holds_no_answer_no_address_and_no_token(caddy, echo):
    with caddy.client(headers=HEADERS) as lin:
        page = lin.get(PLAN)
        assert page.status_code == 200
        # The plan was made for this day, so the address did arrive.
        assert "2026-03-03" in page.text
        fields = "?asked=birth&birth.year=2026&birth.month=3&birth.day=3"
        led = lin.get(PLAN.partition("?")[0] + fields)
        lin.get("/ko/search/?q=search-for-divorce")
    assert led.status_code == 302
    assert "birth=2026-03-03" in led.headers["Location"]
    with echo.client(headers=HEADERS) as sato:
        asked = sato.get("/staff/sign-in/token-of-sato/?next=cookie-of-sato").json()
    assert asked["path"] == "/staff/sign-in/token-of-sato/?next=cookie-of-sato"
    assert asked["headers"]["cookie"] == "session=cookie-of-sato"

    seen = [(one["request"]["uri"], one["status"]) for one in caddy.access()[1:]]
    plan = PLAN.partition("?")[0]
    assert seen == [(plan, 200), (plan, 302), ("/ko/search/", 200)]
    assert echo.access()[-1]["request"]["uri"] == "/staff/sign-in"
    for made in (caddy, echo):
        assert [word for word in SECRETS if word in made.all_logs()] == []
        assert {*made.access()[-1]["request"]} <= {"proto", "method", "host", "uri", "tls"}


def test_while_madoguchi_is_down_readers_are_told_and_the_log_is_as_silent(tmp_path):
    with running(tmp_path / "3", f"127.0.0.1:{free_port()}") as made:
        with made.client(headers=HEADERS) as lin:
            answer = lin.get(PLAN)
        assert answer.status_code == 502
        assert answer.text.startswith("準備中です。The guide is being prepared.")
        assert answer.headers["Retry-After"] == "60"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Server" not in answer.headers
        assert made.access()[-1]["request"]["uri"] == PLAN.partition("?")[0]
        assert made.access()[-1]["status"] == 502
        assert [word for word in SECRETS if word in made.all_logs()] == []


def test_what_caddy_says_itself_is_as_silent(tmp_path):
    config = tmp_path / "Caddyfile"
    # Caddy 2.6 leaves its reasons out where errors have a page; others may not.
    config.write_text(re.sub(r"(?ms)^\thandle_errors \{.*?^\t\}\n", "", CADDYFILE.read_text()))
    with running(tmp_path / "4", f"127.0.0.1:{free_port()}", config) as made:
        with made.client(headers=HEADERS) as lin:
            assert lin.get(PLAN).text == ""
        errors = (made.folder / "errors.log").read_text()
    last = json.loads(errors.splitlines()[-1])
    assert last["logger"] == "http.log.error.log0"
    assert last["request"]["uri"] == PLAN.partition("?")[0]
    # Where nobody answered is Madoguchi's own address, and no reader's.
    logged = errors.replace(last["msg"], "connection refused")
    assert [word for word in SECRETS if word in logged] == []


def test_who_asks_and_how_is_what_caddy_saw(echo):
    with echo.client(headers=HEADERS | {"X-Forwarded-Proto": "http"}) as lin:
        headers = lin.get("/ko/").json()["headers"]
    assert headers["x-forwarded-for"] == "127.0.0.1"
    assert headers["x-forwarded-proto"] == "https"
    assert headers["host"] == echo.address.removeprefix("https://")


def test_headers_say_what_they_should_and_not_which_programs_stand_here(caddy, echo):
    with caddy.client() as lin, echo.client() as sato:
        answers = [lin.get("/ko/"), lin.get("/nothing"), lin.get(PLAN), sato.get("/ko/")]
    for answer in answers:
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
        assert [name for name in ("Server", "Via") if name in answer.headers] == []
    assert answers[2].headers["Cache-Control"] == "no-store"
    assert answers[3].headers["Cache-Control"] == "public, max-age=900"


def test_staffs_pages_are_kept_by_nobody(echo):
    with echo.client() as sato:
        for path in ("/staff", "/staff/board/"):
            answer = sato.get(path)
            assert answer.status_code == 200
            assert answer.headers.get_list("Cache-Control") == ["no-store"]


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_styles_and_pages_come_compressed(caddy, packing):
    with caddy.client() as lin:
        style = next(word for word in lin.get("/ko/").text.split('"') if ".css" in word)
        for address in ("/ko/", style):
            answer = lin.get(address, headers={"Accept-Encoding": packing})
            assert answer.status_code == 200
            assert answer.headers["Content-Encoding"] == packing
            assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_letter_may_be_short_and_a_file_of_staff_longer(echo):
    with echo.client() as lin:
        for path, length, status in [
            ("/ko/wrong/", 99_999, 200),
            ("/ko/wrong/", 100_000, 413),
            ("/staff/exchange/in/", 16_000_000, 200),
        ]:
            assert lin.post(path, content=bytes(length)).status_code == status
        assert lin.post("/staff/", content=bytes(100_000_000)).status_code == 413
