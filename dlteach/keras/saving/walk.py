"""The walk through a model that finds everything with variables, and a path for each.

The paths are those of Keras's files: `layers/dense`, `optimizer`, `layers/lstm/cell`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dlteach.keras.backend.common import global_state
from dlteach.keras.saving.keras_saveable import KerasSaveable
from dlteach.keras.utils import naming

Containers = (list, tuple, dict)


class Visits:
    """What a walk has been to: the objects, and the containers, which may hold themselves."""

    def __init__(self, skipped: Iterable[Any] = ()) -> None:
        self.objects: dict[int, Any] = {id(one): one for one in skipped}
        self.containers: dict[int, Any] = {}

    def is_new(self, saveable: Any) -> bool:
        return id(saveable) not in self.objects

    def add(self, saveable: Any) -> None:
        self.objects[id(saveable)] = saveable

    def enters(self, container: Any) -> bool:
        """Whether a container is met for the first time."""
        new = id(container) not in self.containers
        self.containers[id(container)] = container
        return new


def walk_saveable(saveable: Any) -> Iterator[tuple[str, Any]]:
    """The attributes in which an object may hold others that have state, by name; private ones last.

    What every object of its family has (the lists of a Layer, say) is left out: it holds the same objects
    again.
    """
    if not isinstance(saveable, KerasSaveable):
        raise ValueError(
            "Expected object to be an instance of `KerasSaveable`, but got "
            f"{saveable} of type {type(saveable)}"
        )
    family = saveable._obj_type()
    if family in ("Sequential", "Functional"):
        yield "layers", saveable.layers  # type: ignore[attr-defined]
    common = _common_attributes(family)
    for name in sorted(dir(saveable), key=lambda name: "~" + name if name.startswith("_") else name):
        if name.startswith("__") or name in common:
            continue
        try:
            yield name, getattr(saveable, name)
        except Exception:  # a property that is not ready: nothing is held there
            continue


def own_variables(saveable: Any) -> list[Any]:
    """The variables of an object without those of the objects in it."""
    if hasattr(saveable, "_trainable_variables") and hasattr(saveable, "_non_trainable_variables"):
        return [*saveable._trainable_variables, *saveable._non_trainable_variables]
    variables = getattr(saveable, "_variables", [])
    return list(variables) if isinstance(variables, list | tuple) else []


def children(saveable: Any) -> Iterator[tuple[str, Any]]:
    """The objects with state and the containers directly in an object, by their part of the path."""
    for name, child in walk_saveable(saveable):
        if isinstance(child, (KerasSaveable, *Containers)):
            yield name, child


def items(container: Any) -> Iterator[tuple[str, Any]]:
    """The same for a container: named by their class, since the names of layers differ from run to run."""
    used: dict[str, int] = {}
    for item in container.values() if isinstance(container, dict) else container:
        if isinstance(item, KerasSaveable):
            yield _unique(naming.to_snake_case(type(item).__name__), used), item
        elif isinstance(item, Containers):
            yield _unique("container", used), item


def all_variables(saveable: Any, visits: Visits | None = None) -> list[Any]:
    """Every variable that a file of this object keeps, each once."""
    visits = visits or Visits()
    found: list[Any] = []
    if isinstance(saveable, KerasSaveable):
        if not visits.is_new(saveable):
            return found
        visits.add(saveable)
        found += own_variables(saveable)
        below = children(saveable)
    elif visits.enters(saveable):
        below = items(saveable)
    else:
        return found
    for _, child in below:
        found += all_variables(child, visits)
    return list({id(variable): variable for variable in found}.values())


def _unique(name: str, used: dict[str, int]) -> str:
    count = used.get(name, -1) + 1
    used[name] = count
    return f"{name}_{count}" if count else name


def _common_attributes(family: str) -> set[str]:
    """The names of what every object of a family has."""
    key = f"saving_common_attributes_{family}"
    known = global_state.get_global_attribute(key)
    if known is None:
        known = _attributes_of_plain(family)
        global_state.set_global_attribute(key, known)
    return known


def _attributes_of_plain(family: str) -> set[str]:
    """The attributes of an object of the family that is nothing but that."""
    if family in ("Layer", "Functional", "Sequential"):
        from dlteach.keras.layers.layer import Layer

        inner = {"Functional": {"operations", "_operations"}, "Sequential": {"_functional"}}
        return set(dir(Layer(name="plain"))) | inner.get(family, set())
    if family == "Metric":
        from dlteach.keras.metrics.metric import Metric
        from dlteach.keras.trainers import CompileMetrics

        return set(dir(Metric(name="plain"))) | set(dir(CompileMetrics([], [])))
    if family == "Optimizer":
        from dlteach.keras.optimizers.optimizer import Optimizer

        return set(dir(Optimizer(1.0, name="plain"))) - {"variables"}
    if family == "Loss":
        from dlteach.keras.losses.loss import Loss

        return set(dir(Loss(name="plain")))
    if family == "Operation":
        from dlteach.keras.ops.operation import Operation

        return set(dir(Operation(name="plain")))
    return set(dir(KerasSaveable()))
