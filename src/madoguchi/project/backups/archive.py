"""A backup's file: a tar packed with gzip, written and read in one go, a piece at a time.

Reading is stricter than any tar: whatever a backup never holds (links, devices, long headers, names
that lead elsewhere) ends it before anything is written.
"""

import gzip
import hashlib
import io
import os
import tarfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from madoguchi.project.backups.manifest import (
    NAME,
    BadManifestError,
    Manifest,
    Sum,
    is_allowed,
    read_manifest,
)

_PIECE = 1 << 20
# A file that unpacks to more than this was made to fill a disk: ours give five to thirty times.
_MOST_TIMES, _ALWAYS_ALLOWED = 200, 64 << 20
_LONGEST_MANIFEST = 64 << 20


class BadArchiveError(ValueError):
    """A file that is no whole backup; the message says what is wrong with it."""


class Writer:
    """Puts files into an archive; the manifest of what went in comes last."""

    def __init__(self, file: BinaryIO) -> None:
        self.sums: dict[str, Sum] = {}
        self._packed = gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6)

    def add(self, name: str, content: BinaryIO) -> str:
        """Put a whole file in; its SHA-256."""
        size = content.seek(0, os.SEEK_END)
        content.seek(0)
        self._packed.write(_header(name, size))
        digest, left = hashlib.sha256(), size
        while left:
            piece = content.read(min(_PIECE, left))
            if not piece:
                raise OSError(f"{name} became shorter while it was read")
            digest.update(piece)
            self._packed.write(piece)
            left -= len(piece)
        self._packed.write(bytes(-size % tarfile.BLOCKSIZE))
        self.sums[name] = Sum(size=size, sha256=digest.hexdigest())
        return self.sums[name].sha256

    def close(self, manifest: Manifest) -> None:
        """Put the manifest in and end the archive."""
        self.add(NAME, io.BytesIO(manifest.model_dump_json(indent=1).encode()))
        self._packed.write(bytes(2 * tarfile.BLOCKSIZE))
        self._packed.close()


def _header(name: str, size: int) -> bytes:
    if not is_allowed(name):
        raise OSError(f"{name} cannot be backed up: it has a name that no such file has")
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(time.time())
    try:
        return info.tobuf(tarfile.USTAR_FORMAT)
    except ValueError as error:
        raise OSError(f"{name} cannot be backed up: {error}") from error


class Member(NamedTuple):
    """A file in an archive, to be read before the next is asked for."""

    name: str
    content: "Content"


class Content(io.RawIOBase):
    """What a member holds; counts and sums up what was read of it."""

    def __init__(self, stream: "_Unpacked", size: int) -> None:
        self.size, self.left = size, size
        self._stream, self._digest = stream, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview[int]") -> int:  # type: ignore[override] # of any buffer
        piece = self._stream.read(min(len(buffer), self.left))
        self.left -= len(piece)
        self._digest.update(piece)
        buffer[: len(piece)] = piece
        return len(piece)

    def pieces(self) -> Iterator[bytes]:
        """What is left of it, a piece at a time."""
        while piece := self.read(_PIECE):
            yield piece

    def sum(self) -> Sum:
        """The sum over all of it; reads what is left."""
        for _ in self.pieces():
            pass
        return Sum(size=self.size, sha256=self._digest.hexdigest())


class _Unpacked:
    """The bytes of the archive without gzip, and not more than a backup can have."""

    def __init__(self, file: BinaryIO) -> None:
        self._most = max(_ALWAYS_ALLOWED, os.fstat(file.fileno()).st_size * _MOST_TIMES)
        self._packed = gzip.GzipFile(fileobj=file, mode="rb")

    def read(self, size: int) -> bytes:
        """Exactly so many bytes; BadArchiveError where there are fewer."""
        pieces = bytearray()
        while len(pieces) < size:
            piece = self._piece(size - len(pieces))
            if not piece:
                raise BadArchiveError("it ends too early")
            pieces += piece
        return bytes(pieces)

    def end(self) -> None:
        """BadArchiveError where something stands behind the end."""
        while piece := self._piece(_PIECE):
            if piece.strip(b"\0"):
                raise BadArchiveError("something stands behind its end")

    def _piece(self, size: int) -> bytes:
        try:
            piece = self._packed.read(size)
        except EOFError as error:
            raise BadArchiveError("it ends too early") from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise BadArchiveError(f"it is damaged, or no backup: {error}") from error
        self._most -= len(piece)
        if self._most < 0:
            raise BadArchiveError(f"it unpacks to more than {_MOST_TIMES} times its size")
        return piece


def members(file: BinaryIO) -> Iterator[Member]:
    """The files of an archive one after another; BadArchiveError at the first that is wrong."""
    file.seek(0)
    stream = _Unpacked(file)
    seen: set[str] = set()
    while (block := stream.read(tarfile.BLOCKSIZE)).strip(b"\0"):
        try:
            info = tarfile.TarInfo.frombuf(block, "utf-8", "strict")
        except (tarfile.HeaderError, UnicodeDecodeError) as error:
            raise BadArchiveError("it is damaged: a file has no header") from error
        if info.type != tarfile.REGTYPE or info.size < 0 or not is_allowed(info.name):
            raise BadArchiveError(f"it holds {info.name!r}, which is in no backup")
        if info.name in seen or NAME in seen:
            raise BadArchiveError(f"{info.name} comes twice, or after the end")
        seen.add(info.name)
        content = Content(stream, info.size)
        yield Member(info.name, content)
        content.sum()
        stream.read(-info.size % tarfile.BLOCKSIZE)
    stream.end()


def manifest_of(file: BinaryIO) -> Manifest:
    """Read an archive to its end and give its manifest; BadArchiveError where anything differs."""
    sums: dict[str, Sum] = {}
    manifest = None
    for name, content in members(file):
        if name == NAME:
            if content.size > _LONGEST_MANIFEST:
                raise BadArchiveError(f"its {name} is too long")
            try:
                manifest = read_manifest(content.read())
            except BadManifestError as error:
                raise BadArchiveError(str(error)) from error
        else:
            sums[name] = content.sum()
    if manifest is None:
        raise BadArchiveError(f"it has no {NAME}, so it was not finished")
    differing = [
        name
        for name in sorted(sums.keys() | manifest.files.keys())
        if sums.get(name) != manifest.files.get(name)
    ]
    if differing:
        raise BadArchiveError(f"{differing[0]} is not what was backed up")
    return manifest


def unpack(content: Content, path: Path, mode: int) -> None:
    """Write a member to a new file, through to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.writelines(content.pieces())
        file.flush()
        os.fsync(file.fileno())
