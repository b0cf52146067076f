"""The mask that belongs to an array: which of its time steps count.

An array takes no attributes, so its mask is kept in a table beside it, as long as the array lives.
"""

from __future__ import annotations

import weakref
from typing import Any

_masks: dict[int, tuple[weakref.ref[Any], Any]] = {}


def set_keras_mask(x: Any, mask: Any) -> None:
    """Attach a mask to an array or a tensor; None takes it away.

    Examples
    --------
    >>> import numpy as np
    >>> x = np.ones((1, 3))
    >>> set_keras_mask(x, np.array([[True, True, False]]))
    >>> get_keras_mask(x)
    array([[ True,  True, False]])
    """
    key = id(x)
    if mask is None:
        _masks.pop(key, None)
    else:
        _masks[key] = (weakref.ref(x, lambda _: _masks.pop(key, None)), mask)


def get_keras_mask(x: Any) -> Any:
    """The mask that was attached to an array or a tensor; None if there is none."""
    entry = _masks.get(id(x))
    return entry[1] if entry is not None and entry[0]() is x else None
