"""Adam: a running mean of gradients over the root of a running mean of their squares."""

import math

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_count, as_number
from dlteach.functions.optimizers.arguments import fraction, like_w
from dlteach.functions.optimizers.moving_mean import moving_mean


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
    start, g, *means = like_w("adam_step", w, gradient=gradient, m=m, v=v)
    t = as_count(t, "adam_step: t", at_least=1)
    rate = as_number(learning_rate, "adam_step: learning_rate")
    beta_1 = fraction(beta_1, "adam_step: beta_1")
    beta_2 = fraction(beta_2, "adam_step: beta_2")
    epsilon = as_number(epsilon, "adam_step: epsilon", positive=True)
    new, new_m, new_v = (array.copy() for array in (start, *means))
    # α m̂ / (√v̂ + ε) with both corrections taken out of the arrays: numbers are cheaper to multiply.
    root = math.sqrt(1 - beta_2**t)
    rate *= root / (1 - beta_1**t)
    adam_update(new, g, new_m, new_v, rate, 1 - beta_1, 1 - beta_2, epsilon * root, np.empty_like(new))
    return new[()], new_m[()], new_v[()]


def adam_update(
    w: np.ndarray,
    gradient: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    rate: float | np.ndarray,
    rest_1: float | np.ndarray,
    rest_2: float | np.ndarray,
    epsilon: float | np.ndarray,
    scratch: np.ndarray,
    v_max: np.ndarray | None = None,
) -> None:
    """One step of Adam in place, in the order of the paper's section 2: both corrections are in the rate.

        m ← β₁ m + (1 − β₁) g
        v ← β₂ v + (1 − β₂) g²
        w ← w − αₜ m / (√v + ε),     αₜ = α √(1 − β₂ᵗ) / (1 − β₁ᵗ)

    With `v_max` (AMSGrad) the largest v so far takes the place of v: a rate never grows again.

    Parameters
    ----------
    w : ndarray, any shape
        The parameters; changed in place.
    gradient : ndarray, shape of w
        g, not changed.
    m, v : ndarray, shape of w
        Changed in place, zeros before the first step.
    rate : float or 0-d array
        αₜ.
    rest_1, rest_2, epsilon : float or 0-d array
        1 − β₁, 1 − β₂ and ε.
    scratch : ndarray, shape and dtype of w
        Overwritten.
    v_max : ndarray, shape of w, optional
        Changed in place, zeros before the first step.

    References
    ----------
    S. J. Reddi, S. Kale and S. Kumar, "On the convergence of Adam and beyond", ICLR 2018: AMSGrad.

    Examples
    --------
    >>> w, m, v = np.array([1.0]), np.array([0.0]), np.array([0.0])
    >>> adam_update(w, np.array([5.0]), m, v, 0.25, 0.5, 0.25, 1e-7, np.empty(1))
    >>> print(w.round(4), m, v)
    [0.75] [2.5] [6.25]
    """
    moving_mean(m, gradient, rest_1, scratch)
    np.square(gradient, scratch)
    moving_mean(v, scratch, rest_2, scratch)
    if v_max is not None:
        v = np.maximum(v_max, v, out=v_max)
    np.sqrt(v, scratch)
    np.add(scratch, epsilon, scratch)
    np.divide(m, scratch, scratch)
    np.multiply(scratch, rate, scratch)
    np.subtract(w, scratch, w)
