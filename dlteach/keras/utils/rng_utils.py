"""set_random_seed: one number that makes everything that follows repeatable."""

from __future__ import annotations

import random

import numpy as np

from dlteach.keras.backend.common.global_state import get_global_attribute, set_global_attribute
from dlteach.keras.random.seed_generator import GLOBAL_SEED_GENERATOR

_GLOBAL_RANDOM_SEED = "global_random_seed"


def set_random_seed(seed: int) -> None:
    """Start all random numbers anew from a seed: those of Python, of NumPy and of Keras.

    The same program then draws the same weights, the same dropout and the same order of the examples.

    Parameters
    ----------
    seed : int

    Raises
    ------
    ValueError
        If the seed is not an integer.

    Examples
    --------
    >>> from dlteach import keras
    >>> keras.utils.set_random_seed(1)
    >>> first = keras.random.normal((3,))
    >>> keras.utils.set_random_seed(1)
    >>> bool((keras.random.normal((3,)) == first).all())
    True
    """
    if not isinstance(seed, int):
        raise ValueError(
            f"Expected `seed` argument to be an integer. Received: seed={seed} (of type {type(seed)})"
        )
    set_global_attribute(_GLOBAL_RANDOM_SEED, seed)
    set_global_attribute(GLOBAL_SEED_GENERATOR, None)
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - users draw their data this way


def get_random_seed() -> int | None:
    """The seed that `set_random_seed` was given last; None if it was not called."""
    return get_global_attribute(_GLOBAL_RANDOM_SEED)
