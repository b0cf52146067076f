"""AutocastScope: within it float variables read as another float type."""

from __future__ import annotations

from typing import Any

from dlteach.keras.backend.common.dtypes import is_float_dtype, standardize_dtype
from dlteach.keras.backend.common.recording import reading


class AutocastScope:
    """Scope in which the value of a float variable is cast to `dtype`; None turns this off.

    Parameters
    ----------
    dtype : str or None
        A float type: "float16" for example.

    Raises
    ------
    ValueError
        If it is not a float type.

    Examples
    --------
    >>> from dlteach.keras import Variable
    >>> v = Variable([1.0, 2.0])
    >>> with AutocastScope("float16"):
    ...     v.value
    array([1., 2.], dtype=float16)
    """

    def __init__(self, dtype: Any) -> None:
        if dtype is not None:
            dtype = standardize_dtype(dtype)
            if not is_float_dtype(dtype):
                raise ValueError(
                    "`AutocastScope` can only be used with a floating-point target dtype, such as 'float16'. "
                    f"Received: dtype={dtype}"
                )
        self.dtype = dtype

    def maybe_cast(self, value: Any) -> Any:
        from dlteach.keras.backend.core import cast

        if self.dtype is not None and value.dtype != self.dtype and is_float_dtype(value.dtype):
            return cast(value, self.dtype)
        return value

    def __enter__(self) -> None:
        self.original_scope = reading.autocast
        reading.set_scopes(reading.stateless, self)

    def __exit__(self, *exception: object) -> None:
        reading.set_scopes(reading.stateless, self.original_scope)


def get_autocast_scope() -> AutocastScope | None:
    return reading.autocast
