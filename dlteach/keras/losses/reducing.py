"""From one loss for each example to one number, with weights and masks."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras import ops

REDUCTIONS = ("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none", None)


def standardize_reduction(reduction: str | None) -> str | None:
    """The reduction, if it is one.

    Raises
    ------
    ValueError
        If it is none of `REDUCTIONS`.
    """
    if reduction not in REDUCTIONS:
        raise ValueError(
            "Invalid value for argument `reduction`. "
            f"Expected one of {REDUCTIONS}. Received: reduction={reduction}"
        )
    return reduction


def squeeze_or_expand_to_same_rank(x1: Any, x2: Any, expand_rank_1: bool = True) -> tuple[Any, Any]:
    """Give (n,) and (n, 1) one rank, so that NumPy does not pair every entry with every other.

    Where one has one axis more than the other, of length 1 and last: a vector gets it too, a longer shape
    loses it.

    Parameters
    ----------
    x1, x2 : array or Tensor
    expand_rank_1 : bool, default True
        False makes a vector of a column instead of a column of a vector.

    Returns
    -------
    x1, x2

    Examples
    --------
    >>> y_true, y_pred = squeeze_or_expand_to_same_rank(ops.zeros((3,)), ops.zeros((3, 1)))
    >>> y_true.shape, y_pred.shape
    ((3, 1), (3, 1))
    """
    rank1, rank2 = len(x1.shape), len(x2.shape)
    if rank1 == rank2:
        return x1, x2
    if rank1 == rank2 + 1 and x1.shape[-1] == 1:
        if rank2 == 1 and expand_rank_1:
            return x1, ops.expand_dims(x2, axis=-1)
        return ops.squeeze(x1, axis=-1), x2
    if rank2 == rank1 + 1 and x2.shape[-1] == 1:
        if rank1 == 1 and expand_rank_1:
            return ops.expand_dims(x1, axis=-1), x2
        return x1, ops.squeeze(x2, axis=-1)
    return x1, x2


def check_fit(y_true: Any, y_pred: Any) -> None:
    """Refuse targets and predictions whose shapes do not fit.

    Raises
    ------
    ValueError
        If no broadcasting brings them together.

    Examples
    --------
    >>> check_fit(ops.zeros((2, 3)), ops.zeros((2, 4)))
    Traceback (most recent call last):
    ValueError: expected y_true and y_pred of one shape, got (2, 3) and (2, 4)
    """
    shapes = tuple(y_true.shape), tuple(y_pred.shape)
    if shapes[0] == shapes[1] or any(None in shape for shape in shapes):
        return
    try:
        np.broadcast_shapes(*shapes)
    except ValueError:
        raise ValueError(
            f"expected y_true and y_pred of one shape, got {shapes[0]} and {shapes[1]}"
        ) from None


def reduce_values(
    values: Any, sample_weight: Any = None, reduction: str | None = "sum_over_batch_size"
) -> Any:
    """The sum, the mean, or the values themselves.

    Parameters
    ----------
    values : array or Tensor
        Losses, already weighted.
    sample_weight : array, optional
        The weights, whose sum divides for "mean_with_sample_weight".
    reduction : one of `REDUCTIONS`

    Returns
    -------
    array or Tensor, shape () or that of values
    """
    if reduction in (None, "none") or tuple(values.shape) in ((), (0,)):
        return values
    total = ops.sum(values)
    if reduction == "sum":
        return total
    if reduction == "mean_with_sample_weight" and sample_weight is not None:
        return ops.divide_no_nan(total, ops.cast(ops.sum(sample_weight), total.dtype))
    return ops.divide_no_nan(total, ops.cast(ops.size(values), total.dtype))


def reduce_weighted_values(
    values: Any,
    sample_weight: Any = None,
    mask: Any = None,
    reduction: str | None = "sum_over_batch_size",
    dtype: Any = None,
) -> Any:
    """`reduce_values` of the values times their weights, without the masked ones.

    Parameters
    ----------
    values : array or Tensor
        A loss for each example, or for each time step of each example.
    sample_weight, mask : array, optional
        One number or truth for each value.
    reduction : one of `REDUCTIONS`
    dtype : str, optional
        The type to compute in; by default that of the values.

    Returns
    -------
    array or Tensor

    Examples
    --------
    >>> print(reduce_weighted_values([1.0, 5.0], sample_weight=[1.0, 0.0]))
    0.5
    >>> print(reduce_weighted_values([1.0, 5.0], mask=[True, False]))
    1.0
    """
    reduction = standardize_reduction(reduction)
    values = ops.convert_to_tensor(values, dtype=dtype)
    if sample_weight is not None:
        sample_weight = ops.convert_to_tensor(sample_weight, dtype=values.dtype)
    if mask is not None:
        mask = ops.convert_to_tensor(mask, dtype=values.dtype)
    sample_weight = apply_mask(sample_weight, mask, values.dtype, reduction)
    if sample_weight is not None:
        values, sample_weight = squeeze_or_expand_to_same_rank(values, sample_weight)
        values = values * sample_weight
    return reduce_values(values, sample_weight, reduction)


def apply_mask(sample_weight: Any, mask: Any, dtype: Any, reduction: str | None) -> Any:
    """Weights that are 0 where the mask is.

    For a mean the others grow by all/valid: the mean that divides by all values is then the mean of those
    that are valid.

    Parameters
    ----------
    sample_weight, mask : array or None
    dtype : str
        Type of the weights that are returned.
    reduction : one of `REDUCTIONS`

    Returns
    -------
    array, or None where there is neither weight nor mask
    """
    if mask is None:
        return sample_weight
    weights = ops.cast(mask, dtype)
    if reduction in ("mean", "sum_over_batch_size"):
        weights = weights * ops.divide_no_nan(ops.cast(ops.size(mask), dtype), ops.sum(weights))
    if sample_weight is None:
        return weights
    weights, sample_weight = squeeze_or_expand_to_same_rank(weights, ops.cast(sample_weight, dtype))
    return sample_weight * weights
