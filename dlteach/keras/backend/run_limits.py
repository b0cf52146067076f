"""Limits on the length of a training run, to try a program out quickly."""

from __future__ import annotations

import os

_limits: dict[str, int | None] = {}


def max_epochs() -> int | None:
    """The most epochs that `fit` runs; None for no limit."""
    return _limit("KERAS_MAX_EPOCHS")


def set_max_epochs(max_epochs: int | None) -> None:
    """Let `fit` run at most so many epochs; the environment variable KERAS_MAX_EPOCHS does the same.

    Examples
    --------
    >>> set_max_epochs(1)
    >>> max_epochs()
    1
    >>> set_max_epochs(None)
    """
    _limits["KERAS_MAX_EPOCHS"] = max_epochs


def max_steps_per_epoch() -> int | None:
    """The most batches of an epoch that `fit`, `evaluate` and `predict` run; None for no limit."""
    return _limit("KERAS_MAX_STEPS_PER_EPOCH")


def set_max_steps_per_epoch(max_steps_per_epoch: int | None) -> None:
    """Let each epoch have at most so many batches; as the environment variable KERAS_MAX_STEPS_PER_EPOCH."""
    _limits["KERAS_MAX_STEPS_PER_EPOCH"] = max_steps_per_epoch


def _limit(variable: str) -> int | None:
    if variable in _limits:
        return _limits[variable]
    given = os.environ.get(variable)
    return int(given) if given else None
