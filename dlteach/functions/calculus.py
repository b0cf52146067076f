"""Derivatives measured by nudging, and how to compare them with derivatives from a formula."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_number, as_pair


def numerical_gradient(f: Callable[[np.ndarray], Any], x: ArrayLike, h: float = 1e-5) -> np.ndarray:
    """Gradient of a scalar function by central differences, one entry of x at a time.

        ∂f/∂xᵢ ≈ [ f(x + h eᵢ) − f(x − h eᵢ) ] / (2h),    error of order h²

    Parameters
    ----------
    f : callable
        Takes an array shaped like x, returns one number.
    x : array_like, any shape
        The point. Differences are taken in float64, whatever the type of x.
    h : float, default 1e-5
        Half the distance between the two evaluations.

    Returns
    -------
    ndarray, shape of x

    Raises
    ------
    ValueError
        If f returns more than one number, or h is not positive.

    Examples
    --------
    >>> numerical_gradient(lambda x: np.sum(x**2), [1, 2]).round(6)
    array([2., 4.])
    """
    x, h = as_float(x, "numerical_gradient: x"), as_number(h, "numerical_gradient: h", positive=True)
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        gradient[index] = (_value(f, x + step) - _value(f, x - step)) / (2 * h)
    return gradient


def _value(f: Callable[[np.ndarray], Any], x: np.ndarray) -> float:
    return as_number(f(x), "numerical_gradient: f(x)")


def nudge(f: Callable[..., Any], inputs: Mapping[str, Any], name: str, amount: float = 0.001) -> Any:
    """How much f changes when one of its inputs grows a little.

        Δf = f(…, name + amount, …) − f(…, name, …),    so that Δf / amount ≈ ∂f/∂name

    Parameters
    ----------
    f : callable
        Takes the inputs as keywords.
    inputs : mapping of str to number or array
        Stays as it is.
    name : str
        The input to nudge.
    amount : float, default 0.001
        What to add to it.

    Returns
    -------
    float, or whatever differences of f are

    Raises
    ------
    ValueError
        If inputs has no such name.

    Examples
    --------
    >>> print(round(nudge(lambda a, y: (a - y) ** 2 / 2, {"a": 4, "y": 2}, "a"), 4))
    0.002
    """
    if name not in inputs:
        raise ValueError(f"nudge: expected name to be one of {', '.join(map(repr, inputs))}, got {name!r}")
    return f(**{**inputs, name: inputs[name] + amount}) - f(**inputs)


def relative_error(a: ArrayLike, b: ArrayLike) -> np.floating:
    """Largest difference of two arrays in proportion to their entries.

        max over i of |aᵢ − bᵢ| / max(|aᵢ|, |bᵢ|),    0 where both are 0

    Parameters
    ----------
    a, b : array_like, same shape
        Two gradients to compare, for example.

    Returns
    -------
    float scalar
        From 0, equal, to 2, equal but for the sign.

    Raises
    ------
    ValueError
        If the shapes differ or there is no entry.

    Examples
    --------
    >>> print(relative_error([1.0, 0.0], [1.25, 0.0]))
    0.2
    """
    a, b = as_pair("relative_error", a=a, b=b)
    scale = np.maximum(np.abs(a), np.abs(b))
    return np.max(np.divide(np.abs(a - b), scale, out=np.zeros_like(scale), where=scale != 0))
