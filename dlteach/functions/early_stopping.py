"""Early stopping: the epoch in which the loss on validation data has not improved for long enough."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_count, as_shaped, check_not_empty


def early_stopping_epoch(val_losses: ArrayLike, patience: int) -> int:
    """The epoch, counted from 0, at whose end training stops.

        stop when `patience` epochs in a row have not been better than the best one before

    Only a smaller loss is better; an equal one is not. Keras's `EarlyStopping` stops there, too.

    Parameters
    ----------
    val_losses : array_like, shape (n,)
        The validation loss of each epoch, as far as training would go without stopping.
    patience : int
        How many epochs without an improvement end the training, at least 1.

    Returns
    -------
    int
        The last epoch, n − 1, where training never stops early.

    Raises
    ------
    ValueError
        If there is no loss, or patience is below 1.
    TypeError
        If patience is no whole number.

    Examples
    --------
    The best epoch is number 2; the two after it are no better.

    >>> early_stopping_epoch([0.9, 0.7, 0.5, 0.6, 0.5, 0.4], patience=2)
    4
    """
    (losses,) = as_shaped("early_stopping_epoch", val_losses=(val_losses, "n"))
    check_not_empty("early_stopping_epoch", "val_losses", losses)
    patience = as_count(patience, "early_stopping_epoch: patience", at_least=1)
    best, waited = np.inf, 0
    for epoch, loss in enumerate(losses):
        if loss < best:
            best, waited = loss, 0
        else:
            waited += 1
        if waited == patience:
            return epoch
    return len(losses) - 1
