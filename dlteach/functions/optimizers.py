"""Optimizers, one step at a time: from the old parameters, their gradient and a memory to the new ones.

A step changes nothing in place. It returns the new parameters, and the new memory where it keeps one: pass
that to the next step, and zeros of the shape of the parameters to the first.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_count, as_float, as_number


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
    w, g = _like_w("sgd_step", w, gradient=gradient)
    return w - as_number(learning_rate, "sgd_step: learning_rate") * g


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
    w, g, v = _like_w("momentum_step", w, gradient=gradient, velocity=velocity)
    rate = as_number(learning_rate, "momentum_step: learning_rate")
    v = _fraction(momentum, "momentum_step: momentum") * v + g
    return w - rate * v, v


def adagrad_step(
    w: ArrayLike,
    gradient: ArrayLike,
    squares: ArrayLike,
    learning_rate: float = 0.01,
    epsilon: float = 1e-7,
) -> tuple[np.ndarray, np.ndarray]:
    """One step of AdaGrad: each parameter's rate shrinks with the gradients that it has seen.

        s ← s + g²
        w ← w − α g / √(s + ε)

    Parameters
    ----------
    w : array_like, any shape
        The parameters.
    gradient : array_like, shape of w
        g = ∂J/∂w.
    squares : array_like, shape of w
        s, the sum of all squared gradients; zeros before the first step (Keras starts with 0.1).
    learning_rate : float, default 0.01
        α.
    epsilon : float, default 1e-7
        ε > 0: no division by 0 for a parameter whose gradient was always 0.

    Returns
    -------
    w, squares : ndarray, shape of w

    Raises
    ------
    ValueError
        If a shape differs from that of w, or ε is not positive.

    References
    ----------
    J. Duchi, E. Hazan and Y. Singer, "Adaptive subgradient methods for online learning and stochastic
    optimization", Journal of Machine Learning Research 12 (2011), 2121-2159.

    Examples
    --------
    >>> w, squares = adagrad_step([1.0], [4.0], [9.0], learning_rate=0.5)
    >>> print(w.round(6), squares)
    [0.6] [25.]
    """
    w, g, s = _like_w("adagrad_step", w, gradient=gradient, squares=squares)
    rate = as_number(learning_rate, "adagrad_step: learning_rate")
    s = s + g**2
    return w - rate * g / np.sqrt(s + as_number(epsilon, "adagrad_step: epsilon", positive=True)), s


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
    w, g, s = _like_w("rmsprop_step", w, gradient=gradient, mean_square=mean_square)
    rate = as_number(learning_rate, "rmsprop_step: learning_rate")
    rho = _fraction(rho, "rmsprop_step: rho")
    s = rho * s + (1 - rho) * g**2
    return w - rate * g / np.sqrt(s + as_number(epsilon, "rmsprop_step: epsilon", positive=True)), s


def adam_step(
    w: ArrayLike,
    gradient: ArrayLike,
    m: ArrayLike,
    v: ArrayLike,
    t: int,
    learning_rate: float = 0.001,
    beta_1: float = 0.9,
    beta_2: float = 0.999,
    epsilon: float = 1e-8,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One step of Adam, adaptive moment estimation: momentum and RMSprop together, without their slow start.

        m ← β₁ m + (1 − β₁) g,      m̂ = m / (1 − β₁ᵗ)
        v ← β₂ v + (1 − β₂) g²,     v̂ = v / (1 − β₂ᵗ)
        w ← w − α m̂ / (√v̂ + ε)

    m and v start at 0 and are too small at first; the division by 1 − βᵗ corrects that.

    Parameters
    ----------
    w : array_like, any shape
        The parameters.
    gradient : array_like, shape of w
        g = ∂J/∂w.
    m, v : array_like, shape of w
        Running means of gradients and of squared gradients; zeros before the first step.
    t : int
        Number of this step, from 1.
    learning_rate : float, default 0.001
        α, about the length of a step in each parameter.
    beta_1, beta_2 : float, default 0.9 and 0.999
        From 0 to below 1: how much of m and of v stays.
    epsilon : float, default 1e-8
        ε > 0: no division by 0.

    Returns
    -------
    w, m, v : ndarray, shape of w

    Raises
    ------
    ValueError
        If a shape differs from that of w, t is below 1, or a number is outside its range.

    References
    ----------
    D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2014, arXiv:1412.6980, algorithm 1.

    Examples
    --------
    >>> w, m, v = adam_step([1.0, 1.0], [5.0, -0.01], [0.0, 0.0], [0.0, 0.0], t=1, learning_rate=0.5)
    >>> print(w.round(4), m.round(4))
    [0.5 1.5] [ 0.5   -0.001]
    """
    w, g, m, v = _like_w("adam_step", w, gradient=gradient, m=m, v=v)
    t = as_count(t, "adam_step: t", at_least=1)
    rate = as_number(learning_rate, "adam_step: learning_rate")
    beta_1 = _fraction(beta_1, "adam_step: beta_1")
    beta_2 = _fraction(beta_2, "adam_step: beta_2")
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    root = np.sqrt(v / (1 - beta_2**t))
    step = m / (1 - beta_1**t) / (root + as_number(epsilon, "adam_step: epsilon", positive=True))
    return w - rate * step, m, v


def exponential_decay(
    learning_rate: float, step: int, decay_steps: int, decay_rate: float, staircase: bool = False
) -> float:
    """A learning rate that starts large and shrinks by the same factor every `decay_steps` steps.

        αₜ = α₀ r^(t / d)

    Parameters
    ----------
    learning_rate : float
        α₀, the rate at step 0.
    step : int
        t, from 0.
    decay_steps : int
        d, the number of steps until the rate is r times what it was.
    decay_rate : float
        r > 0, the factor; 1 keeps the rate.
    staircase : bool, default False
        Whether to shrink at once after every d steps, t / d rounded down, rather than a little at each.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If t is negative, d below 1, or r not positive.

    Examples
    --------
    >>> [exponential_decay(0.8, step, decay_steps=10, decay_rate=0.25) for step in (0, 5, 10)]
    [0.8, 0.4, 0.2]
    >>> exponential_decay(0.8, 5, decay_steps=10, decay_rate=0.25, staircase=True)
    0.8
    """
    start = as_number(learning_rate, "exponential_decay: learning_rate")
    periods = as_count(step, "exponential_decay: step", at_least=0) / as_count(
        decay_steps, "exponential_decay: decay_steps", at_least=1
    )
    factor = as_number(decay_rate, "exponential_decay: decay_rate", positive=True)
    return start * factor ** (math.floor(periods) if staircase else periods)


def _like_w(function: str, w: ArrayLike, **others: ArrayLike) -> list[np.ndarray]:
    """Float arrays of the shape and the type of the parameters, which nothing beside them changes."""
    w = as_float(w, f"{function}: w")
    arrays = [w]
    for name, value in others.items():
        array = as_float(value, f"{function}: {name}")
        if array.shape != w.shape:
            raise ValueError(f"{function}: expected {name} of the shape of w, {w.shape}, got {array.shape}")
        arrays.append(array.astype(w.dtype, copy=False))
    return arrays


def _fraction(value: float, what: str) -> float:
    number = as_number(value, what)
    if not 0 <= number < 1:
        raise ValueError(f"{what}: expected a number from 0 to below 1, got {value!r}")
    return number
