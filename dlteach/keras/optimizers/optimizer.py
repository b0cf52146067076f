"""Optimizer: the base of a user's own optimizers."""

from __future__ import annotations

from dlteach.keras.backend.common.flat import Flat
from dlteach.keras.optimizers.base_optimizer import BaseOptimizer


class Optimizer(BaseOptimizer):
    __doc__ = BaseOptimizer.__doc__

    def apply_flat(self, flat: Flat) -> None:
        """`apply` for variables that lie in one vector, with their gradients in `flat.gradients`.

        The gradients may have been clipped in place afterwards.
        """
        self.apply(flat.gradient_views, flat.variables)
