"""The operations of networks: activations and cross-entropies. The door to the files beside this one."""

from __future__ import annotations

from dlteach.keras.ops.attention import dot_product_attention
from dlteach.keras.ops.complex_numbers import polar
from dlteach.keras.ops.nn_activations import (
    celu,
    elu,
    gelu,
    glu,
    hard_shrink,
    hard_sigmoid,
    hard_silu,
    hard_tanh,
    leaky_relu,
    log_sigmoid,
    relu,
    relu6,
    selu,
    sigmoid,
    silu,
    soft_shrink,
    softplus,
    softsign,
    sparse_plus,
    sparse_sigmoid,
    sparsemax,
    squareplus,
    tanh_shrink,
    threshold,
)
from dlteach.keras.ops.nn_cross_entropies import (
    binary_crossentropy,
    categorical_crossentropy,
    multi_hot,
    one_hot,
    sparse_categorical_crossentropy,
)
from dlteach.keras.ops.nn_normalization import (  # noqa: F401
    BatchNorm,
    LayerNorm,
    RMSNorm,
    batch_normalization,
    layer_normalization,
    moments,
    rms_normalization,
)
from dlteach.keras.ops.nn_softmax import log_softmax, softmax
from dlteach.keras.ops.nn_windows import average_pool, conv, depthwise_conv, max_pool, separable_conv
from dlteach.keras.ops.norms import normalize, psnr
from dlteach.keras.ops.operation_classes import class_named

hard_swish = hard_silu
swish = silu

__all__ = [
    "average_pool",
    "batch_normalization",
    "binary_crossentropy",
    "categorical_crossentropy",
    "celu",
    "conv",
    "depthwise_conv",
    "dot_product_attention",
    "elu",
    "gelu",
    "glu",
    "hard_shrink",
    "hard_sigmoid",
    "hard_silu",
    "hard_swish",
    "hard_tanh",
    "layer_normalization",
    "leaky_relu",
    "log_sigmoid",
    "log_softmax",
    "max_pool",
    "moments",
    "multi_hot",
    "normalize",
    "one_hot",
    "polar",
    "psnr",
    "relu",
    "relu6",
    "rms_normalization",
    "selu",
    "separable_conv",
    "sigmoid",
    "silu",
    "soft_shrink",
    "softmax",
    "softplus",
    "softsign",
    "sparse_categorical_crossentropy",
    "sparse_plus",
    "sparse_sigmoid",
    "sparsemax",
    "squareplus",
    "swish",
    "tanh_shrink",
    "threshold",
]


def __getattr__(name: str) -> type:
    return class_named(name, globals())
