"""The way back from broadcasting: what was copied forward is summed backward."""

from typing import Any

from numpy.typing import NDArray


def sum_to_shape(gradient: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    """Sum a gradient over the axes along which an array of `shape` was broadcast.

    A bias `(k,)` that is added to `n` rows is used `n` times, so its gradient is the sum of `n` rows.

    Raises
    ------
    ValueError
        If no array of `shape` broadcasts to the shape of the gradient.

    Examples
    --------
    >>> import numpy as np
    >>> sum_to_shape(np.ones((4, 3)), (3,))
    array([4., 4., 4.])
    >>> sum_to_shape(np.ones((4, 3)), (4, 1))
    array([[3.],
           [3.],
           [3.],
           [3.]])
    """
    if gradient.shape == shape:
        return gradient
    new_axes = gradient.ndim - len(shape)
    if new_axes < 0 or any(size not in (1, full) for size, full in zip(shape, gradient.shape[new_axes:])):
        raise ValueError(
            f"backward: a gradient of shape {gradient.shape} does not fit an input of shape {shape}; "
            "is a transpose or a sum over an axis missing in the operation?"
        )
    stretched = tuple(axis for axis, size in enumerate(shape, new_axes) if size == 1)
    summed: NDArray[Any] = gradient.sum(axis=(*range(new_axes), *stretched), keepdims=True)
    return summed[(0,) * new_axes]
