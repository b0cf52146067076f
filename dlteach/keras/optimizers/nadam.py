"""Nadam: Adam with Nesterov momentum."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.functions.optimizers import nadam_update
from dlteach.keras import backend
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.in_place import InPlaceOptimizer, Memories


class Nadam(InPlaceOptimizer):
    """Adam that looks ahead, with a momentum that grows during the first steps.

        m ← β₁ m + (1 − β₁) g,     v ← β₂ v + (1 − β₂) g²
        uₜ = β₁ (1 − 0.96ᵗ / 2),    Uₜ = u₁ u₂ … uₜ
        m̂ = uₜ₊₁ m / (1 − Uₜ₊₁) + (1 − uₜ) g / (1 − Uₜ)
        w ← w − α m̂ / (√(v / (1 − β₂ᵗ)) + ε)

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
    T. Dozat, "Incorporating Nesterov momentum into Adam", ICLR 2016 workshop.

    Examples
    --------
    >>> from dlteach.keras import Variable
    >>> w = Variable([1.0, 2.0])
    >>> Nadam(learning_rate=0.5).apply([np.array([10.0, -10.0])], [w])
    >>> w.numpy().round(4)
    array([0.4686, 2.5314], dtype=float32)
    """

    scratch_arrays = 2

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
        self._momentums, self._velocities = self.add_optimizer_variables(variables, ["momentum", "velocity"])
        self._u_product = Variable(
            1.0, dtype=variables[0].dtype if variables else backend.floatx(), trainable=False
        )

    def _memory_families(self) -> Sequence[Sequence[Variable | None]]:
        return self._momentums, self._velocities

    def _make_numbers(self, dtype: np.dtype) -> Any:
        # 1 − β from the rounded β, as Keras does here: for β₂ the two differ by 1e-5 in float32.
        betas = np.array([self.beta_1, self.beta_2], dtype)
        return betas[1].item(), *(np.array(1 - beta) for beta in betas)

    def _begin_step(self) -> None:
        product = float(self._u_product.value) * self._share(self._steps_made() + 1)
        self._u_product.assign(np.array(product, self._u_product.dtype))

    def _share(self, t: int) -> float:
        """uₜ, the part of the momentum in step t."""
        return self.beta_1 * (1 - 0.5 * 0.96**t)

    def _update(
        self, w: np.ndarray, gradient: np.ndarray, memories: Memories, rate: float, scratch: Any
    ) -> None:
        m, v = memories
        beta_2, rest_1, rest_2 = self._numbers_for(w.dtype)
        t = self._steps_made() + 1
        product = float(self._u_product.value)
        ahead = self._share(t + 1)
        root = math.sqrt(1 - beta_2**t)
        rate_m = rate * root * ahead / (1 - product * ahead)
        rate_g = rate * root * (1 - self._share(t)) / (1 - product)
        nadam_update(w, gradient, m, v, rate_m, rate_g, rest_1, rest_2, self.epsilon * root, scratch)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "beta_1": self.beta_1,
            "beta_2": self.beta_2,
            "epsilon": self.epsilon,
        }
