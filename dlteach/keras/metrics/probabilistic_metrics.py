"""The probabilistic losses as metrics: their mean over all examples of an epoch."""

from __future__ import annotations

from typing import Any

from dlteach.keras.losses.losses import (
    binary_crossentropy,
    categorical_crossentropy,
    kl_divergence,
    poisson,
    sparse_categorical_crossentropy,
)
from dlteach.keras.metrics.reduction_metrics import NamedMean


class KLDivergence(NamedMean):
    """Mean of `keras.losses.kl_divergence`.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(KLDivergence()([[0.5, 0.5]], [[0.5, 0.5]]))
    0.0
    """

    def __init__(self, name: str | None = "kl_divergence", dtype: Any = None) -> None:
        super().__init__(kl_divergence, name, dtype, "down")


class Poisson(NamedMean):
    """Mean of `keras.losses.poisson`.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(Poisson()([[3.0, 0.0]], [[1.0, 2.0]]).round(3))
    1.5
    """

    def __init__(self, name: str | None = "poisson", dtype: Any = None) -> None:
        super().__init__(poisson, name, dtype, "down")


class BinaryCrossentropy(NamedMean):
    """Mean of `keras.losses.binary_crossentropy`.

    Parameters
    ----------
    name : str
    dtype : str, optional
    from_logits : bool, default False
    label_smoothing : float, default 0

    Examples
    --------
    >>> print(BinaryCrossentropy()([[1.0, 0.0]], [[0.6, 0.4]]).round(3))
    0.511
    """

    def __init__(
        self,
        name: str | None = "binary_crossentropy",
        dtype: Any = None,
        from_logits: bool = False,
        label_smoothing: float = 0,
    ) -> None:
        super().__init__(
            binary_crossentropy,
            name,
            dtype,
            "down",
            from_logits=from_logits,
            label_smoothing=label_smoothing,
        )


class CategoricalCrossentropy(NamedMean):
    """Mean of `keras.losses.categorical_crossentropy`.

    Parameters
    ----------
    name : str
    dtype : str, optional
    from_logits : bool, default False
    label_smoothing : float, default 0
    axis : int, default -1

    Examples
    --------
    >>> print(CategoricalCrossentropy()([[0, 1, 0]], [[0.3, 0.6, 0.1]]).round(3))
    0.511
    """

    def __init__(
        self,
        name: str | None = "categorical_crossentropy",
        dtype: Any = None,
        from_logits: bool = False,
        label_smoothing: float = 0,
        axis: int = -1,
    ) -> None:
        super().__init__(
            categorical_crossentropy,
            name,
            dtype,
            "down",
            from_logits=from_logits,
            label_smoothing=label_smoothing,
            axis=axis,
        )


class SparseCategoricalCrossentropy(NamedMean):
    """Mean of `keras.losses.sparse_categorical_crossentropy`.

    Parameters
    ----------
    name : str
    dtype : str, optional
    from_logits : bool, default False
    ignore_class : int, optional
        A label whose places cost nothing; they count in the mean, unlike in the loss.
    axis : int, default -1

    Examples
    --------
    >>> print(SparseCategoricalCrossentropy()([1], [[0.3, 0.6, 0.1]]).round(3))
    0.511
    """

    def __init__(
        self,
        name: str | None = "sparse_categorical_crossentropy",
        dtype: Any = None,
        from_logits: bool = False,
        ignore_class: int | None = None,
        axis: int = -1,
    ) -> None:
        super().__init__(
            sparse_categorical_crossentropy,
            name,
            dtype,
            "down",
            from_logits=from_logits,
            ignore_class=ignore_class,
            axis=axis,
        )
