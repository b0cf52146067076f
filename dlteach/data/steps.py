"""What the steps of a pipeline do, one generator each: elements in, elements out, one pass."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np

from dlteach.data.elements import as_element, call, frozen, stack


def generated(generator: Callable[[], Iterable[Any]], expected: int | None) -> Iterator[Any]:
    """One pass over a generator, held to the length it promised."""
    what, count = "Dataset.from_generator", 0
    for value in generator():
        if count == expected:
            raise ValueError(f"{what}: expected {expected} elements, the generator has more")
        yield as_element(value, f"{what}: element {count}")
        count += 1
    if expected is not None and count < expected:
        raise ValueError(f"{what}: expected {expected} elements, the generator ended after {count}")


def mapped(source: Iterable[Any], function: Callable) -> Iterator[Any]:
    """The function of each element."""
    for index, element in enumerate(source):
        yield as_element(call(function, element), f"Dataset.map: element {index}")


def filtered(source: Iterable[Any], predicate: Callable) -> Iterator[Any]:
    """The elements that the predicate holds for."""
    for index, element in enumerate(source):
        keep = np.asarray(call(predicate, element))
        if keep.dtype != bool or keep.ndim:
            raise TypeError(
                f"Dataset.filter: element {index}: expected one True or False, got {keep.dtype} of shape "
                f"{keep.shape}; compare with ==, <, >, and use .all() or .any() to make one of many"
            )
        if keep:
            yield element


def shuffled(source: Iterable[Any], size: int, seed: int) -> Iterator[Any]:
    """Elements drawn from a buffer that the source keeps full."""
    rng = np.random.default_rng(seed)
    waiting = iter(source)
    buffer = list(islice(waiting, size))
    for element in waiting:
        place = rng.integers(size)
        yield buffer[place]
        buffer[place] = element
    yield from (buffer[place] for place in rng.permutation(len(buffer)))


def batched(source: Iterable[Any], size: int, drop_remainder: bool) -> Iterator[Any]:
    """Groups of elements, stacked."""
    waiting = iter(source)
    while group := list(islice(waiting, size)):
        if len(group) == size or not drop_remainder:
            yield stack(group, "Dataset.batch")


def repeated(source: Iterable[Any], times: float) -> Iterator[Any]:
    """The source, from its start, several times."""
    done = 0
    while done < times:
        empty = True
        for element in source:
            empty = False
            yield element
        if empty:
            return  # an endless repetition of nothing would never come back
        done += 1


def cached(source: Iterable[Any], kept: list[list[Any]]) -> Iterator[Any]:
    """What the first complete pass has left in `kept`, or that pass."""
    if kept:
        yield from kept[0]
        return
    now = []
    for element in source:
        now.append(frozen(element))
        yield now[-1]
    kept[:] = [now]
