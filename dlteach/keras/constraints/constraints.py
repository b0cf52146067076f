"""Constraints: what is done to a variable after every step of the optimizer, so that it keeps a property."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras import backend

Axis = int | tuple[int, ...] | list[int] | None


class Constraint:
    """Base of all constraints; a subclass defines `__call__(w)`, from the values to the permitted ones.

    Examples
    --------
    >>> class AtMostOne(Constraint):
    ...     def __call__(self, w):
    ...         return np.minimum(w, 1)
    >>> AtMostOne()(np.array([0.5, 2.0]))
    array([0.5, 1. ])
    """

    def __call__(self, w: Any) -> Any:
        """The values as the constraint permits them."""
        return w

    def get_config(self) -> dict[str, Any]:
        """The arguments of the constructor."""
        return {}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Constraint:
        """The constraint that these arguments describe."""
        return cls(**config)


class NonNeg(Constraint):
    """Negative numbers become 0.

    Examples
    --------
    >>> NonNeg()(np.array([-1.0, 2.0]))
    array([0., 2.])
    """

    def __call__(self, w: Any) -> np.ndarray:
        return np.maximum(_values(w), 0)


class MinMaxNorm(Constraint):
    """The length of every vector along `axis` is brought between two bounds.

        w ← w · (rate · clip(‖w‖, min, max) + (1 − rate) · ‖w‖) / (ε + ‖w‖)

    Parameters
    ----------
    min_value, max_value : float, default 0 and 1
    rate : float, default 1
        How far a vector outside is brought back: 1 all the way.
    axis : int or tuple of int, default 0
        The axes that make up one vector: 0 for the kernel (d_in, d_out) of a Dense layer, whose columns are
        the units; (0, 1, 2) for that of a Conv2D.

    Examples
    --------
    >>> MinMaxNorm(max_value=1.0)(np.array([[3.0], [4.0]])).round(3)
    array([[0.6],
           [0.8]])
    """

    def __init__(
        self, min_value: float = 0.0, max_value: float = 1.0, rate: float = 1.0, axis: Axis = 0
    ) -> None:
        self.min_value = min_value
        self.max_value = max_value
        self.rate = rate
        self.axis = axis

    def __call__(self, w: Any) -> np.ndarray:
        w = _values(w)
        norms = _norms(w, self.axis)
        desired = self.rate * np.clip(norms, self.min_value, self.max_value) + (1 - self.rate) * norms
        return w * (desired / (backend.epsilon() + norms))

    def get_config(self) -> dict[str, Any]:
        return {
            "min_value": self.min_value,
            "max_value": self.max_value,
            "rate": self.rate,
            "axis": self.axis,
        }


class MaxNorm(Constraint):
    """The length of every vector along `axis` is at most `max_value`; longer ones are shortened.

    Parameters
    ----------
    max_value : float, default 2
    axis : int or tuple of int, default 0
        The axes that make up one vector, as for `MinMaxNorm`.

    References
    ----------
    N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov, "Dropout: A simple way to
    prevent neural networks from overfitting", JMLR 15, 2014.

    Examples
    --------
    >>> MaxNorm(5)(np.array([[3.0, 6.0], [4.0, 8.0]])).round(3)
    array([[3., 3.],
           [4., 4.]])
    """

    def __init__(self, max_value: float = 2, axis: Axis = 0) -> None:
        self.max_value = max_value
        self.axis = axis

    def __call__(self, w: Any) -> np.ndarray:
        return MinMaxNorm(0, self.max_value, axis=self.axis)(w)

    def get_config(self) -> dict[str, Any]:
        return {"max_value": self.max_value, "axis": self.axis}


class UnitNorm(Constraint):
    """Every vector along `axis` gets the length 1.

    Parameters
    ----------
    axis : int or tuple of int, default 0
        The axes that make up one vector, as for `MinMaxNorm`.

    Examples
    --------
    >>> UnitNorm()(np.array([[3.0], [4.0]])).round(3)
    array([[0.6],
           [0.8]])
    """

    def __init__(self, axis: Axis = 0) -> None:
        self.axis = axis

    def __call__(self, w: Any) -> np.ndarray:
        w = _values(w)
        return w / (backend.epsilon() + _norms(w, self.axis))

    def get_config(self) -> dict[str, Any]:
        return {"axis": self.axis}


def _values(w: Any) -> np.ndarray:
    return backend.convert_to_numpy(backend.convert_to_tensor(w))


def _norms(w: np.ndarray, axis: Axis) -> np.ndarray:
    axes = tuple(axis) if isinstance(axis, list) else axis
    return np.sqrt(np.sum(np.square(w), axis=axes, keepdims=True))
