"""Reading zips from a school's system: entries in memory only, nothing is unpacked to the disk."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime, timezone
from functools import lru_cache
from typing import IO

from dlteach.autograder.notebook import MAX_BYTES

MAX_ENTRIES = 300_000
_CHUNK = 1 << 20
BOMB = (1_000_000_000, 300)  # bytes, and times the archive's own size: what no class hands in
# Of the other methods, a few bytes may give any number of them at once.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,  # names that are no text, and negative offsets
    OverflowError,
)


class Unreadable(Exception):
    """Why an archive or an entry in it cannot be read, in words that follow its name."""


def opened(place: str, nested: int | None = None) -> zipfile.ZipFile:
    """The archive at a place, or the one that is its entry number `nested`; kept open for the next call.

    Raises
    ------
    Unreadable
        It is no zip, damaged, or a bomb.
    """
    try:
        file = os.lstat(place)
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}") from None
    if not stat.S_ISREG(file.st_mode):
        raise Unreadable("is no ordinary file")  # a link may lead anywhere, a pipe would wait for ever
    # A forked process shares the position in a file that is open, so each process opens its own.
    return _opened(place, nested, (file.st_size, file.st_mtime_ns, os.getpid()))


@lru_cache(maxsize=2)
def _opened(place: str, nested: int | None, state: tuple[int, ...]) -> zipfile.ZipFile:
    try:
        if nested is None:
            size, archive = state[0], zipfile.ZipFile(place)
        else:
            outer = _opened(place, None, state)
            data = entry_bytes(outer, outer.infolist()[nested])
            size, archive = len(data), zipfile.ZipFile(io.BytesIO(data))
    except _ERRORS as error:
        raise Unreadable(f"cannot be opened as a zip: {_words(error)}") from None
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Unreadable(f"has {len(entries):,} entries; {MAX_ENTRIES:,} are read at most")
    total = sum(entry.file_size for entry in entries)
    least, ratio = BOMB
    if total > least and total > ratio * size:
        raise Unreadable(
            f"would unpack to {total / 1e6:,.0f} MB, {total // size:,} times its own size: a zip bomb"
        )
    return archive


def entries(archive: zipfile.ZipFile) -> Iterator[tuple[int, list[str]]]:
    """Number and path of each file in an archive. Names with backslashes come from Windows."""
    for number, entry in enumerate(archive.infolist()):
        name = entry.filename.replace("\\", "/")
        if not name.endswith("/"):
            yield number, [part for part in name.split("/") if part not in ("", ".")] or ["?"]


def entry_bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The content of an entry.

    Raises
    ------
    Unreadable
        It is encrypted, a link, too large, damaged, or leads out of the archive.
    """
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        raise Unreadable("has a name that leads out of the archive")
    if entry.flag_bits & 1:
        raise Unreadable("is encrypted; hand it in without a password")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Unreadable("is a link, not a file")
    if entry.compress_type not in _METHODS:
        raise Unreadable("is compressed by a method that is not read here; make an ordinary zip")
    try:
        with archive.open(entry) as file:
            return limited(file)
    except _ERRORS as error:
        raise Unreadable(f"is damaged in the archive: {_words(error)}") from None


def limited(file: IO[bytes]) -> bytes:
    """All that a file holds, read piece by piece until it is too much: declared sizes may lie."""
    pieces: list[bytes] = []
    length = 0
    while piece := file.read(_CHUNK):
        pieces.append(piece)
        length += len(piece)
        if length > MAX_BYTES:
            raise Unreadable(
                f"is larger than {MAX_BYTES / 1e6:.0f} MB; clear its outputs, save, hand in again"
            )
    return b"".join(pieces)


def entry_time(entry: zipfile.ZipInfo) -> datetime | None:
    """When the entry was last changed; zips give no zone, so it is taken for the local one."""
    if entry.date_time[:3] <= (1980, 1, 1):
        return None  # the first day that a zip can name stands for "not known"
    try:
        return datetime(*entry.date_time).astimezone(timezone.utc)
    except (ValueError, OverflowError, OSError):
        return None


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
