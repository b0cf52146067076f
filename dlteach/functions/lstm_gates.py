"""The gates of a long short-term memory: from their sums, and how they answer to a change of the sums."""

import numpy as np

Four = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def four_parts(array: np.ndarray) -> Four:
    """Views of the columns of i, f, g and o."""
    units = array.shape[-1] // 4
    i, f, g, o = (array[..., part * units : (part + 1) * units] for part in range(4))
    return i, f, g, o


def gates_from_sums(sums: np.ndarray) -> Four:
    """Turn the sums into the gates where they stand: i = σ(zᵢ), f = σ(z_f), g = tanh(z_g), o = σ(zₒ).

    One tanh serves all four, since σ(z) = (1 + tanh(z / 2)) / 2.

    Examples
    --------
    >>> [gate.item() for gate in gates_from_sums(np.zeros((1, 4)))]
    [0.5, 0.5, 0.0, 0.5]
    """
    i, f, g, o = four_parts(sums)
    units = i.shape[-1]
    squashed = (sums[..., : 2 * units], o)
    for part in squashed:
        part *= 0.5
    np.tanh(sums, out=sums)
    for part in squashed:
        part *= 0.5
        part += 0.5
    return i, f, g, o


def slopes_of_sums(gates: np.ndarray, previous_cells: np.ndarray, squashed_cells: np.ndarray) -> np.ndarray:
    """What a change of each sum does: to the cell for i, f and g, to the hidden state for o.

        ∂c/∂zᵢ = g σ′(zᵢ),    ∂c/∂z_f = cₜ₋₁ σ′(z_f),    ∂c/∂z_g = i tanh′(z_g),    ∂h/∂zₒ = tanh(c) σ′(zₒ)

    where σ′ = σ (1 − σ) and tanh′ = 1 − tanh². Works on all time steps at once.

    Examples
    --------
    >>> gates = np.array([[0.5, 0.5, 0.0, 0.5]])
    >>> slopes_of_sums(gates, np.array([[2.0]]), np.array([[0.8]]))
    array([[0. , 0.5, 0.5, 0.2]])
    """
    slopes = gates * (1 - gates)
    i, _, g, _ = four_parts(gates)
    of_i, of_f, of_g, of_o = four_parts(slopes)
    of_i *= g
    of_f *= previous_cells
    np.multiply(1 - g * g, i, out=of_g)
    of_o *= squashed_cells
    return slopes
