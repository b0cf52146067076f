"""The time that nbgrader writes beside what is handed in: `timestamp.txt`."""

from __future__ import annotations

import re
from datetime import datetime, timezone, tzinfo
from zoneinfo import ZoneInfo

_TIME = re.compile(
    r"\s*(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)?[ ]?(Z|[+-]\d\d:?\d\d|[\w/+-]{1,60})?\s*"
)


def time_in(text: str) -> datetime | None:
    """The time that a text says, in UTC; None when it says none. A zone that is not known is taken for UTC.

    Examples
    --------
    >>> str(time_in("2026-02-02 15:58:23.948203 America/Los_Angeles"))
    '2026-02-02 23:58:23+00:00'
    >>> str(time_in("2026-02-02 15:58:23 UTC"))
    '2026-02-02 15:58:23+00:00'
    >>> time_in("yesterday")
    """
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    try:
        return (
            datetime.fromisoformat(f"{match[1]}T{match[2]}")
            .replace(tzinfo=_zone(match[3] or "UTC"))
            .astimezone(timezone.utc)
        )
    except (ValueError, OverflowError):
        return None


def _zone(name: str) -> tzinfo:
    if re.fullmatch(r"[+-]\d\d:?\d\d", name):
        return datetime.strptime(name, "%z").tzinfo or timezone.utc
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, or a path in place of one
        return timezone.utc
