"""Recurrent layers over whole sequences: forward in time, and backward through time.

A sequence is x (n, t, d): n examples, t time steps, d features. The state of a step enters the next one, so
a weight has a share in every later step, and its gradient is a sum over time.
"""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_shaped
from dlteach.functions._sequences import by_example, by_time, shares


def simple_rnn(
    x: ArrayLike, initial_state: ArrayLike, kernel: ArrayLike, recurrent_kernel: ArrayLike, bias: ArrayLike
) -> np.ndarray:
    """States of a simple recurrent layer, one for each time step.

        hₜ = tanh(xₜ @ kernel + hₜ₋₁ @ recurrent_kernel + bias)

    Parameters
    ----------
    x : array_like, shape (n, t, d)
    initial_state : array_like, shape (n, u)
        h₀, the state before the first step.
    kernel : array_like, shape (d, u)
    recurrent_kernel : array_like, shape (u, u)
    bias : array_like, shape (u,)

    Returns
    -------
    ndarray, shape (n, t, u)

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> simple_rnn([[[0.0], [0.0]]], [[0.5]], [[1.0]], [[1.0]], [0.0]).round(4)
    array([[[0.4621],
            [0.4318]]])

    References
    ----------
    Elman, "Finding structure in time", Cognitive Science 14 (1990).
    """
    x, state, kernel, recurrent_kernel, bias = as_shaped(
        "simple_rnn",
        x=(x, "ntd"),
        initial_state=(initial_state, "nu"),
        kernel=(kernel, "du"),
        recurrent_kernel=(recurrent_kernel, "uu"),
        bias=(bias, "u"),
    )
    hidden = by_time(x) @ kernel + bias
    for step in hidden:
        step += state @ recurrent_kernel
        state = np.tanh(step, out=step)
    return by_example(hidden)


def simple_rnn_gradient(
    grad_output: ArrayLike,
    x: ArrayLike,
    initial_state: ArrayLike,
    hidden: ArrayLike,
    kernel: ArrayLike,
    recurrent_kernel: ArrayLike,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a cost J with respect to everything that enters `simple_rnn`.

    With zₜ the sum inside tanh, from the last step to the first:

        ∂J/∂hₜ = grad_outputₜ + ∂J/∂zₜ₊₁ @ recurrent_kernelᵀ,    ∂J/∂zₜ = ∂J/∂hₜ · (1 − hₜ²)
        ∂J/∂kernel = Σₜ xₜᵀ @ ∂J/∂zₜ,    ∂J/∂recurrent_kernel = Σₜ hₜ₋₁ᵀ @ ∂J/∂zₜ,    ∂J/∂bias = Σ ∂J/∂zₜ

    Parameters
    ----------
    grad_output : array_like, shape (n, t, u)
        The gradient that arrives at every state.
    x : array_like, shape (n, t, d)
    initial_state : array_like, shape (n, u)
    hidden : array_like, shape (n, t, u)
        What `simple_rnn` gave.
    kernel : array_like, shape (d, u)
    recurrent_kernel : array_like, shape (u, u)

    Returns
    -------
    grad_x : ndarray, shape (n, t, d)
    grad_initial_state : ndarray, shape (n, u)
    grad_kernel : ndarray, shape (d, u)
    grad_recurrent_kernel : ndarray, shape (u, u)
    grad_bias : ndarray, shape (u,)

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> gradients = simple_rnn_gradient([[[1.0]]], [[[2.0]]], [[3.0]], [[[0.5]]], [[1.0]], [[1.0]])
    >>> [gradient.item() for gradient in gradients]
    [0.75, 0.75, 1.5, 2.25, 0.75]
    """
    grad_output, x, initial_state, hidden, kernel, recurrent_kernel = as_shaped(
        "simple_rnn_gradient",
        grad_output=(grad_output, "ntu"),
        x=(x, "ntd"),
        initial_state=(initial_state, "nu"),
        hidden=(hidden, "ntu"),
        kernel=(kernel, "du"),
        recurrent_kernel=(recurrent_kernel, "uu"),
    )
    hidden = by_time(hidden)
    grad_output = by_time(grad_output)
    grad_sums = 1 - hidden * hidden  # the slope of tanh, to be multiplied by what arrives
    grad_state = np.zeros_like(initial_state)
    for step in range(len(hidden))[::-1]:
        grad_sums[step] *= grad_output[step] + grad_state
        grad_state = grad_sums[step] @ recurrent_kernel.T
    before = np.concatenate([initial_state[None], hidden[:-1]])
    grad_x, grad_kernel, grad_recurrent_kernel, grad_bias = shares(grad_sums, by_time(x), before, kernel)
    return grad_x, grad_state, grad_kernel, grad_recurrent_kernel, grad_bias
