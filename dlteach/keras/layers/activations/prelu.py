"""PReLU: a rectifier that learns its slope on the left."""

from __future__ import annotations

from typing import Any

from dlteach.keras import activations, constraints, initializers, regularizers
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.same_shape import SameShapeLayer


class PReLU(SameShapeLayer):
    """The parametric rectifier: f(x) = x for x ≥ 0, α x otherwise, and α is learnt.

    Parameters
    ----------
    alpha_initializer : default "Zeros"
    alpha_regularizer, alpha_constraint : optional
    shared_axes : int or list of int, optional
        Axes along which one α serves all; (1, 2) for images, channels last: one for each channel. By default
        every entry of an example has its own.

    Attributes
    ----------
    alpha : Variable

    Examples
    --------
    >>> import numpy as np
    >>> PReLU(alpha_initializer="ones")(np.array([[-1.0, 2.0]]))
    array([[-1.,  2.]], dtype=float32)

    References
    ----------
    He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015.
    """

    def __init__(
        self,
        alpha_initializer: Any = "Zeros",
        alpha_regularizer: Any = None,
        alpha_constraint: Any = None,
        shared_axes: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.alpha_initializer = initializers.get(alpha_initializer)
        self.alpha_regularizer = regularizers.get(alpha_regularizer)
        self.alpha_constraint = constraints.get(alpha_constraint)
        if shared_axes is not None:
            shared_axes = list(shared_axes) if isinstance(shared_axes, (list, tuple)) else [shared_axes]
        self.shared_axes = shared_axes

    def build(self, input_shape: Any) -> None:
        sizes = list(input_shape[1:])
        for axis in self.shared_axes or []:
            sizes[axis - 1] = 1
        self.alpha = self.add_weight(
            shape=sizes,
            name="alpha",
            initializer=self.alpha_initializer,
            regularizer=self.alpha_regularizer,
            constraint=self.alpha_constraint,
        )
        axes = {}
        if self.shared_axes:
            axes = {a: size for a, size in enumerate(input_shape) if a > 0 and a not in self.shared_axes}
        self.input_spec = InputSpec(ndim=len(input_shape), axes=axes)

    def call(self, inputs: Any) -> Any:
        return activations.relu(inputs) - self.alpha * activations.relu(-inputs)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "alpha_initializer": initializers.serialize(self.alpha_initializer),
            "alpha_regularizer": regularizers.serialize(self.alpha_regularizer),
            "alpha_constraint": constraints.serialize(self.alpha_constraint),
            "shared_axes": self.shared_axes,
        }
