"""Writes down what happens at the door."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from madoguchi.editorial.models import SignIn, StaffMember

# One lock-out is one line, however often somebody knocks meanwhile.
_LOCKED_FOR = timedelta(minutes=15)
_BROWSERS = ("Edg", "Firefox", "Chrome", "Safari")
_SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Macintosh", "CrOS", "Linux")


def note(
    what: SignIn.What,
    member: StaffMember | None,
    request: HttpRequest | None = None,
    *,
    by: StaffMember | None = None,
    tried: str = "",
    detail: str = "",
) -> None:
    """Add a line; of an address that belongs to nobody only its hash stays."""
    SignIn.objects.create(
        what=what,
        member=member,
        by=by,
        tried=_hashed(tried) if tried and member is None else "",
        detail=detail[:300],
        device=device(request.headers.get("User-Agent", "")) if request else "",
    )


def locked_out(request: HttpRequest) -> None:
    """Add that somebody was locked out, once for each lock."""
    stage = getattr(request, "_login_stage", None)
    address = request.POST.get("login", "").strip().lower()
    member = stage.login.user if stage else _known(address)
    if member is None and not address:
        return
    same = SignIn.objects.filter(
        what=SignIn.What.LOCKED_OUT,
        member=member,
        tried="" if member else _hashed(address),
        at__gt=timezone.now() - _LOCKED_FOR,
    )
    if not same.exists():
        note(SignIn.What.LOCKED_OUT, member, request, tried=address)


def device(agent: str) -> str:
    """A browser and a system, and nothing that tells one machine from the next.

    >>> device("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0")
    'Firefox, Windows'
    >>> device("curl/8.5")
    ''
    """
    found = [next((one for one in names if one in agent), "") for names in (_BROWSERS, _SYSTEMS)]
    named = ["Edge" if one == "Edg" else one for one in found if one]
    return ", ".join(named)


def _known(address: str) -> StaffMember | None:
    return StaffMember.objects.filter(email=address).first() if address else None


def _hashed(address: str) -> str:
    normal = address.strip().lower()
    return salted_hmac("madoguchi.tried", normal, algorithm="sha256").hexdigest()
