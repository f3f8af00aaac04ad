"""The settings that a machine may give: read here, once, and nowhere else."""

import os
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from madoguchi.guide.facts import SLUG_PATTERN
from madoguchi.people.smtp import BadSmtpError, SmtpServer, smtp_server

# The checkout, when run from one.
_ROOT = Path(__file__).resolve().parents[3]
_FOUR_EYES = ("facts", "all", "none")
_LOGS = ("plain", "json")


@dataclass(frozen=True, slots=True)
class Environment:
    """What a machine decides.

    `pack` is the municipality served; `packs` and `data` are folders; `hosts` may be named;
    `address` is the public address, without a slash at its end, that QR codes and feeds carry;
    `mail` is whom readers tell of a mistake, empty where nobody is named. `operated_by` is the
    office that answers for the guide, empty where none does; `four_eyes` is what its author cannot
    approve alone; `proxies` is how many servers of one's own stand between it and its readers;
    after `session_hours` without a sign of life staff sign in again. `smtp` takes letters, which
    go to the console where it is None; `mail_from` stands on them; `log` is how lines are written.
    `libretranslate` is the address of a machine that drafts translations, empty where there is
    none, `libretranslate_key` what it wants to be shown, and `libretranslate_budget` how many
    characters it may be sent in a month.
    """

    pack: str
    packs: Path
    data: Path
    hosts: tuple[str, ...]
    secret_key: str
    secret_key_is_given: bool
    address: str
    mail: str
    database_url: str
    operated_by: str
    four_eyes: str
    reports: bool
    proxies: int
    session_hours: int
    smtp: SmtpServer | None
    mail_from: str
    log: str
    libretranslate: str
    libretranslate_key: str
    libretranslate_budget: int

    @property
    def editions(self) -> Path:
        return self.data / "editions" / self.pack


class BadSettingError(ValueError):
    """A setting that cannot be used; the message says what was expected."""


@lru_cache(maxsize=1)
def environment() -> Environment:
    """What the environment says; BadSettingError names the variable that is wrong."""
    pack = os.environ.get("MADOGUCHI_PACK", "nerima")
    if not re.fullmatch(SLUG_PATTERN, pack):
        raise BadSettingError(
            f'MADOGUCHI_PACK: "{pack}" is no name of a pack; expected small letters, as nerima'
        )
    packs = Path(os.environ.get("MADOGUCHI_PACKS", _ROOT / "packs"))
    if not packs.is_dir():
        raise BadSettingError(
            f"MADOGUCHI_PACKS: {packs} is no folder; expected the folder of packs"
        )
    data = Path(os.environ.get("MADOGUCHI_DATA", _ROOT / "var"))
    if not _nearest_existing(data).is_dir():
        raise BadSettingError(f"MADOGUCHI_DATA: {data} is no folder; expected one for editions")
    address = os.environ.get("MADOGUCHI_ADDRESS", "").rstrip("/") or (
        f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    )
    if not re.fullmatch(r"https?://[^/\s]+", address):
        raise BadSettingError(
            f'MADOGUCHI_ADDRESS: "{address}" is no address; expected one as https://guide.example.jp'
        )
    mail = os.environ.get("MADOGUCHI_MAIL", "").strip()
    if mail and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", mail):
        raise BadSettingError(f'MADOGUCHI_MAIL: "{mail}" is no mail address')
    four_eyes = os.environ.get("MADOGUCHI_FOUR_EYES", "facts")
    if four_eyes not in _FOUR_EYES:
        raise BadSettingError(
            f'MADOGUCHI_FOUR_EYES: "{four_eyes}" stands here; expected {", ".join(_FOUR_EYES)}'
        )
    proxies = os.environ.get("MADOGUCHI_PROXIES", "0")
    if not re.fullmatch(r"[0-9]", proxies):
        raise BadSettingError(
            f'MADOGUCHI_PROXIES: "{proxies}" is no count; expected how many proxies '
            "stand in front, as 1 behind Caddy, 0 behind none"
        )
    session_hours = os.environ.get("MADOGUCHI_SESSION_HOURS", "8")
    if not re.fullmatch(r"[1-9][0-9]?", session_hours):
        raise BadSettingError(
            f'MADOGUCHI_SESSION_HOURS: "{session_hours}" stands here; expected whole hours, 1 to 99'
        )
    hosts = os.environ.get("MADOGUCHI_HOSTS", "127.0.0.1,localhost,[::1]")
    return Environment(
        pack=pack,
        packs=packs,
        data=data,
        hosts=tuple(host.strip() for host in hosts.split(",") if host.strip()),
        secret_key_is_given=bool(os.environ.get("MADOGUCHI_SECRET_KEY")),
        secret_key=os.environ.get("MADOGUCHI_SECRET_KEY") or _kept_secret(data),
        address=address,
        mail=mail,
        database_url=os.environ.get("DATABASE_URL") or f"sqlite:///{data.absolute()}/madoguchi.db",
        operated_by=os.environ.get("OPERATED_BY", "").strip(),
        four_eyes=four_eyes,
        reports=_is_on("MADOGUCHI_REPORTS", os.environ.get("MADOGUCHI_REPORTS", "on")),
        proxies=int(proxies),
        session_hours=int(session_hours),
        smtp=_smtp(),
        mail_from=_mail_from(),
        log=_log(),
        libretranslate=_libretranslate(),
        libretranslate_key=os.environ.get("MADOGUCHI_LIBRETRANSLATE_KEY", "").strip(),
        libretranslate_budget=_characters(
            "MADOGUCHI_LIBRETRANSLATE_BUDGET",
            os.environ.get("MADOGUCHI_LIBRETRANSLATE_BUDGET", "500000"),
        ),
    )


