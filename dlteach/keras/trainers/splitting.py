"""The last part of the data, kept for validation."""

from __future__ import annotations

import math
from typing import Any

from dlteach.keras import backend, tree


def train_validation_split(arrays: Any, validation_split: float) -> tuple[Any, Any]:
    """Split arrays in two, in order: the last `validation_split` of the rows is for validation.

    Parameters
    ----------
    arrays : array_like or structures of them, all of n rows; None stays None
    validation_split : float between 0 and 1

    Raises
    ------
    ValueError
        If something is no array, or one part would be empty.

    Examples
    --------
    >>> import numpy as np
    >>> train_validation_split((np.arange(4), None), 0.25)
    ((array([0, 1, 2]), None), (array([3]), None))
    """
    flat = [a for a in tree.flatten(arrays) if a is not None]
    wrong = [type(a) for a in flat if not (backend.is_tensor(a) or hasattr(a, "__array__"))]
    if wrong:
        raise ValueError(
            "Argument `validation_split` is only supported for tensors or NumPy arrays. "
            f"Found incompatible type in the input: {wrong}"
        )
    if not flat:
        return arrays, arrays
    flat_arrays = [backend.convert_to_tensor(a) for a in flat]
    rows = int(flat_arrays[0].shape[0])
    split_at = math.floor(rows * (1.0 - validation_split))
    if split_at <= 0 or split_at >= rows:
        raise ValueError(
            f"Training data contains {rows} samples, which is not sufficient to split it into a validation "
            "and "
            f"training set as specified by `validation_split={validation_split}`. Either provide more "
            "data, or a "
            "different value for the `validation_split` argument."
        )

    def part(start: int, end: int) -> Any:
        return tree.map_structure(
            lambda a: None if a is None else backend.convert_to_tensor(a)[start:end], arrays
        )

    return part(0, split_at), part(split_at, rows)
