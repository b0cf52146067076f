"""The long short-term memory over whole sequences: forward in time, and backward through time."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_shaped
from dlteach.functions._sequences import by_example, by_time, shares
from dlteach.functions.lstm_gates import four_parts, gates_from_sums, slopes_of_sums


def lstm(
    x: ArrayLike,
    initial_hidden: ArrayLike,
    initial_cell: ArrayLike,
    kernel: ArrayLike,
    recurrent_kernel: ArrayLike,
    bias: ArrayLike,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Hidden states, cells and gates of a long short-term memory, for each time step.

        (zᵢ, z_f, z_g, zₒ) = xₜ @ kernel + hₜ₋₁ @ recurrent_kernel + bias
        i = σ(zᵢ),    f = σ(z_f),    g = tanh(z_g),    o = σ(zₒ)
        cₜ = f · cₜ₋₁ + i · g,    hₜ = o · tanh(cₜ)

    The cell passes from step to step by a product with f, the forget gate, and not through a matrix: where f
    is near 1, neither the cell nor its gradient fades.

    Parameters
    ----------
    x : array_like, shape (n, t, d)
    initial_hidden : array_like, shape (n, u)
        h₀, the hidden state before the first step.
    initial_cell : array_like, shape (n, u)
        c₀, the cell before the first step.
    kernel : array_like, shape (d, 4u)
        The weights of the input gate i, the forget gate f, the candidate g, the output gate o, in this order.
    recurrent_kernel : array_like, shape (u, 4u)
    bias : array_like, shape (4u,)

    Returns
    -------
    hidden : ndarray, shape (n, t, u)
        hₜ, the output of each step.
    cells : ndarray, shape (n, t, u)
        cₜ.
    gates : ndarray, shape (n, t, 4u)
        i, f, g and o of each step, for the way back.

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> hidden, cells, gates = lstm([[[0.0]]], [[0.0]], [[2.0]], [[1.0] * 4], [[1.0] * 4], [0.0] * 4)
    >>> gates
    array([[[0.5, 0.5, 0. , 0.5]]])
    >>> cells.item(), hidden.item().__round__(4)
    (1.0, 0.3808)

    References
    ----------
    Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9 (1997); the forget gate:
    Gers, Schmidhuber and Cummins, "Learning to forget", Neural Computation 12 (2000).
    """
    x, hidden_state, cell, kernel, recurrent_kernel, bias = as_shaped(
        "lstm",
        x=(x, "ntd"),
        initial_hidden=(initial_hidden, "nu"),
        initial_cell=(initial_cell, "nu"),
        kernel=(kernel, "dg"),
        recurrent_kernel=(recurrent_kernel, "ug"),
        bias=(bias, "g"),
    )
    units = _check_four_gates("lstm", recurrent_kernel)
    gates = by_time(x) @ kernel + bias
    hidden = np.empty((*gates.shape[:2], units), gates.dtype)
    cells = np.empty_like(hidden)
    for step, sums in enumerate(gates):
        sums += hidden_state @ recurrent_kernel
        i, f, g, o = gates_from_sums(sums)
        np.multiply(f, cell, out=cells[step])
        cell = cells[step]
        cell += i * g
        hidden_state = np.tanh(cell, out=hidden[step])
        hidden_state *= o
    return by_example(hidden), by_example(cells), by_example(gates)


