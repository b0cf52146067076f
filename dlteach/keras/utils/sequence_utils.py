"""pad_sequences: sequences of different lengths in one array."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def pad_sequences(
    sequences: Sequence[Any],
    maxlen: int | None = None,
    dtype: Any = "int32",
    padding: str = "pre",
    truncating: str = "pre",
    value: Any = 0.0,
) -> np.ndarray:
    """Bring sequences to one length: short ones are filled up, long ones cut.

    Parameters
    ----------
    sequences : list of n sequences
        Their entries are numbers, or arrays of one shape.
    maxlen : int, optional
        The length; default: that of the longest.
    dtype : dtype, default "int32"
        `object` for strings of different lengths.
    padding, truncating : "pre" or "post", default "pre"
        At which end to fill, at which end to cut.
    value : float or str, default 0.0
        What to fill with.

    Returns
    -------
    ndarray, shape (n, maxlen, *shape of an entry)

    Raises
    ------
    ValueError
        If something is no sequence, entries differ in shape, or a choice is unknown.

    Examples
    --------
    >>> pad_sequences([[1], [2, 3], [4, 5, 6, 7]], maxlen=3)
    array([[0, 0, 1],
           [0, 2, 3],
           [5, 6, 7]], dtype=int32)
    """
    if not hasattr(sequences, "__len__"):
        raise ValueError("`sequences` must be iterable.")
    for name, choice in (("Truncating", truncating), ("Padding", padding)):
        if choice not in ("pre", "post"):
            raise ValueError(f'{name} type "{choice}" not understood; use "pre" or "post"')
    for sequence in sequences:
        if not hasattr(sequence, "__len__"):
            raise ValueError(f"`sequences` must be a list of iterables. Found non-iterable: {sequence}")
    text = np.issubdtype(dtype, np.str_) or np.issubdtype(dtype, np.bytes_)
    if isinstance(value, str) and dtype is not object and not text:
        raise ValueError(
            f"`dtype` {dtype} is not compatible with `value`'s type: {type(value)}\n"
            "You should set `dtype=object` for variable length strings."
        )
    if maxlen is None:
        maxlen = max((len(sequence) for sequence in sequences), default=0)
    entry_shape = next((np.asarray(s).shape[1:] for s in sequences if len(s)), ())
    padded = np.full((len(sequences), maxlen, *entry_shape), value, dtype=dtype)
    for index, sequence in enumerate(sequences):
        start = max(len(sequence) - maxlen, 0) if truncating == "pre" else 0
        kept = np.asarray(sequence[start : start + maxlen], dtype=dtype)
        if not len(kept):
            continue
        if kept.shape[1:] != entry_shape:
            raise ValueError(
                f"Shape of sample {kept.shape[1:]} of sequence at position {index} is different from "
                f"expected shape {entry_shape}"
            )
        first = 0 if padding == "post" else maxlen - len(kept)
        padded[index, first : first + len(kept)] = kept
    return padded
