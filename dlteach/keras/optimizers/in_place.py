"""Optimizers that are one formula on arrays: applied to each weight, or once to the vector of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.keras import backend
from dlteach.keras.backend import Variable
from dlteach.keras.backend.common.flat import Flat, aligned, flat_of, gather
from dlteach.keras.optimizers.gradient_clipping import clip_by_norm, clip_by_value, global_norm, scale_to_norm
from dlteach.keras.optimizers.optimizer import Optimizer

Memories = Sequence[Any]  # arrays like the weights, and None for what is not kept
# A subclass that overrides one of these is asked for every weight by itself.
_STEP_BY_STEP = (
    "update_step",
    "apply",
    "_backend_apply_gradients",
    "_backend_update_step",
    "_clip_gradients",
)


class InPlaceOptimizer(Optimizer):
    """An optimizer whose step is `_update`, one of the updates of `dlteach.functions.optimizers`.

    A subclass makes its memory in `build`, lists it in `_memory_families`, and computes in `_update` with
    arrays of any shape. A user's subclass may override `update_step` as in Keras.
    """

    scratch_arrays = 1

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._numbers: dict[np.dtype, Any] = {}
        self._scratch: dict[Any, Any] = {}
        self._flat: Flat | None = None
        self._updates_flat = False
        self._flat_memories: Memories = ()
        self._constrained: list[Variable] = []

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if not name.startswith("_"):
            # The numbers of the formula are kept as arrays, which a new β makes stale; so may it the rest.
            self.__dict__["_numbers"] = {}
            self.__dict__["_flat"] = None

    def _memory_families(self) -> Sequence[Sequence[Variable | None]]:
        """Lists with a variable for each weight; an empty list for a memory that is not kept."""
        return ()

    def _make_numbers(self, dtype: np.dtype) -> Any:
        """The constants of the formula in the type of the weights."""
        return None

    def _update(
        self, w: np.ndarray, gradient: np.ndarray, memories: Memories, rate: float, scratch: Any
    ) -> None:
        """The step itself: changes w and the memories in place."""
        raise NotImplementedError

    def _begin_step(self) -> None:
        """What happens once in a step, before the weights change."""

    def _numbers_for(self, dtype: np.dtype) -> Any:
        numbers = self._numbers.get(dtype)
        if numbers is None:
            numbers = self._numbers[dtype] = self._make_numbers(dtype)
        return numbers

    def _steps_made(self) -> int:
        steps = int(self._iterations.value)
        return steps // self.gradient_accumulation_steps if self.gradient_accumulation_steps else steps

    def _scratch_for(self, w: np.ndarray) -> Any:
        key = w.shape, w.dtype
        scratch = self._scratch.get(key)
        if scratch is None:
            arrays = tuple(aligned(w.size, w.dtype).reshape(w.shape) for _ in range(self.scratch_arrays))
            scratch = self._scratch[key] = arrays if self.scratch_arrays > 1 else arrays[0]
        return scratch

    def _backend_update_step(
        self, grads: Sequence[Any], trainable_variables: Sequence[Variable], learning_rate: Any
    ) -> None:
        self._begin_step()
        super()._backend_update_step(grads, trainable_variables, learning_rate)

    def update_step(self, gradient: Any, variable: Variable, learning_rate: Any) -> None:
        """One step of one variable, in place."""
        gradient = np.asarray(backend.convert_to_numpy(gradient), dtype=variable.dtype)
        if gradient.shape != variable.shape:
            raise ValueError(
                f"{self.name}: expected the gradient of {variable.path} to have its shape {variable.shape}, "
                f"got {gradient.shape}; give `apply` the gradients in the order of the variables"
            )
        rate = float(backend.convert_to_numpy(learning_rate))
        index = self._get_variable_index(variable)
        memories = [family[index] if family else None for family in self._memory_families()]
        if not backend.in_stateless_scope():
            w = variable._value
            arrays = [None if memory is None else memory._value for memory in memories]
            self._update(w, gradient, arrays, rate, self._scratch_for(w))
            return
        w = np.array(variable.value)
        arrays = [None if memory is None else np.array(memory.value) for memory in memories]
        self._update(w, gradient, arrays, rate, self._scratch_for(w))
        self.assign(variable, w)
        for memory, array in zip(memories, arrays):
            if memory is not None:
                self.assign(memory, array)

    def exclude_from_weight_decay(self, var_list: Any = None, var_names: Any = None) -> None:
        super().exclude_from_weight_decay(var_list, var_names)
        self._flat = None

    exclude_from_weight_decay.__doc__ = Optimizer.exclude_from_weight_decay.__doc__

    def apply(self, grads: Sequence[Any], trainable_variables: Sequence[Variable] | None = None) -> None:
        flat = self._flat_for(
            self._trainable_variables if trainable_variables is None else trainable_variables
        )
        if flat is not None and _put_gradients(grads, flat):
            self.apply_flat(flat)
        else:
            super().apply(grads, trainable_variables)

    apply.__doc__ = Optimizer.apply.__doc__

    def _flat_for(self, variables: Sequence[Variable]) -> Flat | None:
        """The vector in which these variables lie, if there is one and it can be updated as a whole."""
        if backend.in_stateless_scope():
            return None
        flat = self._flat
        if flat is None or not flat.holds(variables):
            flat = flat_of(variables)
            if flat is None:
                return None
            self._take_over(flat)
        return flat if self._updates_flat else None

    def apply_flat(self, flat: Flat) -> None:
        """`apply` for variables that lie in one vector, with their gradients in `flat.gradients`.

        The gradients may have been clipped in place afterwards.
        """
        if flat is not self._flat:
            self._take_over(flat)
        if not self._updates_flat or backend.in_stateless_scope():
            super().apply(flat.gradient_views, flat.variables)
            return
        w, gradient = flat.values, flat.gradients
        scratch = self._scratch_for(w)
        rate = self._rate()
        self._clip_flat(flat)
        if self.weight_decay is not None:
            first = scratch[0] if self.scratch_arrays > 1 else scratch
            np.multiply(w, rate * self.weight_decay, first)
            np.subtract(w, first, w)
        self._begin_step()
        self._update(w, gradient, self._flat_memories, rate, scratch)
        for variable in self._constrained:
            variable.assign(variable.constraint(variable))  # type: ignore[misc]
        count = self._iterations._value
        count.fill(count.item() + 1)

    def _take_over(self, flat: Flat) -> None:
        """Bring the memory into vectors like that of the variables, where one formula can do all."""
        if not self.built:
            with backend.name_scope(self.name, caller=self):
                self.build(flat.variables)
        self._check_variables_are_known(flat.variables)
        self._updates_flat = self._may_update_flat(flat.variables)
        if self._updates_flat:
            indices = [self._get_variable_index(variable) for variable in flat.variables]
            self._flat_memories = [
                gather([family[i] for i in indices]) if family else None  # type: ignore[misc]
                for family in self._memory_families()
            ]
            self._constrained = [v for v in flat.variables if v.constraint is not None]
        self._flat = flat

    def _may_update_flat(self, variables: Sequence[Variable]) -> bool:
        own_ways = any(
            getattr(type(self), name) is not getattr(InPlaceOptimizer, name) for name in _STEP_BY_STEP
        )
        more_to_do = self.use_ema or self.gradient_accumulation_steps or self.loss_scale_factor is not None
        exceptions = any(
            v.overwrite_with_gradient or (self.weight_decay is not None and not self._use_weight_decay(v))
            for v in variables
        )
        return not (own_ways or more_to_do or exceptions)

    def _clip_flat(self, flat: Flat) -> None:
        gradients = flat.gradients
        if self.clipvalue:
            clip_by_value(gradients, self.clipvalue, out=gradients)
        elif self.clipnorm:
            for gradient in flat.gradient_views:
                clip_by_norm(gradient, self.clipnorm, out=gradient)
        elif self.global_clipnorm:
            np.multiply(
                gradients, scale_to_norm(global_norm([gradients]), self.global_clipnorm), out=gradients
            )


def _put_gradients(grads: Sequence[Any], flat: Flat) -> bool:
    """Copy gradients to where those of the vector are; False if one is missing or has another shape."""
    if len(grads) != len(flat.gradient_views):
        return False
    for gradient, view in zip(grads, flat.gradient_views):
        if gradient is not view:
            if getattr(gradient, "shape", None) != view.shape:
                return False
            view[...] = gradient if type(gradient) is np.ndarray else backend.convert_to_numpy(gradient)
    return True
