"""RMSprop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.functions.optimizers import rmsprop_update
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.in_place import InPlaceOptimizer, Memories


class RMSprop(InPlaceOptimizer):
    """Gradient descent divided by the size of recent gradients, weight by weight.

        s ← ρ s + (1 − ρ) g²
        w ← w − α g / √(s + ε)

    Parameters
    ----------
    learning_rate : float, LearningRateSchedule or callable, default 0.001
        α.
    rho : float, default 0.9
        ρ.
    momentum : float, default 0.0
        How much of the last step is part of the next one.
    epsilon : float, default 1e-7
        ε.
    centered : bool, default False
        Whether to divide by the deviation of the gradients from their mean, √(s − μ² + ε).
    weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, name and others
        As in `Optimizer`.

    References
    ----------
    G. Hinton, N. Srivastava and K. Swersky, "Neural networks for machine learning", lecture 6e, 2012.

    Examples
    --------
    >>> from dlteach.keras import Variable
    >>> w = Variable([1.0, 2.0])
    >>> RMSprop(learning_rate=0.1, rho=0.75).apply([np.array([10.0, -10.0])], [w])
    >>> w.numpy()
    array([0.8, 2.2], dtype=float32)
    """

    def __init__(
        self,
        learning_rate: Any = 0.001,
        rho: float = 0.9,
        momentum: float = 0.0,
        epsilon: float = 1e-7,
        centered: bool = False,
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
        self.rho = rho
        self.momentum = momentum
        self.epsilon = epsilon
        self.centered = centered

    def build(self, variables: Sequence[Variable]) -> None:
        """Make the memory for these weights."""
        if self.built:
            return
        super().build(variables)
        self._velocities = self.add_optimizer_variables(variables, "velocity")
        self._momentums = self.add_optimizer_variables(variables, "momentum") if self.momentum > 0 else []
        self._average_gradients = (
            self.add_optimizer_variables(variables, "average_gradient") if self.centered else []
        )

    def _memory_families(self) -> Sequence[Sequence[Variable | None]]:
        return self._velocities, self._average_gradients, self._momentums

    def _make_numbers(self, dtype: np.dtype) -> Any:
        return [np.array(x, dtype) for x in (1 - self.rho, self.epsilon, self.momentum)]

    def _update(
        self, w: np.ndarray, gradient: np.ndarray, memories: Memories, rate: float, scratch: Any
    ) -> None:
        mean_square, mean, velocity = memories
        rest, epsilon, momentum = self._numbers_for(w.dtype)
        rmsprop_update(w, gradient, mean_square, rate, rest, epsilon, scratch, mean, velocity, momentum)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "rho": self.rho,
            "momentum": self.momentum,
            "epsilon": self.epsilon,
            "centered": self.centered,
        }
