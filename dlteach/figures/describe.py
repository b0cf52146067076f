"""Words about data, for alt text: what a curve does, told in one clause."""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dlteach.functions.number_words import describe_number

Floats = NDArray[np.float64]

_ROUNDING_ERROR = 1e-12  # of the largest value: what is smaller is noise that differs between machines
_PLATEAU = 0.1  # of the points: a shorter level stretch at an end is not worth a clause
_WIGGLE = 0.05  # of the range: a smaller turn back is noise on the way, not a turn of the trend
_MOST_SEGMENTS = 4  # a longer list of ups and downs is harder to follow than "swings"


def describe_curve(x: ArrayLike, y: ArrayLike, name: str, *, log: bool = False) -> str:
    """Say how a curve goes: its trend, its turns and extremes, where it crosses 0 and where it has no value.

    Parameters
    ----------
    x, y : array_like of shape (n,)
        Points of the curve, in the order of drawing.
    name : str
        The subject of the clause.
    log : bool, default False
        Judge what is a turn, and what is as good as 0, as a reader of a logarithmic y axis does, by ratios.

    Examples
    --------
    >>> describe_curve([0, 20, 40], [5.2, 1.0, 0.1], "cost")
    'cost falls from 5.2 at 0 to 0.1 at 40'
    >>> describe_curve([-2, -1, 0, 1, 2], [4, 1, 0, 1, 4], "cost")
    'cost falls from 4 at -2 to 0 at 0, then rises to 4 at 2'
    >>> describe_curve([0, 1, 2, 3], [-1, 1, 3, float("inf")], "w")
    'w rises from -1 at 0 to 3 at 2, crosses 0 at 0.5, is not finite at 3'
    """
    xs, ys = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    finite = np.isfinite(ys)
    missing = "" if finite.all() else f", is not finite {_where(xs, ~finite)}"
    if not finite.any():
        return f"{name} has no finite value"
    xs, ys = _without_rounding_error(xs[finite]), ys[finite] if log else _without_rounding_error(ys[finite])
    shares = ys / (np.abs(ys).max() or 1.0)  # of the largest value: their differences cannot overflow
    heights = np.log10(ys) if log and (ys > 0).all() else shares
    return f"{name} {_trend(xs, ys, heights)}{_crossings(xs, shares)}{missing}"


def _without_rounding_error(y: Floats) -> Floats:
    return np.where(np.abs(y) < _ROUNDING_ERROR * np.abs(y).max(), 0.0, y)


def _point(x: Floats, y: Floats, i: int) -> str:
    return f"{describe_number(y[i])} at {describe_number(x[i])}"


def _trend(x: Floats, y: Floats, heights: Floats) -> str:
    if len(y) == 1:
        return f"is {_point(x, y, 0)}"
    low, high = int(y.argmin()), int(y.argmax())
    if heights[high] - heights[low] <= _ROUNDING_ERROR:
        return _stay(x, y, 0, len(y) - 1)
    corners = _corners(heights)
    if len(corners) - 1 > _MOST_SEGMENTS:
        return (
            f"swings between {_point(x, y, low)} and {_point(x, y, high)}, "
            f"turning {len(_turns(heights))} times, from {_point(x, y, 0)} to {_point(x, y, len(y) - 1)}"
        )
    lowest = f", lowest {_point(x, y, low)}" if y[low] < y[corners].min() else ""
    highest = f", highest {_point(x, y, high)}" if y[high] > y[corners].max() else ""
    return _segments(x, y, corners) + lowest + highest


def _stay(x: Floats, y: Floats, start: int, end: int) -> str:
    return (
        f"stays at {describe_number(y[start])} from {describe_number(x[start])} to {describe_number(x[end])}"
    )


def _segments(x: Floats, y: Floats, corners: list[int]) -> str:
    """Tell the way from corner to corner: "falls from 4 at -2 to 0 at 0, then rises to 4 at 2"."""
    clauses: list[str] = []
    for start, end in pairwise(corners):
        if y[start] == y[end]:
            clauses.append(_stay(x, y, start, end))
        else:
            origin = "" if clauses else f" from {_point(x, y, start)}"
            clauses.append(f"{'rises' if y[end] > y[start] else 'falls'}{origin} to {_point(x, y, end)}")
    return ", then ".join(clauses)


def _corners(y: Floats) -> list[int]:
    """Return the indices between which the curve only rises, only falls or stays."""
    last = len(y) - 1
    leaves_start = int(np.flatnonzero(y != y[0])[0]) - 1
    reaches_end = int(np.flatnonzero(y != y[-1])[-1]) + 1
    plateaus = {
        i
        for i, points in ((leaves_start, leaves_start), (reaches_end, last - reaches_end))
        if points >= last * _PLATEAU
    }
    return sorted({0, last, *plateaus, *_turns(y)})


def _turns(y: Floats) -> list[int]:
    """Return the indices of the peaks and valleys that stand out by more than a wiggle."""
    wiggle = _WIGGLE * (y.max() - y.min())
    turns: list[int] = []
    low = high = 0
    direction = 0
    for i in range(len(y)):
        low = i if y[i] < y[low] else low
        high = i if y[i] > y[high] else high
        if direction >= 0 and y[high] - y[i] > wiggle:
            turns += [high] if direction else []
            direction, low = -1, i
        elif direction <= 0 and y[i] - y[low] > wiggle:
            turns += [low] if direction else []
            direction, high = 1, i
    return turns


def _crossings(x: Floats, y: Floats) -> str:
    """Tell where the curve goes from one side of 0 to the other."""
    changes = [(i, j) for i, j in pairwise(np.flatnonzero(y).tolist()) if y[i] * y[j] < 0]
    if len(changes) > _MOST_SEGMENTS:
        return f", crosses 0 {len(changes)} times"
    places = [describe_number(_crossing(x, y, i, j)) for i, j in changes]
    return f", crosses 0 at {', '.join(places)}" if places else ""


def _crossing(x: Floats, y: Floats, before: int, after: int) -> float:
    if after - before > 1:
        return x[before + 1 : after].mean()
    share = y[before] / (y[before] - y[after])
    return x[before] * (1 - share) + x[after] * share


def _where(x: Floats, missing: NDArray[np.bool_]) -> str:
    places = np.flatnonzero(missing)
    if len(places) == 1:
        return f"at {describe_number(x[places[0]])}"
    if missing[places[0] :].all():
        return f"from {describe_number(x[places[0]])} on"
    return f"at {len(places)} of {len(x)} points"
