"""What every function here does first: turn arguments into float arrays, refuse what cannot be right.

A float array keeps its type. Integers take the type of the floats beside them, or float64 when there are
none, so that a difference of uint8 images never wraps and float32 never turns into float64 unasked.

In training nearly every argument is right already, and a small product takes 1 µs. So each check looks first
whether there is nothing to do.
"""

import math
import operator
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike


def as_numbers(value: ArrayLike, what: str) -> np.ndarray:
    """The argument as an array of floats, integers or booleans; `what` is "function: argument"."""
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{what}: expected rows of equal length; {error}") from error
    if array.dtype.kind not in "fiub":
        raise TypeError(
            f"{what}: expected real numbers, got {type(value).__name__} of dtype {array.dtype}; "
            "convert it first, for example with np.asarray(value, dtype=float)"
        )
    return array


def as_float(value: ArrayLike, what: str) -> np.ndarray:
    """The argument as a float array: float types stay, all other numbers become float64."""
    if type(value) is np.ndarray and value.dtype.kind == "f":
        return value
    array = as_numbers(value, what)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def as_floats(function: str, **values: Any) -> list[np.ndarray]:
    """The arguments as arrays of one float type, which integers do not influence."""
    if are_of_one_float_type(*values.values()):
        return list(values.values())
    arrays = [as_numbers(value, f"{function}: {name}") for name, value in values.items()]
    float_types = {array.dtype for array in arrays if array.dtype.kind == "f"}
    dtype = np.result_type(*float_types) if float_types else np.dtype(np.float64)
    return [array.astype(dtype, copy=False) for array in arrays]


def as_shaped(function: str, **arguments: tuple[Any, str]) -> list[np.ndarray]:
    """Float arrays of the named shapes: `x=(x, "nd"), w=(w, "dk")` wants x (n, d) and w (d, k), one d."""
    if _fit(arguments):
        return [array for array, _ in arguments.values()]
    arrays = as_floats(function, **{name: value for name, (value, _) in arguments.items()})
    sizes: dict[str, int] = {}
    for array, (name, (_, letters)) in zip(arrays, arguments.items()):
        if array.ndim != len(letters):
            raise ValueError(
                f"{function}: expected {name} of shape {_in_letters(letters)}, "
                f"got {array.shape}{_fix(name, array, letters)}"
            )
        for letter, size in zip(letters, array.shape):
            if sizes.setdefault(letter, size) != size:
                expected = ", ".join(f"{name} {_in_letters(shape)}" for name, (_, shape) in arguments.items())
                got = ", ".join(f"{name} {array.shape}" for name, array in zip(arguments, arrays))
                first = next(name for name, (_, shape) in arguments.items() if letter in shape)
                raise ValueError(
                    f"{function}: expected {expected}, got {got}; "
                    f"{letter} is {sizes[letter]} in {first} but {size} in {name}"
                )
    return arrays


def are_of_one_float_type(first: Any, *others: Any) -> bool:
    """Whether these are float arrays already, all of the same type."""
    if type(first) is not np.ndarray or first.dtype.kind != "f":
        return False
    dtype = first.dtype
    for other in others:  # noqa: SIM110  # a loop and `is`: all() and == take as long as a small product
        if type(other) is not np.ndarray or other.dtype is not dtype:
            return False
    return True


def _fit(arguments: dict[str, tuple[ArrayLike, str]]) -> bool:
    """Whether all arguments are arrays of one float type, and each letter stands for one size."""
    dtype = None
    sizes: dict[str, int] = {}
    for array, letters in arguments.values():
        if type(array) is not np.ndarray or array.ndim != len(letters):
            return False
        if dtype is None:
            dtype = array.dtype
        if array.dtype is not dtype:
            return False
        for letter, size in zip(letters, array.shape):
            if sizes.setdefault(letter, size) != size:
                return False
    return dtype is not None and dtype.kind == "f"


def _in_letters(letters: str) -> str:
    return f"({letters},)" if len(letters) == 1 else f"({', '.join(letters)})"


def _fix(name: str, array: np.ndarray, letters: str) -> str:
    if len(letters) == 2 and array.ndim == 1:
        return (
            f"; use {name}[None, :] for one example"
            if letters[0] == "n"
            else f"; use {name}[:, None] for one unit"
        )
    if len(letters) == 1 and array.ndim == 2 and 1 in array.shape:
        return f"; use {name}.ravel()"
    return ""


def as_layer(function: str, x: Any, w: Any, b: Any) -> list[np.ndarray]:
    """Examples (n, d), weights (d, k) and biases (k,)."""
    if are_of_one_float_type(x, w, b) and x.ndim == 2 and w.shape == (x.shape[1], *b.shape):
        return [x, w, b]
    return as_shaped(function, x=(x, "nd"), w=(w, "dk"), b=(b, "k"))


def as_pair(function: str, **values: ArrayLike) -> list[np.ndarray]:
    """Two float arrays of one shape, with at least one entry."""
    first, second = arrays = as_floats(function, **values)
    if first.shape != second.shape:
        raise ValueError(
            f"{function}: expected {' and '.join(values)} of one shape, got {first.shape} and {second.shape}"
            + _accident(first, second)
        )
    check_not_empty(function, " and ".join(values), first)
    return arrays


