"""What an array must be, so that something can be learnt from it; if not, an error that says what to do."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras import backend, tree

ADVICE = {
    "O": "look for None, words or rows of different lengths; then np.asarray(data, dtype='float32')",
    "U": "turn words into numbers first, e.g. with dlteach.data.label_encode",
    "S": "turn words into numbers first, e.g. with dlteach.data.label_encode",
    "c": "pass np.abs(data), or np.real(data) and np.imag(data) as two columns",
    "M": "turn dates into numbers: (dates - dates.min()) / np.timedelta64(1, 'D')",
    "m": "turn times into numbers: times / np.timedelta64(1, 'D')",
    "V": "take the fields one by one: data['field']",
}
Leaves = list[tuple[str, np.ndarray]]


def as_numbers(name: str, a: Any, where: str = "", text: bool = False) -> np.ndarray:
    """An array of numbers, or an error that says what came.

    Parameters
    ----------
    name, where : str
        What the caller calls it: "x", " of validation_data".
    a : array_like
    text : bool, default False
        Whether arrays of words pass, for layers of the learner's own that take them.

    Raises
    ------
    ValueError
    """
    if isinstance(a, np.ma.MaskedArray):
        raise ValueError(
            f"`{name}`{where} is a masked array, of which the hidden values would be used like the others. "
            "Either leave these rows out, or put numbers in with .filled(value)."
        )
    array = backend.convert_to_numpy(a) if backend.is_tensor(a) else np.asarray(a)
    kind = array.dtype.kind
    if kind not in "fiub" and not (text and kind in "US"):
        raise ValueError(
            f"`{name}`{where}: expected an array of numbers, got dtype {array.dtype}"
            f"{_what_is_inside(array)}; {ADVICE.get(kind, ADVICE['O'])}"
        )
    return array


def _what_is_inside(array: np.ndarray) -> str:
    """What makes an array one of objects."""
    if array.dtype != object or not array.size:
        return ""
    items = array.ravel().tolist()
    lengths = {len(item) for item in items if isinstance(item, list | tuple | np.ndarray)}
    if len(lengths) > 1:
        few = ", ".join(map(str, sorted(lengths)[:3]))
        return f" (rows of lengths {few}: cut them to one length, or fill them up)"
    return f" (it holds {', '.join(sorted({type(item).__name__ for item in items})[:4])})"


def check_has_rows(name: str, array: np.ndarray, where: str = "") -> None:
    """Refuse a single number, and an array without examples.

    Raises
    ------
    ValueError
    """
    if array.ndim == 0:
        raise ValueError(
            f"`{name}`{where}: expected at least one axis, that of the examples, got a single number; for "
            "one example pass np.array([number])"
        )
    if len(array) == 0:
        raise ValueError(
            f"`{name}`{where}: expected at least one example, got an array of shape {array.shape}; was it "
            "cut with a slice or a condition that nothing meets?"
        )


def refuse_lists(name: str, value: Any, where: str = "") -> None:
    """Refuse lists of numbers: Keras reads a list as several inputs, one for each entry.

    Raises
    ------
    ValueError
    """
    entry = value
    while isinstance(entry, list | tuple) and entry:
        entry = entry[0]
    if entry is not value and isinstance(entry, bool | int | float | complex | str | np.generic):
        raise ValueError(
            f"Unrecognized data type: `{name}`{where} is a {type(value).__name__} of numbers or words. "
            f"Expected NumPy arrays (a list is read as several inputs); pass np.asarray({name})."
        )


def named_leaves(name: str, value: Any) -> list[tuple[str, Any]]:
    """The arrays in a structure, each with the name under which the caller finds it: x, x[0], x['age']."""
    if value is None:
        return []
    if not tree.is_nested(value):
        return [(name, value)]
    return [
        (name + "".join(f"[{key!r}]" for key in path), leaf)
        for path, leaf in tree.flatten_with_path(value)
        if leaf is not None
    ]


def check_finite(name: str, array: np.ndarray, where: str = "") -> None:
    """Refuse NaN and infinity: one pass over the array, and a closer look only if that finds something.

    Raises
    ------
    ValueError
        With the number of rows and the first of them.

    Examples
    --------
    >>> check_finite("y", np.array([1.0, 2.0]))
    """
    if array.dtype.kind != "f":
        return
    with np.errstate(all="ignore"):
        if np.isfinite(_one_number(array)):
            return
    wrong = ~np.isfinite(array)
    if not wrong.any():  # what they make together was too large, not the numbers
        return
    places = np.argwhere(wrong)
    rows, first = len(np.unique(places[:, 0])), tuple(places[0].tolist())
    raise ValueError(
        f"`{name}`{where} holds NaN or infinity in {rows} of {len(array)} rows, the first in row {first[0]}: "
        f"{name}[{', '.join(map(str, first))}] is {array[first]}. The loss would become NaN, and with it all "
        "weights.\n"
        f"Either leave these rows out, keep = np.isfinite({name}).reshape(len({name}), -1).all(axis=1), or "
        f"fill the gaps, e.g. with the means of the columns, np.nanmean({name}, axis=0).\n"
        "To try it nevertheless: model.compile(..., strict=False)."
    )


def _one_number(array: np.ndarray) -> Any:
    """A number that is not finite if one in the array is not; a dot product is the quickest."""
    if array.flags.forc and array.dtype != np.float16:
        flat = array.ravel(order="K")
        return np.dot(flat, flat)
    return array.sum()


def check_input_shapes(model: Any, x: Any, leaves: Leaves, where: str = "") -> None:
    """Refuse inputs whose rows do not have the shape that the model was built for.

    Parameters
    ----------
    model : Model
    x : array_like or structure of them
    leaves : list of (name, array)
        What is in `x`.
    where : str, optional

    Raises
    ------
    ValueError
    """
    expected = _inputs(model)
    if expected is None or len(expected) != len(leaves):
        return
    if isinstance(x, dict):  # they are matched by name, whatever the order
        by_name = {tensor.name: tensor for tensor in expected}
        if not set(x) <= set(by_name):
            return
        expected = [by_name[key] for key in sorted(x)]
    for tensor, (name, a) in zip(expected, leaves):
        problem = _shape_problem(a.shape, tuple(tensor.shape))
        if problem:
            raise ValueError(
                f"`{name}`{where} has shape {a.shape}, but the input '{tensor.name}' of model '{model.name}' "
                f"takes {tuple(tensor.shape)}, the first axis being that of the examples: {problem}"
            )


def _inputs(model: Any) -> list[Any] | None:
    """The symbolic inputs of a model with a graph; None if its `call` is the learner's own, or for lack "
    "of an Input."""
    if getattr(model, "_input_is_of_first_data", False):
        return None
    graph = getattr(model, "_functional", None) or model
    ours = type(model).call.__module__.startswith("dlteach.keras.models.")
    return getattr(graph, "_inputs", None) if ours else None


def _shape_problem(came: tuple[int, ...], expected: tuple[int | None, ...]) -> str:
    """What is wrong, if anything; a last axis of 1 may be missing, or too many."""
    if len(came) == len(expected) + 1 and came[-1] == 1:
        came = came[:-1]
    elif len(came) == len(expected) - 1 and expected[-1] == 1:
        came = (*came, 1)
    if len(came) != len(expected):
        return (
            f"expected {len(expected)} axes, found {len(came)}. One example alone is x[None, ...]; pictures "
            "without a channel axis are x[..., None]; rows of another shape need a reshape."
        )
    for axis in range(len(expected) - 1, 0, -1):
        size = expected[axis]
        if size is not None and came[axis] != size:
            return (
                f"expected axis {axis - len(expected)} of input shape to have value {size}, but received "
                f"input with shape {came}. Either bring the rows to this shape, or build the model with "
                f"keras.Input({came[1:]})."
            )
    return ""
