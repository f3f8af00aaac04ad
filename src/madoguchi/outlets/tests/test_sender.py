"""Who sent a request, behind proxies of one's own and behind none."""

import pytest
from django.test import RequestFactory

from madoguchi.outlets.sender import sender_of

LIN = "203.0.113.7"


def asked(address: str, forwarded: str = "") -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return sender_of(RequestFactory(REMOTE_ADDR=address).get("/ko/", headers=headers))


def test_without_a_proxy_what_the_sender_writes_is_not_believed(settings):
    settings.PROXIES = 0
    assert asked(LIN, forwarded="198.51.100.1") == LIN


@pytest.mark.parametrize(
    ("proxies", "forwarded", "sender"),
    [
        (1, LIN, LIN),
        (1, f"198.51.100.1, {LIN}", LIN),
        (2, f"198.51.100.1, {LIN}, 192.0.2.1", LIN),
        (2, LIN, ""),
        (1, "", ""),
        (1, "somebody", ""),
    ],
)
def test_behind_proxies_it_is_whom_the_outermost_one_saw(settings, proxies, forwarded, sender):
    settings.PROXIES = proxies
    assert asked("127.0.0.1", forwarded) == sender


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("::ffff:203.0.113.7", LIN),
    ],
)
def test_a_network_of_ipv6_is_one_sender(settings, address, sender):
    settings.PROXIES = 0
    assert asked(address) == sender


def test_a_connection_without_an_address_has_no_sender(settings):
    settings.PROXIES = 0
    assert asked("") == ""
