"""Regularizers: a cost of the weights themselves, added to the loss."""

from __future__ import annotations

from math import isfinite
from typing import Any

from dlteach.keras import ops
from dlteach.keras.utils.numerical_utils import normalize


class Regularizer:
    """Base of all regularizers; a subclass defines `__call__(x)`, from a variable to one number.

    Examples
    --------
    >>> class SumOfFourthPowers(Regularizer):
    ...     def __call__(self, x):
    ...         return 0.01 * ops.sum(x**4)
    >>> print(SumOfFourthPowers()(ops.ones((2, 2))))
    0.04
    """

    def __call__(self, x: Any) -> Any:
        """The cost of these weights."""
        return 0.0

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Regularizer:
        """The regularizer that these arguments describe."""
        return cls(**config)

    def get_config(self) -> dict[str, Any]:
        """The arguments of the constructor; a subclass that is to be saved defines it."""
        raise NotImplementedError(
            f"{type(self).__name__} does not implement get_config(), which saving it needs: "
            "return the arguments of the constructor in a dict"
        )


class L1L2(Regularizer):
    """Both penalties: `l1 · Σ|x| + l2 · Σx²`.

    Parameters
    ----------
    l1, l2 : float, default 0

    Raises
    ------
    ValueError
        If a factor is negative, infinite or nan.

    Examples
    --------
    >>> print(L1L2(l1=1.0, l2=10.0)(ops.array([1.0, -2.0])))
    53.0
    """

    def __init__(self, l1: float = 0.0, l2: float = 0.0) -> None:
        self.l1 = validate_float_arg(0.0 if l1 is None else l1, name="l1")
        self.l2 = validate_float_arg(0.0 if l2 is None else l2, name="l2")

    def __call__(self, x: Any) -> Any:
        cost = ops.convert_to_tensor(0.0, dtype=x.dtype)
        if self.l1:
            cost = cost + self.l1 * ops.sum(ops.absolute(x))
        if self.l2:
            cost = cost + self.l2 * ops.sum(ops.square(x))
        return cost

    def get_config(self) -> dict[str, Any]:
        return {"l1": self.l1, "l2": self.l2}


class L1(Regularizer):
    """`l1 · Σ|x|`, which drives weights that are not needed to 0.

    Parameters
    ----------
    l1 : float, default 0.01

    Raises
    ------
    ValueError
        If the factor is negative, infinite or nan.

    Examples
    --------
    >>> print(L1(1.0)(ops.array([1.0, -2.0])))
    3.0
    """

    def __init__(self, l1: float = 0.01) -> None:
        self.l1 = validate_float_arg(0.01 if l1 is None else l1, name="l1")

    def __call__(self, x: Any) -> Any:
        return self.l1 * ops.sum(ops.absolute(x))

    def get_config(self) -> dict[str, Any]:
        return {"l1": self.l1}


class L2(Regularizer):
    """`l2 · Σx²`, without a half: it keeps weights small.

    Parameters
    ----------
    l2 : float, default 0.01

    Raises
    ------
    ValueError
        If the factor is negative, infinite or nan.

    Examples
    --------
    >>> print(L2(1.0)(ops.array([1.0, -2.0])))
    5.0
    """

    def __init__(self, l2: float = 0.01) -> None:
        self.l2 = validate_float_arg(0.01 if l2 is None else l2, name="l2")

    def __call__(self, x: Any) -> Any:
        return self.l2 * ops.sum(ops.square(x))

    def get_config(self) -> dict[str, Any]:
        return {"l2": self.l2}


class OrthogonalRegularizer(Regularizer):
    """The mean |cosine| between the rows of a matrix, or its columns: 0 where they are orthogonal.

    Parameters
    ----------
    factor : float, default 0.01
    mode : {"rows", "columns"}, default "rows"

    Raises
    ------
    ValueError
        If the factor is negative, infinite or nan, the mode none of the two, or the input no matrix.

    Examples
    --------
    >>> print(OrthogonalRegularizer(1.0)(ops.eye(3)))
    0.0
    """

    def __init__(self, factor: float = 0.01, mode: str = "rows") -> None:
        self.factor = validate_float_arg(factor, name="factor")
        if mode not in ("rows", "columns"):
            raise ValueError(
                f'Invalid value for argument `mode`. Expected one of {{"rows", "columns"}}. '
                f"Received: mode={mode}"
            )
        self.mode = mode

    def __call__(self, inputs: Any) -> Any:
        if len(inputs.shape) != 2:
            raise ValueError(
                "Inputs to OrthogonalRegularizer must have rank 2. "
                f"Received: inputs.shape={tuple(inputs.shape)}"
            )
        vectors = inputs if self.mode == "rows" else ops.transpose(inputs)
        vectors = normalize(vectors, axis=1)
        count = vectors.shape[0]
        cosines = ops.matmul(vectors, ops.transpose(vectors)) * (1.0 - ops.eye(count, dtype=inputs.dtype))
        pairs = count * (count - 1.0) / 2.0
        return self.factor * 0.5 * ops.sum(ops.absolute(cosines)) / pairs

    def get_config(self) -> dict[str, Any]:
        return {"factor": self.factor, "mode": self.mode}


def validate_float_arg(value: Any, name: str) -> float:
    """A factor that is a finite number of at least 0.

    Raises
    ------
    ValueError
        If it is not.
    """
    if not isinstance(value, (float, int)) or not isfinite(value) or value < 0:
        raise ValueError(
            f"Invalid value for argument {name}: expected a non-negative float. Received: {name}={value}"
        )
    return float(value)
