"""Schedules that shrink the learning rate: by a factor, over time, in steps, down to an end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.functions.optimizers import decayed
from dlteach.keras.optimizers.schedules.learning_rate_schedule import (
    LearningRateSchedule,
    as_rate,
    as_steps,
    check_positive,
)


class ExponentialDecay(LearningRateSchedule):
    """A rate that shrinks by the same factor every `decay_steps` steps.

        α₀ r^(t / d)

    Parameters
    ----------
    initial_learning_rate : float
        α₀.
    decay_steps : int
        d > 0.
    decay_rate : float
        r.
    staircase : bool, default False
        Whether t / d is rounded down: the rate shrinks at once, after every d steps.
    name : str, default "ExponentialDecay"

    Examples
    --------
    >>> schedule = ExponentialDecay(0.8, decay_steps=10, decay_rate=0.25)
    >>> schedule([0, 5, 10])
    array([0.8, 0.4, 0.2], dtype=float32)
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        decay_rate: float,
        staircase: bool = False,
        name: str = "ExponentialDecay",
    ) -> None:
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = decay_steps
        self.decay_rate = decay_rate
        self.staircase = staircase
        self.name = name
        check_positive(decay_steps=decay_steps)

    def __call__(self, step: Any) -> Any:
        periods = as_steps(step) / self.decay_steps
        return as_rate(decayed(self.initial_learning_rate, self.decay_rate, periods, self.staircase))

    def get_config(self) -> dict[str, Any]:
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "decay_steps": self.decay_steps,
            "decay_rate": self.decay_rate,
            "staircase": self.staircase,
            "name": self.name,
        }


class InverseTimeDecay(ExponentialDecay):
    """A rate that shrinks as the inverse of time.

        α₀ / (1 + r t / d)

    Parameters
    ----------
    initial_learning_rate : float
        α₀.
    decay_steps : float
        d > 0.
    decay_rate : float
        r.
    staircase : bool, default False
        Whether t / d is rounded down.
    name : str, default "InverseTimeDecay"

    Examples
    --------
    >>> schedule = InverseTimeDecay(0.8, decay_steps=10, decay_rate=1.0)
    >>> schedule([0, 10, 30])
    array([0.8, 0.4, 0.2], dtype=float32)
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        decay_rate: float,
        staircase: bool = False,
        name: str = "InverseTimeDecay",
    ) -> None:
        super().__init__(initial_learning_rate, decay_steps, decay_rate, staircase, name)

    def __call__(self, step: Any) -> Any:
        periods = as_steps(step) / self.decay_steps
        if self.staircase:
            periods = np.floor(periods)
        return as_rate(self.initial_learning_rate / (1 + self.decay_rate * periods))


class PiecewiseConstantDecay(LearningRateSchedule):
    """A rate that stays the same between given steps.

        values[0] up to and with step boundaries[0], then values[1] up to and with boundaries[1], …

    Parameters
    ----------
    boundaries : sequence of n numbers, growing
    values : sequence of n + 1 floats
    name : str, default "PiecewiseConstant"

    Raises
    ------
    ValueError
        If there is not one value more than boundaries.

    Examples
    --------
    >>> PiecewiseConstantDecay([100, 200], [1.0, 0.5, 0.25])([0, 100, 101, 500])
    array([1.  , 1.  , 0.5 , 0.25], dtype=float32)
    """

    def __init__(
        self, boundaries: Sequence[float], values: Sequence[float], name: str = "PiecewiseConstant"
    ) -> None:
        if len(boundaries) != len(values) - 1:
            raise ValueError(
                "The length of boundaries should be 1 less than the length of values. Received: "
                f"boundaries={boundaries} of length {len(boundaries)}, and values={values} of length "
                f"{len(values)}."
            )
        self.boundaries = boundaries
        self.values = values
        self.name = name

    def __call__(self, step: Any) -> Any:
        return as_rate(np.asarray(self.values)[np.searchsorted(self.boundaries, as_steps(step))])

    def get_config(self) -> dict[str, Any]:
        return {"boundaries": self.boundaries, "values": self.values, "name": self.name}


class PolynomialDecay(LearningRateSchedule):
    """A rate that falls along a power of the time that is left, to an end that it keeps.

        (α₀ − α₁) (1 − t / d)^p + α₁,    t = d afterwards

    Parameters
    ----------
    initial_learning_rate : float
        α₀.
    decay_steps : int
        d > 0.
    end_learning_rate : float, default 0.0001
        α₁.
    power : float, default 1.0
        p.
    cycle : bool, default False
        Whether d doubles, trebles, … when t has passed it, in place of an end.
    name : str, default "PolynomialDecay"

    Examples
    --------
    >>> PolynomialDecay(1.0, decay_steps=4, end_learning_rate=0.5)([0, 2, 4, 9])
    array([1.  , 0.75, 0.5 , 0.5 ], dtype=float32)
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: float,
        end_learning_rate: float = 0.0001,
        power: float = 1.0,
        cycle: bool = False,
        name: str = "PolynomialDecay",
    ) -> None:
        # The rate of an optimizer, a Variable, may be the start of its schedule.
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = decay_steps
        self.end_learning_rate = end_learning_rate
        self.power = power
        self.cycle = cycle
        self.name = name
        check_positive(decay_steps=decay_steps)

    def __call__(self, step: Any) -> Any:
        steps = as_steps(step)
        rounds = np.maximum(np.ceil(steps / self.decay_steps), 1) if self.cycle else 1.0
        left = 1 - np.minimum(steps / (self.decay_steps * rounds), 1)
        start, end = float(self.initial_learning_rate), self.end_learning_rate
        return as_rate((start - end) * left**self.power + end)

    def get_config(self) -> dict[str, Any]:
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "decay_steps": self.decay_steps,
            "end_learning_rate": self.end_learning_rate,
            "power": self.power,
            "cycle": self.cycle,
            "name": self.name,
        }
