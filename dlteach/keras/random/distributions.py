"""Random numbers from distributions with parameters of their own: classes, successes, gamma and beta."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.keras.backend import convert_to_tensor
from dlteach.keras.backend.core import numpy_dtype
from dlteach.keras.random.seed_generator import Seed, numbers_from


def categorical(logits: Any, num_samples: int, dtype: Any = "int32", seed: Seed = None) -> Any:
    """Classes drawn with the probabilities softmax(logits), one row of draws for each row of logits.

    argmax_k (z_k + g_k) with Gumbel noise g = -log(-log(u)) is class k with probability softmax(z)_k.

    Parameters
    ----------
    logits : array_like, shape (n, k)
    num_samples : int
        How many draws for each row.
    dtype : str, default "int32"
    seed : int or SeedGenerator, optional
        Default: the global SeedGenerator.

    Returns
    -------
    ndarray, shape (n, num_samples)

    Raises
    ------
    ValueError
        If the logits have another number of axes.

    Examples
    --------
    >>> categorical([[0.0, 100.0], [100.0, 0.0]], 3, seed=1)
    array([[1, 1, 1],
           [0, 0, 0]], dtype=int32)
    """
    logits = np.asarray(convert_to_tensor(logits))
    if logits.ndim != 2:
        raise ValueError(
            "`logits` should be a 2-D tensor with shape [batch_size, num_classes]. "
            f"Received: logits of shape {logits.shape}; use z[None, :] for one distribution"
        )
    rows, classes = logits.shape
    noise = numbers_from(seed).gumbel(size=(rows, num_samples, classes))
    return np.argmax(logits[:, None, :] + noise, axis=-1).astype(numpy_dtype(dtype))


def gamma(shape: Sequence[int], alpha: Any, dtype: Any = None, seed: Seed = None) -> Any:
    """Numbers from the gamma distribution, with density proportional to x^(α-1) e^(-x).

    Parameters
    ----------
    shape : tuple of int
    alpha : float
    dtype : str, optional
        Default: `floatx()`.
    seed : int or SeedGenerator, optional
        Default: the global SeedGenerator.

    Examples
    --------
    >>> bool(abs(gamma((1000,), alpha=3.0, seed=1).mean() - 3) < 0.2)
    True
    """
    return np.asarray(numbers_from(seed).gamma(alpha, size=tuple(shape))).astype(numpy_dtype(dtype))


def binomial(
    shape: Sequence[int], counts: Any, probabilities: Any, dtype: Any = None, seed: Seed = None
) -> Any:
    """How many of `counts` tries succeed, each with probability `probabilities`.

    Parameters
    ----------
    shape : tuple of int
    counts, probabilities : array_like
        Broadcast to the shape.
    dtype : str, optional
        Default: `floatx()`.
    seed : int or SeedGenerator, optional
        Default: the global SeedGenerator.

    Examples
    --------
    >>> binomial((3,), counts=10, probabilities=1.0, seed=1)
    array([10., 10., 10.], dtype=float32)
    """
    counts = np.asarray(counts).astype(np.int64)
    drawn = numbers_from(seed).binomial(counts, probabilities, size=tuple(shape))
    return np.asarray(drawn).astype(numpy_dtype(dtype))


def beta(shape: Sequence[int], alpha: Any, beta: Any, dtype: Any = None, seed: Seed = None) -> Any:
    """Numbers from the beta distribution, with density proportional to x^(α-1) (1-x)^(β-1).

    Parameters
    ----------
    shape : tuple of int
    alpha, beta : array_like
        Broadcast to the shape.
    dtype : str, optional
        Default: `floatx()`.
    seed : int or SeedGenerator, optional
        Default: the global SeedGenerator.

    Examples
    --------
    >>> bool(abs(beta((1000,), alpha=3.0, beta=1.0, seed=1).mean() - 0.75) < 0.05)
    True
    """
    return np.asarray(numbers_from(seed).beta(alpha, beta, size=tuple(shape))).astype(numpy_dtype(dtype))
