"""Schedules along half a cosine: slow at first, slow at the end."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.optimizers.schedules.learning_rate_schedule import (
    LearningRateSchedule,
    as_rate,
    as_steps,
    check_positive,
)


def half_cosine(fraction: np.ndarray) -> np.ndarray:
    """From 1 at 0 down to 0 at 1."""
    return 0.5 * (1 + np.cos(np.pi * fraction))


class CosineDecay(LearningRateSchedule):
    """A rate that falls along half a cosine, after a rise in a straight line if one is asked for.

        α_max ((1 − a) ½ (1 + cos(π t / d)) + a)

    Parameters
    ----------
    initial_learning_rate : float
        α_max; with a warm-up the rate from which it rises.
    decay_steps : int
        d > 0; the rate stays as it is afterwards.
    alpha : float, default 0.0
        a, the end as a part of α_max.
    name : str, default "CosineDecay"
    warmup_target : float, optional
        α_max, if there is to be a warm-up.
    warmup_steps : int, default 0
        How many steps it takes.

    References
    ----------
    I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017,
    arXiv:1608.03983.

    Examples
    --------
    >>> CosineDecay(1.0, decay_steps=4)([0, 2, 4, 9])
    array([1. , 0.5, 0. , 0. ], dtype=float32)
    >>> CosineDecay(0.0, decay_steps=4, warmup_target=1.0, warmup_steps=2)([0, 1, 2, 4])
    array([0. , 0.5, 1. , 0.5], dtype=float32)
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        alpha: float = 0.0,
        name: str = "CosineDecay",
        warmup_target: float | None = None,
        warmup_steps: int = 0,
    ) -> None:
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = decay_steps
        self.alpha = alpha
        self.name = name
        self.warmup_steps = warmup_steps
        self.warmup_target = warmup_target
        check_positive(decay_steps=decay_steps)

    def __call__(self, step: Any) -> Any:
        steps = as_steps(step)
        start = self.initial_learning_rate
        if self.warmup_target is None:
            return as_rate(start * self._decay(steps))
        top = self.warmup_target
        risen = start + (top - start) * steps / max(self.warmup_steps, 1)
        fallen = top * self._decay(steps - self.warmup_steps)
        return as_rate(np.where(steps < self.warmup_steps, risen, fallen))

    def _decay(self, steps: np.ndarray) -> np.ndarray:
        fraction = np.clip(steps / self.decay_steps, 0, 1)
        return (1 - self.alpha) * half_cosine(fraction) + self.alpha

    def get_config(self) -> dict[str, Any]:
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "decay_steps": self.decay_steps,
            "alpha": self.alpha,
            "name": self.name,
            "warmup_target": self.warmup_target,
            "warmup_steps": self.warmup_steps,
        }


class CosineDecayRestarts(LearningRateSchedule):
    """A rate that falls along half a cosine again and again.

    Every period is `t_mul` times as long as the one before it, and starts with `m_mul` times its rate.

    Parameters
    ----------
    initial_learning_rate : float
    first_decay_steps : int
        The length of the first period.
    t_mul : float, default 2.0
    m_mul : float, default 1.0
    alpha : float, default 0.0
        The lowest rate, as a part of the first.
    name : str, default "SGDRDecay"

    References
    ----------
    I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017,
    arXiv:1608.03983.

    Examples
    --------
    >>> CosineDecayRestarts(1.0, first_decay_steps=2, m_mul=0.5)([0, 1, 2, 4])
    array([1.  , 0.5 , 0.5 , 0.25], dtype=float32)
    """

    def __init__(
        self,
        initial_learning_rate: float,
        first_decay_steps: int,
        t_mul: float = 2.0,
        m_mul: float = 1.0,
        alpha: float = 0.0,
        name: str = "SGDRDecay",
    ) -> None:
        self.initial_learning_rate = initial_learning_rate
        self.first_decay_steps = first_decay_steps
        self._t_mul = t_mul
        self._m_mul = m_mul
        self.alpha = alpha
        self.name = name
        check_positive(first_decay_steps=first_decay_steps)

    def __call__(self, step: Any) -> Any:
        passed = as_steps(step) / self.first_decay_steps
        if self._t_mul == 1:
            restarts = np.floor(passed)
            fraction = passed - restarts
        else:
            # Before period i lie 1 + t_mul + … + t_mul^(i−1) first periods; the tiny surplus keeps
            # a step that starts a period from being rounded into the one before it.
            restarts = np.floor(np.log(1 - passed * (1 - self._t_mul)) / np.log(self._t_mul) + 1e-9)
            length = self._t_mul**restarts
            fraction = (passed - (1 - length) / (1 - self._t_mul)) / length
        decayed = self._m_mul**restarts * half_cosine(fraction)
        return as_rate(self.initial_learning_rate * ((1 - self.alpha) * decayed + self.alpha))

    def get_config(self) -> dict[str, Any]:
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "first_decay_steps": self.first_decay_steps,
            "t_mul": self._t_mul,
            "m_mul": self._m_mul,
            "alpha": self.alpha,
            "name": self.name,
        }
