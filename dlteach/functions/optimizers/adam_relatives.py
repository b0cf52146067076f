"""Adamax, Nadam and Lion: what was made of Adam."""

import numpy as np

from dlteach.functions.optimizers.moving_mean import moving_mean


def adamax_update(
    w: np.ndarray,
    gradient: np.ndarray,
    m: np.ndarray,
    u: np.ndarray,
    rate: float | np.ndarray,
    rest_1: float | np.ndarray,
    beta_2: float | np.ndarray,
    epsilon: float | np.ndarray,
    scratch: np.ndarray,
) -> None:
    """One step of Adamax in place: Adam with the largest recent gradient for the root of the mean square.

        m ← β₁ m + (1 − β₁) g
        u ← max(β₂ u, |g|)
        w ← w − αₜ m / (u + ε),     αₜ = α / (1 − β₁ᵗ)

    Parameters
    ----------
    w : ndarray, any shape
        The parameters; changed in place.
    gradient : ndarray, shape of w
        g, not changed.
    m, u : ndarray, shape of w
        Changed in place, zeros before the first step.
    rate : float or 0-d array
        αₜ.
    rest_1, beta_2, epsilon : float or 0-d array
        1 − β₁, β₂ and ε.
    scratch : ndarray, shape and dtype of w
        Overwritten.

    References
    ----------
    D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2014, arXiv:1412.6980, algorithm 2.

    Examples
    --------
    >>> w, m, u = np.array([1.0]), np.array([0.0]), np.array([8.0])
    >>> adamax_update(w, np.array([-2.0]), m, u, 1.0, 0.5, 0.5, 1e-7, np.empty(1))
    >>> print(w.round(4), m, u)
    [1.25] [-1.] [4.]
    """
    moving_mean(m, gradient, rest_1, scratch)
    np.multiply(u, beta_2, u)
    np.abs(gradient, scratch)
    np.maximum(u, scratch, out=u)
    np.add(u, epsilon, scratch)
    np.divide(m, scratch, scratch)
    np.multiply(scratch, rate, scratch)
    np.subtract(w, scratch, w)


def nadam_update(
    w: np.ndarray,
    gradient: np.ndarray,
    m: np.ndarray,
    v: np.ndarray,
    rate_m: float | np.ndarray,
    rate_g: float | np.ndarray,
    rest_1: float | np.ndarray,
    rest_2: float | np.ndarray,
    epsilon: float | np.ndarray,
    scratch: tuple[np.ndarray, np.ndarray],
) -> None:
    """One step of Nadam in place: Adam that looks ahead, as Nesterov's momentum does.

        m ← β₁ m + (1 − β₁) g
        v ← β₂ v + (1 − β₂) g²
        w ← w − (αₘ m + α_g g) / (√v + ε)

    Parameters
    ----------
    w : ndarray, any shape
        The parameters; changed in place.
    gradient : ndarray, shape of w
        g, not changed.
    m, v : ndarray, shape of w
        Changed in place, zeros before the first step.
    rate_m, rate_g : float or 0-d array
        αₘ and α_g, which hold the learning rate and all corrections.
    rest_1, rest_2, epsilon : float or 0-d array
        1 − β₁, 1 − β₂ and ε.
    scratch : pair of ndarray, shape and dtype of w
        Overwritten.

    References
    ----------
    T. Dozat, "Incorporating Nesterov momentum into Adam", ICLR 2016 workshop, algorithm 2.

    Examples
    --------
    >>> w, m, v = np.array([1.0]), np.array([0.0]), np.array([0.0])
    >>> nadam_update(w, np.array([4.0]), m, v, 0.5, 0.25, 0.5, 0.25, 1e-7, (np.empty(1), np.empty(1)))
    >>> print(w.round(4), m, v)
    [0.] [2.] [4.]
    """
    step, other = scratch
    moving_mean(m, gradient, rest_1, step)
    np.square(gradient, step)
    moving_mean(v, step, rest_2, step)
    np.multiply(m, rate_m, step)
    np.multiply(gradient, rate_g, other)
    np.add(step, other, step)
    np.sqrt(v, other)
    np.add(other, epsilon, other)
    np.divide(step, other, step)
    np.subtract(w, step, w)


def lion_update(
    w: np.ndarray,
    gradient: np.ndarray,
    m: np.ndarray,
    rate: float | np.ndarray,
    rest_1: float | np.ndarray,
    rest_2: float | np.ndarray,
    scratch: tuple[np.ndarray, np.ndarray],
) -> None:
    """One step of Lion in place: momentum of which only the sign is used.

        w ← w − α sign(β₁ m + (1 − β₁) g)
        m ← β₂ m + (1 − β₂) g

    Parameters
    ----------
    w : ndarray, any shape
        The parameters; changed in place.
    gradient : ndarray, shape of w
        g, not changed.
    m : ndarray, shape of w
        Changed in place, zeros before the first step.
    rate, rest_1, rest_2 : float or 0-d array
        α, 1 − β₁ and 1 − β₂.
    scratch : pair of ndarray, shape and dtype of w
        Overwritten.

    References
    ----------
    X. Chen et al., "Symbolic discovery of optimization algorithms", 2023, arXiv:2302.06675.

    Examples
    --------
    >>> w, m = np.array([1.0]), np.array([1.0])
    >>> lion_update(w, np.array([-3.0]), m, 0.25, 0.5, 0.25, (np.empty(1), np.empty(1)))
    >>> print(w, m)
    [1.25] [0.]
    """
    step, other = scratch
    np.copyto(step, m)
    moving_mean(step, gradient, rest_1, other)
    np.sign(step, step)
    np.multiply(step, rate, step)
    np.subtract(w, step, w)
    moving_mean(m, gradient, rest_2, other)
