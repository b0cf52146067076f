"""The settings of a session: the float type, epsilon, the format of images, the back end."""

from __future__ import annotations

import os
from pathlib import Path

from dlteach.keras.backend.run_limits import max_epochs as max_epochs
from dlteach.keras.backend.run_limits import max_steps_per_epoch as max_steps_per_epoch
from dlteach.keras.backend.run_limits import set_max_epochs as set_max_epochs
from dlteach.keras.backend.run_limits import set_max_steps_per_epoch as set_max_steps_per_epoch

_FLOAT_TYPES = ("float16", "float32", "float64")
_FLOAT_TYPES_OF_KERAS = ("bfloat16", *_FLOAT_TYPES)
_DATA_FORMATS = ("channels_first", "channels_last")

_floatx = "float32"
_epsilon = 1e-7
_image_data_format = "channels_last"


def backend() -> str:
    """The name of the library that computes: always "numpy"."""
    return "numpy"


def floatx() -> str:
    """The default float type, "float32" unless `set_floatx` changed it.

    Examples
    --------
    >>> floatx()
    'float32'
    """
    return _floatx


def set_floatx(value: str) -> None:
    """Set the default float type.

    Parameters
    ----------
    value : {"float16", "float32", "float64"}

    Raises
    ------
    ValueError
        If the type is none of these.

    Examples
    --------
    >>> set_floatx("float64")
    >>> floatx()
    'float64'
    >>> set_floatx("float32")
    """
    global _floatx
    if value not in _FLOAT_TYPES_OF_KERAS:
        raise ValueError(f"Unknown `floatx` value: {value!r}. Expected one of {_FLOAT_TYPES}")
    _floatx = str(value)


def epsilon() -> float:
    """The small number that keeps formulas away from zero, 1e-7 unless `set_epsilon` changed it.

    Examples
    --------
    >>> epsilon()
    1e-07
    """
    return _epsilon


def set_epsilon(value: float) -> None:
    """Set the small number that keeps formulas away from zero.

    Examples
    --------
    >>> set_epsilon(1e-5)
    >>> epsilon()
    1e-05
    >>> set_epsilon(1e-7)
    """
    global _epsilon
    _epsilon = value


def image_data_format() -> str:
    """Where the channels of an image stand, "channels_last" unless `set_image_data_format` changed it.

    Examples
    --------
    >>> image_data_format()
    'channels_last'
    """
    return _image_data_format


def set_image_data_format(data_format: str) -> None:
    """Set where the channels of an image stand by default.

    Parameters
    ----------
    data_format : {"channels_last", "channels_first"}

    Raises
    ------
    ValueError
        If the format is none of these.
    """
    global _image_data_format
    _image_data_format = _checked_data_format(data_format)


def standardize_data_format(data_format: str | None) -> str:
    """The format that an argument `data_format` means; None means the default.

    Examples
    --------
    >>> standardize_data_format(None)
    'channels_last'
    """
    return _image_data_format if data_format is None else _checked_data_format(data_format)


def _checked_data_format(data_format: str) -> str:
    data_format = str(data_format).lower()
    if data_format not in _DATA_FORMATS:
        raise ValueError(
            f"The `data_format` argument must be one of {_DATA_FORMATS}. Received: data_format={data_format}"
        )
    return data_format


def keras_home() -> str:
    """The folder for downloaded files: the environment variable KERAS_HOME, or ~/.keras."""
    return os.environ.get("KERAS_HOME") or str(Path.home() / ".keras")
