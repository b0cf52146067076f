"""AdaGrad: a learning rate for each parameter, which shrinks with the gradients that it has seen."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_number
from dlteach.functions.optimizers.arguments import like_w


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
    start, g, s = like_w("adagrad_step", w, gradient=gradient, squares=squares)
    rate = as_number(learning_rate, "adagrad_step: learning_rate")
    epsilon = as_number(epsilon, "adagrad_step: epsilon", positive=True)
    new, s = start.copy(), s.copy()
    adagrad_update(new, g, s, rate, epsilon, np.empty_like(new))
    return new[()], s[()]


def adagrad_update(
    w: np.ndarray,
    gradient: np.ndarray,
    squares: np.ndarray,
    rate: float | np.ndarray,
    epsilon: float | np.ndarray,
    scratch: np.ndarray,
) -> None:
    """`adagrad_step` in place.

        s ← s + g²
        w ← w − α g / √(s + ε)

    Parameters
    ----------
    w : ndarray, any shape
        The parameters; changed in place.
    gradient : ndarray, shape of w
        g, not changed.
    squares : ndarray, shape of w
        s; changed in place.
    rate, epsilon : float or 0-d array
        α and ε.
    scratch : ndarray, shape and dtype of w
        Overwritten.

    Examples
    --------
    >>> w, s = np.array([1.0]), np.array([9.0])
    >>> adagrad_update(w, np.array([4.0]), s, 0.5, 1e-7, np.empty(1))
    >>> print(w.round(6), s)
    [0.6] [25.]
    """
    np.square(gradient, scratch)
    np.add(squares, scratch, squares)
    np.add(squares, epsilon, scratch)
    np.sqrt(scratch, scratch)
    np.divide(gradient, scratch, scratch)
    np.multiply(scratch, rate, scratch)
    np.subtract(w, scratch, w)
