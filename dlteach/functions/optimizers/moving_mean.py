"""The memory that fades: what RMSprop, Adadelta, Adam and their relatives keep of all gradients so far."""

import numpy as np


def moving_mean(mean: np.ndarray, value: np.ndarray, rest: float | np.ndarray, scratch: np.ndarray) -> None:
    """Let a running mean follow new values, in place.

        mean ← mean + (1 − β) (value − mean)

    Parameters
    ----------
    mean : ndarray, any shape
        Changed in place.
    value : ndarray, shape of mean
        The newest values; may be the scratch array itself.
    rest : float or 0-d array
        1 − β, how much of the new values comes in.
    scratch : ndarray, shape and dtype of mean
        Overwritten.

    Examples
    --------
    >>> mean, scratch = np.array([0.0, 8.0]), np.empty(2)
    >>> moving_mean(mean, np.array([4.0, 4.0]), 0.25, scratch)
    >>> mean
    array([1., 7.])
    """
    np.subtract(value, mean, scratch)
    np.multiply(scratch, rest, scratch)
    np.add(mean, scratch, mean)
