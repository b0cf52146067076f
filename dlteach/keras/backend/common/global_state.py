"""What a session remembers, for each thread: name counters, open scopes, the global seed generator."""

from __future__ import annotations

import gc
import threading
from typing import Any

_state = threading.local()


def set_global_attribute(name: str, value: Any) -> None:
    setattr(_state, name, value)


def get_global_attribute(name: str, default: Any = None, set_to_default: bool = False) -> Any:
    """The value that was set under a name; `default` if there is none, which may be set at the same time."""
    value = getattr(_state, name, None)
    if value is None and default is not None:
        value = default
        if set_to_default:
            set_global_attribute(name, value)
    return value


def clear_session(free_memory: bool = True) -> None:
    """Forget everything that the session remembers: afterwards the first Dense layer is named "dense" again.

    Parameters
    ----------
    free_memory : bool, default True
        Whether to free the memory of deleted objects at once; this takes a moment.

    Examples
    --------
    >>> from dlteach import keras
    >>> keras.utils.clear_session()
    >>> keras.KerasTensor((2,)).name
    'keras_tensor'
    """
    global _state
    _state = threading.local()
    if free_memory:
        gc.collect()
