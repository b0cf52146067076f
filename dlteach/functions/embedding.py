"""Rows of a table by their numbers: how a word becomes a vector."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_numbers, as_shaped


def embedding(table: ArrayLike, indices: ArrayLike) -> np.ndarray:
    """The row of a table for each index.

        out[…, j] = table[indices[…], j]

    It is the product of one-hot rows and the table, without the zeros.

    Parameters
    ----------
    table : array_like, shape (v, k)
        One row for each of v words.
    indices : array_like of int, any shape
        From 0 to v − 1.

    Returns
    -------
    ndarray, shape of indices and k

    Raises
    ------
    TypeError
        If the indices are not integers.
    ValueError
        If an index has no row.

    Examples
    --------
    >>> embedding([[0.0, 0.5], [1.0, 1.5], [2.0, 2.5]], [2, 0])
    array([[2. , 2.5],
           [0. , 0.5]])
    """
    (table,) = as_shaped("embedding", table=(table, "vk"))
    indices = _as_indices("embedding", indices, len(table))
    return table[indices]


def embedding_gradient(grad_output: ArrayLike, indices: ArrayLike, num_rows: int) -> np.ndarray:
    """Gradient of a cost J with respect to the table of `embedding`.

        ∂J/∂table[r] = Σ of grad_output over the places whose index is r

    A row that was taken several times adds up the shares of all its copies; a row that was not has none.

    Parameters
    ----------
    grad_output : array_like, shape of indices and k
    indices : array_like of int, any shape
    num_rows : int
        v, the number of rows in the table.

    Returns
    -------
    ndarray, shape (v, k)

    Raises
    ------
    TypeError
        If the indices are not integers.
    ValueError
        If an index has no row, or the gradient has not one row for each index.

    Examples
    --------
    >>> embedding_gradient([[1.0, 2.0], [10.0, 20.0], [5.0, 5.0]], [2, 2, 0], 3)
    array([[ 5.,  5.],
           [ 0.,  0.],
           [11., 22.]])
    """
    indices = _as_indices("embedding_gradient", indices, num_rows)
    grad_output = np.asarray(grad_output)
    if grad_output.shape[:-1] != indices.shape:
        raise ValueError(
            f"embedding_gradient: expected grad_output of shape {(*indices.shape, 'k')}, "
            f"got {grad_output.shape}"
        )
    (grads,) = as_shaped(
        "embedding_gradient", grad_output=(grad_output.reshape(-1, grad_output.shape[-1]), "nk")
    )
    # Summed for the rows in use only: a vocabulary is far larger than a batch.
    used, place = np.unique(indices, return_inverse=True)
    columns = grads.shape[1]
    cells = place.reshape(-1, 1) * columns + np.arange(columns)
    sums = np.bincount(cells.ravel(), weights=grads.ravel(), minlength=used.size * columns)
    out = np.zeros((num_rows, columns), grads.dtype)
    out[used] = sums.reshape(-1, columns)
    return out


def _as_indices(function: str, indices: ArrayLike, num_rows: int) -> np.ndarray:
    array = as_numbers(indices, f"{function}: indices")
    if array.dtype.kind not in "iu":
        raise TypeError(f"{function}: expected integer indices, got {array.dtype}; use indices.astype(int)")
    if array.size and not 0 <= array.min() <= array.max() < num_rows:
        wrong = array[(array < 0) | (array >= num_rows)]
        raise ValueError(
            f"{function}: expected indices from 0 to {num_rows - 1}, got {np.unique(wrong)[:5].tolist()}; "
            "make the table larger, or map rare words to one index"
        )
    return array