def lstm_gradient(
    grad_hidden: ArrayLike,
    grad_last_cell: ArrayLike,
    x: ArrayLike,
    initial_hidden: ArrayLike,
    initial_cell: ArrayLike,
    hidden: ArrayLike,
    cells: ArrayLike,
    gates: ArrayLike,
    kernel: ArrayLike,
    recurrent_kernel: ArrayLike,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a cost J with respect to everything that enters `lstm`.

    From the last step to the first, where ∂J/∂cₜ begins with the share f · ∂J/∂c of the step after it:

        ∂J/∂hₜ = grad_hiddenₜ + ∂J/∂zₜ₊₁ @ recurrent_kernelᵀ
        ∂J/∂o = ∂J/∂hₜ · tanh(cₜ),    ∂J/∂cₜ += ∂J/∂hₜ · o · (1 − tanh²(cₜ))
        ∂J/∂i = ∂J/∂cₜ · g,    ∂J/∂g = ∂J/∂cₜ · i,    ∂J/∂f = ∂J/∂cₜ · cₜ₋₁

    and from the gates to zₜ by the slopes of σ and tanh; from zₜ to the weights as in `simple_rnn_gradient`.

    Parameters
    ----------
    grad_hidden : array_like, shape (n, t, u)
        The gradient that arrives at every hidden state.
    grad_last_cell : array_like, shape (n, u)
        The gradient that arrives at the cell of the last step.
    x : array_like, shape (n, t, d)
    initial_hidden : array_like, shape (n, u)
    initial_cell : array_like, shape (n, u)
    hidden : array_like, shape (n, t, u)
        What `lstm` gave, and so are `cells` and `gates`.
    cells : array_like, shape (n, t, u)
    gates : array_like, shape (n, t, 4u)
    kernel : array_like, shape (d, 4u)
    recurrent_kernel : array_like, shape (u, 4u)

    Returns
    -------
    grad_x : ndarray, shape (n, t, d)
    grad_initial_hidden : ndarray, shape (n, u)
    grad_initial_cell : ndarray, shape (n, u)
    grad_kernel : ndarray, shape (d, 4u)
    grad_recurrent_kernel : ndarray, shape (u, 4u)
    grad_bias : ndarray, shape (4u,)

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> inputs = [[[0.0]]], [[0.0]], [[2.0]]
    >>> weights = [[1.0] * 4], [[1.0] * 4]
    >>> states = lstm(*inputs, *weights, [0.0] * 4)
    >>> gradients = lstm_gradient([[[0.0]]], [[1.0]], *inputs, *states, *weights)
    >>> gradients[2].item()  # the forget gate
    0.5
    """
    (
        grad_hidden,
        grad_cell,
        x,
        initial_hidden,
        initial_cell,
        hidden,
        cells,
        gates,
        kernel,
        recurrent_kernel,
    ) = as_shaped(
        "lstm_gradient",
        grad_hidden=(grad_hidden, "ntu"),
        grad_last_cell=(grad_last_cell, "nu"),
        x=(x, "ntd"),
        initial_hidden=(initial_hidden, "nu"),
        initial_cell=(initial_cell, "nu"),
        hidden=(hidden, "ntu"),
        cells=(cells, "ntu"),
        gates=(gates, "ntg"),
        kernel=(kernel, "dg"),
        recurrent_kernel=(recurrent_kernel, "ug"),
    )
    units = _check_four_gates("lstm_gradient", recurrent_kernel)
    grad_hidden, hidden, cells, gates = map(by_time, (grad_hidden, hidden, cells, gates))
    previous_cells = np.concatenate([initial_cell[None], cells[:-1]])
    squashed = np.tanh(cells)
    _, forget, _, output = four_parts(gates)
    to_cell = output * (1 - squashed * squashed)
    grad_sums = slopes_of_sums(gates, previous_cells, squashed)
    grad_state = np.zeros_like(initial_hidden)
    for step in range(len(hidden))[::-1]:
        grad_output = grad_hidden[step] + grad_state
        grad_cell = grad_cell + grad_output * to_cell[step]
        for_cell, for_output = grad_sums[step, :, : 3 * units], grad_sums[step, :, 3 * units :]
        for_cell *= np.tile(grad_cell, 3)
        for_output *= grad_output
        grad_state = grad_sums[step] @ recurrent_kernel.T
        grad_cell = grad_cell * forget[step]
    before = np.concatenate([initial_hidden[None], hidden[:-1]])
    grad_x, grad_kernel, grad_recurrent_kernel, grad_bias = shares(grad_sums, by_time(x), before, kernel)
    return grad_x, grad_state, grad_cell, grad_kernel, grad_recurrent_kernel, grad_bias


def _check_four_gates(function: str, recurrent_kernel: np.ndarray) -> int:
    units, columns = recurrent_kernel.shape
    if columns != 4 * units:
        raise ValueError(
            f"{function}: expected recurrent_kernel of shape (u, 4u), got {recurrent_kernel.shape}; "
            f"{units} units need {4 * units} columns, for the gates i, f, g and o"
        )
    return units
