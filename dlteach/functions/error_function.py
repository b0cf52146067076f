"""The error function, its derivative and its inverse: the normal distribution's curve, without SciPy."""

import math

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float

_ONE_BY_ONE = np.frompyfunc(math.erf, 1, 1)
_COMPLEMENT = np.frompyfunc(math.erfc, 1, 1)


def erf(x: ArrayLike) -> np.ndarray:
    """The error function: twice the area under the bell curve e^(−t²) / √π from 0 to x.

        erf(x) = (2 / √π) ∫₀ˣ e^(−t²) dt

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    ndarray, shape of x
        From −1 to 1.

    Examples
    --------
    >>> erf([-10.0, 0.0, 0.5]).round(4)
    array([-1.    ,  0.    ,  0.5205])
    """
    x = as_float(x, "erf: x")
    return np.asarray(_ONE_BY_ONE(x)).astype(x.dtype)


def erfc(x: ArrayLike) -> np.ndarray:
    """The complement of the error function, with all its digits where erf rounds to 1.

        erfc(x) = 1 − erf(x)

    Its slope is −erf′(x).

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    ndarray, shape of x
        From 0 to 2.

    Examples
    --------
    >>> print(f"{erfc(10.0):.4g}")
    2.088e-45
    """
    x = as_float(x, "erfc: x")
    return np.asarray(_COMPLEMENT(x)).astype(x.dtype)


def erf_derivative(x: ArrayLike) -> np.ndarray:
    """Slope of the error function: the bell curve.

        erf′(x) = (2 / √π) e^(−x²)

    Parameters
    ----------
    x : array_like, any shape

    Returns
    -------
    ndarray, shape of x

    Examples
    --------
    >>> erf_derivative([0.0, 1.0]).round(4)
    array([1.1284, 0.4151])
    """
    x = as_float(x, "erf_derivative: x")
    return 2 / math.sqrt(math.pi) * np.exp(-np.square(np.clip(x, -30, 30)))  # e⁻⁹⁰⁰ is 0 already


def erfinv(y: ArrayLike) -> np.ndarray:
    """The number whose error function is y.

        erf(erfinv(y)) = y

    A formula with three right digits, then three steps of Halley's method, each of which
    triples the digits.

    Parameters
    ----------
    y : array_like, any shape
        From −1 to 1; nan outside.

    Returns
    -------
    ndarray, shape of y
        −inf for −1, inf for 1.

    References
    ----------
    S. Winitzki, "A handy approximation for the error function and its inverse", 2008.

    Examples
    --------
    >>> erfinv([-1.0, 0.0, 0.5]).round(4)
    array([  -inf, 0.    , 0.4769])
    """
    y = as_float(y, "erfinv: y")
    wide = np.asarray(y, np.float64)
    inside = np.where(np.abs(wide) < 1, wide, 0.0)
    a = 0.147
    log = np.log1p(-np.square(inside))
    half = 2 / (math.pi * a) + log / 2
    x = np.copysign(np.sqrt(np.sqrt(half * half - log / a) - half), inside)
    for _ in range(3):
        # Far out 1 − erf keeps the digits that erf loses.
        missing = np.where(
            np.abs(inside) < 0.5,
            erf(x) - inside,
            np.sign(inside) * (1 - np.abs(inside) - erfc(np.abs(x))),
        )
        step = missing / erf_derivative(x)
        x = x - step / (1 + x * step)
    out = np.where(np.abs(wide) < 1, x, np.where(np.abs(wide) == 1, np.copysign(np.inf, wide), np.nan))
    return out.astype(y.dtype)


def erfinv_derivative(y: ArrayLike) -> np.ndarray:
    """Slope of the inverse error function, one over the slope of the error function there.

        erfinv′(y) = (√π / 2) e^(erfinv(y)²)

    Parameters
    ----------
    y : array_like, any shape
        From −1 to 1; nan outside.

    Returns
    -------
    ndarray, shape of y

    Examples
    --------
    >>> erfinv_derivative([0.0, 0.5]).round(4)
    array([0.8862, 1.1126])
    """
    y = as_float(y, "erfinv_derivative: y")
    return math.sqrt(math.pi) / 2 * np.exp(np.square(erfinv(y)))
