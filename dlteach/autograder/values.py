"""Values that answers return: brought into the expected form, compared, put into words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

NUMERIC = "biuf"


class Misfit(Exception):
    """A value that cannot be read as what was expected. `stage` is the check that it fails.

    `is_none` says that there was no value at all.
    """

    def __init__(self, stage: str, says: str, is_none: bool = False):
        super().__init__(says)
        self.stage = stage
        self.says = says
        self.is_none = is_none


@dataclass(frozen=True)
class Leaf:
    """One array or text within a returned value; `name` says which part, empty for the whole."""

    name: str
    value: Any


def conform(expected: Any, value: Any, names: tuple[str, ...] = ()) -> tuple[list[Leaf], list[str]]:
    """Read `value` in the form of `expected`.

    A list for an array, `np.float64` or a 1 × 1 array for a number, ``(answer, cache)`` for the answer: these
    are styles, not mistakes. The second result holds a sentence for each that a learner may want to know of.
    """
    leaves: list[Leaf] = []
    remarks: list[str] = []
    _walk(expected, value, "", names, leaves, remarks)
    return leaves, remarks


def _walk(
    expected: Any, value: Any, name: str, names: tuple[str, ...], leaves: list[Leaf], remarks: list[str]
) -> None:
    if isinstance(expected, Mapping):
        _walk_mapping(expected, value, name, leaves, remarks)
    elif isinstance(expected, tuple) or (isinstance(expected, list) and not is_numeric(expected)):
        parts = _as_parts(value, len(expected), name)
        for k, (e, v) in enumerate(zip(expected, parts)):
            part = names[k] if k < len(names) else f"[{k}]"
            _walk(e, v, f"{name}{part}", (), leaves, remarks)
    elif expected is None or isinstance(expected, str):
        if not isinstance(value, type(expected)):
            raise _wrong_type(name, describe_type(expected), value)
        leaves.append(Leaf(name, value))
    else:
        leaves.append(Leaf(name, _as_array(np.asarray(expected), value, name, remarks)))


def _walk_mapping(
    expected: Mapping[Any, Any], value: Any, name: str, leaves: list[Leaf], remarks: list[str]
) -> None:
    if not isinstance(value, Mapping):
        raise _wrong_type(name, f"a dict with keys {_listed(expected)}", value)
    missing = [k for k in expected if k not in value]
    if missing:
        there = _listed(value) or "none"
        raise Misfit("type", f"the dict has no key {_listed(missing)}; its keys are {there}")
    for key, e in expected.items():
        _walk(e, value[key], f"{name}[{key!r}]" if name else str(key), (), leaves, remarks)


def _as_parts(value: Any, count: int, name: str) -> Any:
    if isinstance(value, Iterator):
        value = list(value)
    if isinstance(value, Mapping):
        wanted = f"{_whose(name)} should be {count} values"
        raise Misfit("type", f"{wanted}, got a dict: return them side by side, in the order of the task")
    has_parts = value.ndim > 0 if isinstance(value, np.ndarray) else isinstance(value, (tuple, list))
    if not has_parts:
        raise _wrong_type(name, f"{count} values", value)
    if len(value) != count:
        raise Misfit("shape", f"{_whose(name)} should be {count} values, got {len(value)}")
    return value


def _as_array(expected: np.ndarray, value: Any, name: str, remarks: list[str]) -> np.ndarray:
    if value is None:
        raise Misfit("type", f"{_whose(name)} is None: is a `return` missing?", is_none=True)
    if isinstance(value, tuple) and value and not is_numeric(value):
        remarks.append("Your function returns several values; we read the first one.")
        value = value[0]
    if isinstance(value, Iterator):
        value = list(value)
    if _is_list_with_cache(value):
        remarks.append("Your function returns a list of several values; we read the first one.")
        value = value[0]
    try:
        array = np.array(value)
    except (ValueError, TypeError) as error:
        raise Misfit("type", f"{_whose(name)} cannot be read as an array: {error}") from None
    if array.dtype.kind not in NUMERIC:
        raise _wrong_type(name, describe_type(expected), value)
    if expected.ndim == 0 and array.ndim > 0 and array.size == 1:
        remarks.append(f"Your answer is an array of shape {array.shape}; a plain number is asked for.")
        array = array.reshape(())
    if array.dtype.kind == "b" and expected.dtype.kind != "b":
        remarks.append("Your answer holds True and False; we read them as 1 and 0.")
        array = array.astype(np.float64)
    return array


def _is_list_with_cache(value: Any) -> bool:
    """Whether a list is ``[answer, cache]``: an array first, and entries that are no rows of one array."""
    if not (isinstance(value, list) and len(value) > 1 and isinstance(value[0], np.ndarray)):
        return False
    try:
        return np.array(value).dtype.kind not in NUMERIC
    except (ValueError, TypeError):
        return True


def _wrong_type(name: str, wanted: str, value: Any) -> Misfit:
    return Misfit("type", f"{_whose(name)} should be {wanted}, got {describe_type(value)}")


def is_numeric(value: Any) -> bool:
    """Whether a list or tuple is what NumPy would call an array of numbers."""
    try:
        return np.asarray(value).dtype.kind in NUMERIC and not any(isinstance(v, np.ndarray) for v in value)
    except (ValueError, TypeError):
        return False


def same(a: Any, b: Any, rtol: float, atol: float) -> bool:
    """Whether two leaves hold the same value: equal shape, close numbers, NaN equal to NaN."""
    if not (isinstance(a, np.ndarray) and isinstance(b, np.ndarray)):
        return type(a) is type(b) and a == b
    if a.shape != b.shape:
        return False
    equal = a == b
    if equal.all():
        return True
    with np.errstate(all="ignore"):
        distance = np.abs(np.subtract(a, b, dtype=float))
        close = equal | (np.isfinite(distance) & (distance <= atol + rtol * np.abs(b)))
    return bool((close | (np.isnan(a) & np.isnan(b))).all())


def capped(value: Any, ceiling: float | None) -> Any:
    """The value with everything above the ceiling brought down to it; NaN stays NaN."""
    if ceiling is None or not isinstance(value, np.ndarray):
        return value
    return np.asarray(np.minimum(value, ceiling))


def show(value: Any, digits: int = 5) -> str:
    """A value as a learner would type it, shortened when it is long."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k!r}: {show(v, digits)}" for k, v in value.items()) + "}"
    if isinstance(value, tuple):
        inside = ", ".join(show(v, digits) for v in value)
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, list) and not is_numeric(value):
        return f"[{', '.join(show(v, digits) for v in value)}]"
    if isinstance(value, (np.ndarray, np.generic, list)):
        array = np.asarray(value)
        if array.ndim == 0:
            return f"{array.item():.{digits + 1}g}" if array.dtype.kind == "f" else str(array.item())
        if array.size > 24:
            return f"an array of shape {array.shape}"
        text = np.array2string(
            array, precision=digits, separator=", ", suppress_small=False, floatmode="maxprec"
        )
        return " ".join(text.split())
    if isinstance(value, float):
        return f"{value:.{digits + 1}g}"
    return repr(value)


def capitalised(text: str) -> str:
    """The text with a capital at its start and the rest as it is."""
    return text[:1].upper() + text[1:]


def describe_type(value: Any) -> str:
    """The type of a value in words."""
    if value is None:
        return "None"
    if isinstance(value, np.ndarray):
        if value.dtype.kind not in NUMERIC:
            return f"an array of {value.dtype.name}"
        return "a number" if value.ndim == 0 else f"an array of shape {value.shape}"
    if isinstance(value, (bool, int, float, np.generic)):
        return "a number"
    if isinstance(value, str):
        return "a text"
    name = type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def _whose(name: str) -> str:
    return f"`{name}` of your answer" if name else "your answer"


def _listed(keys: Iterable[Any]) -> str:
    return ", ".join(repr(k) for k in keys)
