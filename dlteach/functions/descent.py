"""Gradient descent: a step, a path of steps, a line fitted by it, and the mini-batches that it is fed."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_count, as_float, as_number, as_shaped, check_not_empty
from dlteach.functions.losses import quadratic_cost_gradient


def gradient_step(
    gradient: Callable[[Any, Any], tuple[Any, Any]], w: ArrayLike, b: ArrayLike, learning_rate: float
) -> tuple[np.ndarray, np.ndarray]:
    """One step downhill for weight and bias at the same time.

        w ← w − α ∂J/∂w,    b ← b − α ∂J/∂b,    both derivatives at the old w and b

    Parameters
    ----------
    gradient : callable
        gradient(w, b) returns (∂J/∂w, ∂J/∂b), shaped like w and b.
    w, b : array_like
        Where we stand.
    learning_rate : float
        α, usually 0.001 to 0.1.

    Returns
    -------
    w, b : ndarray or float scalar
        Where we stand afterwards.

    Raises
    ------
    ValueError
        If a gradient does not have the shape of what it belongs to.

    Examples
    --------
    >>> w, b = gradient_step(lambda w, b: (2 * w, b + w), 1.0, 3.0, learning_rate=0.5)
    >>> print(w, b)
    0.0 1.0
    """
    w, b = as_float(w, "gradient_step: w"), as_float(b, "gradient_step: b")
    rate = as_number(learning_rate, "gradient_step: learning_rate")
    grad_w, grad_b = gradient(w, b)
    return _step("gradient_step: grad_w", w, grad_w, rate), _step("gradient_step: grad_b", b, grad_b, rate)


def _step(what: str, point: np.ndarray, gradient: ArrayLike, rate: float) -> np.ndarray:
    gradient = as_float(gradient, what)
    if gradient.shape != point.shape:
        raise ValueError(f"{what}: expected the shape of the point, {point.shape}, got {gradient.shape}")
    return point - rate * gradient.astype(point.dtype, copy=False)


def gradient_descent(
    gradient: Callable[[Any], Any], start: ArrayLike, learning_rate: float, steps: int
) -> np.ndarray:
    """Path of gradient descent: the start and the point after every step.

        x₀ = start,    xₜ₊₁ = xₜ − α ∇J(xₜ)

    Parameters
    ----------
    gradient : callable
        gradient(x) returns ∇J(x), shaped like x.
    start : array_like, shape (d,) or a number
    learning_rate : float
        α, usually 0.001 to 0.1.
    steps : int
        How many steps; 0 leaves only the start.

    Returns
    -------
    ndarray, shape (steps + 1, d), or (steps + 1,) from a number

    Raises
    ------
    ValueError
        If the gradient does not have the shape of the start, or steps is negative.

    Examples
    --------
    >>> gradient_descent(lambda x: 2 * x, 8.0, learning_rate=0.25, steps=3)
    array([8., 4., 2., 1.])
    """
    rate = as_number(learning_rate, "gradient_descent: learning_rate")
    path = [as_float(start, "gradient_descent: start")]
    for _ in range(as_count(steps, "gradient_descent: steps", at_least=0)):
        path.append(_step("gradient_descent: gradient", path[-1], gradient(path[-1]), rate))
    return np.array(path)


def fit_line(
    x: ArrayLike, y_true: ArrayLike, learning_rate: float = 0.1, epochs: int = 100
) -> tuple[float, float]:
    """Fit y = w x + b by gradient descent on the quadratic cost, from w = b = 0, all examples in every step.

        ∂C/∂w = (1/n) Σ (w x + b − y) x,    ∂C/∂b = (1/n) Σ (w x + b − y)

    Parameters
    ----------
    x : array_like, shape (n,)
    y_true : array_like, shape (n,)
    learning_rate : float, default 0.1
    epochs : int, default 100
        Passes over the data, which here are steps as well.

    Returns
    -------
    w, b : float

    Raises
    ------
    ValueError
        If x and y_true are not both (n,), n ≥ 1, or epochs is negative.

    Examples
    --------
    >>> w, b = fit_line([0, 1, 2], [1, 3, 5], epochs=1000)
    >>> print(round(w, 6), round(b, 6))
    2.0 1.0
    """
    x, y_true = as_shaped("fit_line", x=(x, "n"), y_true=(y_true, "n"))
    check_not_empty("fit_line", "x", x)
    rate = as_number(learning_rate, "fit_line: learning_rate")

    def gradient(w: float, b: float) -> tuple[np.floating, np.floating]:
        grad_z = quadratic_cost_gradient(y_true, w * x + b)
        return np.sum(grad_z * x), np.sum(grad_z)

    w = b = np.zeros(())
    for _ in range(as_count(epochs, "fit_line: epochs", at_least=0)):
        w, b = gradient_step(gradient, w, b, rate)
    return float(w), float(b)


def minibatches(
    x: ArrayLike, y: ArrayLike, batch_size: int, rng: np.random.Generator
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """One epoch: every example once, in shuffled order, a batch at a time.

    The last batch is smaller when batch_size does not divide n. No batch is empty.

    Parameters
    ----------
    x : array_like, shape (n, ...)
    y : array_like, shape (n, ...)
        Row i belongs to row i of x, and stays with it.
    batch_size : int
    rng : numpy.random.Generator

    Returns
    -------
    iterator over (x_batch, y_batch)
        Each batch is drawn when it is asked for; types are those of x and y.

    Raises
    ------
    ValueError
        If x and y differ in length, or batch_size is below 1.
    TypeError
        If rng is no Generator.

    Examples
    --------
    >>> x = np.arange(5)
    >>> for x_batch, y_batch in minibatches(x, 10 * x, 2, np.random.default_rng(0)):
    ...     print(len(x_batch), (y_batch == 10 * x_batch).all())
    2 True
    2 True
    1 True
    """
    x, y = np.asarray(x), np.asarray(y)
    if x.ndim == 0 or y.ndim == 0 or len(x) != len(y):
        raise ValueError(f"minibatches: expected x and y with as many rows, got x {x.shape} and y {y.shape}")
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"minibatches: expected rng to be a Generator, got {rng!r}; use np.random.default_rng(seed)"
        )
    batch_size = as_count(batch_size, "minibatches: batch_size", at_least=1)
    order = rng.permutation(len(x))
    batches = (order[start : start + batch_size] for start in range(0, len(order), batch_size))
    return ((x[rows], y[rows]) for rows in batches)
