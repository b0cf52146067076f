"""BatchNormalization: features of mean 0 and variance 1 over the batch."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.keras import backend, constraints, initializers, ops, regularizers
from dlteach.keras.backend.core import plain
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer
from dlteach.keras.layers.normalization.axes import check_axes
from dlteach.keras.layers.normalization.renorm import Renorm


class BatchNormalization(Layer):
    """Normalize each feature over the batch, then scale and shift it.

        y = gamma · (x − mean) / √(variance + epsilon) + beta

    In training (`training=True` and `trainable`), mean and variance are those of the batch, and moving
    averages of them are kept; otherwise the moving averages take their place.

        moving = momentum · moving + (1 − momentum) · batch

    Parameters
    ----------
    axis : int, default -1
        The axis of the features.
    momentum : float, default 0.99
    epsilon : float, default 1e-3
    center, scale : bool, default True
        Whether there is a beta, a gamma.
    beta_initializer, gamma_initializer : default "zeros", "ones"
    moving_mean_initializer, moving_variance_initializer : default "zeros", "ones"
    beta_regularizer, gamma_regularizer, beta_constraint, gamma_constraint : optional
    renorm : bool, default False
        Batch renormalization: correct the batch by the moving averages in training, too.
    renorm_clipping : dict, optional
        Limits of the correction: "rmax", "rmin", "dmax".
    renorm_momentum : float, default 0.99
    synchronized : bool
        Not True: dlteach computes on one device.

    Attributes
    ----------
    gamma, beta, moving_mean, moving_variance : Variable, one number for each feature

    References
    ----------
    S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by reducing internal
    covariate shift", ICML 2015, arXiv:1502.03167.

    Examples
    --------
    >>> layer = BatchNormalization(epsilon=1e-12)
    >>> layer(np.array([[1.0], [3.0]]), training=True).ravel()
    array([-1.,  1.], dtype=float32)
    >>> layer.moving_mean.numpy()
    array([0.02], dtype=float32)
    """

    def __init__(
        self,
        axis: int = -1,
        momentum: float = 0.99,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        moving_mean_initializer: Any = "zeros",
        moving_variance_initializer: Any = "ones",
        beta_regularizer: Any = None,
        gamma_regularizer: Any = None,
        beta_constraint: Any = None,
        gamma_constraint: Any = None,
        renorm: bool = False,
        renorm_clipping: dict[str, float] | None = None,
        renorm_momentum: float = 0.99,
        synchronized: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if synchronized:
            raise ValueError("Argument synchronized=True is only supported with the TensorFlow backend.")
        self.axis = int(axis)
        self.momentum = float(momentum)
        self.epsilon = float(epsilon)
        self.center = center
        self.scale = scale
        self.beta_initializer = initializers.get(beta_initializer)
        self.gamma_initializer = initializers.get(gamma_initializer)
        self.moving_mean_initializer = initializers.get(moving_mean_initializer)
        self.moving_variance_initializer = initializers.get(moving_variance_initializer)
        self.beta_regularizer = regularizers.get(beta_regularizer)
        self.gamma_regularizer = regularizers.get(gamma_regularizer)
        self.beta_constraint = constraints.get(beta_constraint)
        self.gamma_constraint = constraints.get(gamma_constraint)
        self.renorm = renorm
        self.renorm_clipping = renorm_clipping
        self.renorm_momentum = renorm_momentum
        self.synchronized = synchronized
        self.supports_masking = True
        self.gamma = self.beta = self.moving_mean = self.moving_variance = None
        self._renorm = Renorm(renorm_clipping or {}, renorm_momentum, self.epsilon) if renorm else None

    def build(self, input_shape: Any) -> None:
        shape = (input_shape[self.axis],)
        if self.scale:
            self.gamma = self.add_weight(
                name="gamma",
                shape=shape,
                initializer=self.gamma_initializer,
                regularizer=self.gamma_regularizer,
                constraint=self.gamma_constraint,
                autocast=False,
            )
        if self.center:
            self.beta = self.add_weight(
                name="beta",
                shape=shape,
                initializer=self.beta_initializer,
                regularizer=self.beta_regularizer,
                constraint=self.beta_constraint,
                autocast=False,
            )
        self.moving_mean = self._statistic("moving_mean", shape, self.moving_mean_initializer)
        self.moving_variance = self._statistic("moving_variance", shape, self.moving_variance_initializer)
        if self._renorm is not None:
            deviation = self._renorm.initial_deviation(self.moving_variance_initializer)
            self.moving_stddev = self._statistic("moving_stddev", shape, deviation)
            self.renorm_mean = self._statistic("renorm_mean", shape, self.moving_mean_initializer)
            self.renorm_stddev = self._statistic("renorm_stddev", shape, deviation)
        self.input_spec = InputSpec(ndim=len(input_shape), axes={self.axis: input_shape[self.axis]})

    def _statistic(self, name: str, shape: Any, initializer: Any) -> Any:
        return self.add_weight(
            name=name, shape=shape, initializer=initializer, trainable=False, autocast=False
        )

    def call(self, inputs: Any, training: bool | None = None, mask: Any = None) -> Any:
        if mask is not None and len(mask.shape) != len(inputs.shape) - 1:
            raise ValueError(
                "The mask provided should be one dimension less than the inputs. Received: "
                f"mask.shape={mask.shape}, inputs.shape={inputs.shape}"
            )
        # The squares of float16 numbers overflow early.
        x = ops.cast(inputs, backend.result_type(inputs.dtype, "float32"))
        gamma = None if self.gamma is None else ops.cast(self.gamma, x.dtype)
        beta = None if self.beta is None else ops.cast(self.beta, x.dtype)
        if not (training and self.trainable):
            outputs = self._normalized(x, self.moving_mean, self.moving_variance, gamma, beta)
        elif mask is None and self._renorm is None:
            outputs = self._normalized_over_batch(x, gamma, beta)
        else:
            mean, variance = self._moments(x, mask)
            if self._renorm is None:
                self._keep(mean, variance)
            else:
                gamma, beta = self._renorm.corrected(self, mean, variance, gamma, beta)
                self._renorm.keep(self, mean, variance)
            outputs = self._normalized(x, mean, variance, gamma, beta)
        return ops.cast(outputs, self.compute_dtype)

    def _normalized(self, x: Any, mean: Any, variance: Any, gamma: Any, beta: Any) -> Any:
        mean, variance = ops.cast(mean, x.dtype), ops.cast(variance, x.dtype)
        return ops.batch_normalization(x, mean, variance, self.axis, beta, gamma, self.epsilon)

    def _normalized_over_batch(self, x: Any, gamma: Any, beta: Any) -> Any:
        """The usual case as one operation, several times faster than its parts."""
        features = x.shape[self.axis]
        gamma = np.ones(features, x.dtype) if gamma is None else gamma
        beta = np.zeros(features, x.dtype) if beta is None else beta
        outputs, mean, variance = autodiff.batch_norm(x, gamma, beta, self.epsilon, self.axis)
        self._keep(mean, variance)
        return plain(outputs)

    def _keep(self, mean: Any, variance: Any) -> None:
        for moving, batch in ((self.moving_mean, mean), (self.moving_variance, variance)):
            keep_average(moving, batch, self.momentum)

    def _moments(self, x: Any, mask: Any) -> tuple[Any, Any]:
        """Mean and variance over what the mask lets through."""
        axes = tuple(axis for axis in range(len(x.shape)) if axis != self.axis % len(x.shape))
        if mask is None:
            return ops.moments(x, axes)
        counts = ops.broadcast_to(ops.expand_dims(ops.cast(mask, "bool"), -1), x.shape)
        count = ops.sum(ops.cast(counts, x.dtype), axes, keepdims=True) + backend.epsilon()
        mean = ops.sum(ops.where(counts, x, 0.0), axes, keepdims=True) / count
        difference = ops.where(counts, x - mean, 0.0)
        variance = ops.sum(ops.square(difference), axes, keepdims=True) / count
        return ops.squeeze(mean, axes), ops.squeeze(variance, axes)

    def compute_output_shape(self, input_shape: Any) -> Any:
        check_axes(self.axis, input_shape)
        return input_shape

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "axis": self.axis,
            "momentum": self.momentum,
            "epsilon": self.epsilon,
            "center": self.center,
            "scale": self.scale,
            "beta_initializer": initializers.serialize(self.beta_initializer),
            "gamma_initializer": initializers.serialize(self.gamma_initializer),
            "moving_mean_initializer": initializers.serialize(self.moving_mean_initializer),
            "moving_variance_initializer": initializers.serialize(self.moving_variance_initializer),
            "beta_regularizer": regularizers.serialize(self.beta_regularizer),
            "gamma_regularizer": regularizers.serialize(self.gamma_regularizer),
            "beta_constraint": constraints.serialize(self.beta_constraint),
            "gamma_constraint": constraints.serialize(self.gamma_constraint),
            "synchronized": self.synchronized,
            "renorm": self.renorm,
            "renorm_clipping": self.renorm_clipping,
            "renorm_momentum": self.renorm_momentum,
        }


def keep_average(moving: Any, batch: Any, momentum: float) -> None:
    """Move an average towards what the batch has, by a part of 1 − momentum."""
    batch = backend.convert_to_numpy(batch)
    moving.assign(moving.numpy() * momentum + batch * (1.0 - momentum))
