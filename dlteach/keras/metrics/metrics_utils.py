"""What metrics have in common: arrays, sums kept in a variable, and counts of right and wrong answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

import numpy as np

from dlteach.autodiff import Tensor
from dlteach.keras import backend
from dlteach.keras.losses.loss import squeeze_or_expand_to_same_rank
from dlteach.keras.losses.reducing import check_fit
from dlteach.keras.metrics.auc_choices import AUCCurve as AUCCurve
from dlteach.keras.metrics.auc_choices import AUCSummationMethod as AUCSummationMethod

# The score of a class that is not among the top k: below every threshold but this one.
NEG_INF = -1e10


class ConfusionMatrix(Enum):
    """The four outcomes of a yes-or-no question."""

    TRUE_POSITIVES = "tp"
    FALSE_POSITIVES = "fp"
    TRUE_NEGATIVES = "tn"
    FALSE_NEGATIVES = "fn"


def as_array(values: Any, dtype: Any = None) -> np.ndarray:
    """Values of any kind as an array; Python numbers become floatx, int32 or bool.

    Examples
    --------
    >>> as_array([1, 0], "float32")
    array([1., 0.], dtype=float32)
    """
    if dtype is None and values.__class__ is np.ndarray:
        return values
    values = backend.convert_to_tensor(values, dtype)
    return np.asarray(values.data if isinstance(values, Tensor) else values)


def aligned(y_true: Any, y_pred: Any) -> tuple[np.ndarray, np.ndarray]:
    """Targets and predictions as arrays of one rank.

    Raises
    ------
    ValueError
        If their shapes do not fit.

    Examples
    --------
    >>> [array.shape for array in aligned([1, 0], [[0.9], [0.2]])]
    [(2, 1), (2, 1)]
    """
    y_true, y_pred = squeeze_or_expand_to_same_rank(as_array(y_true), as_array(y_pred))
    check_fit(y_true, y_pred)
    return y_true, y_pred


def add_to(variable: backend.Variable, amount: Any) -> None:
    """`variable.assign_add(amount)`, in a fraction of its time where no scope has to know of it."""
    if backend.in_stateless_scope():
        variable.assign_add(amount)
    else:
        variable._value += amount


def ratio(numerator: Any, denominator: Any) -> np.ndarray:
    """The quotient; 0 where the denominator is 0.

    Examples
    --------
    >>> ratio([1.0, 1.0], [2.0, 0.0])
    array([0.5, 0. ])
    """
    numerator, denominator = np.asarray(numerator), np.asarray(denominator)
    return np.where(denominator == 0, 0, numerator / np.where(denominator == 0, 1, denominator))


def parse_init_thresholds(thresholds: Any, default_threshold: float = 0.5) -> list[float]:
    """Thresholds as a list of numbers from 0 to 1.

    Raises
    ------
    ValueError
        If one is outside.

    Examples
    --------
    >>> parse_init_thresholds(None), parse_init_thresholds(0.3)
    ([0.5], [0.3])
    """
    if thresholds is None:
        return [default_threshold]
    thresholds = list(thresholds) if isinstance(thresholds, (list, tuple, np.ndarray)) else [thresholds]
    outside = [t for t in thresholds if t is None or not 0 <= t <= 1]
    if outside:
        raise ValueError(f"Threshold values must be in [0, 1]. Received: {outside}")
    return thresholds


def update_confusion_matrix_variables(
    variables_to_update: Mapping[ConfusionMatrix, backend.Variable],
    y_true: Any,
    y_pred: Any,
    thresholds: Sequence[float] | np.ndarray,
    top_k: int | None = None,
    class_id: int | None = None,
    sample_weight: Any = None,
    multi_label: bool = False,
    label_weights: Any = None,
) -> None:
    """Add a batch to counts of right and wrong answers.

    An answer is "yes" where the prediction is larger than the threshold.

    Parameters
    ----------
    variables_to_update : dict from outcomes to variables of shape (t,)
        With multi_label of shape (t, k).
    y_true, y_pred : array_like, shape (n,) or (n, k)
        Labels, of which all but 0 count as 1, and predictions.
    thresholds : sequence of float, length t
    top_k : int, optional
        Only the k largest predictions of each row can be "yes".
    class_id : int, optional
        The only column that counts.
    sample_weight : array_like, optional
        One number for each row, or each entry.
    multi_label : bool, default False
        Whether the columns are counted one by one.
    label_weights : array_like, shape (k,), optional
        Weights of the columns.

    Raises
    ------
    ValueError
        If shapes do not fit, or an outcome is none of the four.
    """
    invalid = [key for key in variables_to_update if not isinstance(key, ConfusionMatrix)]
    if invalid or not variables_to_update:
        raise ValueError(
            f'Invalid keys: "{invalid}". Valid variable key options are: "{list(ConfusionMatrix)}"'
        )
    if multi_label and label_weights is not None:
        raise ValueError("label_weights: with multi_label=True the columns are weighted by the caller")
    dtype = next(iter(variables_to_update.values())).dtype
    y_pred, y_true = squeeze_or_expand_to_same_rank(as_array(y_pred, dtype), as_array(y_true, dtype))
    if y_pred.shape != y_true.shape:
        raise ValueError(
            f"expected y_true and y_pred of one shape, got {y_true.shape} and {y_pred.shape}; "
            "make one-hot rows of integer labels with keras.utils.to_categorical"
        )
    if top_k is not None:
        y_pred = _only_top_k(y_pred, top_k)
    weights = _weights(y_true, sample_weight, label_weights)
    if class_id is not None:
        if y_pred.ndim == 1:
            raise ValueError(
                "When class_id is provided, y_pred must be a 2D array with shape (num_samples, num_classes), "
                f"found shape: {y_pred.shape}"
            )
        y_true, y_pred = y_true[..., class_id, None], y_pred[..., class_id, None]
    columns = y_pred.shape[-1] if multi_label else 1
    yes, no = y_true != 0, y_true == 0
    if weights is not None:
        yes, no = yes * weights, no * weights
    counts = _count(
        yes.reshape(-1, columns),
        no.reshape(-1, columns),
        y_pred.reshape(-1, columns),
        np.asarray(thresholds, y_pred.dtype),
    )
    for outcome, variable in variables_to_update.items():
        add_to(variable, counts[outcome].reshape(variable.shape).astype(y_pred.dtype, copy=False))


def _weights(y_true: np.ndarray, sample_weight: Any, label_weights: Any) -> Any:
    """What each entry counts, in a shape that broadcasts to that of the predictions; None for 1 each."""
    weights = None
    if sample_weight is not None:
        weights = as_array(sample_weight, y_true.dtype)[..., None]
        _, weights = squeeze_or_expand_to_same_rank(y_true, weights, expand_rank_1=False)
    if label_weights is not None:
        weights = as_array(label_weights, y_true.dtype) * (1 if weights is None else weights)
    return weights


def _only_top_k(y_pred: np.ndarray, k: int) -> np.ndarray:
    order = np.argsort(-y_pred, axis=-1, kind="stable")[..., :k]  # of equal ones the first
    kept = np.full_like(y_pred, NEG_INF)
    np.put_along_axis(kept, order, np.take_along_axis(y_pred, order, axis=-1), axis=-1)
    return kept


def _count(
    yes: np.ndarray, no: np.ndarray, y_pred: np.ndarray, thresholds: np.ndarray
) -> dict[ConfusionMatrix, np.ndarray]:
    """The four counts, shape (thresholds, columns); yes and no: what the right and the wrong labels weigh."""
    above = _above_one if len(thresholds) == 1 else _above
    true_positives, false_positives = above(yes, y_pred, thresholds), above(no, y_pred, thresholds)
    return {
        ConfusionMatrix.TRUE_POSITIVES: true_positives,
        ConfusionMatrix.FALSE_POSITIVES: false_positives,
        ConfusionMatrix.TRUE_NEGATIVES: np.add.reduce(no, 0) - false_positives,
        ConfusionMatrix.FALSE_NEGATIVES: np.add.reduce(yes, 0) - true_positives,
    }


def _above_one(weights: np.ndarray, y_pred: np.ndarray, threshold: np.ndarray) -> np.ndarray:
    """The weight of all predictions above the only threshold."""
    return np.add.reduce(weights * (y_pred > threshold), 0, keepdims=True)


def _above(weights: np.ndarray, y_pred: np.ndarray, thresholds: np.ndarray) -> np.ndarray:
    """The weight of all predictions above each threshold: a histogram instead of a pass for each."""
    order = np.argsort(thresholds)
    exceeded = np.searchsorted(thresholds[order], y_pred)  # how many thresholds are smaller
    exceeded[np.isnan(y_pred)] = 0
    columns, bins = y_pred.shape[1], len(thresholds) + 1
    bin_of = exceeded + bins * np.arange(columns)
    histogram = np.bincount(bin_of.ravel(), weights.ravel(), bins * columns).reshape(columns, bins)
    counts = np.empty((len(thresholds), columns))
    counts[order] = histogram[:, :0:-1].cumsum(axis=1)[:, ::-1].T
    return counts


def confusion_matrix(
    labels: Any, predictions: Any, num_classes: int, weights: Any = None, dtype: Any = "int32"
) -> np.ndarray:
    """How often each class was taken for each other: row the label, column the prediction.

    Parameters
    ----------
    labels, predictions : array_like of int, shape (n,)
    num_classes : int
    weights : array_like, shape (n,), optional
    dtype : str, default "int32"

    Returns
    -------
    ndarray, shape (num_classes, num_classes)

    Examples
    --------
    >>> confusion_matrix([0, 1, 1], [0, 1, 0], 2)
    array([[1, 0],
           [1, 1]], dtype=int32)
    """
    labels, predictions = as_array(labels, "int64"), as_array(predictions, "int64")
    labels, predictions = squeeze_or_expand_to_same_rank(labels, predictions)
    matrix = np.zeros((num_classes, num_classes), backend.standardize_dtype(dtype))
    np.add.at(matrix, (labels, predictions), 1 if weights is None else as_array(weights, dtype))
    return matrix
