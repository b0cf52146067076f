"""Choices and loops over values. Values are there when they run, so each is the Python statement itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from dlteach.keras import tree
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import convert_to_tensor
from dlteach.keras.backend.output_spec import compute_output_spec
from dlteach.keras.ops.indexing import get_item
from dlteach.keras.ops.joining import concatenate, stack
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.shaping import flip
from dlteach.keras.ops.values import array_of


def _cond_spec(pred: Any, true_fn: Callable[[], Any], false_fn: Callable[[], Any]) -> Any:
    specs = compute_output_spec(true_fn), compute_output_spec(false_fn)
    kinds = [
        [(getattr(leaf, "shape", None), getattr(leaf, "dtype", None)) for leaf in tree.flatten(spec)]
        for spec in specs
    ]
    if kinds[0] != kinds[1]:
        raise ValueError(
            "`true_fn` and `false_fn` should return outputs of the same kind (struct, dtype and shape). "
            f"Got {specs[0]} and {specs[1]} instead."
        )
    return specs[0]


@operation(output_spec=_cond_spec)
def cond(pred: Any, true_fn: Callable[[], Any], false_fn: Callable[[], Any]) -> Any:
    """What `true_fn()` returns if the condition holds, otherwise what `false_fn()` does.

    Examples
    --------
    >>> cond(True, lambda: "yes", lambda: "no")
    'yes'
    """
    return true_fn() if array_of(pred) else false_fn()


def _switch_spec(index: Any, branches: Any, *operands: Any) -> Any:
    return compute_output_spec(branches[0], *operands)


@operation(output_spec=_switch_spec)
def switch(index: Any, branches: Any, *operands: Any) -> Any:
    """What the branch with this number returns for the operands; out of range, the nearest branch."""
    return branches[int(np.clip(array_of(index), 0, len(branches) - 1))](*operands)


def _while_spec(cond: Any, body: Any, loop_vars: Any, maximum_iterations: Any = None) -> Any:
    return tree.map_structure(lambda v: KerasTensor(v.shape, v.dtype), loop_vars)


@operation(output_spec=_while_spec)
def while_loop(
    cond: Callable[..., Any],
    body: Callable[..., Any],
    loop_vars: Any,
    maximum_iterations: int | None = None,
) -> Any:
    """Values that `body` takes and returns, again and again, while `cond` holds for them.

    Parameters
    ----------
    cond, body : callable
    loop_vars : value or tuple of values
        Where to begin.
    maximum_iterations : int, optional

    Examples
    --------
    >>> print(while_loop(lambda i: i < 10, lambda i: i + 3, 0))
    12
    """
    several = isinstance(loop_vars, (tuple, list))
    values = tree.map_structure(convert_to_tensor, tuple(loop_vars) if several else (loop_vars,))
    done = 0
    while cond(*values) and (maximum_iterations is None or done < maximum_iterations):
        new = body(*values)
        values = tuple(new) if isinstance(new, (tuple, list)) else (new,)
        done += 1
    return values if several else values[0]


def _fori_spec(lower: Any, upper: Any, body_fun: Any, init_val: Any) -> Any:
    return KerasTensor(init_val.shape, init_val.dtype)


@operation(output_spec=_fori_spec)
def fori_loop(lower: Any, upper: Any, body_fun: Callable[[Any, Any], Any], init_val: Any) -> Any:
    """A value that `body_fun(i, value)` takes and returns, for each i from `lower` to `upper` − 1."""
    value = init_val
    for i in range(int(array_of(lower)), int(array_of(upper))):
        value = body_fun(i, value)
    return value


def _map_spec(f: Callable[[Any], Any], xs: Any) -> Any:
    return _rows_of(compute_output_spec(f, _row_spec(xs)), tree.flatten(xs)[0].shape[0])


def _row_spec(xs: Any) -> Any:
    return tree.map_structure(lambda x: KerasTensor(x.shape[1:], x.dtype), xs)


def _rows_of(spec: Any, count: int | None) -> Any:
    return tree.map_structure(lambda y: KerasTensor((count, *y.shape), y.dtype), spec)


@operation(output_spec=_map_spec)
def map(f: Callable[[Any], Any], xs: Any) -> Any:
    """A function of one row applied to every row, the results stacked.

    Examples
    --------
    >>> map(lambda row: row * row, np.arange(4))
    array([0, 1, 4, 9])
    """
    return scan(lambda _, x: ((), f(x)), (), xs)[1]


def _vectorized_map_spec(function: Callable[[Any], Any], elements: Any) -> Any:
    return _map_spec(function, elements)


@operation(output_spec=_vectorized_map_spec)
def vectorized_map(function: Callable[[Any], Any], elements: Any) -> Any:
    """A function of one row applied to every row, the results stacked: as `map`."""
    return map(function, elements)


def _scan_spec(
    f: Any, init: Any, xs: Any = None, length: int | None = None, reverse: bool = False, unroll: Any = 1
) -> Any:
    row = None if xs is None else _row_spec(xs)
    carry, y = compute_output_spec(f, init, row)
    return carry, _rows_of(y, tree.flatten(xs)[0].shape[0] if length is None else int(length))


@operation(output_spec=_scan_spec)
def scan(
    f: Callable[[Any, Any], Any],
    init: Any,
    xs: Any = None,
    length: int | None = None,
    reverse: bool = False,
    unroll: int | bool = 1,
) -> Any:
    """A state that goes through the rows: `state, y = f(state, row)`.

    Parameters
    ----------
    f : callable
    init : structure of values
        The state before the first row.
    xs : structure of array_like, optional
        The rows; without them `f` receives None.
    length : int, optional
        How many steps, needed without `xs`.
    reverse : bool, default False
        Whether to begin with the last row.
    unroll : int or bool, default 1
        Kept for Keras code that gives it; without effect.

    Returns
    -------
    tuple of the last state and the stacked y

    Examples
    --------
    >>> total, sums = scan(lambda s, x: (s + x, s + x), 0, np.array([1, 2, 3]))
    >>> print(total, sums)
    6 [1 3 6]
    """
    if not callable(f):
        raise TypeError(f"`f` should be a callable. Received: f={f}")
    if not isinstance(unroll, bool) and (not isinstance(unroll, int) or unroll < 1):
        raise ValueError(f"`unroll` must be an positive integer or boolean. Received: unroll={unroll}")
    if xs is None and length is None:
        raise ValueError("Got no `xs` to scan over and `length` not provided.")
    xs = None if xs is None else tree.map_structure(convert_to_tensor, xs)
    steps = range(int(length) if length is not None else len(tree.flatten(xs)[0]))
    state = tree.map_structure(convert_to_tensor, init)
    nothing = tree.map_structure(lambda leaf: np.zeros_like(array_of(leaf)), init)
    results = []
    for step in reversed(steps) if reverse else steps:
        row = None if xs is None else tree.map_structure(lambda x, step=step: get_item(x, step), xs)
        state, y = f(state, row)
        results.append(nothing if y is None else y)
    if reverse:
        results.reverse()
    return state, tree.map_structure(lambda *ys: stack(ys), *results)


def _associative_scan_spec(f: Any, elems: Any, reverse: bool = False, axis: int = 0) -> Any:
    _check_lengths(elems, axis)
    shape = tree.flatten(elems)[0].shape
    return tree.map_structure(lambda x: KerasTensor(shape, x.dtype), elems)


@operation(output_spec=_associative_scan_spec)
def associative_scan(f: Callable[[Any, Any], Any], elems: Any, reverse: bool = False, axis: int = 0) -> Any:
    """The results of joining the first one, two, three … slices along an axis by an associative `f`.

    Examples
    --------
    >>> associative_scan(lambda a, b: a + b, np.array([1, 2, 3]))
    array([1, 3, 6])
    """
    if not callable(f):
        raise TypeError(f"`f` should be a callable. Received: f={f}")
    elems = tree.map_structure(convert_to_tensor, elems)
    count = _check_lengths(elems, axis)
    if reverse:
        elems = tree.map_structure(lambda x: flip(x, axis), elems)

    def piece(x: Any, place: int) -> Any:
        return get_item(x, (np.s_[:],) * (axis % x.ndim) + (np.s_[place : place + 1],))

    results = [tree.map_structure(lambda x: piece(x, 0), elems)] if count else []
    for place in range(1, count):
        results.append(f(results[-1], tree.map_structure(lambda x, at=place: piece(x, at), elems)))
    if not results:
        return elems
    out = tree.map_structure(lambda *parts: concatenate(parts, axis), *results)
    return tree.map_structure(lambda x: flip(x, axis), out) if reverse else out


def _check_lengths(elems: Any, axis: int) -> int:
    shapes = [x.shape for x in tree.flatten(elems)]
    if len({shape[axis] for shape in shapes}) != 1:
        raise ValueError(
            f"Array inputs to associative_scan must have the same first dimension. (saw: {shapes})"
        )
    return shapes[0][axis]
