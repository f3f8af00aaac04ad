"""`madoguchi export`: the guide as files that any web server can serve."""

import os
import re
from pathlib import Path

import django
from django.conf import settings

from madoguchi.project.environment import BadSettingError

_ADDRESS = re.compile(r"https?://[^/\s]+")


class BadFolderError(OSError):
    """A folder that an export may not be written into."""


def export(folder: Path, address: str) -> list[str]:
    """Write the static copy; what to tell of it, links that lead nowhere last."""
    address = address.rstrip("/")
    if address and not _ADDRESS.fullmatch(address):
        # The pages' own links begin at the root of the host.
        raise BadSettingError(
            f'--address: "{address}" is no address; expected one as https://guide.example.jp'
        )
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "sw.js").is_file():
        raise BadFolderError(f"{folder} holds other things; expected an empty or a new folder")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madoguchi.project.settings")
    django.setup()
    from madoguchi.outlets.site import exporting  # noqa: PLC0415 - needs Django to be set up

    if address:
        settings.ADDRESS = address
    done = exporting.export(folder)
    told = [
        f"written: {done.pages:,} pages, {done.files:,} files, {done.size / 1e6:.1f} MB in {folder}"
    ]
    return told + [f"leads nowhere: {link}" for link in done.missing]
