"""Gradient descent, with momentum if asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.functions.optimizers import momentum_update, sgd_update
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.in_place import InPlaceOptimizer, Memories


class SGD(InPlaceOptimizer):
    """Gradient descent.

        w ← w − α g                              without momentum,
        v ← β v − α g,   w ← w + v               with momentum β,
        v ← β v − α g,   w ← w + β v − α g       with Nesterov's look ahead.

    Parameters
    ----------
    learning_rate : float, LearningRateSchedule or callable, default 0.01
        α.
    momentum : float, default 0.0
        β, from 0 to 1.
    nesterov : bool, default False
    weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, name and others
        As in `Optimizer`.

    Raises
    ------
    ValueError
        If the momentum is no float from 0 to 1.

    Examples
    --------
    >>> from dlteach.keras import Variable
    >>> w = Variable([1.0, 2.0])
    >>> SGD(learning_rate=0.1).apply([np.array([10.0, -10.0])], [w])
    >>> w.numpy()
    array([0., 3.], dtype=float32)
    """

    def __init__(
        self,
        learning_rate: Any = 0.01,
        momentum: float = 0.0,
        nesterov: bool = False,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
        use_ema: bool = False,
        ema_momentum: float = 0.99,
        ema_overwrite_frequency: int | None = None,
        loss_scale_factor: float | None = None,
        gradient_accumulation_steps: int | None = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            learning_rate=learning_rate,
            weight_decay=weight_decay,
            clipnorm=clipnorm,
            clipvalue=clipvalue,
            global_clipnorm=global_clipnorm,
            use_ema=use_ema,
            ema_momentum=ema_momentum,
            ema_overwrite_frequency=ema_overwrite_frequency,
            loss_scale_factor=loss_scale_factor,
            gradient_accumulation_steps=gradient_accumulation_steps,
            name=name,
            **kwargs,
        )
        if not isinstance(momentum, float) or not 0 <= momentum <= 1:
            raise ValueError(f"`momentum` must be a float between [0, 1]. Received: momentum={momentum}")
        self.momentum = momentum
        self.nesterov = nesterov

    def build(self, variables: Sequence[Variable]) -> None:
        """Make the memory for these weights."""
        if self.built:
            return
        super().build(variables)
        self.momentums = self.add_optimizer_variables(variables, "momentum") if self.momentum else []

    def _memory_families(self) -> Sequence[Sequence[Variable | None]]:
        return (self.momentums,)

    def _make_numbers(self, dtype: np.dtype) -> Any:
        return np.array(self.momentum, dtype)

    def _update(
        self, w: np.ndarray, gradient: np.ndarray, memories: Memories, rate: float, scratch: Any
    ) -> None:
        (velocity,) = memories
        if velocity is None:
            sgd_update(w, gradient, rate, scratch)
        else:
            momentum_update(w, gradient, velocity, rate, self._numbers_for(w.dtype), self.nesterov, scratch)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "momentum": self.momentum,
            "nesterov": self.nesterov,
        }
