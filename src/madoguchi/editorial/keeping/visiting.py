"""Visiting an address politely and safely: what answers there, after how many turns.

Addresses stand in entries that people type, so a visit must not reach what is inside one's own
network: names are looked up here, each number that comes out is looked at, and the connection is
made to that number and no other.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urljoin

import httpcore
import httpx

MOST_TURNS = 5
_SECONDS = 10.0
# All turns of a visit together.
_LONGEST = 30.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
# Whoever answers so may well answer people.
_NOT_TO_PROGRAMS = frozenset({401, 403, 407, 429, 451})
_PORTS = {b"http": 80, b"https": 443}
# IPv4 numbers that stand in IPv6 ones, by which a gateway would reach them.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

NO_HOST, REFUSED, SLOW, CERTIFICATE = "no_host", "refused", "slow", "certificate"
PRIVATE, TURNS, STATUS, BROKEN, ADDRESS = "private", "turns", "status", "broken", "address"


class Visit(NamedTuple):
    """What came of a visit: `good`, `moved`, `unclear` or `failed`, and why."""

    outcome: str
    status: int | None = None
    problem: str = ""
    detail: str = ""
    final_address: str = ""


class _FailedError(Exception):
    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(problem)
        self.problem, self.detail = problem, detail


class _OnlyPublic(httpcore.SyncBackend):
    """Connects to public numbers only; `allow_local` is for tests, whose servers are local."""

    def __init__(self, *, allow_local: bool) -> None:
        self.allow_local = allow_local

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        numbers = _numbers_of(host, port)
        refused = [one for one in numbers if not is_public(one)]
        if refused and not self.allow_local:
            raise _FailedError(PRIVATE, refused[0])
        return super().connect_tcp(numbers[0], port, timeout, local_address, socket_options)


def _numbers_of(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _FailedError(NO_HOST, host) from error
    # Not every network carries IPv6.
    found.sort(key=lambda one: one[0] != socket.AF_INET)
    return [str(one[4][0]) for one in found]


def is_public(number: str) -> bool:
    """Whether a number is one of the open network.

    >>> is_public("8.8.8.8"), is_public("10.0.0.1"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    >>> is_public("169.254.169.254"), is_public("64:ff9b::a00:1"), is_public("224.0.0.1")
    (False, False, False)
    """
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    return address.is_global and not address.is_multicast


@dataclass
class Visitor:
    """Visits addresses one after the other, each host after a pause."""

    agent: str
    allow_local: bool = False
    pause: float = 1.0
    context: ssl.SSLContext = field(default_factory=httpcore.default_ssl_context)
    sleep: Callable[[float], None] = time.sleep
    _seen: dict[str, float] = field(default_factory=dict)

    def visit(self, address: str) -> Visit:
        """What answers at an address."""
        current, moved, until = address, True, time.monotonic() + _LONGEST
        try:
            for _ in range(MOST_TURNS + 1):
                status, to = self._asked(current, until)
                if status not in _REDIRECTS or not to:
                    return _judged(address, current, status, for_good=moved)
                moved = moved and status in _FOR_GOOD
                current = urljoin(current, to)
        except _FailedError as error:
            final = current if current != address else ""
            return Visit("failed", None, error.problem, error.detail[:300], final[:2000])
        return Visit("failed", None, TURNS, str(MOST_TURNS), current[:2000])

    def _asked(self, address: str, until: float) -> tuple[int, str]:
        """The status and where it leads; without a body if the server knows how."""
        status, to = self._once("HEAD", address, until)
        # Many servers answer a bare question wrongly, or not at all.
        if status >= httpx.codes.BAD_REQUEST:
            status, to = self._once("GET", address, until)
        return status, to

    def _once(self, method: str, address: str, until: float) -> tuple[int, str]:
        url = _url(address)
        self._wait_for(url.host)
        left = min(_SECONDS, until - time.monotonic())
        if left <= 0:
            raise _FailedError(SLOW, f"{_LONGEST:.0f} s")
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), left)
        headers = [("User-Agent", self.agent), ("Accept", "*/*"), ("Host", url.netloc.decode())]
        backend = _OnlyPublic(allow_local=self.allow_local)
        try:
            with (
                httpcore.ConnectionPool(self.context, network_backend=backend) as pool,
                pool.stream(
                    method, str(url), headers=headers, extensions={"timeout": timeout}
                ) as answer,
            ):
                found = dict(answer.headers)
                to = {name.lower(): value for name, value in found.items()}.get(b"location", b"")
                return answer.status, to.decode("utf-8", "replace")
        except httpcore.TimeoutException as error:
            raise _FailedError(SLOW, f"{left:.0f} s") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
            raise _reason(error) from error

    def _wait_for(self, host: str) -> None:
        ready = self._seen.get(host, float("-inf")) + self.pause
        if (left := ready - time.monotonic()) > 0:
            self.sleep(left)
        self._seen[host] = time.monotonic()


def _url(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise _FailedError(ADDRESS, address) from error
    if url.raw_scheme not in _PORTS or not url.host:
        raise _FailedError(ADDRESS, address)
    return url


def _judged(address: str, final: str, status: int, *, for_good: bool) -> Visit:
    elsewhere = final[:2000] if final != address else ""
    if status in _NOT_TO_PROGRAMS:
        return Visit("unclear", status, STATUS, final_address=elsewhere)
    if status >= httpx.codes.BAD_REQUEST:
        return Visit("failed", status, STATUS, final_address=elsewhere)
    return Visit("moved" if elsewhere and for_good else "good", status, final_address=elsewhere)


def _reason(error: BaseException) -> _FailedError:
    """What is behind an error of the network."""
    current: BaseException | None = error
    while current is not None:
        if isinstance(current, ssl.SSLCertVerificationError):
            return _FailedError(CERTIFICATE, current.verify_message)
        if isinstance(current, ConnectionRefusedError):
            return _FailedError(REFUSED)
        current = current.__cause__ or current.__context__
    return _FailedError(BROKEN, str(error))
