"""Features on one scale. What is measured on the training data serves all data that comes later."""

from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from dlteach.data._arguments import check_finite
from dlteach.functions._arguments import as_shaped, check_not_empty

Self = TypeVar("Self", bound="_Scaler")


class _Scaler:
    """x ↦ (x − offset) / scale for each column; a kind of scaler says what these two are."""

    offset: np.ndarray | None = None
    scale: np.ndarray | None = None

    def fit(self: Self, x: ArrayLike) -> Self:
        """Measure offset and scale of each column on training data of shape (n, d)."""
        array = self._as_features("fit", x)
        self.offset, spread = self._measure(array)
        # A constant column carries nothing: it becomes 0, also where rounding leaves a spread of 1e-17.
        self.scale = np.where(array.max(axis=0) == array.min(axis=0), 1.0, spread)
        return self

    def transform(self, x: ArrayLike) -> np.ndarray:
        """Scale data of shape (n, d) by what `fit` has measured."""
        array, offset, scale = self._fitted("transform", x)
        return ((array - offset) / scale).astype(array.dtype, copy=False)

    def inverse_transform(self, x: ArrayLike) -> np.ndarray:
        """Undo `transform`."""
        array, offset, scale = self._fitted("inverse_transform", x)
        return (array * scale + offset).astype(array.dtype, copy=False)

    def _measure(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        raise NotImplementedError

    def _as_features(self, method: str, x: ArrayLike) -> np.ndarray:
        function = f"{type(self).__name__}.{method}"
        (array,) = as_shaped(function, x=(x, "nd"))
        check_not_empty(function, "x", array)
        check_finite(function, "x", array)
        return array

    def _fitted(self, method: str, x: ArrayLike) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        name = type(self).__name__
        if self.offset is None or self.scale is None:
            raise ValueError(f"{name}.{method}: expected a fitted {name}; call fit(x_train) first")
        array = self._as_features(method, x)
        if array.shape[1] != len(self.offset):
            raise ValueError(
                f"{name}.{method}: expected {len(self.offset)} columns as in fit, got shape {array.shape}"
            )
        return array, self.offset, self.scale


class Standardizer(_Scaler):
    """Columns of mean 0 and standard deviation 1 on the training data; the test data uses the same numbers.

        x ↦ (x − μ) / σ,    μ = (1/n) Σ xᵢ,    σ = √((1/n) Σ (xᵢ − μ)²)

    Attributes
    ----------
    offset, scale : ndarray, shape (d,)
        μ and σ after `fit`; the scale of a constant column is 1.

    Examples
    --------
    >>> standardizer = Standardizer().fit([[1.0, 5.0], [3.0, 5.0]])
    >>> standardizer.transform([[2.0, 5.0], [5.0, 6.0]])
    array([[0., 0.],
           [3., 1.]])
    """

    def _measure(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        # Summed in float64: NumPy adds up a column of float32 with an error that grows with its length.
        return x.mean(axis=0, dtype=np.float64), x.std(axis=0, dtype=np.float64)


class MinMaxScaler(_Scaler):
    """Columns that run from 0 to 1 on the training data; other data may lie outside.

        x ↦ (x − min) / (max − min)

    Attributes
    ----------
    offset, scale : ndarray, shape (d,)
        Minimum and range after `fit`; the scale of a constant column is 1.

    Examples
    --------
    >>> scaler = MinMaxScaler().fit([[0.0], [10.0]])
    >>> scaler.transform([[5.0], [20.0]])
    array([[0.5],
           [2. ]])
    """

    def _measure(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        lowest = x.min(axis=0).astype(np.float64)
        return lowest, x.max(axis=0) - lowest


def standardize(x: ArrayLike, x_train: ArrayLike | None = None) -> np.ndarray:
    """Each column less the mean of the training data, in units of their standard deviation.

        (x − μ) / σ,    μ and σ of each column of x_train

    A `Standardizer` keeps μ and σ for data that comes later.

    Parameters
    ----------
    x : array_like, shape (n, d)
        Data to scale.
    x_train : array_like, shape (m, d), optional
        Data to measure μ and σ on; x itself when left out.

    Returns
    -------
    ndarray, shape (n, d)
        Training data has columns of mean 0 and standard deviation 1. A column that is constant in x_train is
        divided by 1, so that there the constant becomes 0.

    Raises
    ------
    ValueError
        If the data is not (n, d) and (m, d), is empty, or holds nan or inf.

    Examples
    --------
    >>> x_train = [[1, 5], [3, 5]]
    >>> standardize(x_train)
    array([[-1.,  0.],
           [ 1.,  0.]])
    >>> standardize([[5, 5]], x_train)
    array([[3., 0.]])
    """
    return Standardizer().fit(x if x_train is None else x_train).transform(x)


def minmax_scale(x: ArrayLike) -> np.ndarray:
    """Columns from 0 to 1, by the data's own minimum and maximum.

    Parameters
    ----------
    x : array_like, shape (n, d)

    Returns
    -------
    ndarray, shape (n, d)
        A constant column becomes 0.

    Raises
    ------
    ValueError
        If x is not (n, d), is empty, or holds nan or inf.

    Examples
    --------
    >>> minmax_scale([[2, 7], [4, 7], [6, 7]])
    array([[0. , 0. ],
           [0.5, 0. ],
           [1. , 0. ]])
    """
    return MinMaxScaler().fit(x).transform(x)
