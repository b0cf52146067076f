"""Lion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.functions.optimizers import lion_update
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.in_place import InPlaceOptimizer, Memories


class Lion(InPlaceOptimizer):
    """Momentum of which only the sign is used: every weight moves by the same length.

        w ← w − α sign(β₁ m + (1 − β₁) g)
        m ← β₂ m + (1 − β₂) g

    Parameters
    ----------
    learning_rate : float, LearningRateSchedule or callable, default 0.001
        α; a tenth of what Adam would get.
    beta_1 : float, default 0.9
        Above 0, at most 1.
    beta_2 : float, default 0.99
    weight_decay, clipnorm, clipvalue, global_clipnorm, use_ema, name and others
        As in `Optimizer`.

    Raises
    ------
    ValueError
        If β₁ is out of its range: with 0 nothing but the sign of the newest gradient is left.

    References
    ----------
    X. Chen et al., "Symbolic discovery of optimization algorithms", 2023, arXiv:2302.06675.

    Examples
    --------
    >>> from dlteach.keras import Variable
    >>> w = Variable([1.0, 2.0])
    >>> Lion(learning_rate=0.5).apply([np.array([10.0, -10.0])], [w])
    >>> w.numpy()
    array([0.5, 2.5], dtype=float32)
    """

    scratch_arrays = 2

    def __init__(
        self,
        learning_rate: Any = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.99,
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
        if not 0 < beta_1 <= 1:
            raise ValueError(
                "Argument `beta_1` must be in the [0, 1] range. Otherwise, the optimizer degenerates to "
                f"SignSGD. Received: beta_1={beta_1}."
            )
        self.beta_1 = beta_1
        self.beta_2 = beta_2

    def build(self, variables: Sequence[Variable]) -> None:
        """Make the memory for these weights."""
        if self.built:
            return
        super().build(variables)
        self._momentums = self.add_optimizer_variables(variables, "momentum")

    def _memory_families(self) -> Sequence[Sequence[Variable | None]]:
        return (self._momentums,)

    def _make_numbers(self, dtype: np.dtype) -> Any:
        return [np.array(1 - beta) for beta in np.array([self.beta_1, self.beta_2], dtype)]

    def _update(
        self, w: np.ndarray, gradient: np.ndarray, memories: Memories, rate: float, scratch: Any
    ) -> None:
        (m,) = memories
        rest_1, rest_2 = self._numbers_for(w.dtype)
        lion_update(w, gradient, m, rate, rest_1, rest_2, scratch)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "beta_1": self.beta_1,
            "beta_2": self.beta_2,
        }
