"""Links are visited on a real server; who does not answer on three days is dead."""

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils.timezone import now

from madoguchi.editorial.keeping.drafting import facts_version, save_facts
from madoguchi.editorial.keeping.links import check_link, check_links, dead_links, standing
from madoguchi.editorial.keeping.publishing import publish_all
from madoguchi.editorial.keeping.reviewing import approve
from madoguchi.editorial.keeping.tests.visited_server import Visited, visited
from madoguchi.editorial.keeping.visiting import Visit, Visitor
from madoguchi.editorial.models import Link, LinkCheck, Record


@pytest.fixture(scope="module")
def server() -> Iterator[Visited]:
    with visited() as running:
        yield running


@pytest.fixture
def visitor() -> Visitor:
    return Visitor("Madoguchi test", allow_local=True, pause=0)


@pytest.mark.parametrize(
    ("path", "expected", "final"),
    [
        ("/fine", ("good", 200, ""), ""),
        ("/no-head", ("good", 200, ""), ""),
        ("/moved", ("moved", 200, ""), "/fine"),
        ("/found", ("good", 200, ""), "/fine"),
        ("/turns/4", ("good", 200, ""), "/fine"),
        ("/status/404", ("failed", 404, "status"), ""),
        ("/status/500", ("failed", 500, "status"), ""),
        ("/status/403", ("unclear", 403, "status"), ""),
        ("/status/429", ("unclear", 429, "status"), ""),
        ("/broken", ("failed", None, "broken"), ""),
    ],
)
def test_what_answers_is_told(server, visitor, path, expected, final):
    found = visitor.visit(server.address + path)
    assert (found.outcome, found.status, found.problem) == expected
    assert found.final_address == (server.address + final if final else "")


def test_more_than_five_turns_are_too_many(server, visitor):
    found = visitor.visit(f"{server.address}/turns/6")
    assert (found.outcome, found.problem) == ("failed", "turns")


def test_it_asks_without_a_body_first_and_says_who_it_is(server, visitor):
    server.asked.clear()
    visitor.visit(f"{server.address}/fine")
    visitor.visit(f"{server.address}/status/404")
    assert server.asked == [("HEAD", "/fine"), ("HEAD", "/status/404"), ("GET", "/status/404")]
    assert server.agents == {"Madoguchi test"}


def test_a_host_is_left_alone_between_two_visits(server):
    waited: list[float] = []
    visitor = Visitor("x", allow_local=True, pause=5, sleep=waited.append)
    visitor.visit(f"{server.address}/fine")
    visitor.visit(f"{server.address}/fine")
    assert [round(one) for one in waited] == [5]


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{port}/fine",
        "http://localhost:{port}/fine",
        "http://[::1]:{port}/fine",
        "http://[::ffff:127.0.0.1]:{port}/fine",
        "http://0.0.0.0:{port}/fine",
        "http://2130706433:{port}/fine",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_nothing_inside_ones_own_network_is_reached(server, address):
    server.asked.clear()
    found = Visitor("x", pause=0).visit(address.format(port=server.address.rpartition(":")[2]))
    assert found.outcome == "failed"
    assert found.problem in ("private", "no_host")
    assert server.asked == []


def test_nor_by_being_led_there(server, monkeypatch):
    """The first server passes for a public one; where it leads to is looked at all the same."""
    monkeypatch.setattr(
        "madoguchi.editorial.keeping.visiting.is_public",
        lambda number: ip_address(number) == ip_address("127.0.0.1"),
    )
    server.elsewhere = "http://10.0.0.1/"
    found = Visitor("x", pause=0).visit(f"{server.address}/elsewhere")
    assert (found.problem, found.detail, found.final_address) == (
        "private",
        "10.0.0.1",
        "http://10.0.0.1/",
    )
    server.elsewhere = "file:///etc/passwd"
    assert Visitor("x", pause=0).visit(f"{server.address}/elsewhere").problem == "address"


def test_where_nobody_listens_it_is_refused(visitor):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert visitor.visit(f"http://127.0.0.1:{port}/").problem == "refused"


def certificate(folder: Path, until: datetime) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that is its own authority, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(until - timedelta(days=30))
        .not_valid_after(until)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    cert, private = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert, private


@pytest.mark.parametrize(
    ("days", "trusted", "told"),
    [
        (10, True, ""),
        (10, False, "self-signed certificate"),
        (-1, True, "certificate has expired"),
    ],
)
def test_certificates_are_looked_at_and_what_is_wrong_is_told(tmp_path, days, trusted, told):
    cert, private = certificate(tmp_path, datetime.now(UTC) + timedelta(days=days))
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(cert, private)
    trusting = ssl.create_default_context(cafile=cert if trusted else None)
    with visited(serving) as running:
        visitor = Visitor("x", allow_local=True, pause=0, context=trusting)
        found = visitor.visit(f"{running.address}/fine")
    expected = Visit("failed", None, "certificate", told) if told else Visit("good", 200)
    assert found == expected


@pytest.fixture
def led_to(city, server, sato, mori) -> Link:
    """A source of the published guide is a page of our server."""
    source = Record.objects.filter(kind="source").first()
    facts = facts_version(source).data | {"url": f"{server.address}/changing"}
    approve(save_facts(source, facts, sato, based_on=1), mori)
    assert publish_all().problem == ""
    return Link(url=f"{server.address}/changing")


def test_the_published_guides_links_are_found_and_visited_once_a_day(led_to, server, visitor):
    where = standing()
    assert led_to.url in where
    Link.objects.bulk_create(Link(url=one, checked_at=now()) for one in where if one != led_to.url)
    server.status = 200
    assert check_links(visitor=visitor) == {"good": 1}
    link = Link.objects.get(url=led_to.url)
    assert (link.state, link.stands) == ("good", True)
    assert check_links(visitor=visitor) == {}


def at(check: LinkCheck, days_ago: int) -> None:
    LinkCheck.objects.filter(pk=check.pk).update(at=now() - timedelta(days=days_ago))


def test_it_is_dead_when_it_failed_on_three_days_and_alive_when_it_answers(db, server, visitor):
    link = Link.objects.create(url=f"{server.address}/changing")
    server.status = 404
    at(check_link(link, visitor), 2)
    second = [check_link(link, visitor) for _ in range(3)]
    assert link.state == "failing"
    for check in second:
        at(check, 1)
    check_link(link, visitor)
    assert link.state == "dead"
    assert dead_links() == {link.url}
    server.status = 200
    check_link(link, visitor)
    assert (link.state, dead_links()) == ("good", set())
    server.status = 404
    check_link(link, visitor)
    assert link.state == "failing"
    assert link.checks.count() == 7


def test_the_history_of_checks_is_only_added_to(db, server, visitor):
    link = Link.objects.create(url=f"{server.address}/fine")
    check = check_link(link, visitor)
    with pytest.raises(TypeError, match="only added to"):
        check.save()


def test_what_the_guide_leads_to_no_longer_is_not_visited(led_to, server, visitor):
    Link.objects.create(url=f"{server.address}/fine")
    server.asked.clear()
    Link.objects.bulk_create(
        Link(url=one, checked_at=now()) for one in standing() if one != led_to.url
    )
    check_links(visitor=visitor)
    assert ("HEAD", "/fine") not in server.asked
    assert not Link.objects.get(url=f"{server.address}/fine").stands
