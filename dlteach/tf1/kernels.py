"""The table of operations: what TensorFlow 1 calls a node, and the eager operation that computes its value.

A session hands eager tensors to these functions, in the order of the graph. Whatever needs a gradient is
recorded on the way, as if the same line had been written with `dlteach.autodiff`.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from dlteach import autodiff, functions
from dlteach.autodiff import Tensor, as_tensor
from dlteach.tf1.dtypes import DType
from dlteach.tf1.node import Kernel


def _identity(x: Tensor) -> Tensor:
    return x


def _square(x: Tensor) -> Tensor:
    return autodiff.multiply(x, x)


def _cast(x: Tensor, to: DType) -> Tensor:
    out = x.data.astype(to)
    return autodiff.record("cast", out, (x,), (1.0,)) if to.kind == "f" else as_tensor(out)


def _argmax(x: Tensor, axis: int) -> Tensor:
    return as_tensor(x.data.argmax(axis))


def _one_hot(labels: Tensor, depth: int, to: DType) -> Tensor:
    return as_tensor(functions.one_hot(labels.data, depth).astype(to))


def _without_gradient(function: Callable[..., Any]) -> Kernel:
    def kernel(*values: Tensor) -> Tensor:
        return as_tensor(function(*(value.data for value in values)))

    return kernel


def _concat(*parts: Tensor, axis: int) -> Tensor:
    return autodiff.concatenate(parts, axis)


def _stack(*parts: Tensor, axis: int) -> Tensor:
    return autodiff.stack(parts, axis)


def _transpose(x: Tensor, order: tuple[int, ...]) -> Tensor:
    return autodiff.transpose(x, *order)


def _reshape(x: Tensor, target: tuple[int, ...]) -> Tensor:
    return autodiff.reshape(x, target)


def _flatten(x: Tensor, width: int) -> Tensor:
    return autodiff.reshape(x, (-1, width))


def _softmax_cross_entropy(labels: Tensor, logits: Tensor) -> Tensor:
    _check_one_shape(labels, logits)
    return -autodiff.sum(labels * autodiff.log_softmax(logits), axis=1)


def _sparse_softmax_cross_entropy(labels: Tensor, logits: Tensor) -> Tensor:
    rows = functions.one_hot(labels.data, logits.shape[1]).astype(logits.dtype)
    return _softmax_cross_entropy(as_tensor(rows), logits)


def _sigmoid_cross_entropy(labels: Tensor, logits: Tensor) -> Tensor:
    _check_one_shape(labels, logits)
    # A sigmoid of z is a softmax of (0, z): one stable logarithm serves both.
    z, yes = logits.reshape(-1), labels.reshape(-1)
    pairs = autodiff.stack([np.zeros_like(z.data), z], axis=1)
    return _softmax_cross_entropy(autodiff.stack([1 - yes, yes], axis=1), pairs).reshape(logits.shape)


def _check_one_shape(labels: Tensor, logits: Tensor) -> None:
    if labels.shape != logits.shape:
        raise ValueError(f"expected one label for each logit, got {labels.shape} and {logits.shape}")


def _sum(x: Tensor, **reduction: Any) -> Tensor:
    out = autodiff.sum(x, **reduction)
    return out if out.dtype == x.dtype else _cast(out, x.dtype)  # NumPy sums int32 in int64


KERNELS: dict[str, Kernel] = {
    "Identity": _identity,
    "StopGradient": autodiff.detach,
    "Add": autodiff.add,
    "Sub": autodiff.subtract,
    "Mul": autodiff.multiply,
    "RealDiv": autodiff.divide,
    "Pow": autodiff.power,
    "Neg": autodiff.negative,
    "MatMul": autodiff.matmul,
    "Exp": autodiff.exp,
    "Log": autodiff.log,
    "Sqrt": autodiff.sqrt,
    "Square": _square,
    "Abs": autodiff.abs,
    "Maximum": autodiff.maximum,
    "Minimum": autodiff.minimum,
    "Select": autodiff.where,
    "Sum": _sum,
    "Mean": autodiff.mean,
    "Max": autodiff.max,
    "Min": autodiff.min,
    "ArgMax": _argmax,
    "Equal": _without_gradient(np.equal),
    "NotEqual": _without_gradient(np.not_equal),
    "Less": _without_gradient(np.less),
    "LessEqual": _without_gradient(np.less_equal),
    "Greater": _without_gradient(np.greater),
    "GreaterEqual": _without_gradient(np.greater_equal),
    "LogicalAnd": _without_gradient(np.logical_and),
    "LogicalOr": _without_gradient(np.logical_or),
    "LogicalNot": _without_gradient(np.logical_not),
    "Round": _without_gradient(np.round),
    "Cast": _cast,
    "OneHot": _one_hot,
    "Reshape": _reshape,
    "Flatten": _flatten,
    "Transpose": _transpose,
    "ConcatV2": _concat,
    "Pack": _stack,
    "StridedSlice": autodiff.getitem,
    "Sigmoid": autodiff.sigmoid,
    "Tanh": autodiff.tanh,
    "Relu": autodiff.relu,
    "LeakyRelu": autodiff.leaky_relu,
    "Softmax": autodiff.softmax,
    "LogSoftmax": autodiff.log_softmax,
    "SoftmaxCrossEntropyWithLogits": _softmax_cross_entropy,
    "SparseSoftmaxCrossEntropyWithLogits": _sparse_softmax_cross_entropy,
    "SigmoidCrossEntropyWithLogits": _sigmoid_cross_entropy,
    "AbsoluteDifference": autodiff.mean_absolute_error,
    "MeanSquaredError": autodiff.mean_squared_error,
    "LogLoss": autodiff.binary_cross_entropy,
}
