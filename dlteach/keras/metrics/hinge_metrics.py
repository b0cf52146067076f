"""The hinge losses as metrics: their mean over all examples of an epoch."""

from __future__ import annotations

from typing import Any

from dlteach.keras.losses.losses import categorical_hinge, hinge, squared_hinge
from dlteach.keras.metrics.reduction_metrics import NamedMean


class Hinge(NamedMean):
    """Mean of `keras.losses.hinge`.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(Hinge()([[1.0], [-1.0]], [[0.5], [-3.0]]))
    0.25
    """

    def __init__(self, name: str | None = "hinge", dtype: Any = None) -> None:
        super().__init__(hinge, name, dtype, "down")


class SquaredHinge(NamedMean):
    """Mean of `keras.losses.squared_hinge`.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(SquaredHinge()([[1.0], [-1.0]], [[0.5], [-3.0]]))
    0.125
    """

    def __init__(self, name: str | None = "squared_hinge", dtype: Any = None) -> None:
        super().__init__(squared_hinge, name, dtype, "down")


class CategoricalHinge(NamedMean):
    """Mean of `keras.losses.categorical_hinge`.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(CategoricalHinge()([[0.0, 1.0]], [[0.5, 1.0]]))
    0.5
    """

    def __init__(self, name: str | None = "categorical_hinge", dtype: Any = None) -> None:
        super().__init__(categorical_hinge, name, dtype, "down")
