"""RMSprop: AdaGrad with a memory that fades, and Adadelta, which needs no learning rate."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_number
from dlteach.functions.optimizers.arguments import fraction, like_w
from dlteach.functions.optimizers.moving_mean import moving_mean


def rmsprop_step(
    w: ArrayLike,
    gradient: ArrayLike,
    mean_square: ArrayLike,
    learning_rate: float = 0.001,
    rho: float = 0.9,
    epsilon: float = 1e-7,
) -> tuple[np.ndarray, np.ndarray]:
    """One step of RMSprop: AdaGrad with a memory that fades, so that the rate can grow again.

        s ← ρ s + (1 − ρ) g²
        w ← w − α g / √(s + ε)

    Parameters
    ----------
    w : array_like, any shape
        The parameters.
    gradient : array_like, shape of w
        g = ∂J/∂w.
    mean_square : array_like, shape of w
        s, a running mean of squared gradients; zeros before the first step.
    learning_rate : float, default 0.001
        α.
    rho : float, default 0.9
        ρ, from 0 to below 1: how much of the memory stays.
    epsilon : float, default 1e-7
        ε > 0: no division by 0.

    Returns
    -------
    w, mean_square : ndarray, shape of w

    Raises
    ------
    ValueError
        If a shape differs from that of w, ρ is outside its range, or ε is not positive.

    References
    ----------
    G. Hinton, N. Srivastava and K. Swersky, "Neural networks for machine learning", lecture 6e, 2012.

    Examples
    --------
    >>> w, mean_square = rmsprop_step([1.0], [4.0], [2.0], learning_rate=0.75, rho=0.5)
    >>> print(w.round(6), mean_square)
    [0.] [9.]
    """
    start, g, s = like_w("rmsprop_step", w, gradient=gradient, mean_square=mean_square)
    rate = as_number(learning_rate, "rmsprop_step: learning_rate")
    rho = fraction(rho, "rmsprop_step: rho")
    epsilon = as_number(epsilon, "rmsprop_step: epsilon", positive=True)
    new, s = start.copy(), s.copy()
    rmsprop_update(new, g, s, rate, 1 - rho, epsilon, np.empty_like(new))
    return new[()], s[()]


def rmsprop_update(
    w: np.ndarray,
    gradient: np.ndarray,
    mean_square: np.ndarray,
    rate: float | np.ndarray,
    rest: float | np.ndarray,
    epsilon: float | np.ndarray,
    scratch: np.ndarray,
    mean: np.ndarray | None = None,
    velocity: np.ndarray | None = None,
    momentum: float | np.ndarray = 0.0,
) -> None:
    """`rmsprop_step` in place; centered when there is a `mean`, with momentum when there is a `velocity`.

        s ← ρ s + (1 − ρ) g²
        μ ← ρ μ + (1 − ρ) g,       step = α g / √(s − μ² + ε)
        v ← β v + step,            w ← w − v

    Without `mean` μ is 0; without `velocity` β is 0. s − μ² is the variance of the gradient: the centered
    form takes longer steps where gradients agree.

    Parameters
    ----------
    w : ndarray, any shape
        The parameters; changed in place.
    gradient : ndarray, shape of w
        g, not changed.
    mean_square : ndarray, shape of w
        s; changed in place.
    rate, rest, epsilon, momentum : float or 0-d array
        α, 1 − ρ, ε and β.
    scratch : ndarray, shape and dtype of w
        Overwritten.
    mean, velocity : ndarray, shape of w, optional
        μ and v; changed in place.

    References
    ----------
    A. Graves, "Generating sequences with recurrent neural networks", 2013, arXiv:1308.0850, equations 38-45.

    Examples
    --------
    >>> w, s = np.array([1.0]), np.array([2.0])
    >>> rmsprop_update(w, np.array([4.0]), s, 0.75, 0.5, 1e-7, np.empty(1))
    >>> print(w.round(6), s)
    [0.] [9.]
    """
    np.square(gradient, scratch)
    moving_mean(mean_square, scratch, rest, scratch)
    if mean is None:
        np.add(mean_square, epsilon, scratch)
    else:
        moving_mean(mean, gradient, rest, scratch)
        np.square(mean, scratch)
        np.subtract(mean_square, scratch, scratch)
        np.add(scratch, epsilon, scratch)
    np.sqrt(scratch, scratch)
    np.divide(gradient, scratch, scratch)
    np.multiply(scratch, rate, scratch)
    if velocity is None:
        np.subtract(w, scratch, w)
    else:
        np.multiply(velocity, momentum, velocity)
        np.add(velocity, scratch, velocity)
        np.subtract(w, velocity, w)


def adadelta_update(
    w: np.ndarray,
    gradient: np.ndarray,
    mean_square: np.ndarray,
    mean_square_step: np.ndarray,
    rate: float | np.ndarray,
    rest: float | np.ndarray,
    epsilon: float | np.ndarray,
    scratch: tuple[np.ndarray, np.ndarray],
) -> None:
    """One step of Adadelta in place: RMSprop whose rate is the length of the steps so far.

        s ← ρ s + (1 − ρ) g²
        Δ = g √(d + ε) / √(s + ε)
        d ← ρ d + (1 − ρ) Δ²
        w ← w − α Δ

    Δ has the unit of w, as a step should; the paper has no α.

    Parameters
    ----------
    w : ndarray, any shape
        The parameters; changed in place.
    gradient : ndarray, shape of w
        g, not changed.
    mean_square, mean_square_step : ndarray, shape of w
        s and d; changed in place, zeros before the first step.
    rate, rest, epsilon : float or 0-d array
        α, 1 − ρ and ε.
    scratch : pair of ndarray, shape and dtype of w
        Overwritten.

    References
    ----------
    M. D. Zeiler, "ADADELTA: an adaptive learning rate method", 2012, arXiv:1212.5701, algorithm 1.

    Examples
    --------
    >>> w, s, d = np.array([1.0]), np.array([0.0]), np.array([4.0])
    >>> adadelta_update(w, np.array([3.0]), s, d, 0.5, 0.5, 1e-7, (np.empty(1), np.empty(1)))
    >>> print(w.round(4), s, d.round(4))
    [-0.4142] [4.5] [6.]
    """
    step, other = scratch
    np.square(gradient, step)
    moving_mean(mean_square, step, rest, step)
    np.add(mean_square_step, epsilon, step)
    np.sqrt(step, step)
    np.multiply(step, gradient, step)
    np.add(mean_square, epsilon, other)
    np.sqrt(other, other)
    np.divide(step, other, step)
    np.square(step, other)
    moving_mean(mean_square_step, other, rest, other)
    np.multiply(step, rate, step)
    np.subtract(w, step, w)
