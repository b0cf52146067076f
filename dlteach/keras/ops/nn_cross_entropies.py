"""Cross-entropy of each example: from probabilities that `epsilon()` keeps from 0 and 1, or from logits."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff, functions
from dlteach.autodiff.replay import repeatable_array
from dlteach.keras.backend import config
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import cast, convert_to_tensor
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.shaping import moveaxis
from dlteach.keras.ops.values import array_of, evaluate, integers_as_float


def _binary_spec(target: Any, output: Any, from_logits: bool = False) -> KerasTensor:
    _check_same(target, output)
    return KerasTensor(output.shape, output.dtype)


@operation(output_spec=_binary_spec)
def binary_crossentropy(target: Any, output: Any, from_logits: bool = False) -> Any:
    """Log loss of every entry for labels 0 and 1.

        −[ y ln p + (1 − y) ln(1 − p) ]

    Parameters
    ----------
    target : array_like, any shape
        Labels y, or probabilities.
    output : array_like, shape of target
        Probabilities p of 1, or logits.
    from_logits : bool, default False

    Returns
    -------
    array, shape of target

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> binary_crossentropy([0.0, 1.0], [0.5, 1.0]).round(3)
    array([0.693, 0.   ], dtype=float32)
    """
    output = integers_as_float(output)
    target = cast(target, output.dtype)
    if target.shape != output.shape:
        _check_same(target, output)
    if from_logits:
        return evaluate(functions.sigmoid_cross_entropy, autodiff.sigmoid_cross_entropy, target, output)
    return evaluate(
        functions.clipped_binary_cross_entropy,
        autodiff.clipped_binary_cross_entropy,
        target,
        output,
        config.epsilon(),
    )


def _categorical_spec(target: Any, output: Any, from_logits: bool = False, axis: int = -1) -> KerasTensor:
    _check_same(target, output)
    _check_rank(output)
    return KerasTensor(_without(output.shape, axis), output.dtype)


@operation(output_spec=_categorical_spec)
def categorical_crossentropy(target: Any, output: Any, from_logits: bool = False, axis: int = -1) -> Any:
    """Log loss of every example for one-hot labels.

        −Σⱼ yⱼ ln pⱼ

    Parameters
    ----------
    target : array_like, shape (..., k)
        One-hot labels y, or probabilities.
    output : array_like, shape (..., k)
        Probabilities p, which are first divided by their sum, or logits.
    from_logits : bool, default False
    axis : int, default -1
        The axis of the classes.

    Returns
    -------
    array, shape (...)

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> categorical_crossentropy([[0.0, 1.0]], [[0.5, 0.5]]).round(3)
    array([0.693], dtype=float32)
    """
    output = integers_as_float(output)
    target = cast(target, output.dtype)
    if target.shape != output.shape:
        _check_same(target, output)
    _check_rank(output)
    if axis not in (-1, output.ndim - 1):
        target, output = moveaxis(target, axis, -1), moveaxis(output, axis, -1)
    return _of_rows(target, output, from_logits)


def _sparse_spec(target: Any, output: Any, from_logits: bool = False, axis: int = -1) -> KerasTensor:
    _check_rank(output)
    shape = _without(output.shape, axis)
    _check_labels(_labels_shape(target, output), shape, target, output)
    return KerasTensor(shape, output.dtype)


@operation(output_spec=_sparse_spec)
def sparse_categorical_crossentropy(
    target: Any, output: Any, from_logits: bool = False, axis: int = -1
) -> Any:
    """Log loss of every example for integer labels.

        −ln p[y]

    A label that is none of the classes costs 0, as in Keras.

    Parameters
    ----------
    target : array_like of int, shape (...) or (..., 1)
        Labels y from 0 to k − 1.
    output : array_like, shape (..., k)
        Probabilities p, which are first divided by their sum, or logits.
    from_logits : bool, default False
    axis : int, default -1
        The axis of the classes.

    Returns
    -------
    array, shape (...)

    Raises
    ------
    ValueError
        If the shapes do not fit.

    Examples
    --------
    >>> sparse_categorical_crossentropy([1], [[0.5, 0.5]]).round(3)
    array([0.693], dtype=float32)
    """
    output = integers_as_float(output)
    labels = array_of(target)
    _check_rank(output)
    shape = _labels_shape(labels, output)
    _check_labels(shape, _without(output.shape, axis), labels, output)
    if axis not in (-1, output.ndim - 1):
        output = moveaxis(output, axis, -1)
    classes = np.arange(output.shape[-1], dtype=np.int32)

    def rows() -> np.ndarray:
        return labels.reshape((*shape, 1)).astype(np.int32, copy=False) == classes

    one_hot = repeatable_array(rows().astype(output.dtype), labels, rows)
    return _of_rows(one_hot, output, from_logits)


def _of_rows(target: Any, output: Any, from_logits: bool) -> Any:
    if from_logits:
        return evaluate(
            functions.softmax_cross_entropy_of_rows, autodiff.softmax_cross_entropy_of_rows, target, output
        )
    return evaluate(
        functions.clipped_categorical_cross_entropy,
        autodiff.clipped_categorical_cross_entropy,
        target,
        output,
        config.epsilon(),
    )


@operation
def one_hot(x: Any, num_classes: int, axis: int = -1, dtype: Any = None, sparse: bool = False) -> Any:
    """Integer labels as rows of zeros with a single 1; only zeros for a label that is no class.

    Parameters
    ----------
    x : array_like of int
    num_classes : int
    axis : int, default -1
        Where the new axis of the classes stands.
    dtype : str, default `floatx()`
    sparse : bool, default False
        Not True: dlteach has no sparse tensors.

    Examples
    --------
    >>> one_hot([0, 2], 3)
    array([[1., 0., 0.],
           [0., 0., 1.]], dtype=float32)
    """
    if sparse:
        raise ValueError("Unsupported value `sparse=True`: dlteach has no sparse tensors; import keras")
    rows = array_of(x)[..., None] == np.arange(num_classes)
    return cast(rows if axis in (-1, rows.ndim - 1) else np.moveaxis(rows, -1, axis), dtype)


@operation
def multi_hot(
    inputs: Any,
    num_classes: int | None = None,
    axis: int = -1,
    dtype: Any = None,
    sparse: bool = False,
    **kwargs: Any,
) -> Any:
    """Rows of labels as rows of zeros with a 1 for each label that occurs.

    Examples
    --------
    >>> multi_hot([[0, 2], [1, 1]], 3)
    array([[1., 0., 1.],
           [0., 1., 0.]], dtype=float32)
    """
    num_classes = kwargs.pop("num_tokens", num_classes)  # its name in older Keras
    if num_classes is None:
        raise ValueError("Argument `num_classes` must be specified.")
    labels = convert_to_tensor(inputs)
    return np.max(one_hot(labels, num_classes, axis, dtype, sparse), axis=1 if labels.ndim > 1 else 0)


def _check_same(target: Any, output: Any) -> None:
    if target.shape != output.shape:
        raise ValueError(
            "Arguments `target` and `output` must have the same shape. Received: "
            f"target.shape={target.shape}, output.shape={output.shape}"
        )


def _check_rank(output: Any) -> None:
    if len(output.shape) < 1:
        raise ValueError(f"Argument `output` must be at least rank 1. Received: output.shape={output.shape}")


def _check_labels(labels: Any, examples: Any, target: Any, output: Any) -> None:
    if labels != examples:
        raise ValueError(
            "Arguments `target` and `output` must have the same shape up until the last dimension: "
            f"target.shape={target.shape}, output.shape={output.shape}"
        )


def _labels_shape(target: Any, output: Any) -> Any:
    column = len(target.shape) == len(output.shape) and target.shape[-1] == 1
    return target.shape[:-1] if column else target.shape


def _without(shape: Any, axis: int) -> Any:
    place = axis % len(shape)
    return (*shape[:place], *shape[place + 1 :])
