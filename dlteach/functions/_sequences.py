"""What recurrent layers share: the time axis in front, and the gradients that need no order in time."""

import numpy as np


def by_time(x: np.ndarray) -> np.ndarray:
    """(n, t, d) as (t, n, d), each step in one piece of memory."""
    return np.ascontiguousarray(x.swapaxes(0, 1))


def by_example(x: np.ndarray) -> np.ndarray:
    return x.swapaxes(0, 1)


def shares(
    grad_sums: np.ndarray, x: np.ndarray, before: np.ndarray, kernel: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """From the sums of all steps at once to x, to both kernels and to the bias; the time axis comes first."""

    def rows(array: np.ndarray) -> np.ndarray:
        return array.reshape(-1, array.shape[-1])

    sums = rows(grad_sums)
    grad_x = by_example((sums @ kernel.T).reshape(x.shape))
    return grad_x, rows(x).T @ sums, rows(before).T @ sums, sums.sum(axis=0)
