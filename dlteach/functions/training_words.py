"""A training in words: how its curves go, which epoch was best, where learning by heart began."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlteach.functions.number_words import describe_number

Floats = NDArray[np.float64]
Curve = tuple[NDArray[np.int64], Floats]  # the epochs in which it was measured, and its values
Curves = Mapping[str, Curve]

_TURN = 0.05  # of the range: a smaller way back is noise on the way
_MORE_IS_BETTER = ("acc", "auc", "precision", "recall", "f1", "r2", "iou")  # in the names of metrics


def training_curves(history: Any) -> dict[str, Curve]:
    """Return for each quantity the epochs in which it was measured, and its values, the loss first.

    Parameters
    ----------
    history : History, mapping of str to sequence of float, or anything with `history` or `curves`
        What `fit` returns, or its dict. "val_loss" belongs to "loss", and so on.

    Raises
    ------
    ValueError
        If there is no quantity, or one of a mere dict has not one value for each epoch.

    Examples
    --------
    >>> training_curves({"accuracy": [0.5, 0.75], "loss": [0.7, 0.6]})["loss"]
    (array([0, 1]), array([0.7, 0.6]))
    """
    given = getattr(history, "curves", None) or _with_epochs(getattr(history, "history", history))
    if not any(len(values) for _, values in given.values()):
        raise ValueError("expected a history with a value for each epoch, got none; has `fit` run?")
    order = sorted(given, key=lambda name: (name.removeprefix("val_") != "loss", name.startswith("val_")))
    return {name: (np.asarray(given[name][0]), np.asarray(given[name][1], dtype=float)) for name in order}


def _with_epochs(history: Mapping[str, Sequence[float]]) -> dict[str, tuple[range, Sequence[float]]]:
    lengths = {name: len(values) for name, values in history.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(
            f"expected one value of each quantity for each epoch, got {lengths}; give the History itself, "
            "which knows the epochs of each value"
        )
    return {name: (range(len(values)), values) for name, values in history.items()}


def quantities(curves: Curves, names: Sequence[str] | None = None) -> list[str]:
    """Return the quantities to look at, without those on validation data, which belong to them.

    Examples
    --------
    >>> quantities(training_curves({"loss": [1.0], "val_loss": [2.0], "accuracy": [0.5]}))
    ['loss', 'accuracy']
    """
    known = [name for name in curves if name.removeprefix("val_") not in curves or name[:4] != "val_"]
    for name in names or []:
        if name not in known:
            raise ValueError(f"expected names of {', '.join(known)}, got {name!r}")
    return list(names or known)


def best_epoch(name: str, curves: Curves) -> int | None:
    """Return in which epoch a quantity is best, on validation data where there are any; None if never finite.

    Less is better, but for metrics such as accuracy.

    Examples
    --------
    >>> best_epoch("loss", training_curves({"loss": [3.0, 2.0, 1.0], "val_loss": [3.0, 2.0, 4.0]}))
    1
    """
    epochs, values = _judging(name, curves)
    costs = _as_costs(name, values)
    return int(epochs[np.nanargmin(costs)]) if np.isfinite(values).any() else None


def overfitting_from(name: str, curves: Curves) -> int | None:
    """Return the epoch from which training improves while validation gets worse; None if there is none.

        after the best epoch, half of the validation values are worse by 5 % of their range or more,
        and the last training value is better than that of the best epoch

    Examples
    --------
    >>> overfitting_from("loss", training_curves({"loss": [3.0, 2.0, 1.0], "val_loss": [3.0, 2.0, 4.0]}))
    2
    """
    best = best_epoch(name, curves)
    if f"val_{name}" not in curves or best is None:
        return None
    epochs, values = curves[f"val_{name}"]
    costs = _as_costs(name, values)
    low = int(np.nanargmin(costs))
    trained = _as_costs(name, curves[name][1][curves[name][0] >= best])
    later = costs[low + 1 :][np.isfinite(costs[low + 1 :])]
    if not len(later) or not np.isfinite(trained[[0, -1]]).all() or trained[-1] >= trained[0]:
        return None
    worse = np.median(later) - costs[low] > _TURN * (np.nanmax(costs) - costs[low])
    return int(epochs[low + 1]) if worse else None


def describe_training(history: Any, names: Sequence[str] | None = None) -> str:
    """Say how a training went: each curve, the best epoch, the gap at the end, overfitting.

    Parameters
    ----------
    history : as for `training_curves`
    names : sequence of str, optional
        The quantities to tell; the first one is judged. All, the loss first, when left out.

    Examples
    --------
    >>> words = describe_training({"loss": [0.9, 0.5, 0.3, 0.1], "val_loss": [0.9, 0.6, 0.8, 1.0]})
    >>> print(words.replace(". ", ".\\n"))
    4 epochs, counted from 0.
    Training loss falls from 0.9 at epoch 0 to 0.1 at epoch 3.
    Validation loss falls from 0.9 at epoch 0 to 0.6 at epoch 1, then rises to 1 at epoch 3.
    Best epoch: 1, with a validation loss of 0.6.
    At the end validation loss is 0.9 above training loss.
    Overfitting from epoch 2 on: training gets better, validation worse.
    """
    curves = training_curves(history)
    told = quantities(curves, names)
    count = max(len(epochs) for epochs, _ in curves.values())
    sentences = [f"{count} epoch{'s' * (count != 1)}, counted from 0"]
    for name in told:
        sentences += [f"{title(n)} {_way(*curves[n])}" for n in (name, f"val_{name}") if n in curves]
    return ". ".join([*sentences, *verdict(told[0], curves)]) + "."


def verdict(name: str, curves: Curves) -> list[str]:
    """Return the judgement of one quantity, in sentences: its best epoch, the gap, overfitting.

    Examples
    --------
    >>> verdict("loss", training_curves({"loss": [3.0, 2.0, 1.0]}))
    ['Best epoch: 2, the last, with a training loss of 1']
    """
    best = best_epoch(name, curves)
    if best is None:
        return ["No epoch is best: no value is finite"]
    judge = f"val_{name}" if f"val_{name}" in curves else name
    epochs, values = curves[judge]
    lowest = describe_number(values[np.nanargmin(_as_costs(name, values))])
    last = ", the last," if best == epochs[-1] and len(epochs) > 1 else ","
    words = [f"Best epoch: {best}{last} with a {title(judge).lower()} of {lowest}"]
    if judge != name:
        words.append(_gap(name, curves[name][1][-1], values[-1]))
    start = overfitting_from(name, curves)
    if start is not None:
        words.append(f"Overfitting from epoch {start} on: training gets better, validation worse")
    return words


def title(name: str) -> str:
    """Return "Validation loss" for "val_loss", "Training loss" for "loss"."""
    kind = "Validation" if name.startswith("val_") else "Training"
    return f"{kind} {name.removeprefix('val_').replace('_', ' ')}"


def _judging(name: str, curves: Curves) -> Curve:
    return curves.get(f"val_{name}", curves[name])


def _as_costs(name: str, values: Floats) -> Floats:
    """Return values of which less is better; what is not finite is not a number."""
    sign = -1.0 if any(word in name for word in _MORE_IS_BETTER) else 1.0
    return np.where(np.isfinite(values), sign * values, np.nan)


def _gap(name: str, training: float, validation: float) -> str:
    gap = describe_number(abs(validation - training))
    side = "above" if validation > training else "below"
    words = [title(f"val_{name}").lower(), title(name).lower()]
    if not np.isfinite(validation - training):
        return "At the end there is no gap to tell: a value is not finite"
    return f"At the end {words[0]} is {'the same as' if gap == '0' else f'{gap} {side}'} {words[1]}"


def _way(epochs: NDArray[np.int64], values: Floats) -> str:
    """Tell a curve in one or two straight pieces: "falls from 0.9 at epoch 0 to 0.1 at epoch 3"."""
    finite = np.isfinite(values)
    if not finite.any():
        return "is never finite"
    lost = "" if finite.all() else f", is not finite in {(~finite).sum()} of {len(values)} epochs"
    epochs, values = epochs[finite], values[finite]
    if len(values) == 1:
        return f"is {_place(epochs, values, 0)}{lost}"
    low, high, last = int(values.argmin()), int(values.argmax()), len(values) - 1
    height = values[high] - values[low]
    if height <= 1e-12 * np.abs(values).max():
        return f"stays at {describe_number(values[0])}{lost}"
    dip, peak = min(values[0], values[-1]) - values[low], values[high] - max(values[0], values[-1])
    turn = low if dip >= peak else high
    corners = [0, last] if max(dip, peak) <= _TURN * height else [0, turn, last]
    pieces = [
        f"{'rises' if values[b] > values[a] else 'falls'}"
        f"{'' if a else f' from {_place(epochs, values, 0)}'} to {_place(epochs, values, b)}"
        for a, b in zip(corners, corners[1:])
    ]
    return ", then ".join(pieces) + lost


def _place(epochs: NDArray[np.int64], values: Floats, i: int) -> str:
    return f"{describe_number(values[i])} at epoch {epochs[i]}"
