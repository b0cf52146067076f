"""Exercise: the epoch in which training stops early."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.generalisation.scaling import LESSON
from dlteach.exercises.generalisation.stopping_mistakes import MISTAKES
from dlteach.functions import early_stopping_epoch


def _cases(rng):
    for losses, patience, note in (
        ([0.9, 0.7, 0.5, 0.6, 0.8, 0.7], 2, "two epochs of patience"),
        ([0.9, 0.7, 0.5, 0.6, 0.4, 0.5, 0.6, 0.7], 2, "a better epoch in time"),
        ([0.9, 0.7, 0.8, 0.6, 0.5], 1, "no patience to spare"),
        ([0.5, 0.6, 0.7, 0.8, 0.9], 3, "a first epoch that is the best"),
        ([0.9, 0.8, 0.7, 0.6], 2, "losses that always fall"),
        ([0.9, 0.5, 0.6, 0.55, 0.52, 0.51, 0.4], 3, "losses that fall but do not beat the best"),
        ([0.9, 0.5, 0.7, 0.6, 0.58, 0.9, 0.3], 4, "ups and downs"),
        ([0.8, 0.5, 0.5, 0.5, 0.5, 0.2], 2, "equal losses"),
        ([0.8, 0.6, 0.7, 0.6, 0.5, 0.7, 0.7, 0.7], 3, "a loss that equals the best"),
        ([0.9, 0.5, 0.6], 3, "an end before the patience is over"),
        ([0.9, 0.4, 0.6, 0.5], 2, "a stop in the last epoch"),
        ([0.7], 2, "one epoch"),
        ([0.9, 0.8, 0.85, 0.7, 0.75, 0.6, 0.65, 0.66, 0.67], 3, "waits that are broken off"),
        ([0.9, 0.8, 0.7, 0.75, 0.8, 0.2, 0.1, 0.3], 2, "a best epoch that comes too late"),
        ([3.0, 2.0, 2.5, 1.0, 1.5, 1.6, 1.7, 1.8, 1.9], 5, "more patience"),
        ([2.0, -1.0, -0.5, -3.0, -2.0, -2.5, -1.0], 3, "negative losses"),
        ([5.0, 1.0, 0.5, 0.6, 0.7, 0.45, 0.6, 0.7, 0.8, 0.9], 3, "small improvements"),
        ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 1, "losses that always rise"),
    ):
        yield Case((np.array(losses), patience), note)
    for patience in (2, 3, 4):
        falling = np.exp(-np.arange(14) / 4) + 0.1 * rng.random(14)
        yield Case(
            (np.concatenate([falling, falling[-1] + rng.random(6)]).round(3), patience), "a noisy curve"
        )


def _epoch(args, value):
    """The number of the epoch, where a best loss or a yes or no stands beside it."""
    if isinstance(value, tuple) and isinstance(value[0], (bool, np.bool_)):
        return next((part for part in value if type(part) in (int, np.int64)), value[0])
    return value[0] if isinstance(value, tuple) else value


def _by_window(val_losses, patience):
    for epoch in range(patience, len(val_losses)):
        if np.min(val_losses[epoch - patience + 1 : epoch + 1]) >= np.min(val_losses[: epoch - patience + 1]):
            return epoch
    return len(val_losses) - 1


def _by_best_epoch(val_losses, patience):
    best_epoch = 0
    for epoch in range(len(val_losses)):
        if val_losses[epoch] < val_losses[best_epoch]:
            best_epoch = epoch
        if epoch - best_epoch == patience:
            return epoch
    return epoch


def _counting_down(val_losses, patience):
    best, left = float("inf"), patience
    epoch = -1
    while left and epoch < len(val_losses) - 1:
        epoch += 1
        best, left = min(best, val_losses[epoch]), patience if val_losses[epoch] < best else left - 1
    return np.int64(epoch)


EARLY_STOPPING_EPOCH = Exercise(
    name="early_stopping_epoch",
    lesson=LESSON,
    section="Stop in time",
    reference=early_stopping_epoch,
    cases=_cases,
    measure=_epoch,
    laws=(
        Law(
            "it is an epoch that there is, from 0 to n − 1",
            lambda args, value: 0 <= value < len(args[0]),
        ),
        Law(
            "training goes on for at least `patience` epochs after the first one, where there are so many",
            lambda args, value: value >= min(args[1], len(args[0]) - 1),
        ),
    ),
    mistakes=MISTAKES,
    also_correct=(
        _by_window,
        _by_best_epoch,
        _counting_down,
        lambda losses, patience: (early_stopping_epoch(losses, patience), float(np.min(losses))),
        lambda losses, patience: (True, early_stopping_epoch(losses, patience)),
        lambda losses, patience: float(early_stopping_epoch(list(losses), patience)),
    ),
    hints=(
        "Two things are remembered from epoch to epoch: the best loss so far, and for how many epochs in a "
        "row it has not been beaten.",
        "A smaller loss replaces the best and sets the count to 0; any other raises the count by 1. When the "
        "count is `patience`, this epoch is the answer; below the loop, the last one is.",
        "`for epoch, loss in enumerate(val_losses): if loss < best: ... else: waited += 1`, then `if waited "
        ">= ...: return epoch`",
    ),
    survivors={"`0` becomes `1`": "the first loss is below infinity and sets the count back"},
)