def as_labelled(function: str, y: Any, **prediction: Any) -> list[np.ndarray]:
    """Targets in the type of the predictions, whatever the shapes are."""
    ((name, value),) = prediction.items()
    if are_of_one_float_type(y, value):
        return [y, value]
    value = as_float(value, f"{function}: {name}")
    return [as_numbers(y, f"{function}: y").astype(value.dtype, copy=False), value]


def as_targets(function: str, y_true: Any, **prediction: Any) -> list[np.ndarray]:
    """Targets and predictions of one shape, and of the predictions' type, which the targets do not change."""
    ((name, value),) = prediction.items()
    if are_of_one_float_type(value, y_true) and value.shape == y_true.shape and value.size:
        return [y_true, value]
    value = as_float(value, f"{function}: {name}")
    y_true = as_numbers(y_true, f"{function}: y_true").astype(value.dtype, copy=False)
    return as_pair(function, y_true=y_true, **{name: value})


def _accident(first: np.ndarray, second: np.ndarray) -> str:
    try:
        broadcast = np.broadcast_shapes(first.shape, second.shape)
    except ValueError:
        return ""
    return f"; NumPy would compare every entry with every other, {broadcast}: reshape one like the other"


def as_labels(function: str, name: str, labels: ArrayLike, num_classes: int) -> np.ndarray:
    """Integer labels of shape (n,), each from 0 to num_classes − 1."""
    array = as_numbers(labels, f"{function}: {name}")
    if array.ndim != 1:
        raise ValueError(
            f"{function}: expected {name} of shape (n,), got {array.shape}; "
            f"use {name}.ravel() for a column, {name}.argmax(axis=1) for one-hot rows"
        )
    if array.dtype.kind == "f":
        raise TypeError(f"{function}: expected integer {name}, got {array.dtype}; use {name}.astype(int)")
    array = array.astype(np.intp, copy=False)
    if array.size and array.view(np.uintp).max() >= num_classes:  # −1 is a large number without its sign
        outside = array[(array < 0) | (array >= num_classes)]
        raise ValueError(
            f"{function}: expected {name} from 0 to {num_classes - 1}, got {np.unique(outside).tolist()}; "
            "labels are counted from 0"
        )
    return array


def as_classified(
    function: str, y_true: ArrayLike, **scores: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Row numbers 0 to n − 1, the label of each row, and the scores, a float array (n, k) with n ≥ 1."""
    ((name, values),) = scores.items()
    (array,) = as_shaped(function, **{name: (values, "nk")})
    check_not_empty(function, name, array)
    labels = as_labels(function, "y_true", y_true, array.shape[1])
    if len(labels) != len(array):
        raise ValueError(
            f"{function}: expected one label for each row, got {len(labels)} labels for {name} {array.shape}"
        )
    return np.arange(len(array)), labels, array


def as_number(value: ArrayLike, what: str, *, positive: bool = False) -> float:
    """One finite number as a Python float, which never changes the type of an array that it multiplies."""
    if type(value) is float and math.isfinite(value) and (value > 0 or not positive):
        return value
    array = as_float(value, what)
    if array.ndim != 0 or not np.isfinite(array) or (positive and array <= 0):
        raise ValueError(f"{what}: expected one {'positive' if positive else 'finite'} number, got {value!r}")
    return float(array)


def as_count(value: Any, what: str, *, at_least: int) -> int:
    """A whole number that is large enough."""
    try:
        count = operator.index(value)
    except TypeError as error:
        raise TypeError(f"{what}: expected a whole number, got {value!r}; use int(...)") from error
    if count < at_least:
        raise ValueError(f"{what}: expected a whole number of at least {at_least}, got {count}")
    return count


def check_not_empty(function: str, name: str, array: np.ndarray) -> None:
    """Refuse an array without entries, whose mean does not exist."""
    if array.size == 0:
        raise ValueError(f"{function}: expected at least one entry in {name}, got shape {array.shape}")


def check_probabilities(function: str, name: str, array: np.ndarray, hint: str = "") -> None:
    """Refuse entries outside 0 to 1; nan passes, so that a diverged network shows as nan."""
    outside = array[(array < 0) | (array > 1)]
    if outside.size:
        raise ValueError(f"{function}: expected {name} from 0 to 1, got {float(outside[0])}{hint}")


def check_distributions(function: str, name: str, array: np.ndarray, hint: str = "") -> None:
    """Refuse entries outside 0 to 1, and a last axis that does not sum to 1."""
    if array.ndim == 0:
        raise ValueError(f"{function}: expected {name} of shape (k,) or (n, k), got ()")
    check_probabilities(function, name, array)
    sums = np.atleast_1d(array.sum(axis=-1))
    wrong = sums[np.abs(sums - 1) > 1e-3]
    if wrong.size:
        raise ValueError(
            f"{function}: expected {name} to sum to 1 over the last axis, got {float(wrong[0]):.6g}{hint}"
        )


def check_layers(function: str, weights: Sequence[ArrayLike], biases: Sequence[ArrayLike]) -> None:
    """Refuse a network without layers, or whose weights and biases do not come in pairs."""
    if len(weights) != len(biases) or len(weights) == 0:
        raise ValueError(
            f"{function}: expected one bias for each of the weights, at least one layer, "
            f"got {len(weights)} weights and {len(biases)} biases"
        )
