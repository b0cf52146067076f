"""One vector for many variables: a handful of operations updates all the weights of a model."""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakValueDictionary

import numpy as np

from dlteach.keras.backend.common.variables import Variable


class Flat:
    """The numbers of several variables in one vector, and room for their gradients in another.

    Made by `flatten`. It stands as long as every variable is a view of the vector (`holds`).

    Attributes
    ----------
    variables : list of Variable
    values : ndarray, shape (total,)
        All numbers, variable by variable; what changes here changes the variables, and the reverse.
    gradients : ndarray, shape (total,)
        Room for the gradient of each number. Optimizers may calculate in it.
    gradient_views : list of ndarray
        The part of `gradients` that belongs to each variable, in its shape.
    """

    def __init__(self, variables: Sequence[Variable]) -> None:
        self.variables = list(variables)
        self.values = gather(self.variables)
        self.gradients = aligned(self.values.size, self.values.dtype)
        self.gradients[:] = 0
        self.gradient_views = _views(self.gradients, self.variables)

    def holds(self, variables: Sequence[Variable]) -> bool:
        """Whether these are the variables, in this order, and still views of the vector."""
        if len(variables) != len(self.variables):
            return False
        memory = self.values.base
        for given, own in zip(variables, self.variables):  # a generator would take twice as long
            if given is not own or own._value.base is not memory:
                return False
        return True


# Found by the identity of the memory of their vector. A copy of a variable has no part in it.
_known: WeakValueDictionary[int, Flat] = WeakValueDictionary()


def flatten(variables: Sequence[Variable]) -> Flat | None:
    """Move the numbers of variables into one vector; each keeps its value and becomes a view of the vector.

    Parameters
    ----------
    variables : sequence of Variable
        With values, all of one float type, none twice.

    Returns
    -------
    Flat or None
        The same one again for the same variables, and None if they cannot lie in one vector.

    Examples
    --------
    >>> w, b = Variable([[1.0, 2.0]]), Variable([3.0])
    >>> flat = flatten([w, b])
    >>> flat.values *= 10
    >>> w.numpy(), b.numpy()
    (array([[10., 20.]], dtype=float32), array([30.], dtype=float32))
    >>> flatten([w, b]) is flat
    True
    """
    flat = flat_of(variables)
    if flat is None and _can_be_flat(variables):
        flat = Flat(variables)
        _known[id(flat.values.base)] = flat
    return flat


def flat_of(variables: Sequence[Variable]) -> Flat | None:
    """The one that `flatten` made of these variables, if it still stands."""
    if not variables or variables[0]._value is None:
        return None
    flat = _known.get(id(variables[0]._value.base))
    return flat if flat is not None and flat.holds(variables) else None


def gather(variables: Sequence[Variable]) -> np.ndarray:
    """A new vector with the numbers of variables of one type, each of which becomes a view of it."""
    vector = aligned(sum(variable._value.size for variable in variables), variables[0]._value.dtype)
    np.concatenate([variable._value.ravel() for variable in variables], out=vector)
    for variable, view in zip(variables, _views(vector, variables)):
        variable._value = view
        if variable._leaf is not None:
            variable._leaf.data = view
    return vector


def aligned(size: int, dtype: np.dtype) -> np.ndarray:
    """An empty vector that starts where a cache line does: NumPy's loops over it are a tenth faster."""
    memory = np.empty(size * dtype.itemsize + 64, np.uint8)
    start = -memory.ctypes.data % 64
    return memory[start : start + size * dtype.itemsize].view(dtype)


def _can_be_flat(variables: Sequence[Variable]) -> bool:
    if not variables or any(variable._value is None for variable in variables):
        return False
    dtypes = {variable._value.dtype for variable in variables}
    different = {id(variable) for variable in variables}
    return len(dtypes) == 1 and dtypes.pop().kind == "f" and len(different) == len(variables)


def _views(vector: np.ndarray, variables: Sequence[Variable]) -> list[np.ndarray]:
    ends = np.cumsum([variable._value.size for variable in variables])
    return [
        vector[end - variable._value.size : end].reshape(variable._value.shape)
        for variable, end in zip(variables, ends)
    ]