def _smtp() -> SmtpServer | None:
    # Never quoted: it holds a password.
    url = os.environ.get("MADOGUCHI_SMTP", "").strip()
    try:
        return smtp_server(url) if url else None
    except BadSmtpError as error:
        raise BadSettingError(f"MADOGUCHI_SMTP: {error}") from None


def _mail_from() -> str:
    mail = os.environ.get("MADOGUCHI_MAIL_FROM", "").strip()
    if mail and not re.fullmatch(r"([^<>@]+<)?[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+>?", mail):
        raise BadSettingError(
            f'MADOGUCHI_MAIL_FROM: "{mail}" is no sender; '
            "expected guide@example.jp or Nerima guide <guide@example.jp>"
        )
    if os.environ.get("MADOGUCHI_SMTP", "").strip() and not mail:
        raise BadSettingError(
            "MADOGUCHI_MAIL_FROM: nothing stands here; expected the sender of the letters that "
            "MADOGUCHI_SMTP takes, as guide@example.jp"
        )
    return mail or "madoguchi@localhost"


def _log() -> str:
    log = os.environ.get("MADOGUCHI_LOG", _LOGS[0])
    if log not in _LOGS:
        raise BadSettingError(f'MADOGUCHI_LOG: "{log}" stands here; expected {", ".join(_LOGS)}')
    return log


def _libretranslate() -> str:
    address = os.environ.get("MADOGUCHI_LIBRETRANSLATE", "").strip().rstrip("/")
    if address and not re.fullmatch(r"https?://[^@\s]+", address):
        raise BadSettingError(
            f'MADOGUCHI_LIBRETRANSLATE: "{address}" is no address; '
            "expected one as https://translate.example.jp, its key in MADOGUCHI_LIBRETRANSLATE_KEY"
        )
    return address


def _characters(name: str, said: str) -> int:
    if not re.fullmatch(r"[0-9]{1,12}", said):
        raise BadSettingError(f'{name}: "{said}" stands here; expected a number of characters')
    return int(said)


def _is_on(name: str, said: str) -> bool:
    if said not in {"on", "off"}:
        raise BadSettingError(f'{name}: "{said}" stands here; expected on or off')
    return said == "on"


def _kept_secret(data: Path) -> str:
    """The key that this machine made for itself: all its processes sign with the same one."""
    path = data / "secret-key"
    if not path.is_file():
        data.mkdir(parents=True, exist_ok=True)
        beside = data / f".secret-key-{os.getpid()}"
        beside.touch(mode=0o600)
        beside.write_text(secrets.token_urlsafe(50), encoding="ascii")
        # Of two processes that start together, one's key stands and both read that.
        with suppress(FileExistsError):
            os.link(beside, path)
        beside.unlink()
    return path.read_text(encoding="ascii").strip()


def _nearest_existing(path: Path) -> Path:
    return next(one for one in (path, *path.absolute().parents) if one.exists())
