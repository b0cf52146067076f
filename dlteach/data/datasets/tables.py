"""Two small tables: a line with outliers, and the weather of some days."""

import numpy as np

from dlteach.data._arguments import as_generator
from dlteach.functions._arguments import as_count, as_number


def noisy_line(
    n: int,
    rng: np.random.Generator | int,
    slope: float = 2.0,
    intercept: float = 1.0,
    noise: float = 0.1,
    outliers: float = 0.1,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points about a line over −1 to 1, some of them thrown far off.

        y = slope · x + intercept + noise · ε,    ε standard normal;    an outlier is 5 to 10 higher

    Parameters
    ----------
    n : int
    rng : numpy.random.Generator or int
    slope, intercept : float, default 2.0 and 1.0
    noise : float, default 0.1
    outliers : float, default 0.1
        Share of the points, rounded to whole points.

    Returns
    -------
    x, y : ndarray, shape (n,)
    is_outlier : ndarray of bool, shape (n,)

    Examples
    --------
    >>> x, y, is_outlier = noisy_line(20, 0, noise=0)
    >>> bool(np.allclose(y[~is_outlier], 2 * x[~is_outlier] + 1)), int(is_outlier.sum())
    (True, 2)
    """
    n = as_count(n, "noisy_line: n", at_least=1)
    rng = as_generator(rng, "noisy_line: rng")
    deviation, share = as_number(noise, "noisy_line: noise"), as_number(outliers, "noisy_line: outliers")
    if deviation < 0 or not 0 <= share <= 1:
        raise ValueError(
            f"noisy_line: expected noise of at least 0 and outliers from 0 to 1, got {noise} and {outliers}"
        )
    x = rng.uniform(-1, 1, n)
    is_outlier = rng.permutation(n) < round(share * n)
    line = as_number(slope, "noisy_line: slope") * x + as_number(intercept, "noisy_line: intercept")
    return x, line + rng.normal(0, deviation, n) + is_outlier * rng.uniform(5, 10, n), is_outlier


def weather_table(n: int, rng: np.random.Generator | int, p_sunny: float = 0.6) -> np.ndarray:
    """The weather of n days, "sunny" with probability p_sunny, else "rainy", each day for itself.

    Parameters
    ----------
    n : int
    rng : numpy.random.Generator or int
    p_sunny : float, default 0.6

    Returns
    -------
    ndarray of str, shape (n,)

    Examples
    --------
    >>> weather_table(3, 0, p_sunny=1)
    array(['sunny', 'sunny', 'sunny'], dtype='<U5')
    """
    n = as_count(n, "weather_table: n", at_least=1)
    p = as_number(p_sunny, "weather_table: p_sunny")
    if not 0 <= p <= 1:
        raise ValueError(f"weather_table: expected p_sunny from 0 to 1, got {p_sunny}")
    return np.where(as_generator(rng, "weather_table: rng").random(n) < p, "sunny", "rainy")
