"""Mean and variance of data that come in batches."""

from __future__ import annotations

import math

import numpy as np


class Moments:
    """Mean and variance, without keeping the data.

    For a new batch with the weight w = (its size) / (the size of all so far):

        m′ = (1 − w) m + w m_batch
        v′ = (1 − w) (v + (m − m′)²) + w (v_batch + (m_batch − m′)²)

    Parameters
    ----------
    axes : tuple of int
        The axes over which mean and variance are taken.

    Examples
    --------
    >>> moments = Moments((0,))
    >>> moments.add(np.array([[1.0], [2.0]]))
    >>> moments.add(np.array([[6.0]]))
    >>> moments.mean.item(), round(moments.variance.item(), 4)
    (3.0, 4.6667)

    References
    ----------
    Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances",
    Stanford report STAN-CS-79-773 (1979).
    """

    def __init__(self, axes: tuple[int, ...]) -> None:
        self._axes = axes
        self._size = 0
        self.mean: np.ndarray = np.zeros(())
        self.variance: np.ndarray = np.zeros(())

    def add(self, batch: np.ndarray) -> None:
        """Take one more batch into account."""
        batch = np.asarray(batch, np.float64)
        size = math.prod(batch.shape[axis] for axis in self._axes)
        self._size += size
        weight = size / self._size
        batch_mean, batch_variance = batch.mean(axis=self._axes), batch.var(axis=self._axes)
        mean = (1 - weight) * self.mean + weight * batch_mean
        self.variance = (1 - weight) * (self.variance + (self.mean - mean) ** 2) + weight * (
            batch_variance + (batch_mean - mean) ** 2
        )
        self.mean = mean
