"""Adadelta."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.functions.optimizers import adadelta_update
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.in_place import InPlaceOptimizer, Memories


class Adadelta(InPlaceOptimizer):
    """RMSprop whose rate is the size of its recent steps.

        s ← ρ s + (1 − ρ) g²
        Δ = g √(d + ε) / √(s + ε)
        d ← ρ d + (1 − ρ) Δ²
        w ← w − α Δ

    Parameters
    ----------
    learning_rate : float, LearningRateSchedule or callable, default 0.001
        α; 1 for the method of the paper.
    rho : float, default 0.95
        ρ.
    epsilon : float, default 1e-7
        ε, which gets the first steps going.
    weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, name and others
        As in `Optimizer`.

    References
    ----------
    M. D. Zeiler, "ADADELTA: an adaptive learning rate method", 2012, arXiv:1212.5701.

    Examples
    --------
    >>> from dlteach.keras import Variable
    >>> w = Variable([1.0, 2.0])
    >>> Adadelta(learning_rate=1.0, rho=0.75, epsilon=0.01).apply([np.array([10.0, -10.0])], [w])
    >>> w.numpy().round(4)
    array([0.8, 2.2], dtype=float32)
    """

    scratch_arrays = 2

    def __init__(
        self,
        learning_rate: Any = 0.001,
        rho: float = 0.95,
        epsilon: float = 1e-7,
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
        self.epsilon = epsilon

    def build(self, variables: Sequence[Variable]) -> None:
        """Make the memory for these weights."""
        if self.built:
            return
        super().build(variables)
        self._accumulated_grads, self._accumulated_delta_vars = self.add_optimizer_variables(
            variables, ["accumulated_grad", "accumulated_delta_var"]
        )

    def _memory_families(self) -> Sequence[Sequence[Variable | None]]:
        return self._accumulated_grads, self._accumulated_delta_vars

    def _make_numbers(self, dtype: np.dtype) -> Any:
        return np.array(1 - self.rho, dtype), np.array(self.epsilon, dtype)

    def _update(
        self, w: np.ndarray, gradient: np.ndarray, memories: Memories, rate: float, scratch: Any
    ) -> None:
        mean_square, mean_square_step = memories
        rest, epsilon = self._numbers_for(w.dtype)
        adadelta_update(w, gradient, mean_square, mean_square_step, rate, rest, epsilon, scratch)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "rho": self.rho,
            "epsilon": self.epsilon,
        }
