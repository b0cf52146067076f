"""How much a distribution surprises us, and how far two distributions lie apart.

Everything is measured in nats. Divide by ln 2 for bits.
"""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_pair, check_distributions


def entropy(p: ArrayLike) -> np.ndarray:
    """Average surprise of a distribution.

        H(p) = −Σ pⱼ ln pⱼ    in nats, with 0 · ln 0 = 0

    Parameters
    ----------
    p : array_like, shape (k,) or (n, k)
        Probabilities, which sum to 1 over the last axis.

    Returns
    -------
    float scalar or ndarray, the shape of p without the last axis

    Raises
    ------
    ValueError
        If p is no distribution.

    References
    ----------
    C. E. Shannon, "A mathematical theory of communication", Bell System Technical Journal 27 (1948), 379-423.

    Examples
    --------
    A fair coin carries ln 2 nats, which is one bit:

    >>> print(entropy([0.5, 0.5]) / np.log(2))
    1.0
    """
    p = as_float(p, "entropy: p")
    check_distributions("entropy", "p", p)
    with np.errstate(divide="ignore"):
        return np.sum(surprise(p, np.log(p)), axis=-1)


def cross_entropy(p: ArrayLike, q: ArrayLike) -> np.ndarray:
    """Average surprise when p is true and we believe q.

        H(p, q) = −Σ pⱼ ln qⱼ    in nats, inf if q rules out what p allows

    Parameters
    ----------
    p, q : array_like, same shape, (k,) or (n, k)
        Probabilities, which sum to 1 over the last axis.

    Returns
    -------
    float scalar or ndarray, the shape of p without the last axis

    Raises
    ------
    ValueError
        If p or q is no distribution, or the shapes differ.

    Examples
    --------
    >>> print(cross_entropy([1.0, 0.0], [0.6, 0.4]).round(3))
    0.511
    """
    p, q = as_pair("cross_entropy", p=p, q=q)
    check_distributions("cross_entropy", "p", p)
    check_distributions("cross_entropy", "q", q)
    with np.errstate(divide="ignore"):
        return np.sum(surprise(p, np.log(q)), axis=-1)


def kl_divergence(p: ArrayLike, q: ArrayLike) -> np.ndarray:
    """What believing q costs beyond the entropy of p; 0 only for q = p.

        D(p ‖ q) = Σ pⱼ ln(pⱼ / qⱼ) = H(p, q) − H(p)    in nats

    Parameters
    ----------
    p, q : array_like, same shape, (k,) or (n, k)
        Probabilities, which sum to 1 over the last axis.

    Returns
    -------
    float scalar or ndarray, the shape of p without the last axis

    Raises
    ------
    ValueError
        If p or q is no distribution, or the shapes differ.

    References
    ----------
    S. Kullback and R. A. Leibler, "On information and sufficiency", Annals of Mathematical Statistics 22
    (1951), 79-86.

    Examples
    --------
    >>> print(kl_divergence([0.5, 0.5], [0.5, 0.5]))
    0.0
    >>> print(kl_divergence([0.5, 0.5], [1.0, 0.0]))
    inf
    """
    p, q = as_pair("kl_divergence", p=p, q=q)
    check_distributions("kl_divergence", "p", p)
    check_distributions("kl_divergence", "q", q)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sum(surprise(p, np.log(q) - np.log(p)), axis=-1)


def surprise(weight: np.ndarray, log_p: np.ndarray) -> np.ndarray:
    """−weight · log_p, entry by entry; 0 where the weight is 0, even for log_p = −∞."""
    with np.errstate(invalid="ignore"):
        return np.where(weight == 0, 0, weight * (0 - log_p))  # 0 − x, because −x turns 0 into −0
