"""Learning rates that depend on the step: the base of all, and the configs that stand for them."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras import backend
from dlteach.keras.saving import serialization_lib


class LearningRateSchedule:
    """Base of the schedules: a subclass overrides `__call__(step)`, and `get_config` if it is to be saved.

    Examples
    --------
    >>> class Halving(LearningRateSchedule):
    ...     def __call__(self, step):
    ...         return 0.1 / (step + 1)
    >>> Halving()(1)
    0.05
    """

    def __call__(self, step: Any) -> Any:
        """The rate at a step, counted from 0."""
        raise NotImplementedError(
            f"Learning rate schedule '{type(self).__name__}' must override `__call__(self, step)`."
        )

    def get_config(self) -> dict[str, Any]:
        raise NotImplementedError(
            f"Learning rate schedule '{type(self).__name__}' must override `get_config()` in order to be "
            "serializable."
        )

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        return cls(**config)


def as_steps(step: Any) -> np.ndarray:
    """One step, or many, as float64: a large count stays exact."""
    return np.asarray(backend.convert_to_numpy(step), dtype=np.float64)


def as_rate(rate: Any) -> Any:
    """A rate, or many, in the type of the weights."""
    return np.asarray(rate, dtype=backend.floatx())


def check_positive(**steps: Any) -> None:
    ((name, value),) = steps.items()
    if value <= 0:
        raise ValueError(f"Argument `{name}` must be > 0. Received: {name}={value}")


def serialize(learning_rate_schedule: LearningRateSchedule) -> dict[str, Any]:
    """The config of a schedule, from which `deserialize` makes it again."""
    return serialization_lib.serialize_keras_object(learning_rate_schedule)


def deserialize(config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> Any:
    """A schedule from its config."""
    from dlteach.keras.optimizers import schedules

    return serialization_lib.deserialize_keras_object(
        config, module_objects=vars(schedules), custom_objects=custom_objects
    )
