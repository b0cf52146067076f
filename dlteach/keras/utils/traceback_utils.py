"""Errors that are easy to read: without the inner frames of the library, with the arguments of the call."""

from __future__ import annotations

import functools
import inspect
import os
import traceback
import types
from collections.abc import Callable
from typing import Any

from dlteach.keras import backend, tree
from dlteach.keras.backend.common.global_state import get_global_attribute, set_global_attribute

_INNER_FRAMES = os.path.abspath(os.path.join(__file__, "..", "..")) + os.sep


def enable_traceback_filtering() -> None:
    """Leave the frames inside the library out of the trace of an error; this is the default."""
    set_global_attribute("traceback_filtering", True)


def disable_traceback_filtering() -> None:
    """Show the whole trace of an error, to look for its cause inside the library."""
    set_global_attribute("traceback_filtering", False)


def is_traceback_filtering_enabled() -> bool:
    """Whether the frames inside the library are left out of the trace of an error.

    Examples
    --------
    >>> is_traceback_filtering_enabled()
    True
    """
    return get_global_attribute("traceback_filtering", True)


def filter_traceback(fn: Callable[..., Any]) -> Callable[..., Any]:
    """A function whose errors come without the frames inside the library."""

    @functools.wraps(fn)
    def filtered(*args: Any, **kwargs: Any) -> Any:
        try:
            return fn(*args, **kwargs)
        except Exception as error:
            if not is_traceback_filtering_enabled():
                raise
            raise error.with_traceback(_outer_frames(error.__traceback__)) from None

    return filtered


def _outer_frames(trace: types.TracebackType | None) -> types.TracebackType | None:
    frames = list(traceback.walk_tb(trace))
    outside = [frame for frame in frames if not frame[0].f_code.co_filename.startswith(_INNER_FRAMES)]
    outer: types.TracebackType | None = None
    for frame, line in reversed(outside or frames[-1:]):
        outer = types.TracebackType(outer, frame, frame.f_lasti, line)
    return outer


def inject_argument_info_in_traceback(
    fn: Callable[..., Any], object_name: str | None = None
) -> Callable[..., Any]:
    """A function whose errors tell what it was called with.

    Parameters
    ----------
    fn : callable
    object_name : str, optional
        What to call it in the message; by default its own name.

    Examples
    --------
    >>> def call(x):
    ...     raise ValueError("too small")
    >>> inject_argument_info_in_traceback(call, "Dense.call()")(x=1)
    Traceback (most recent call last):
    ValueError: Exception encountered when calling Dense.call().
    <BLANKLINE>
    \x1b[1mtoo small\x1b[0m
    <BLANKLINE>
    Arguments received by Dense.call():
      • x=1
    """

    @functools.wraps(fn)
    def explained(*args: Any, **kwargs: Any) -> Any:
        try:
            return fn(*args, **kwargs)
        except Exception as error:
            if not is_traceback_filtering_enabled() or hasattr(error, "_keras_call_info_injected"):
                raise
            arguments = _arguments_of(fn, args, kwargs)
            if not arguments:
                raise
            new = _explained_error(error, object_name or fn.__name__, arguments)
            raise new.with_traceback(error.__traceback__) from None

    return explained


def _arguments_of(fn: Callable[..., Any], args: Any, kwargs: Any) -> list[str]:
    """One line for each argument; none if the call does not fit the function."""
    signature = inspect.signature(fn)
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError:
        return []
    bound.apply_defaults()
    return [
        f"  • {name}={tree.map_structure(format_argument_value, value)}"
        for name, value in bound.arguments.items()
    ]


def _explained_error(error: Exception, name: str, arguments: list[str]) -> Exception:
    lines = "\n".join(arguments)
    message = (
        f"Exception encountered when calling {name}.\n\n"
        f"\x1b[1m{error.args[0] if error.args else ''}\x1b[0m\n\n"
        f"Arguments received by {name}:\n{lines}"
    )
    try:
        new = type(error)(message)
    except TypeError:  # an error of the user's own, made from something else
        new = RuntimeError(message)
    new._keras_call_info_injected = True  # type: ignore[attr-defined]
    return new


def format_argument_value(value: Any) -> str:
    """A value in few words: of an array only its shape and type."""
    if backend.is_tensor(value):
        return f"array(shape={value.shape}, dtype={backend.standardize_dtype(value.dtype)})"
    return repr(value)
