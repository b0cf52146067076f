"""device: where to compute. NumPy computes on the CPU."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator


@contextlib.contextmanager
def device(device_name: str) -> Iterator[None]:
    """Scope for code that names a device; without effect, as everything runs on the CPU.

    Parameters
    ----------
    device_name : str
        "cpu:0", for example.

    Raises
    ------
    ValueError
        If it is not a string.

    Examples
    --------
    >>> from dlteach import keras
    >>> with keras.device("cpu:0"):
    ...     keras.ops.ones(2)
    array([1., 1.], dtype=float32)
    """
    if not isinstance(device_name, str):
        raise ValueError(
            "Invalid value for argument `device_name`. Expected a string like 'cpu:0'. "
            f"Received: device_name={device_name}"
        )
    yield
