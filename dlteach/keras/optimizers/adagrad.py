"""AdaGrad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.functions.optimizers import adagrad_update
from dlteach.keras import initializers
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.in_place import InPlaceOptimizer, Memories


class Adagrad(InPlaceOptimizer):
    """A rate for each weight, which shrinks with the gradients that the weight has seen.

        s ← s + g²
        w ← w − α g / √(s + ε)

    Parameters
    ----------
    learning_rate : float, LearningRateSchedule or callable, default 0.001
        α.
    initial_accumulator_value : float, default 0.1
        s before the first step.
    epsilon : float, default 1e-7
        ε.
    weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, name and others
        As in `Optimizer`.

    References
    ----------
    J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient methods for online learning and stochastic
    optimization", Journal of Machine Learning Research 12 (2011), 2121-2159.

    Examples
    --------
    >>> from dlteach.keras import Variable
    >>> w = Variable([1.0, 2.0])
    >>> Adagrad(0.5, initial_accumulator_value=525.0).apply([np.array([10.0, -10.0])], [w])
    >>> w.numpy()
    array([0.8, 2.2], dtype=float32)
    """

    def __init__(
        self,
        learning_rate: Any = 0.001,
        initial_accumulator_value: float = 0.1,
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
        self.initial_accumulator_value = initial_accumulator_value
        self.epsilon = epsilon

    def build(self, variables: Sequence[Variable]) -> None:
        """Make the memory for these weights."""
        if self.built:
            return
        super().build(variables)
        start = initializers.Constant(self.initial_accumulator_value)
        self._accumulators = self.add_optimizer_variables(variables, "accumulator", start)

    def _memory_families(self) -> Sequence[Sequence[Variable | None]]:
        return (self._accumulators,)

    def _make_numbers(self, dtype: np.dtype) -> Any:
        return np.array(self.epsilon, dtype)

    def _update(
        self, w: np.ndarray, gradient: np.ndarray, memories: Memories, rate: float, scratch: Any
    ) -> None:
        (squares,) = memories
        adagrad_update(w, gradient, squares, rate, self._numbers_for(w.dtype), scratch)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "initial_accumulator_value": self.initial_accumulator_value,
            "epsilon": self.epsilon,
        }
