"""The mathematics of the course: NumPy in, NumPy out, each function's gradient beside it in the same file.

Data are rows, `x` is (n, d); losses take `(y_true, y_pred)`; float32 stays float32, integers become float64;
no argument is ever changed. Open any function from a notebook, for example with `softmax??`: its source is
lesson material.
"""

from dlteach.functions.linear import affine, affine_gradient, predict_shape

# isort: split
# The file linear.py comes first: loaded later, it would take the name of the activation `linear`.
from dlteach.functions.activations import (
    ACTIVATIONS,
    dead_fraction,
    leaky_relu,
    leaky_relu_derivative,
    linear,
    linear_derivative,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    tanh,
    tanh_derivative,
)
from dlteach.functions.calculus import nudge, numerical_gradient, relative_error
from dlteach.functions.cross_entropy import (
    binary_cross_entropy,
    binary_cross_entropy_from_logits,
    binary_cross_entropy_from_logits_gradient,
    binary_cross_entropy_gradient,
    categorical_cross_entropy,
    categorical_cross_entropy_gradient,
    sparse_categorical_cross_entropy,
    sparse_categorical_cross_entropy_gradient,
)
from dlteach.functions.descent import fit_line, gradient_descent, gradient_step, minibatches
from dlteach.functions.encoding import one_hot
from dlteach.functions.entropy import cross_entropy, entropy, kl_divergence
from dlteach.functions.losses import (
    l1_norm_loss,
    l1_norm_loss_gradient,
    l2_norm_loss,
    l2_norm_loss_gradient,
    mean_absolute_error,
    mean_absolute_error_gradient,
    mean_squared_error,
    mean_squared_error_gradient,
    quadratic_cost,
    quadratic_cost_gradient,
)
from dlteach.functions.network import dense_backward, dense_forward, gradient_norms, mlp_backward, mlp_forward
from dlteach.functions.optimizers import (
    adagrad_step,
    adam_step,
    exponential_decay,
    momentum_step,
    rmsprop_step,
    sgd_step,
)
from dlteach.functions.softmax import (
    log_softmax,
    log_softmax_gradient,
    predict_classes,
    predict_labels,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
    softmax_gradient,
    softmax_jacobian,
)

__all__ = [
    "ACTIVATIONS",
    "adagrad_step",
    "adam_step",
    "affine",
    "affine_gradient",
    "binary_cross_entropy",
    "binary_cross_entropy_from_logits",
    "binary_cross_entropy_from_logits_gradient",
    "binary_cross_entropy_gradient",
    "categorical_cross_entropy",
    "categorical_cross_entropy_gradient",
    "cross_entropy",
    "dead_fraction",
    "dense_backward",
    "dense_forward",
    "entropy",
    "exponential_decay",
    "fit_line",
    "gradient_descent",
    "gradient_norms",
    "gradient_step",
    "kl_divergence",
    "l1_norm_loss",
    "l1_norm_loss_gradient",
    "l2_norm_loss",
    "l2_norm_loss_gradient",
    "leaky_relu",
    "leaky_relu_derivative",
    "linear",
    "linear_derivative",
    "log_softmax",
    "log_softmax_gradient",
    "mean_absolute_error",
    "mean_absolute_error_gradient",
    "mean_squared_error",
    "mean_squared_error_gradient",
    "minibatches",
    "mlp_backward",
    "mlp_forward",
    "momentum_step",
    "nudge",
    "numerical_gradient",
    "one_hot",
    "predict_classes",
    "predict_labels",
    "predict_shape",
    "quadratic_cost",
    "quadratic_cost_gradient",
    "relative_error",
    "relu",
    "relu_derivative",
    "rmsprop_step",
    "sgd_step",
    "sigmoid",
    "sigmoid_derivative",
    "softmax",
    "softmax_cross_entropy",
    "softmax_cross_entropy_gradient",
    "softmax_gradient",
    "softmax_jacobian",
    "sparse_categorical_cross_entropy",
    "sparse_categorical_cross_entropy_gradient",
    "tanh",
    "tanh_derivative",
]
