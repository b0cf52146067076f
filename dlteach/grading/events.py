"""The log of what happened to a class's grades: one JSON object a line, only ever appended to."""

from __future__ import annotations

import json
import os
from datetime import datetime, timezone
from pathlib import Path
from typing import Any


def log(path: str | Path, event: str, *, durable: bool = False, **facts: Any) -> None:
    """Append a line ``{"at", "event", …}``.

    Each line is one write to a file that is open for appending, so lines of several processes never
    mingle (on a local disk).

    Parameters
    ----------
    path : path
    event : str
        What happened: "mark".
    durable : bool
        Wait until the line is on the disk: for what a person did and nobody could do again.
    **facts
        Plain data for JSON. `at` is now, unless they say when it was.

    Raises
    ------
    OSError
        The line could not be written whole.
    """
    at = datetime.now(timezone.utc).isoformat(timespec="seconds")
    line = json.dumps({"at": at, "event": event, **facts}).encode() + b"\n"
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        if _is_broken_off(file):
            line = b"\n" + line
        while line:  # a full disk takes a part first, and refuses the rest with an error
            line = line[os.write(file, line) :]
        if durable:
            os.fsync(file)
    finally:
        os.close(file)


def read_events(path: str | Path) -> tuple[list[dict[str, Any]], str]:
    """All events, oldest first, and a sentence when there are lines that cannot be read.

    A line that a crash or a full disk broke off is skipped. Without a file there are no events.
    """
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except FileNotFoundError:
        return [], ""
    events, broken = [], []
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        try:
            found = json.loads(line)
            if not isinstance(found, dict) or "event" not in found:
                raise ValueError("no event")
            events.append(found)
        except (ValueError, RecursionError):
            broken.append(number)
    if not broken:
        return events, ""
    numbers = ", ".join(map(str, broken))
    return events, f"{path}: line {numbers} is half-written or damaged and was skipped."


def _is_broken_off(file: int) -> bool:
    """Whether the last line has no end: its writer was killed or had no room."""
    size = os.fstat(file).st_size
    return size > 0 and os.pread(file, 1, size - 1) != b"\n"
