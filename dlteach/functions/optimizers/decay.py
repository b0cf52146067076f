"""Learning rates that shrink while the training goes on."""

import numpy as np

from dlteach.functions._arguments import as_count, as_number


def exponential_decay(
    learning_rate: float, step: int, decay_steps: int, decay_rate: float, staircase: bool = False
) -> float:
    """A learning rate that starts large and shrinks by the same factor every `decay_steps` steps.

        αₜ = α₀ r^(t / d)

    Parameters
    ----------
    learning_rate : float
        α₀, the rate at step 0.
    step : int
        t, from 0.
    decay_steps : int
        d, the number of steps until the rate is r times what it was.
    decay_rate : float
        r > 0, the factor; 1 keeps the rate.
    staircase : bool, default False
        Whether to shrink at once after every d steps, t / d rounded down, rather than a little at each.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If t is negative, d below 1, or r not positive.

    Examples
    --------
    >>> [exponential_decay(0.8, step, decay_steps=10, decay_rate=0.25) for step in (0, 5, 10)]
    [0.8, 0.4, 0.2]
    >>> exponential_decay(0.8, 5, decay_steps=10, decay_rate=0.25, staircase=True)
    0.8
    """
    start = as_number(learning_rate, "exponential_decay: learning_rate")
    periods = as_count(step, "exponential_decay: step", at_least=0) / as_count(
        decay_steps, "exponential_decay: decay_steps", at_least=1
    )
    factor = as_number(decay_rate, "exponential_decay: decay_rate", positive=True)
    return float(decayed(start, factor, periods, staircase))


def decayed(rate: float, factor: float, periods: float | np.ndarray, staircase: bool) -> float | np.ndarray:
    """A rate, or many, after a number of periods: `rate · factor^periods`, whole periods with `staircase`."""
    return rate * factor ** (np.floor(periods) if staircase else periods)
