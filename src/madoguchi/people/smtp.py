"""The mail server that a setting names, as `smtp://user:password@host:587?tls=1`."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

EXPECTED = "smtp://user:password@host:587?tls=1, or smtps:// for TLS from the first byte"
_PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where letters are handed over; `starttls` and `tls` say how the way is made secret."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    starttls: bool
    tls: bool


class BadSmtpError(ValueError):
    """An address of a mail server that cannot be used; the message never has the password."""


def smtp_server(url: str) -> SmtpServer:
    """The server that an address names; BadSmtpError says what is wrong with it.

    >>> server = smtp_server("smtp://madoguchi:a%20secret@mail.example.jp:587?tls=1")
    >>> server
    SmtpServer(host='mail.example.jp', port=587, user='madoguchi', starttls=True, tls=False)
    >>> server.password
    'a secret'
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadSmtpError(
            f"behind the host stands no port (/ # ? in a password are written %2F %23 %3F); "
            f"expected {EXPECTED}"
        ) from None
    if parts.scheme not in _PORTS:
        raise BadSmtpError(f'it begins with "{parts.scheme}"; expected {EXPECTED}')
    if not parts.hostname or parts.path not in ("", "/"):
        raise BadSmtpError(f"it names no host, or more than one; expected {EXPECTED}")
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if options.keys() - {"tls"} or options.get("tls", "0") not in ("0", "1"):
        raise BadSmtpError(f"behind ? only tls=0 or tls=1 may stand; expected {EXPECTED}")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise BadSmtpError(f"it names a user or a password alone; expected {EXPECTED}")
    tls = parts.scheme == "smtps"
    return SmtpServer(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        user=user,
        password=password,
        starttls=options.get("tls") == "1" and not tls,
        tls=tls,
    )
