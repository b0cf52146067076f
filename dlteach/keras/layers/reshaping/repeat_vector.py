"""RepeatVector: a row as a sequence of itself."""

from __future__ import annotations

from typing import Any

from dlteach.keras import ops
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer
from dlteach.keras.layers.reshaping.sizes import check_positive_integer


class RepeatVector(Layer):
    """Repeat each row n times, as a sequence: (examples, d) becomes (examples, n, d).

    Parameters
    ----------
    n : int

    Raises
    ------
    TypeError, ValueError
        If n is not a positive integer.

    Examples
    --------
    >>> import numpy as np
    >>> RepeatVector(2)(np.array([[1.0, 5.0]]))
    array([[[1., 5.],
            [1., 5.]]], dtype=float32)
    """

    def __init__(self, n: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check_positive_integer("n", n)
        self.n = n
        self.input_spec = InputSpec(ndim=2)

    def call(self, inputs: Any) -> Any:
        return ops.repeat(ops.expand_dims(inputs, 1), self.n, axis=1)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return (input_shape[0], self.n, input_shape[1])

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "n": self.n}
