"""A list, dict and set that tell a Tracker what is put into them and what is taken out."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dlteach.keras import tree
from dlteach.keras.utils.python_utils import remove_by_id

if TYPE_CHECKING:
    from dlteach.keras.utils.tracking import Tracker


class _Tracked:
    """What the containers share; without a tracker they are plain containers."""

    tracker: Tracker | None = None

    def _track(self, value: Any) -> Any:
        return self.tracker.track(value) if self.tracker else value

    def _untrack(self, value: Any) -> None:
        if self.tracker:
            self.tracker.untrack(value)


@tree.register_tree_node_class
class TrackedList(_Tracked, list[Any]):
    def __init__(self, values: Iterable[Any] | None = None, tracker: Tracker | None = None) -> None:
        self.tracker = tracker
        super().__init__(map(self._track, values or ()))

    def append(self, value: Any) -> None:
        super().append(self._track(value))

    def insert(self, index: Any, value: Any) -> None:
        super().insert(index, self._track(value))

    def extend(self, values: Iterable[Any]) -> None:
        super().extend([self._track(value) for value in values])

    def remove(self, value: Any) -> None:
        self._untrack(value)
        remove_by_id(self, value)

    def pop(self, index: Any = -1) -> Any:
        value = super().pop(index)
        self._untrack(value)
        return value

    def clear(self) -> None:
        for value in self:
            self._untrack(value)
        super().clear()

    def __delitem__(self, index: Any) -> None:
        removed = self[index] if isinstance(index, slice) else [self[index]]
        super().__delitem__(index)
        for value in removed:
            self._untrack(value)

    def tree_flatten(self) -> tuple[Any, Any]:
        return self, None

    @classmethod
    def tree_unflatten(cls, metadata: Any, children: Iterable[Any]) -> TrackedList:
        return cls(children)


@tree.register_tree_node_class
class TrackedDict(_Tracked, dict[Any, Any]):
    def __init__(self, values: Any = None, tracker: Tracker | None = None) -> None:
        self.tracker = tracker
        super().__init__()
        self.update(values or {})

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, self._track(value))

    def update(self, mapping: Any) -> None:  # type: ignore[override]
        for key, value in dict(mapping).items():
            self[key] = value

    def pop(self, key: Any, *default: Any) -> Any:
        if len(default) > 1:
            raise TypeError(f"pop expected at most 2 arguments, got {1 + len(default)}")
        if default and key not in self:
            return default[0]
        value = super().pop(key)
        self._untrack(value)
        return value

    def popitem(self, *args: Any, **kwargs: Any) -> Any:
        key, value = super().popitem(*args, **kwargs)
        self._untrack(value)
        return key, value

    def clear(self) -> None:
        for value in self.values():
            self._untrack(value)
        super().clear()

    def tree_flatten(self) -> tuple[Any, Any, Any]:
        keys = sorted(self)
        return [self[key] for key in keys], keys, keys

    @classmethod
    def tree_unflatten(cls, keys: Any, values: Iterable[Any]) -> Any:
        return cls(zip(keys, values))


@tree.register_tree_node_class
class TrackedOrderedDict(TrackedDict, OrderedDict[Any, Any]):
    def tree_flatten(self) -> tuple[Any, Any, Any]:
        keys = list(self)
        return list(self.values()), keys, keys


@tree.register_tree_node_class
class TrackedSet(_Tracked, set[Any]):
    def __init__(self, values: Iterable[Any] | None = None, tracker: Tracker | None = None) -> None:
        self.tracker = tracker
        super().__init__(map(self._track, values or ()))

    def add(self, value: Any) -> None:
        super().add(self._track(value))

    def update(self, values: Iterable[Any]) -> None:  # type: ignore[override]
        super().update([self._track(value) for value in values])

    def remove(self, value: Any) -> None:
        self._untrack(value)
        super().remove(value)

    def pop(self) -> Any:
        value = super().pop()
        self._untrack(value)
        return value

    def clear(self) -> None:
        for value in self:
            self._untrack(value)
        super().clear()

    def tree_flatten(self) -> tuple[Any, Any]:
        return self, None

    @classmethod
    def tree_unflatten(cls, metadata: Any, children: Iterable[Any]) -> TrackedSet:
        return cls(children)
