"""Activation functions, entry by entry, each with its derivative.

Every derivative takes z, the number before the activation, and not a = f(z).
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_number, as_shaped, check_not_empty


def linear(z: ArrayLike) -> np.ndarray:
    """The identity: what a layer without activation computes.

        f(z) = z

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z
        A new array.

    Examples
    --------
    >>> linear([-1.0, 2.0])
    array([-1.,  2.])
    """
    return +as_float(z, "linear: z")


def linear_derivative(z: ArrayLike) -> np.ndarray:
    """Derivative of the identity.

        f′(z) = 1

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> linear_derivative([-1.0, 2.0])
    array([1., 1.])
    """
    return np.ones_like(as_float(z, "linear_derivative: z"))


def sigmoid(z: ArrayLike) -> np.ndarray:
    """Squash every number into the range from 0 to 1.

        σ(z) = 1 / (1 + e⁻ᶻ) = eᶻ / (1 + eᶻ)

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> sigmoid([-10000.0, 0.0, 10000.0])
    array([0. , 0.5, 1. ])
    """
    z = as_float(z, "sigmoid: z")
    with np.errstate(over="ignore"):  # e⁻ᶻ may be inf; 1 / inf is 0, as it should
        return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of the sigmoid, from 0 to 0.25.

        σ′(z) = σ(z) · (1 − σ(z)) = e⁻ᶻ / (1 + e⁻ᶻ)²,    the same for z and −z

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> sigmoid_derivative([-10000.0, 0.0, 10000.0])
    array([0.  , 0.25, 0.  ])
    """
    z = as_float(z, "sigmoid_derivative: z")
    e = np.exp(-np.abs(z))  # 1 − σ(z) would round to 0 from z = 37 on
    return e / (1 + e) ** 2


def sigmoid_slope(a: ArrayLike) -> np.ndarray:
    """Slope of the sigmoid from its output, which a way back has at hand.

        σ′(z) = a · (1 − a),    a = σ(z)

    Where σ rounds to 1 this is 0, and `sigmoid_derivative` not: from z = 17 in float32, 37 in float64.

    Parameters
    ----------
    a : array_like, any shape
        What `sigmoid` has returned.

    Returns
    -------
    ndarray, shape of a

    Examples
    --------
    >>> sigmoid_slope([0.5, 0.8])
    array([0.25, 0.16])
    """
    a = as_float(a, "sigmoid_slope: a")
    return a * (1 - a)


def tanh(z: ArrayLike) -> np.ndarray:
    """Squash every number into the range from −1 to 1.

        tanh(z) = (e²ᶻ − 1) / (e²ᶻ + 1) = 2σ(2z) − 1

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> tanh([-10000.0, 0.0, 10000.0])
    array([-1.,  0.,  1.])
    """
    return np.tanh(as_float(z, "tanh: z"))


def tanh_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of tanh, from 0 to 1.

        tanh′(z) = 1 − tanh²(z) = 4σ′(2z)

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> tanh_derivative([-10000.0, 0.0, 10000.0])
    array([0., 1., 0.])
    """
    z = as_float(z, "tanh_derivative: z")
    return 4 * sigmoid_derivative(2 * z)  # 1 − tanh² would round to 0 from z = 19 on


def tanh_slope(a: ArrayLike) -> np.ndarray:
    """Slope of tanh from its output, which a way back has at hand.

        tanh′(z) = 1 − a²,    a = tanh(z)

    Where tanh rounds to ±1 this is 0, and `tanh_derivative` not.

    Parameters
    ----------
    a : array_like, any shape
        What `tanh` has returned.

    Returns
    -------
    ndarray, shape of a

    Examples
    --------
    >>> tanh_slope([0.0, 0.5])
    array([1.  , 0.75])
    """
    a = as_float(a, "tanh_slope: a")
    return 1 - a * a


def relu(z: ArrayLike) -> np.ndarray:
    """Keep what is positive, replace the rest by 0.

        relu(z) = max(z, 0)

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    V. Nair and G. E. Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML 2010.

    Examples
    --------
    >>> relu([-2.0, 0.0, 3.0])
    array([0., 0., 3.])
    """
    return np.maximum(as_float(z, "relu: z"), 0)


def relu_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of relu.

        relu′(z) = 1 for z > 0, otherwise 0

    At z = 0 there is no derivative; as most libraries do, we take 0.

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> relu_derivative([-2.0, 0.0, 3.0])
    array([0., 0., 1.])
    """
    z = as_float(z, "relu_derivative: z")
    return (z > 0).astype(z.dtype)


def leaky_relu(z: ArrayLike, negative_slope: float = 0.01) -> np.ndarray:
    """Keep what is positive, scale the rest down.

        f(z) = z for z > 0, otherwise negative_slope · z

    Parameters
    ----------
    z : array_like, any shape
    negative_slope : float, default 0.01
        Slope on the left of 0; above 0 it keeps a neuron from dying.

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    A. L. Maas, A. Y. Hannun and A. Y. Ng, "Rectifier nonlinearities improve neural network acoustic models",
    ICML Workshop on Deep Learning for Audio, Speech and Language Processing, 2013.

    Examples
    --------
    >>> leaky_relu([-2.0, 0.0, 3.0])
    array([-0.02,  0.  ,  3.  ])
    """
    z, slope = as_float(z, "leaky_relu: z"), as_number(negative_slope, "leaky_relu: negative_slope")
    return np.where(z > 0, z, slope * z)


def leaky_relu_derivative(z: ArrayLike, negative_slope: float = 0.01) -> np.ndarray:
    """Slope of the leaky relu.

        f′(z) = 1 for z > 0, otherwise negative_slope

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.
    negative_slope : float, default 0.01
        Slope on the left of 0.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> leaky_relu_derivative([-2.0, 0.0, 3.0])
    array([0.01, 0.01, 1.  ])
    """
    z = as_float(z, "leaky_relu_derivative: z")
    slope = as_number(negative_slope, "leaky_relu_derivative: negative_slope")
    return np.where(z > 0, 1, slope).astype(z.dtype)


def dead_fraction(activations: ArrayLike) -> float:
    """Fraction of a layer's units that are silent for every example.

        (number of columns without a positive entry) / (number of columns)

    Parameters
    ----------
    activations : array_like, shape (n, units)
        Outputs of a relu layer.

    Returns
    -------
    float
        From 0, every unit answers to something, to 1, all are dead.

    Raises
    ------
    ValueError
        If there is no example or no unit.

    Examples
    --------
    >>> dead_fraction([[0, 1, 0, 0], [0, 0, 2, 0]])
    0.5
    """
    (activations,) = as_shaped("dead_fraction", activations=(activations, "nu"))
    check_not_empty("dead_fraction", "activations", activations)
    return float(np.mean(np.all(activations <= 0, axis=0)))


Elementwise = Callable[[ArrayLike], np.ndarray]

# By name: the function and its derivative.
ACTIVATIONS: dict[str, tuple[Elementwise, Elementwise]] = {
    "linear": (linear, linear_derivative),
    "sigmoid": (sigmoid, sigmoid_derivative),
    "tanh": (tanh, tanh_derivative),
    "relu": (relu, relu_derivative),
    "leaky_relu": (leaky_relu, leaky_relu_derivative),
}


def activation_named(name: str) -> tuple[Elementwise, Elementwise]:
    """An activation and its derivative by name."""
    if name not in ACTIVATIONS:
        raise ValueError(f"activation: expected one of {', '.join(ACTIVATIONS)}, got {name!r}")
    return ACTIVATIONS[name]
