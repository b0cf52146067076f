"""Adamax."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.functions.optimizers import adamax_update
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.in_place import InPlaceOptimizer, Memories


class Adamax(InPlaceOptimizer):
    """Adam with the largest recent gradient in place of the root of the mean square.

        m ← β₁ m + (1 − β₁) g
        u ← max(β₂ u, |g|)
        w ← w − α / (1 − β₁ᵗ) · m / (u + ε)

    Parameters
    ----------
    learning_rate : float, LearningRateSchedule or callable, default 0.001
        α.
    beta_1, beta_2 : float, default 0.9 and 0.999
    epsilon : float, default 1e-7
        ε.
    weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, name and others
        As in `Optimizer`.

    References
    ----------
    D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2014, arXiv:1412.6980, section 7.

    Examples
    --------
    >>> from dlteach.keras import Variable
    >>> w = Variable([1.0, 2.0])
    >>> Adamax(learning_rate=0.5).apply([np.array([10.0, -10.0])], [w])
    >>> w.numpy().round(4)
    array([0.5, 2.5], dtype=float32)
    """

    def __init__(
        self,
        learning_rate: Any = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
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
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon

    def build(self, variables: Sequence[Variable]) -> None:
        """Make the memory for these weights."""
        if self.built:
            return
        super().build(variables)
        self._m, self._u = self.add_optimizer_variables(variables, ["momentum", "norm"])

    def _memory_families(self) -> Sequence[Sequence[Variable | None]]:
        return self._m, self._u

    def _make_numbers(self, dtype: np.dtype) -> Any:
        arrays = (np.array(x, dtype) for x in (1 - self.beta_1, self.beta_2, self.epsilon))
        return np.array(self.beta_1, dtype).item(), *arrays

    def _update(
        self, w: np.ndarray, gradient: np.ndarray, memories: Memories, rate: float, scratch: Any
    ) -> None:
        m, u = memories
        beta_1, rest_1, beta_2, epsilon = self._numbers_for(w.dtype)
        rate /= 1 - beta_1 ** (self._steps_made() + 1)
        adamax_update(w, gradient, m, u, rate, rest_1, beta_2, epsilon, scratch)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "beta_1": self.beta_1,
            "beta_2": self.beta_2,
            "epsilon": self.epsilon,
        }
