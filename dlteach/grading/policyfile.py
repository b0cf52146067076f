"""Reading policy.toml. Whatever is wrong in it is named: the key, what came, what was expected."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from dlteach.grading.policy import PERIODS, Assignment, Attempts, LateRule, Policy

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

EXAMPLE = "2026-03-01T23:59:00+01:00"


class PolicyError(Exception):
    """A policy that cannot be used: which key, what came, what was expected."""


def read_policy(path: str | Path) -> Policy:
    """Read a policy file.

    Raises
    ------
    PolicyError
        The file cannot be read, or something in it is not as expected.
    """
    try:
        return policy_from(tomllib.loads(Path(path).read_text(encoding="utf-8")))
    except OSError as error:
        raise PolicyError(f"{path} cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise PolicyError(f"{path} is not UTF-8 text; save it again as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{path} is not TOML: {error}") from None
    except PolicyError as error:
        raise PolicyError(f"{path}: {error}") from None


def policy_from(data: Mapping[str, Any]) -> Policy:
    """The policy that a TOML document describes.

    Examples
    --------
    >>> policy_from({"attempts": "last", "late": {"percent": 10, "per": "day"}}).attempts
    'last'
    >>> policy_from({"attempts": "lest"})
    Traceback (most recent call last):
    dlteach.grading.policyfile.PolicyError: attempts: expected "best", "last" or "first", got 'lest'
    """
    top = _Table(data, "")
    policy = Policy(
        attempts=cast(Attempts, top.choice("attempts", "best", "last", "first")),
        max_attempts=top.whole("max_attempts"),
        grace=timedelta(minutes=top.number("grace_minutes", 0)),
        late=_late(top.table("late")),
        assignments=_assignments(top.table("assignments"), _zone(top)),
    )
    top.refuse_the_rest()
    return policy


def _late(table: _Table) -> LateRule:
    if "steps" in table.data:
        for key in ("percent", "per", "at_most"):
            if key in table.data:
                raise PolicyError(f"{table.at(key)}: expected either steps or percent, got both")
    closes = table.number("no_credit_after_hours", -1)
    rule = LateRule(
        percent=table.number("percent", 0, most=100),
        per=PERIODS[table.choice("per", *PERIODS)],
        at_most=table.number("at_most", 100, most=100),
        steps=_steps(table.tables("steps")),
        cap=table.number("cap", 100, most=100),
        no_credit_after=None if closes < 0 else timedelta(hours=closes),
    )
    table.refuse_the_rest()
    return rule


def _steps(tables: list[_Table]) -> tuple[tuple[timedelta, float], ...]:
    steps = []
    for table in tables:
        steps.append((timedelta(hours=table.number("after_hours")), table.number("percent", most=100)))
        table.refuse_the_rest()
        if len(steps) > 1 and (steps[-1][0] <= steps[-2][0] or steps[-1][1] < steps[-2][1]):
            raise PolicyError(
                f"{table.name}: expected more hours and no fewer percent than in the step before"
            )
    return tuple(steps)


def _zone(top: _Table) -> tzinfo | None:
    name = top.take("timezone", None)
    try:
        return None if name is None else ZoneInfo(name)
    except (LookupError, ValueError, TypeError, AttributeError, OSError):
        raise PolicyError(f'timezone: expected a name like "Europe/Berlin", got {name!r}') from None


def _assignments(table: _Table, zone: tzinfo | None) -> dict[str, Assignment]:
    found = {}
    for name in table.data:
        entry = table.table(name)
        due = entry.time("due", zone)
        later = entry.table("extensions")
        extensions = {learner: later.time(learner, zone) for learner in later.data}
        for learner, time in extensions.items():
            if time <= due:
                raise PolicyError(f"{later.at(learner)}: expected a time after due ({due}), got {time}")
        entry.refuse_the_rest()
        found[name] = Assignment(due, extensions)
    return found


class _Table:
    """A table of the file that knows its own name, for messages, and which of its keys were read."""

    def __init__(self, data: Any, name: str):
        if not isinstance(data, Mapping):
            raise PolicyError(f"{name}: expected a table, got {data!r}")
        self.data, self.name, self.read = data, name, set[str]()

    def at(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def take(self, key: str, default: Any) -> Any:
        self.read.add(key)
        return self.data.get(key, default)

    def choice(self, key: str, *known: str) -> str:
        """One of these words; the first when it is left out."""
        value = self.take(key, known[0])
        if value not in known:
            words = ", ".join(f'"{word}"' for word in known[:-1]) + f' or "{known[-1]}"'
            raise PolicyError(f"{self.at(key)}: expected {words}, got {value!r}")
        return value

    def number(self, key: str, default: float | None = None, most: float = 1_000_000) -> float:
        value = self.take(key, default)
        if value is default and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= most:
            raise PolicyError(f"{self.at(key)}: expected a number from 0 to {most:,.0f}, got {_came(value)}")
        return value

    def whole(self, key: str) -> int | None:
        value = self.take(key, None)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 1):
            raise PolicyError(f"{self.at(key)}: expected a whole number, 1 or more, got {value!r}")
        return value

    def time(self, key: str, zone: tzinfo | None) -> datetime:
        value = self.take(key, None)
        if not isinstance(value, datetime):
            what = f"{value} without a time of day" if isinstance(value, date) else _came(value)
            raise PolicyError(f"{self.at(key)}: expected a time like {EXAMPLE} without quotes, got {what}")
        if value.tzinfo is None and zone is None:
            raise PolicyError(
                f"{self.at(key)}: expected a time with its zone, like {EXAMPLE}, or a timezone for the "
                f'whole file, like timezone = "Europe/Berlin"; got {value.isoformat()}'
            )
        return value if value.tzinfo else value.replace(tzinfo=zone)

    def table(self, key: str) -> _Table:
        return _Table(self.take(key, {}), self.at(key))

    def tables(self, key: str) -> list[_Table]:
        value = self.take(key, [])
        if not isinstance(value, list):
            raise PolicyError(f"{self.at(key)}: expected a list of tables, got {value!r}")
        return [_Table(item, f"{self.at(key)}[{number}]") for number, item in enumerate(value, 1)]

    def refuse_the_rest(self) -> None:
        """A key that nobody reads is a typing error, and a rule that silently does not hold."""
        for key in self.data:
            if key not in self.read:
                near = get_close_matches(key, self.read, n=1)
                hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(self.read))}"
                raise PolicyError(f"{self.at(key)}: there is no such key; {hint}")


def _came(value: Any) -> str:
    return "nothing" if value is None else repr(value)
