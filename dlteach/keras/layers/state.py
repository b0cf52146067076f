"""The state of a layer: its weights, its sublayers' weights, and how they are counted, read and written."""

from __future__ import annotations

import math
from collections import deque
from typing import Any

from dlteach.keras import backend, constraints, initializers, regularizers
from dlteach.keras.metrics.metric import Metric
from dlteach.keras.random import SeedGenerator
from dlteach.keras.utils import tracking


class LayerState:
    """What a layer remembers; every attribute that is a variable, a layer or a metric is found and kept.

    The lists count a variable once, also where two layers share it.
    """

    name: str
    built: bool

    @tracking.no_automatic_dependency_tracking
    def _initialize_tracker(self) -> None:
        if hasattr(self, "_tracker"):
            return
        names = ["trainable_variables", "non_trainable_variables", "metrics", "layers", "seed_generators"]
        kinds: dict[str, list[Any]] = {name: [] for name in names}
        self._tracker = tracking.Tracker(
            {
                "trainable_variables": (_is_trainable, kinds["trainable_variables"]),
                "non_trainable_variables": (_is_not_trainable, kinds["non_trainable_variables"]),
                "metrics": (lambda x: isinstance(x, Metric), kinds["metrics"]),
                "layers": (
                    lambda x: isinstance(x, LayerState) and not isinstance(x, Metric),
                    kinds["layers"],
                ),
                "seed_generators": (lambda x: isinstance(x, SeedGenerator), kinds["seed_generators"]),
            },
            exclusions={"non_trainable_variables": ["trainable_variables"]},
        )
        self._trainable_variables = kinds["trainable_variables"]
        self._non_trainable_variables = kinds["non_trainable_variables"]
        self._layers = kinds["layers"]
        self._metrics = kinds["metrics"]
        self._seed_generators = kinds["seed_generators"]

    def _check_super_called(self) -> None:
        if getattr(self, "_lock", True):
            raise RuntimeError(
                f"In layer '{self.__class__.__name__}', you forgot to call `super().__init__()` as the first "
                "statement in the `__init__()` method. Go add it!"
            )

    def _lock_state(self) -> None:
        if not self._tracker.locked:
            self._tracker.lock(
                msg="You cannot add new elements of state (variables or sub-layers) to a layer that is "
                "already built. All state must be created in the `__init__()` method or in the `build()` "
                "method."
            )

    def add_weight(
        self,
        *args: Any,
        shape: Any = None,
        initializer: Any = None,
        dtype: Any = None,
        trainable: bool = True,
        autocast: bool = True,
        regularizer: Any = None,
        constraint: Any = None,
        aggregation: str = "none",
        overwrite_with_gradient: bool = False,
        name: str | None = None,
    ) -> Any:
        """Make a variable that belongs to this layer.

        Parameters
        ----------
        shape : tuple of int, default ()
            This, `initializer` and `dtype` may be given by position.
        initializer : str, Initializer or callable
            By default "glorot_uniform" for floats, "zeros" for all else.
        dtype : str, default the layer's `variable_dtype`
        trainable : bool, default True
            Whether the optimizer changes it.
        regularizer, constraint : str, object or callable, optional
            A penalty on it in the loss; what is done to it after each step.
        name : str, optional

        Returns
        -------
        Variable
        """
        self._check_super_called()
        shape, initializer, dtype = _by_position(
            args, {"shape": shape, "initializer": initializer, "dtype": dtype}
        )
        dtype = backend.standardize_dtype(dtype if dtype is not None else self.variable_dtype)  # type: ignore[attr-defined]
        if initializer is None:
            initializer = "glorot_uniform" if "float" in dtype else "zeros"
        with backend.name_scope(self.name, caller=self):
            variable = backend.Variable(
                initializer=initializers.get(initializer),
                shape=() if shape is None else shape,
                dtype=dtype,
                trainable=trainable,
                autocast=autocast,
                aggregation=aggregation,
                name=name,
            )
        variable.regularizer = regularizers.get(regularizer)
        variable.constraint = constraints.get(constraint)
        variable.overwrite_with_gradient = overwrite_with_gradient
        self._track_variable(variable)
        return variable

    add_variable = add_weight

    def _track_variable(self, variable: Any) -> None:
        store = "trainable_variables" if variable.trainable else "non_trainable_variables"
        self._tracker.add_to_store(store, variable)
        if not self.trainable:
            variable.trainable = False

    def _untrack_variable(self, variable: Any) -> None:
        locked = self._tracker.locked
        self._tracker.unlock()
        self._tracker.untrack(variable)
        if locked:
            self._tracker.lock()

    @property
    def trainable(self) -> bool:
        """Whether the weights of this layer and its sublayers are trained; set it to False to freeze them."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)
        for variable in self._trainable_variables:
            variable.trainable = self._trainable
        for layer in self._layers:
            layer.trainable = self._trainable

    @property
    def variables(self) -> list[Any]:
        """All state: weights, and the states of random number generators."""
        own = [*self._trainable_variables, *self._non_trainable_variables]
        own.extend(generator.state for generator in self._seed_generators)
        return _once([*own, *(v for layer in self._layers for v in layer.variables)])

    @property
    def weights(self) -> list[Any]:
        """All weights, own ones first: trainable, then not trainable."""
        own = [*self._trainable_variables, *self._non_trainable_variables]
        return _once([*own, *(v for layer in self._layers for v in layer.weights)])

    @property
    def trainable_variables(self) -> list[Any]:
        """The variables that the optimizer changes."""
        return [v for v in self.variables if v.trainable] if self.trainable else []

    @property
    def non_trainable_variables(self) -> list[Any]:
        """All other variables: statistics, generators' states, frozen weights."""
        return [v for v in self.variables if not v.trainable] if self.trainable else self.variables

    @property
    def trainable_weights(self) -> list[Any]:
        """The weights that the optimizer changes."""
        return [v for v in self.weights if v.trainable] if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[Any]:
        """The weights that it does not change."""
        return [v for v in self.weights if not v.trainable] if self.trainable else self.weights

    @property
    def metrics(self) -> list[Any]:
        """The metrics of this layer and its sublayers."""
        return [*self._metrics, *(m for layer in self._layers for m in layer.metrics)]

    @property
    def metrics_variables(self) -> list[Any]:
        return [v for metric in self.metrics for v in metric.variables]

    def get_weights(self) -> list[Any]:
        """Copies of the weights, as a list of NumPy arrays."""
        return [v.numpy().copy() for v in self.weights]

    def set_weights(self, weights: list[Any]) -> None:
        """Set the weights from a list of arrays, in the order of `get_weights`.

        Raises
        ------
        ValueError
            If their number or a shape does not fit; no weight is changed then.
        """
        own = self.weights
        if len(own) != len(weights):
            raise ValueError(
                f"You called `set_weights(weights)` on layer '{self.name}' with a weight list of length "
                f"{len(weights)}, but the layer was expecting {len(own)} weights."
            )
        values = [w if hasattr(w, "shape") else backend.convert_to_tensor(w) for w in weights]
        for variable, value in zip(own, values):
            if tuple(variable.shape) != tuple(value.shape):
                raise ValueError(
                    f"Layer {self.name} weight shape {variable.shape} is not compatible with provided "
                    f"weight shape {value.shape}."
                )
        for variable, value in zip(own, values):
            variable.assign(value)

    def count_params(self) -> int:
        """The number of numbers in the weights."""
        if not self.built:
            raise ValueError(
                f"You tried to call `count_params` on layer '{self.name}', but the layer isn't built. "
                "You can build it manually via: `layer.build(input_shape)`."
            )
        return sum(math.prod(v.shape) for v in self.weights)

    def save_own_variables(self, store: dict[str, Any]) -> None:
        """Put this layer's own variables into a dict: "0", "1", …"""
        for i, variable in enumerate([*self._trainable_variables, *self._non_trainable_variables]):
            store[str(i)] = variable.numpy()

    def load_own_variables(self, store: Any) -> None:
        """Take this layer's own variables out of a dict.

        Raises
        ------
        ValueError
            If there are more or fewer than this layer has.
        """
        own = [*self._trainable_variables, *self._non_trainable_variables]
        if len(store.keys()) != len(own):
            if not own and not self.built:
                raise ValueError(
                    f"Layer '{self.name}' was never built and thus it doesn't have any variables. However "
                    "the "
                    f"weights file lists {len(store.keys())} variables for this layer.\n"
                    "In most cases, this error indicates that the parent layer's `build()` method did not "
                    "build "
                    "this one: a `build()` method must create all state, also that of sublayers. Or the "
                    "layer "
                    "needs a `build_from_config(config)` that makes its variables when a file is loaded."
                )
            raise ValueError(
                f"Layer '{self.name}' expected {len(own)} variables, but received {len(store.keys())} "
                "variables "
                f"during loading. Expected: {[v.name for v in own]}"
            )
        for i, variable in enumerate(own):
            variable.assign(store[str(i)])

    def _flatten_layers(self, include_self: bool = True, recursive: bool = True) -> list[Any]:
        """This layer and those inside it, each once, depth first."""
        layers: list[Any] = [self] if include_self else []
        seen: set[int] = set()
        waiting = deque(self._layers)
        while waiting:
            layer = waiting.popleft()
            if id(layer) not in seen:
                seen.add(id(layer))
                layers.append(layer)
                if recursive:
                    waiting.extendleft(layer._layers)
        return layers


def _by_position(args: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
    """The values of arguments of which some may stand at the front without a name."""
    if len(args) > len(named):
        raise TypeError(
            f"add_weight() takes at most {len(named)} positional arguments but {len(args)} were given."
        )
    if args and isinstance(args[0], str):
        raise ValueError(
            "`name` must be passed as a keyword argument. "
            f"Received: add_weight('{args[0]}', ...). Use: add_weight(shape=..., name='{args[0]}')."
        )
    for name, value in zip(named, args):
        if named[name] is not None:
            raise ValueError(f"`{name}` was passed both positionally and as a keyword argument.")
        named[name] = value
    return list(named.values())


def _is_trainable(x: Any) -> bool:
    return isinstance(x, backend.Variable) and x.trainable


def _is_not_trainable(x: Any) -> bool:
    return isinstance(x, backend.Variable) and not x.trainable


def _once(variables: list[Any]) -> list[Any]:
    return list({id(v): v for v in variables}.values())
