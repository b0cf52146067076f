"""Weight decay: every step makes the weights a little shorter, whatever the gradient says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dlteach.keras import backend
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.rate import LearningRate


class WeightDecay(LearningRate):
    """w ← w − α λ w before the step, for all weights that are not excluded."""

    weight_decay: float | None
    _undecayed_ids: frozenset[int] = frozenset()
    _undecayed_names: tuple[str, ...] = ()

    def exclude_from_weight_decay(
        self, var_list: Iterable[Variable] | None = None, var_names: Iterable[str] | None = None
    ) -> None:
        """Leave some weights out of the weight decay. Call it before the first step.

        Parameters
        ----------
        var_list : iterable of Variable, optional
        var_names : iterable of str, optional
            Weights whose name contains one of these (regular expressions), for example `["bias"]`.
        """
        self._undecayed_ids = frozenset(self._var_key(variable) for variable in var_list or ())
        self._undecayed_names = tuple(var_names or ())

    def _use_weight_decay(self, variable: Variable) -> bool:
        return self._var_key(variable) not in self._undecayed_ids and not any(
            re.search(pattern, variable.name) for pattern in self._undecayed_names
        )

    def _apply_weight_decay(self, variables: Sequence[Variable]) -> None:
        if self.weight_decay is None:
            return
        share = self._rate() * self.weight_decay
        for variable in variables:
            if self._use_weight_decay(variable):
                value = backend.convert_to_numpy(variable)
                variable.assign(value - value * share)
