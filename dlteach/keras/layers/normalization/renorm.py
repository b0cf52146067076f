"""Batch renormalization: what batch normalization adds so that small batches train like large ones."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, ops

_LIMITS = ("rmax", "rmin", "dmax")


class Renorm:
    """The corrections by which a batch is normalized as if with moving averages.

        y = gamma · (r (x − mean) / stddev + d) + beta
        r = stddev / moving stddev,    d = (mean − moving mean) / moving stddev

    No gradient flows through r and d.

    Parameters
    ----------
    clipping : dict
        Limits: "rmin" ≤ r ≤ "rmax", |d| ≤ "dmax".
    momentum : float
    epsilon : float

    Raises
    ------
    ValueError
        If a limit has another name, or the limits contradict each other.

    References
    ----------
    S. Ioffe, "Batch renormalization: towards reducing minibatch dependence in batch-normalized models",
    NeurIPS 2017, arXiv:1702.03275.
    """

    def __init__(self, clipping: dict[str, float], momentum: float, epsilon: float) -> None:
        if set(clipping) - set(_LIMITS):
            raise ValueError(
                f"Received invalid keys for `renorm_clipping` argument: {clipping}. "
                f"Supported values: {list(_LIMITS)}."
            )
        self._rmax, self._rmin, self._dmax = (clipping.get(name) for name in _LIMITS)
        if self._rmax is not None and self._rmin is not None and self._rmax < self._rmin:
            raise ValueError(
                "rmax should be greater than rmin in the `renorm_clipping` argument. "
                f"Received: rmax={self._rmax}, rmin={self._rmin}."
            )
        if self._dmax is not None and self._dmax < 0:
            raise ValueError(
                f"dmax should be non-negative in the `renorm_clipping` argument. Received: dmax={self._dmax}."
            )
        self._momentum, self._epsilon = momentum, epsilon

    def initial_deviation(self, variance_initializer: Any) -> Any:
        """An initializer of deviations that belong to the variances of another."""

        def deviation(shape: Any, dtype: Any = None) -> Any:
            return ops.sqrt(variance_initializer.clone()(shape, dtype=dtype))

        return deviation

    def corrected(self, layer: Any, mean: Any, variance: Any, gamma: Any, beta: Any) -> tuple[Any, Any]:
        """Scale and offset with the corrections in them."""
        dtype = mean.dtype
        stddev = ops.sqrt(variance + self._epsilon)
        smallest = self._epsilon**0.5  # before the first batches the average may still be 0
        moving = ops.maximum(ops.cast(layer.renorm_stddev, dtype), smallest)
        r = ops.stop_gradient(stddev / moving)
        d = ops.stop_gradient((mean - ops.cast(layer.renorm_mean, dtype)) / moving)
        if self._rmin is not None:
            r = ops.maximum(r, self._rmin)
        if self._rmax is not None:
            r = ops.minimum(r, self._rmax)
        if self._dmax is not None:
            d = ops.clip(d, -self._dmax, self._dmax)
        if gamma is not None:
            r, d = r * gamma, d * gamma
        return r, d if beta is None else d + beta

    def keep(self, layer: Any, mean: Any, variance: Any) -> None:
        """Move all averages towards what the batch has."""
        from dlteach.keras.layers.normalization.batch_normalization import keep_average

        mean, variance = backend.convert_to_numpy(mean), backend.convert_to_numpy(variance)
        stddev = (variance + self._epsilon) ** 0.5
        keep_average(layer.renorm_mean, mean, self._momentum)
        keep_average(layer.renorm_stddev, stddev, self._momentum)
        keep_average(layer.moving_mean, mean, layer.momentum)
        keep_average(layer.moving_stddev, stddev, layer.momentum)
        moving = layer.moving_stddev.numpy()
        layer.moving_variance.assign((moving * moving - self._epsilon).clip(min=0))
