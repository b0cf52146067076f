"""Random numbers: the same seed gives the same numbers; a SeedGenerator gives new ones each time.

The draws repeat, but they are not those of Keras: each of its back ends has its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.autodiff import Tensor
from dlteach.autodiff.replay import repeatable_array
from dlteach.keras.backend import convert_to_tensor, is_float_dtype, is_int_dtype
from dlteach.keras.backend.core import numpy_dtype
from dlteach.keras.random.distributions import beta, binomial, categorical, gamma
from dlteach.keras.random.seed_generator import Seed, numbers_from

__all__ = [
    "beta",
    "binomial",
    "categorical",
    "dropout",
    "gamma",
    "normal",
    "randint",
    "shuffle",
    "truncated_normal",
    "uniform",
]


def normal(
    shape: Sequence[int], mean: float = 0.0, stddev: float = 1.0, dtype: Any = None, seed: Seed = None
) -> Any:
    """Numbers from a normal distribution.

    Parameters
    ----------
    shape : tuple of int
    mean, stddev : float, default 0.0 and 1.0
    dtype : str, optional
        Default: `floatx()`.
    seed : int or SeedGenerator, optional
        Default: the global SeedGenerator.

    Returns
    -------
    ndarray of the shape and type

    Examples
    --------
    >>> x = normal((1000,), mean=5.0, seed=1)
    >>> bool(abs(x.mean() - 5) < 0.1)
    True
    """
    dtype = numpy_dtype(dtype)
    drawn = _standard_normal(numbers_from(seed), tuple(shape), dtype)
    return (drawn * stddev + mean).astype(dtype, copy=False)


def _standard_normal(numbers: np.random.Generator, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Any:
    return np.asarray(numbers.standard_normal(shape, _drawn_dtype(dtype)))


def _drawn_dtype(dtype: np.dtype[Any]) -> Any:
    """NumPy draws float32 and float64."""
    return np.float64 if dtype == np.float64 else np.float32


def truncated_normal(
    shape: Sequence[int], mean: float = 0.0, stddev: float = 1.0, dtype: Any = None, seed: Seed = None
) -> Any:
    """Numbers from a normal distribution; those more than 2 `stddev` away from the mean are drawn again.

    Parameters
    ----------
    shape : tuple of int
    mean, stddev : float, default 0.0 and 1.0
        Of the distribution before the truncation.
    dtype : str, optional
        Default: `floatx()`.
    seed : int or SeedGenerator, optional
        Default: the global SeedGenerator.

    Examples
    --------
    >>> bool(np.abs(truncated_normal((1000,), seed=1)).max() <= 2)
    True
    """
    dtype = numpy_dtype(dtype)
    numbers = numbers_from(seed)
    drawn = _standard_normal(numbers, tuple(shape), dtype)
    outside = np.abs(drawn) > 2
    while outside.any():
        drawn[outside] = _standard_normal(numbers, (int(outside.sum()),), dtype)
        outside = np.abs(drawn) > 2
    return (drawn * stddev + mean).astype(dtype, copy=False)


def uniform(
    shape: Sequence[int], minval: float = 0.0, maxval: float = 1.0, dtype: Any = None, seed: Seed = None
) -> Any:
    """Numbers that are equally likely anywhere from `minval` to `maxval`.

    Parameters
    ----------
    shape : tuple of int
    minval, maxval : float, default 0.0 and 1.0
    dtype : str, optional
        A float type; default: `floatx()`.
    seed : int or SeedGenerator, optional
        Default: the global SeedGenerator.

    Raises
    ------
    ValueError
        If `dtype` is not a float type.

    Examples
    --------
    >>> x = uniform((2, 3), minval=-1.0, seed=1)
    >>> x.shape, x.dtype, bool(np.all(np.abs(x) <= 1))
    ((2, 3), dtype('float32'), True)
    """
    if dtype and not is_float_dtype(dtype):
        raise ValueError(
            f"`keras.random.uniform` requires a floating point `dtype`. Received: dtype={dtype}; "
            "use `keras.random.randint` for integers"
        )
    dtype = numpy_dtype(dtype)
    drawn = np.asarray(numbers_from(seed).random(tuple(shape), _drawn_dtype(dtype)))
    return (drawn * (maxval - minval) + minval).astype(dtype, copy=False)


def randint(shape: Sequence[int], minval: int, maxval: int, dtype: Any = "int32", seed: Seed = None) -> Any:
    """Whole numbers that are equally likely, from `minval` to `maxval` - 1.

    Parameters
    ----------
    shape : tuple of int
    minval, maxval : int
    dtype : str, default "int32"
        An integer type.
    seed : int or SeedGenerator, optional
        Default: the global SeedGenerator.

    Raises
    ------
    ValueError
        If `dtype` is not an integer type.

    Examples
    --------
    >>> x = randint((100,), 1, 7, seed=1)
    >>> sorted(set(x.tolist()))
    [1, 2, 3, 4, 5, 6]
    """
    if dtype and not is_int_dtype(dtype):
        raise ValueError(
            f"`keras.random.randint` requires an integer `dtype`. Received: dtype={dtype}; "
            "use `keras.random.uniform` for floats"
        )
    drawn = numbers_from(seed).integers(int(minval), int(maxval), tuple(shape))
    return np.asarray(drawn).astype(numpy_dtype(dtype or "int32"))


def dropout(
    inputs: Any, rate: float, noise_shape: Sequence[int | None] | None = None, seed: Seed = None
) -> Any:
    """Each number is set to 0 with probability `rate`; the others are divided by 1 - `rate`.

    Parameters
    ----------
    inputs : array_like or Tensor
        Gradients flow through a Tensor.
    rate : float
        From 0 to 1.
    noise_shape : tuple of int or None, optional
        The shape of the pattern of zeros, broadcast to that of the inputs; None for the size of the inputs.
    seed : int or SeedGenerator, optional
        Default: the global SeedGenerator.

    Examples
    --------
    >>> x = dropout(np.ones(1000, "float32"), 0.5, seed=1)
    >>> np.unique(x)
    array([0., 2.], dtype=float32)
    """
    inputs = convert_to_tensor(inputs)
    if rate == 0.0:
        return inputs
    if rate == 1.0:
        return inputs * 0 if isinstance(inputs, Tensor) else np.zeros_like(inputs)
    shape = inputs.shape
    if noise_shape is not None:
        shape = tuple(full if size is None else size for size, full in zip(noise_shape, inputs.shape))
    scale = inputs.dtype.type(1 / (1 - rate))

    def draw() -> np.ndarray:
        return (numbers_from(seed).random(shape, np.float32) >= rate) * scale

    pattern = draw()
    repeatable_array(pattern, pattern, draw)
    if isinstance(inputs, Tensor):
        return inputs * pattern
    return repeatable_array(inputs * pattern, inputs, lambda: inputs * pattern)


def shuffle(x: Any, axis: int = 0, seed: Seed = None) -> Any:
    """The same numbers in another order along an axis, each line along the axis on its own.

    Parameters
    ----------
    x : array_like
    axis : int, default 0
    seed : int or SeedGenerator, optional
        Default: the global SeedGenerator.

    Examples
    --------
    >>> np.sort(shuffle(np.arange(5), seed=1))
    array([0, 1, 2, 3, 4])
    """
    return numbers_from(seed).permuted(np.asarray(convert_to_tensor(x)), axis=axis)
