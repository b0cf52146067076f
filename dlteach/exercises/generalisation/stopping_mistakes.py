"""What goes wrong with early stopping: the best is forgotten, the count is off, the end is missing."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.functions import early_stopping_epoch


def _walk(losses, patience, improves, limit=lambda waited, patience: waited >= patience, waits=None):
    """Early stopping with another rule: `improves(loss, best, previous)`, `limit`, or what a wait becomes."""
    best, previous, waited = np.inf, np.inf, 0
    for epoch, loss in enumerate(losses):
        if improves(loss, best, previous):
            best, waited = loss, 0 if waits is None else waits(waited)
        else:
            waited += 1
        if limit(waited, patience):
            return epoch
        previous = loss
    return len(losses) - 1


def _below_best(loss, best, previous):
    return loss < best


def _rule(improves=_below_best, **others):
    return lambda losses, patience: _walk(losses, patience, improves, **others)


def _stops(losses, patience):
    """Whether training stops early, be it in the last epoch."""
    return _walk(np.append(losses, np.inf), patience, _below_best) < len(losses)


def _best_so_far(losses, patience):
    return int(np.argmin(losses[: early_stopping_epoch(losses, patience) + 1]))


def _best_is_the_first(losses, patience):
    waited = 0
    for epoch, loss in enumerate(losses):
        waited = 0 if loss < losses[0] else waited + 1
        if waited >= patience:
            return epoch
    return len(losses) - 1


def _with_end(epoch, end):
    """`epoch(losses, patience)` where training stops early, and `end` where it does not."""
    return lambda losses, patience: epoch(losses, patience) if _stops(losses, patience) else end


_NUMBERS = (
    (
        "counted-from-one",
        "Epochs are counted from 1 here; in this exercise they are counted from 0.",
        lambda losses, patience: early_stopping_epoch(losses, patience) + 1,
    ),
    (
        "best-epoch",
        "That is the best epoch, whose weights one would keep; asked for is the one in which training stops.",
        _best_so_far,
    ),
    (
        "best-epoch-counted-from-one",
        "That is the best epoch, counted from 1; asked for is the one in which training stops, counted "
        "from 0.",
        lambda losses, patience: _best_so_far(losses, patience) + 1,
    ),
)
_NO_STOP = "And where training is never stopped early, it ends with the last epoch, `len(val_losses) - 1`."
_OTHER_NUMBERS = (
    Mistake(_NUMBERS[2][0], _NUMBERS[2][2], _NUMBERS[2][1], kind="convention"),
    *(
        Mistake(f"{id}-and-{words}-without-a-stop", _with_end(epoch, end), f"{says} {_NO_STOP}")
        for id, says, epoch in _NUMBERS
        for words, end in (("none", None), ("minus-one", -1), ("zero", 0))
    ),
)


def _is_below_previous(loss, best, previous):
    return loss < previous


_TWO_AT_ONCE = tuple(
    Mistake(f"{id}-and-one-epoch-too-{much}", _rule(improves, limit=limit, waits=waits), f"{says} {also}")
    for id, says, improves, waits in (
        (
            "equal-counts-as-better",
            "A loss that equals the best counts as better; only a smaller one does.",
            lambda loss, best, previous: loss <= best,
            None,
        ),
        (
            "compared-with-the-epoch-before",
            "Each loss is compared with the one before; compare with the best so far.",
            _is_below_previous,
            None,
        ),
        (
            "count-never-reset",
            "The count is not set back to 0 when an epoch is better.",
            _below_best,
            lambda waited: waited,
        ),
    )
    for much, also, limit in (
        (
            "many",
            "And it waits for one epoch too many: stop when the count reaches `patience`, `>=` and not `>`.",
            lambda waited, patience: waited > patience,
        ),
        (
            "few",
            "And it waits for one epoch too few: stop when the count reaches `patience`.",
            lambda waited, patience: waited and waited >= patience - 1,
        ),
    )
)


def _improvements_counted(losses, patience):
    best, counted = np.inf, 0
    for epoch, loss in enumerate(losses):
        counted = 0 if loss > best else counted + 1
        best = min(best, loss)
        if counted >= patience:
            return epoch
    return len(losses) - 1


def _from_zero(losses, patience):
    return max(early_stopping_epoch(np.append(0.0, losses), patience) - 1, 0)


MISTAKES = (
    *_OTHER_NUMBERS,
    *_TWO_AT_ONCE,
    Mistake(
        "improvements-counted-against-the-best",
        _improvements_counted,
        "The difference is turned round, `loss - best`: epochs that improve raise the count, and worse ones "
        "set it back to 0.",
    ),
    Mistake(
        "best-begins-at-zero",
        _from_zero,
        "The best loss begins at 0, which no positive loss can beat. Begin at infinity, or with the first "
        "loss.",
    ),
    Mistake(
        "first-epoch",
        lambda losses, patience: 0,
        "That is always epoch 0: a `return` in the loop ends the function in its first round. Return only "
        "when the count has reached `patience`; the last epoch is returned below the loop.",
    ),
    Mistake(
        "best-epoch",
        _best_so_far,
        "That is the best epoch so far, whose weights one would keep. Asked for is the epoch in which "
        "training stops, when the patience is used up.",
        kind="convention",
    ),
    Mistake(
        "best-epoch-of-all",
        lambda losses, patience: int(np.argmin(losses)),
        "That is the epoch with the smallest loss of all. Training may stop before it, as nobody knows "
        "then what would come.",
    ),
    Mistake(
        "patience-after-the-best-of-all",
        lambda losses, patience: min(int(np.argmin(losses)) + patience, len(losses) - 1),
        "The patience is counted from the best epoch of all, which may lie in the future. In each epoch "
        "only the losses so far are known.",
    ),
    Mistake(
        "best-epoch-if-stopped",
        lambda losses, patience: (
            _best_so_far(losses, patience) if _stops(losses, patience) else len(losses) - 1
        ),
        "Where training stops early this is the best epoch, `patience` epochs back. Return the epoch in "
        "which it stops.",
    ),
    Mistake(
        "counted-from-one",
        lambda losses, patience: early_stopping_epoch(losses, patience) + 1,
        "Epochs are counted from 1 here. In this exercise they are counted from 0, as `enumerate` and "
        "Keras's callbacks do.",
        kind="convention",
    ),
    Mistake(
        "one-epoch-early",
        lambda losses, patience: max(early_stopping_epoch(losses, patience) - 1, 0),
        "That is one epoch too early. The epoch that uses up the patience has been trained; return it.",
    ),
    Mistake(
        "one-epoch-too-many",
        _rule(limit=lambda waited, patience: waited > patience),
        "It waits for one epoch too many: stop when the count reaches `patience`, `>=` and not `>`.",
    ),
    Mistake(
        "one-epoch-too-few",
        _rule(limit=lambda waited, patience: waited and waited >= patience - 1),
        "It waits for one epoch too few: stop when the count reaches `patience`, not `patience - 1`.",
    ),
    Mistake(
        "count-checked-too-early",
        lambda losses, patience: min(
            _walk(losses, patience, _below_best, lambda w, p: w >= p) + 1
            if _stops(losses, patience)
            else len(losses) - 1,
            len(losses) - 1,
        ),
        "The count is checked before this epoch is counted, so training stops one epoch late.",
    ),
    Mistake(
        "patience-ignored",
        _rule(limit=lambda waited, patience: waited >= 1),
        "Training stops at the first epoch that is no better. `patience` says how many such epochs are "
        "allowed.",
    ),
    Mistake(
        "equal-counts-as-better",
        _rule(lambda loss, best, previous: loss <= best),
        "A loss that equals the best counts as better. Only a smaller one does: `<`.",
    ),
    Mistake(
        "compared-with-the-epoch-before",
        _rule(lambda loss, best, previous: loss < previous),
        "Each loss is compared with the one before. After a bad epoch a slightly less bad one is no "
        "improvement: compare with the best so far.",
    ),
    Mistake(
        "compared-with-the-epoch-before-or-equal",
        _rule(lambda loss, best, previous: loss <= previous),
        "Each loss is compared with the one before, and equal is enough. Compare with the best so far, "
        "and only `<` is better.",
    ),
    Mistake(
        "compared-with-the-first-epoch",
        _best_is_the_first,
        "Each loss is compared with the first one. Keep the best so far, and replace it when it is beaten.",
    ),
    Mistake(
        "any-change-counts",
        _rule(lambda loss, best, previous: loss != best),
        "A worse loss resets the count as well, as with `abs(best - loss)`. Only a smaller loss is an "
        "improvement.",
    ),
    Mistake(
        "worse-counts-as-better",
        lambda losses, patience: _walk(-losses, patience, _below_best),
        "A larger loss counts as better. For an accuracy that would be right; a loss should fall.",
    ),
    Mistake(
        "improvements-counted",
        _rule(lambda loss, best, previous: loss >= best),
        "The epochs that improve are counted, and the others reset the count: the comparison is turned "
        "round.",
    ),
    Mistake(
        "count-never-reset",
        _rule(waits=lambda waited: waited),
        "The count is not set back to 0 when an epoch is better, so bad epochs add up over the whole "
        "training. They must come in a row.",
    ),
    Mistake(
        "count-reset-to-one",
        _rule(waits=lambda waited: 1),
        "After an improvement the count begins at 1. The improved epoch is no wait: begin at 0.",
    ),
    Mistake(
        "count-lowered-by-one",
        _rule(waits=lambda waited: max(waited - 1, 0)),
        "An improvement lowers the count by one. It sets it back to 0.",
    ),
    Mistake(
        "best-replaced-every-time",
        _rule(lambda loss, best, previous: loss < previous, waits=lambda waited: waited),
        "The best loss is replaced in every epoch, and the count is never set back. Replace it only when "
        "it is beaten, and begin to count anew then.",
    ),
    Mistake(
        "patience-from-the-start",
        lambda losses, patience: next(
            (epoch for epoch in range(patience, len(losses)) if losses[epoch] >= np.min(losses[:epoch])),
            len(losses) - 1,
        ),
        "The first `patience` epochs are let pass, and then the first bad epoch stops the training. The "
        "count begins anew with each improvement.",
    ),
    Mistake(
        "number-of-the-patience",
        lambda losses, patience: min(patience, len(losses) - 1),
        "Training stops in epoch `patience` whatever the losses are. Count the epochs since the best one.",
    ),
    Mistake(
        "compared-with-one-epoch-back",
        lambda losses, patience: next(
            (e for e in range(patience, len(losses)) if losses[e] >= losses[e - patience]),
            len(losses) - 1,
        ),
        "The loss is compared with that of `patience` epochs before. A better one in between would be "
        "missed: compare with the best so far.",
    ),
    Mistake(
        "never-stops",
        lambda losses, patience: len(losses) - 1,
        "It always goes on to the last epoch. Count the epochs that are not better than the best, and "
        "stop when there are `patience` of them in a row.",
    ),
    Mistake(
        "none-without-a-stop",
        lambda losses, patience: early_stopping_epoch(losses, patience) if _stops(losses, patience) else None,
        "Where training is never stopped early nothing comes back. Then it ends with the last epoch: "
        "`return len(val_losses) - 1` below the loop.",
    ),
    Mistake(
        "number-of-epochs-without-a-stop",
        lambda losses, patience: early_stopping_epoch(losses, patience) + (not _stops(losses, patience)),
        "Where training is never stopped early this is the number of epochs. The last epoch is one less, "
        "as they are counted from 0.",
    ),
    Mistake(
        "minus-one-without-a-stop",
        lambda losses, patience: early_stopping_epoch(losses, patience) if _stops(losses, patience) else -1,
        "Where training is never stopped early this is −1. Then it ends with the last epoch, "
        "`len(val_losses) - 1`.",
    ),
    Mistake(
        "zero-without-a-stop",
        lambda losses, patience: early_stopping_epoch(losses, patience) if _stops(losses, patience) else 0,
        "Where training is never stopped early this is 0. Then it ends with the last epoch, "
        "`len(val_losses) - 1`.",
    ),
    Mistake(
        "true-or-false",
        lambda losses, patience: _stops(losses, patience),
        "That says whether training stops. Asked for is the epoch in which it does.",
    ),
    Mistake(
        "loss-for-epoch",
        lambda losses, patience: losses[early_stopping_epoch(losses, patience)],
        "That is the loss in the epoch that is asked for. Return the number of the epoch.",
    ),
    Mistake(
        "best-loss",
        lambda losses, patience: losses[_best_so_far(losses, patience)],
        "That is the best loss. Return the number of the epoch in which training stops.",
    ),
)
