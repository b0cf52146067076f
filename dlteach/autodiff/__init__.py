"""The computation graph: tensors that remember how they were computed, and gradients by walking back.

Activations, softmax and costs take value and gradient from `dlteach.functions`; here they become part of a
graph. Start with `Tensor`, then open any operation, for example with `multiply??`.
"""

from dlteach.autodiff.arithmetic import add, divide, multiply, negative, power, subtract
from dlteach.autodiff.elementwise import abs as abs
from dlteach.autodiff.elementwise import exp, leaky_relu, log, relu, sigmoid, sqrt, tanh
from dlteach.autodiff.grad_mode import no_grad
from dlteach.autodiff.gradient_check import GradientCheck, gradient_check
from dlteach.autodiff.linear import affine, matmul
from dlteach.autodiff.losses import (
    binary_cross_entropy,
    binary_cross_entropy_from_logits,
    categorical_cross_entropy,
    l1_norm_loss,
    l2_norm_loss,
    mean_absolute_error,
    mean_squared_error,
    quadratic_cost,
    softmax_cross_entropy,
    sparse_categorical_cross_entropy,
)
from dlteach.autodiff.order import topological_order
from dlteach.autodiff.probe import Slope
from dlteach.autodiff.recording import as_tensor, detach, record
from dlteach.autodiff.reductions import max as max
from dlteach.autodiff.reductions import mean, var
from dlteach.autodiff.reductions import min as min
from dlteach.autodiff.reductions import sum as sum
from dlteach.autodiff.selection import maximum, minimum, where
from dlteach.autodiff.shaping import concatenate, flatten, getitem, reshape, stack, transpose
from dlteach.autodiff.softmax import log_softmax, softmax
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.trace import Node, Step, Trace, trace

# Without abs, max, min and sum: `import *` must not replace the builtins of these names.
__all__ = [
    "GradientCheck",
    "Node",
    "Slope",
    "Step",
    "Tensor",
    "Trace",
    "add",
    "affine",
    "as_tensor",
    "binary_cross_entropy",
    "binary_cross_entropy_from_logits",
    "categorical_cross_entropy",
    "concatenate",
    "detach",
    "divide",
    "exp",
    "flatten",
    "getitem",
    "gradient_check",
    "l1_norm_loss",
    "l2_norm_loss",
    "leaky_relu",
    "log",
    "log_softmax",
    "matmul",
    "maximum",
    "mean",
    "mean_absolute_error",
    "mean_squared_error",
    "minimum",
    "multiply",
    "negative",
    "no_grad",
    "power",
    "quadratic_cost",
    "record",
    "relu",
    "reshape",
    "sigmoid",
    "softmax",
    "softmax_cross_entropy",
    "sparse_categorical_cross_entropy",
    "sqrt",
    "stack",
    "subtract",
    "tanh",
    "topological_order",
    "trace",
    "transpose",
    "var",
    "where",
]
