"""A layer's weighted sums: one matrix multiplication and an offset."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_layer, as_shaped


def affine(x: ArrayLike, w: ArrayLike, b: ArrayLike) -> np.ndarray:
    """Weighted sums of a layer, one row for each example.

        z = x @ w + b,    z[i, j] = Σₗ x[i, l] · w[l, j] + b[j]

    Parameters
    ----------
    x : array_like, shape (n, d)
        The examples as rows.
    w : array_like, shape (d, k)
        The weights: one column for each unit.
    b : array_like, shape (k,)
        The biases: one for each unit.

    Returns
    -------
    ndarray, shape (n, k)

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> affine([[1, 2]], [[1, 0, 2], [0, 1, 3]], [0.5, 0, 0])
    array([[1.5, 2. , 8. ]])
    """
    x, w, b = as_layer("affine", x, w, b)
    z = x @ w
    z += b
    return z


def affine_gradient(
    grad_output: ArrayLike, x: ArrayLike, w: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a cost J with respect to everything that enters `affine`.

        ∂J/∂x = grad_output @ wᵀ,    ∂J/∂w = xᵀ @ grad_output,    ∂J/∂b = Σ over examples of grad_output

    Parameters
    ----------
    grad_output : array_like, shape (n, k)
        ∂J/∂z, the gradient that arrives on the way back.
    x : array_like, shape (n, d)
        The examples that `affine` was given.
    w : array_like, shape (d, k)
        The weights that `affine` was given.

    Returns
    -------
    grad_x : ndarray, shape (n, d)
    grad_w : ndarray, shape (d, k)
    grad_b : ndarray, shape (k,)

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> grad_x, grad_w, grad_b = affine_gradient([[1.0], [1.0]], [[1, 2], [3, 4]], [[5], [6]])
    >>> grad_x
    array([[5., 6.],
           [5., 6.]])
    >>> grad_w
    array([[4.],
           [6.]])
    >>> grad_b
    array([2.])
    """
    grad_output, x, w = as_shaped(
        "affine_gradient", grad_output=(grad_output, "nk"), x=(x, "nd"), w=(w, "dk")
    )
    return grad_output @ w.T, x.T @ grad_output, grad_output.sum(axis=0)


def predict_shape(
    x_shape: tuple[int | None, int | None], w_shape: tuple[int | None, int | None]
) -> tuple[int | None, int | None]:
    """Shape of x @ w, known before any number is.

        (n, d) and (d, k) give (n, k)

    Parameters
    ----------
    x_shape : tuple of two sizes, (n, d)
        None stands for any size.
    w_shape : tuple of two sizes, (d, k)
        None stands for any size.

    Returns
    -------
    tuple of two sizes, (n, k)

    Raises
    ------
    ValueError
        If a shape has not two sizes, or the inner sizes differ. An inner None fits every size.

    Examples
    --------
    >>> predict_shape((None, 3), (3, 4))
    (None, 4)
    """
    for name, shape in [("x_shape", x_shape), ("w_shape", w_shape)]:
        if len(shape) != 2:
            raise ValueError(f"predict_shape: expected two sizes in {name}, got {tuple(shape)}")
    (n, inner), (d, k) = x_shape, w_shape
    if inner is not None and d is not None and inner != d:
        raise ValueError(
            f"predict_shape: expected equal inner sizes, got {tuple(x_shape)} and {tuple(w_shape)}: "
            f"x has {inner} columns but w has {d} rows"
        )
    return n, k
