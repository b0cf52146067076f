"""Gradient descent: a step against the gradient, with or without momentum."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_number
from dlteach.functions.optimizers.arguments import fraction, like_w


def sgd_step(w: ArrayLike, gradient: ArrayLike, learning_rate: float = 0.01) -> np.ndarray:
    """One step of gradient descent.

        w ← w − α g

    Parameters
    ----------
    w : array_like, any shape
        The parameters.
    gradient : array_like, shape of w
        g = ∂J/∂w.
    learning_rate : float, default 0.01
        α.

    Returns
    -------
    ndarray, shape of w

    Raises
    ------
    ValueError
        If the gradient does not have the shape of w, or the learning rate is not one finite number.

    Examples
    --------
    >>> sgd_step([1.0, 2.0], [10.0, -10.0], learning_rate=0.1)
    array([0., 3.])
    """
    start, g = like_w("sgd_step", w, gradient=gradient)
    new = start.copy()
    sgd_update(new, g, as_number(learning_rate, "sgd_step: learning_rate"), np.empty_like(new))
    return new[()]


def sgd_update(w: np.ndarray, gradient: np.ndarray, rate: float | np.ndarray, scratch: np.ndarray) -> None:
    """`sgd_step` in place.

        w ← w − α g

    Parameters
    ----------
    w : ndarray, any shape
        The parameters; changed in place.
    gradient : ndarray, shape of w
        g, not changed.
    rate : float or 0-d array
        α.
    scratch : ndarray, shape and dtype of w
        Overwritten.

    Examples
    --------
    >>> w = np.array([1.0, 2.0])
    >>> sgd_update(w, np.array([10.0, -10.0]), 0.1, np.empty(2))
    >>> w
    array([0., 3.])
    """
    np.multiply(gradient, rate, scratch)
    np.subtract(w, scratch, w)


def momentum_step(
    w: ArrayLike,
    gradient: ArrayLike,
    velocity: ArrayLike,
    learning_rate: float = 0.01,
    momentum: float = 0.9,
) -> tuple[np.ndarray, np.ndarray]:
    """One step with momentum: gradients in one direction add up, alternating ones cancel.

        v ← β v + g
        w ← w − α v

    A constant gradient leads to steps that are 1/(1 − β) times as long: ten times for β = 0.9.

    Parameters
    ----------
    w : array_like, any shape
        The parameters.
    gradient : array_like, shape of w
        g = ∂J/∂w.
    velocity : array_like, shape of w
        v; zeros before the first step.
    learning_rate : float, default 0.01
        α.
    momentum : float, default 0.9
        β, from 0 to below 1; with 0 this is `sgd_step`.

    Returns
    -------
    w, velocity : ndarray, shape of w

    Raises
    ------
    ValueError
        If a shape differs from that of w, or the momentum is outside its range.

    References
    ----------
    B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR Computational
    Mathematics and Mathematical Physics 4 (1964), 1-17.

    Examples
    --------
    >>> w, velocity = momentum_step([1.0], [2.0], [1.0], learning_rate=0.1, momentum=0.5)
    >>> print(w, velocity)
    [0.75] [2.5]
    """
    w, g, v = like_w("momentum_step", w, gradient=gradient, velocity=velocity)
    rate = as_number(learning_rate, "momentum_step: learning_rate")
    v = fraction(momentum, "momentum_step: momentum") * v + g
    return w - rate * v, v


def momentum_update(
    w: np.ndarray,
    gradient: np.ndarray,
    velocity: np.ndarray,
    rate: float | np.ndarray,
    momentum: float | np.ndarray,
    nesterov: bool,
    scratch: np.ndarray,
) -> None:
    """A step with momentum in place, with a velocity that is a length in w.

        v ← β v − α g
        w ← w + v                  or, with Nesterov's look ahead,
        w ← w + β v − α g

    `momentum_step` keeps a sum of gradients and multiplies it by α afterwards. Here α is part of the memory,
    as in Keras: a new learning rate bends the path and does not stretch what was gathered before.

    Parameters
    ----------
    w : ndarray, any shape
        The parameters; changed in place.
    gradient : ndarray, shape of w
        g, not changed.
    velocity : ndarray, shape of w
        v; changed in place, zeros before the first step.
    rate, momentum : float or 0-d array
        α and β.
    nesterov : bool
        Whether to look ahead.
    scratch : ndarray, shape and dtype of w
        Overwritten.

    References
    ----------
    I. Sutskever, J. Martens, G. Dahl and G. Hinton, "On the importance of initialization and momentum in deep
    learning", ICML 2013.

    Examples
    --------
    >>> w, v = np.array([1.0]), np.array([-0.5])
    >>> momentum_update(w, np.array([2.0]), v, 0.1, 0.5, False, np.empty(1))
    >>> print(w.round(6), v.round(6))
    [0.55] [-0.45]
    """
    np.multiply(gradient, rate, scratch)
    np.multiply(velocity, momentum, velocity)
    np.subtract(velocity, scratch, velocity)
    if nesterov:
        np.subtract(w, scratch, w)
        np.multiply(velocity, momentum, scratch)
        np.add(w, scratch, w)
    else:
        np.add(w, velocity, w)
