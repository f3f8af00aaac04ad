"""Everything that a ward would miss in one file, and back again, whole or not at all."""

from madoguchi.project.backups.archive import BadArchiveError
from madoguchi.project.backups.backing_up import back_up, keep_newest
from madoguchi.project.backups.manifest import Manifest
from madoguchi.project.backups.rebuilding import RestoreError
from madoguchi.project.backups.restoring import (
    NotEmptyError,
    examine,
    is_unfinished,
    recover,
    restore,
)

__all__ = [
    "BadArchiveError",
    "Manifest",
    "NotEmptyError",
    "RestoreError",
    "back_up",
    "examine",
    "is_unfinished",
    "keep_newest",
    "recover",
    "restore",
]
