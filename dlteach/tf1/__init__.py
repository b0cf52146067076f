"""TensorFlow 1 that runs today: define a graph first, run it later, in a session.

    import dlteach.tf1 as tf

Names, defaults and behaviour are those of TensorFlow 1, for the part of it that the course teaches. Behind
each node of a graph stands an eager operation of `dlteach.autodiff`: `tf1/kernels.py` is the whole table.
"""

from dlteach.tf1 import errors, layers, losses, nn, train
from dlteach.tf1.default_session import get_default_session
from dlteach.tf1.dtypes import bool as bool
from dlteach.tf1.dtypes import float32, float64, int32, int64
from dlteach.tf1.elementwise import abs as abs
from dlteach.tf1.elementwise import (
    add,
    cast,
    divide,
    equal,
    exp,
    greater,
    greater_equal,
    identity,
    less,
    less_equal,
    log,
    logical_and,
    logical_not,
    logical_or,
    matmul,
    maximum,
    minimum,
    multiply,
    negative,
    not_equal,
    sigmoid,
    sqrt,
    square,
    stop_gradient,
    subtract,
    tanh,
    where,
)
from dlteach.tf1.elementwise import pow as pow
from dlteach.tf1.elementwise import round as round
from dlteach.tf1.gradients import gradients as gradients
from dlteach.tf1.graph import Graph, get_default_graph, name_scope, reset_default_graph, set_random_seed
from dlteach.tf1.initializers import (
    constant_initializer,
    glorot_uniform_initializer,
    ones_initializer,
    random_normal_initializer,
    random_uniform_initializer,
    truncated_normal_initializer,
    zeros_initializer,
)
from dlteach.tf1.missing import explain_missing
from dlteach.tf1.node import Operation, Tensor
from dlteach.tf1.random import random_normal, random_uniform, truncated_normal
from dlteach.tf1.reductions import argmax, reduce_max, reduce_mean, reduce_min, reduce_sum
from dlteach.tf1.session import InteractiveSession, Session
from dlteach.tf1.shapes import TensorShape
from dlteach.tf1.shaping import concat, expand_dims, one_hot, reshape, squeeze, stack, transpose
from dlteach.tf1.sources import constant, ones, placeholder, zeros
from dlteach.tf1.variables import (
    Variable,
    assign,
    assign_add,
    assign_sub,
    get_variable,
    global_variables,
    global_variables_initializer,
    group,
    trainable_variables,
    variables_initializer,
)

# Without abs, bool, pow and round: `import *` must not replace the builtins of these names.
__all__ = [
    "Graph",
    "InteractiveSession",
    "Operation",
    "Session",
    "Tensor",
    "TensorShape",
    "Variable",
    "add",
    "argmax",
    "assign",
    "assign_add",
    "assign_sub",
    "cast",
    "concat",
    "constant",
    "constant_initializer",
    "divide",
    "equal",
    "errors",
    "exp",
    "expand_dims",
    "float32",
    "float64",
    "get_default_graph",
    "get_default_session",
    "get_variable",
    "global_variables",
    "global_variables_initializer",
    "glorot_uniform_initializer",
    "gradients",
    "greater",
    "greater_equal",
    "group",
    "identity",
    "int32",
    "int64",
    "layers",
    "less",
    "less_equal",
    "log",
    "logical_and",
    "logical_not",
    "logical_or",
    "losses",
    "matmul",
    "maximum",
    "minimum",
    "multiply",
    "name_scope",
    "negative",
    "nn",
    "not_equal",
    "one_hot",
    "ones",
    "ones_initializer",
    "placeholder",
    "random_normal",
    "random_normal_initializer",
    "random_uniform",
    "random_uniform_initializer",
    "reduce_max",
    "reduce_mean",
    "reduce_min",
    "reduce_sum",
    "reset_default_graph",
    "reshape",
    "set_random_seed",
    "sigmoid",
    "sqrt",
    "square",
    "squeeze",
    "stack",
    "stop_gradient",
    "subtract",
    "tanh",
    "train",
    "trainable_variables",
    "transpose",
    "truncated_normal",
    "truncated_normal_initializer",
    "variables_initializer",
    "where",
    "zeros",
    "zeros_initializer",
]

__getattr__ = explain_missing("dlteach.tf1", __all__)
