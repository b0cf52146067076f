"""Tracker: notices the variables, layers and metrics that become attributes of an object."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dlteach.keras.backend.common.global_state import get_global_attribute, set_global_attribute
from dlteach.keras.utils.python_utils import remove_by_id
from dlteach.keras.utils.tracked_containers import (
    TrackedDict,
    TrackedList,
    TrackedOrderedDict,
    TrackedSet,
)

__all__ = [
    "DotNotTrackScope",
    "TrackedDict",
    "TrackedList",
    "TrackedOrderedDict",
    "TrackedSet",
    "Tracker",
    "is_tracking_enabled",
    "no_automatic_dependency_tracking",
]


class DotNotTrackScope:
    """Scope in which attributes are not tracked; spelled as Keras spells it."""

    def __enter__(self) -> None:
        self.original_value = is_tracking_enabled()
        set_global_attribute("tracking_on", False)

    def __exit__(self, *exception: object) -> None:
        set_global_attribute("tracking_on", self.original_value)


def is_tracking_enabled() -> bool:
    return get_global_attribute("tracking_on", True)


def no_automatic_dependency_tracking(fn: Callable[..., Any]) -> Callable[..., Any]:
    """A function during which attributes are not tracked."""

    @functools.wraps(fn)
    def untracked(*args: Any, **kwargs: Any) -> Any:
        with DotNotTrackScope():
            return fn(*args, **kwargs)

    return untracked


class Tracker:
    """Puts values of certain kinds into stores, also those inside lists, dicts, sets and tuples.

    A list, dict or set is replaced by a tracked one, which reports what is added later.

    Parameters
    ----------
    config : dict
        For the name of each store: a test whether a value belongs into it, and the store, a list.
    exclusions : dict, optional
        For the name of a store: the names of stores whose values do not go into it as well.

    Examples
    --------
    >>> numbers = []
    >>> tracker = Tracker({"numbers": (lambda x: isinstance(x, int), numbers)})
    >>> values = tracker.track([1, "a", {"b": 2}])
    >>> values.append(3)
    >>> numbers
    [1, 2, 3]
    """

    def __init__(
        self,
        config: dict[str, tuple[Callable[[Any], bool], list[Any]]],
        exclusions: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self.config = config
        self.stored_ids: dict[str, set[int]] = {name: set() for name in config}
        self.locked = False
        self._lock_violation_msg: str | None = None
        self.exclusions = exclusions or {}

    def track(self, attr: Any) -> Any:
        """Store a value if a store wants it; returns it, or its tracked replacement."""
        if not is_tracking_enabled():
            return attr
        for name, (belongs, _) in self.config.items():
            if belongs(attr):
                self._store_once(name, attr)
                return attr
        if isinstance(attr, tuple):
            values = [self.track(value) for value in attr]
            return type(attr)(*values) if hasattr(attr, "_fields") else type(attr)(values)
        for kind, tracked in _TRACKED:
            if isinstance(attr, kind):
                return tracked(attr, self)
        return attr

    def _store_once(self, name: str, value: Any) -> None:
        excluding = (name, *self.exclusions.get(name, ()))
        if not any(self.is_in_store(store, value) for store in excluding):
            self.add_to_store(name, value)

    def untrack(self, value: Any) -> None:
        """Take a value out of its stores."""
        for name, ids in self.stored_ids.items():
            if id(value) in ids:
                ids.remove(id(value))
                remove_by_id(self.config[name][1], value)

    def lock(self, msg: str | None = None) -> None:
        """From now on a new value is an error with this message."""
        self.locked = True
        if msg is not None:
            self._lock_violation_msg = msg

    def unlock(self) -> None:
        self.locked = False

    def add_to_store(self, store_name: str, value: Any) -> None:
        if self.locked:
            raise ValueError(self._lock_violation_msg)
        self.config[store_name][1].append(value)
        self.stored_ids[store_name].add(id(value))

    def is_in_store(self, store_name: str, value: Any) -> bool:
        return id(value) in self.stored_ids[store_name]

    def replace_tracked_value(self, store_name: str, old_value: Any, new_value: Any) -> None:
        """Put a value in the place of another one."""
        if not self.is_in_store(store_name, old_value):
            raise ValueError(f"Unknown value: {old_value}")
        store = self.config[store_name][1]
        index = next(i for i, value in enumerate(store) if value is old_value)
        store[index] = new_value
        self.stored_ids[store_name].remove(id(old_value))
        self.stored_ids[store_name].add(id(new_value))


_TRACKED: tuple[tuple[type, Callable[[Any, Tracker], Any]], ...] = (
    (list, TrackedList),
    (OrderedDict, TrackedOrderedDict),
    (dict, TrackedDict),
    (set, TrackedSet),
)
