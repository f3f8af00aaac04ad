"""From which address a request comes, for limits of how often; it is never logged nor stored."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def sender_of(request: HttpRequest) -> str:
    """The address that the outermost proxy of one's own saw, or empty where it is none.

    Each proxy adds whom it saw at the end of X-Forwarded-For, so what stands before that was
    written by the sender. An IPv6 network counts as one sender: a household has all of it.
    """
    given = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        seen = request.headers.get("X-Forwarded-For", "").split(",")
        given = seen[-settings.PROXIES] if len(seen) >= settings.PROXIES else ""
    try:
        address = ip_address(given.strip())
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or f"{IPv6Address(int(address) >> 64 << 64)}/64")
    return str(address)
