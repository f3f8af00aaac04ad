"""The settings that a machine may give: read here, once, and nowhere else."""

import os
import re
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from madoguchi.guide.facts import SLUG_PATTERN

# The checkout, when run from one.
_ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True, slots=True)
class Environment:
    """What a machine decides.

    `pack` is the municipality served; `packs` and `data` are folders; `hosts` may be named;
    `address` is the public address, without a slash at its end, that QR codes and feeds carry;
    `mail` is whom readers tell of a mistake, empty where nobody is named.
    """

    pack: str
    packs: Path
    data: Path
    hosts: tuple[str, ...]
    secret_key: str
    address: str
    mail: str

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
    hosts = os.environ.get("MADOGUCHI_HOSTS", "127.0.0.1,localhost,[::1]")
    return Environment(
        pack=pack,
        packs=packs,
        data=data,
        hosts=tuple(host.strip() for host in hosts.split(",") if host.strip()),
        # Readers have no sessions, so a key of its own for each start serves them.
        secret_key=os.environ.get("MADOGUCHI_SECRET_KEY") or secrets.token_urlsafe(50),
        address=address,
        mail=mail,
    )


def _nearest_existing(path: Path) -> Path:
    return next(one for one in (path, *path.absolute().parents) if one.exists())
