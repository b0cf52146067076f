"""The variables that an optimizer keeps: making them, finding them, saving and loading them."""

from __future__ import annotations

import warnings
from collections.abc import MutableMapping, Sequence
from typing import Any

from dlteach.keras import backend, initializers
from dlteach.keras.backend import Variable
from dlteach.keras.saving.keras_saveable import KerasSaveable


class OptimizerState(KerasSaveable):
    """Keeps the list of an optimizer's variables; what is assigned to an attribute enters it by itself."""

    name: str
    built: bool
    _variables: list[Variable]
    _trainable_variables: list[Variable]
    _trainable_variables_indices: dict[int, int]

    def _obj_type(self) -> str:
        return "Optimizer"

    def _check_super_called(self) -> None:
        if "_lock" not in self.__dict__:
            raise RuntimeError(
                f"In optimizer '{type(self).__name__}', you forgot to call `super().__init__()` as the first "
                "statement in the `__init__()` method. Go add it!"
            )

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "_lock":
            self._check_super_called()
        if isinstance(value, Variable):
            self._track_variable(value)
        super().__setattr__(name, value)

    def _track_variable(self, variable: Variable) -> None:
        if not any(variable is known for known in self._variables):
            self._variables.append(variable)

    def _untrack_variable(self, variable: Variable) -> None:
        self._variables[:] = [known for known in self._variables if known is not variable]

    @property
    def variables(self) -> list[Variable]:
        """The counter of steps, the learning rate if it is a number, and the memory for each weight."""
        return self._variables[:]

    def _var_key(self, variable: Variable) -> int:
        return id(variable)

    def _get_variable_index(self, variable: Variable) -> int:
        return self._trainable_variables_indices[self._var_key(variable)]

    def _check_variables_are_known(self, variables: Sequence[Variable]) -> None:
        for variable in variables:
            if self._var_key(variable) not in self._trainable_variables_indices:
                raise ValueError(
                    f"Unknown variable: {variable}. This optimizer can only be called for the variables it "
                    "was originally built with. When working with a new set of variables, you should "
                    "recreate a new optimizer instance."
                )

    def add_variable(
        self,
        shape: Any,
        initializer: Any = "zeros",
        dtype: Any = None,
        aggregation: str = "none",
        layout: Any = None,
        name: str | None = None,
    ) -> Variable:
        """A new variable of the optimizer.

        Parameters
        ----------
        shape : tuple of int
        initializer : str, Initializer or callable, default "zeros"
        dtype : str, optional
            Default `keras.config.floatx()`.
        aggregation, layout : optional
            Kept for Keras code that gives them; without effect.
        name : str, optional
        """
        self._check_super_called()
        with backend.name_scope(self.name, caller=self):
            variable = Variable(
                initializer=initializers.get(initializer),
                shape=shape,
                dtype=dtype,
                trainable=False,
                aggregation=aggregation,
                name=name,
            )
        self._track_variable(variable)
        return variable

    def add_variable_from_reference(
        self, reference_variable: Variable, name: str | None = None, initializer: Any = "zeros"
    ) -> Variable:
        """A new variable of the shape and type of a weight, named `<path of the weight>_<name>`."""
        path = getattr(reference_variable, "path", None) or str(reference_variable.name)
        return self.add_variable(
            shape=reference_variable.shape,
            initializer=initializer,
            dtype=reference_variable.dtype,
            name=f"{path.replace('/', '_').replace(':', '_')}_{name or 'var'}",
        )

    def add_optimizer_variables(
        self, trainable_variables: Sequence[Variable], name: Any, initializer: Any = "zeros"
    ) -> Any:
        """A new variable for each weight: a list; for several names a tuple of lists.

        Parameters
        ----------
        trainable_variables : sequence of Variable
        name : str, or list of str
        initializer : str or Initializer, or a list with one for each name

        Raises
        ------
        ValueError
            If there are not as many initializers as names.
        """
        names = [name] if isinstance(name, str) else list(name)
        starts = list(initializer) if isinstance(initializer, (list, tuple)) else [initializer] * len(names)
        if len(names) != len(starts):
            raise ValueError(
                "The number of provided names must match the number of provided initializers. "
                f"Received name='{name}', initializer='{initializer}'"
            )
        families: tuple[list[Variable | None], ...] = tuple([] for _ in names)
        for variable in trainable_variables:
            for family, family_name, start in zip(families, names, starts):
                overwritten = variable.overwrite_with_gradient
                family.append(
                    None if overwritten else self.add_variable_from_reference(variable, family_name, start)
                )
        return families[0] if isinstance(name, str) else families

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Give all variables their values, in the order of `variables`.

        Raises
        ------
        ValueError
            If the optimizer has not been built, or a shape differs.
        """
        if not self.built:
            raise ValueError(
                "You are calling `set_weights()` on an optimizer that has not yet been built. Please call "
                "`optimizer.build(trainable_variables)` to create the optimizer weights before calling "
                "`set_weights()`."
            )
        for variable, weight in zip(self._variables, weights):
            if tuple(variable.shape) != tuple(weight.shape):
                raise ValueError(
                    f"Optimizer variable {variable.path} has shape {variable.shape} not compatible with "
                    f"provided weight shape {weight.shape}."
                )
            variable.assign(weight)

    def save_own_variables(self, store: MutableMapping[str, Any]) -> None:
        for i, variable in enumerate(self._variables):
            store[str(i)] = variable.numpy()

    def load_own_variables(self, store: MutableMapping[str, Any]) -> None:
        if len(store) != len(self._variables):
            unbuilt = " The optimizer has not been built: call it, or `build`, first." * (not self.built)
            warnings.warn(
                f"Skipping variable loading for optimizer '{self.name}', because it has "
                f"{len(self._variables)} variables whereas the saved optimizer has {len(store)} "
                f"variables.{unbuilt}",
                stacklevel=2,
            )
            return
        for i, variable in enumerate(self._variables):
            variable.assign(store[str(i)])
