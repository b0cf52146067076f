"""What all right shuffles of a pipeline have in common: computed from the elements of many epochs."""

import math

import numpy as np

NUMBERS = "biuf"


def facts_of_passes(args, value):
    """Without a shuffle, the elements in words as they came; with one, facts about the epochs."""
    program, x, *_ = args
    if "shuffle" not in program:
        return value
    plain = _rows(value["plain"], x)
    passes = [_rows(elements, x) for elements in _listed(value["epochs"], 80)]
    again = [[_rows(elements, x) for elements in _listed(run, 8)] for run in _listed(value["again"], 2)]
    count, known = max(map(len, passes)), set(_flat(plain))
    firsts = {str(found[0]) for found in passes if found}
    together = "mixed anew" if len({str(sorted(map(sorted, found))) for found in passes}) > 1 else "the same"
    facts = {
        "pairs of x and y": _pairs(plain, passes),
        "every row exactly once": all(
            sorted(a for a, _ in _flat(p)) == sorted(a for a, _ in known) for p in passes
        ),
        "sizes of the elements": ", ".join(map(str, sorted(map(len, passes[0]), reverse=True))),
        "rows that stand together": together if max(map(len, passes[0])) > 1 else "single rows",
        "another order than in the data": any(found != plain for found in passes),
        "another order in the next epoch": any(a != b for a, b in zip(passes[::2], passes[1::2])),
        "another order with another seed": len({str(found) for found in passes[::4]}) > 1,
        "same seed, same orders": again[0] == again[1],
        "every element comes first in time": together == "mixed anew" or len(firsts) >= count,
        "more orders than a rotation gives": len(set(map(str, passes))) > count,
    }
    return {fact: {True: "yes", False: "no"}.get(true, true) for fact, true in facts.items()}


def _pairs(plain, passes):
    """Whether all pairs of x and y are those of the data."""
    known, labels = set(_flat(plain)), [b for _, b in _flat(plain)]
    if all(known.issuperset(_flat(found)) for found in passes):
        return "kept"
    same = all([b for _, b in _flat(found)] == labels for found in passes)
    return "broken, y keeps its old order" if same else "broken"


def _listed(value, count):
    if not (isinstance(value, list) and len(value) == count):
        raise ValueError("should give its elements in each epoch")
    return value


def _rows(elements, x):
    """For each element its rows, each as the text of its x and its y."""
    if not (isinstance(elements, list) and len(elements) <= most_elements(len(x))):
        raise ValueError("should give its elements in each epoch")
    return [_rows_of(element, x) for element in elements]


def most_elements(n):
    """More of them are wrong, whatever is in them."""
    return n + 3


def _rows_of(element, x):
    if not (isinstance(element, tuple) and len(element) == 2 and all(map(_holds_numbers, element))):
        raise ValueError("should have elements that are pairs of numbers or arrays")
    a, b = element
    if max(_extent(a), _extent(b)) > 10 * x.size:
        raise ValueError(f"has an element with an x of shape {a.shape}, far larger than the data")
    several = a.ndim > x.ndim - 1
    if (several and b.ndim == 0) or (not several and b.size != 1):
        raise ValueError(f"has an element with an x of shape {a.shape} and a y of shape {b.shape}")
    if several:
        return list(zip(map(str, a.tolist()), np.ravel(b).tolist()))
    return [(str(a.tolist()), b.item())]


def _extent(array):
    """Its size, but for axes of length 0: the others may be long."""
    return math.prod(length for length in array.shape if length)


def _holds_numbers(part):
    return isinstance(part, np.ndarray) and part.dtype.kind in NUMBERS


def _flat(batches):
    return [row for batch in batches for row in batch]
