"""Keras-style models on dlteach's own computation graph.

`import dlteach.keras as keras` instead of `import keras`: names, arguments, defaults and shapes are those of
Keras 3, computed with NumPy. What Keras has besides says where to find it.
"""

from dlteach import __version__
from dlteach.keras import (
    activations,
    backend,
    callbacks,
    config,
    constraints,
    datasets,
    dtype_policies,
    initializers,
    layers,
    losses,
    metrics,
    models,
    ops,
    optimizers,
    random,
    regularizers,
    saving,
    tree,
    utils,
)
from dlteach.keras.absent import names as _names
from dlteach.keras.backend import KerasTensor, StatelessScope, SymbolicScope, Variable, device, name_scope
from dlteach.keras.dtype_policies import DTypePolicy, FloatDTypePolicy
from dlteach.keras.initializers import Initializer
from dlteach.keras.layers import Input, InputSpec, Layer
from dlteach.keras.losses import Loss
from dlteach.keras.metrics import Metric
from dlteach.keras.models import Model, Sequential
from dlteach.keras.ops.function import Function
from dlteach.keras.ops.operation import Operation
from dlteach.keras.optimizers import Optimizer
from dlteach.keras.regularizers import Regularizer

__getattr__ = _names(__name__)

__all__ = [
    "DTypePolicy",
    "FloatDTypePolicy",
    "Function",
    "Initializer",
    "Input",
    "InputSpec",
    "KerasTensor",
    "Layer",
    "Loss",
    "Metric",
    "Model",
    "Operation",
    "Optimizer",
    "Regularizer",
    "Sequential",
    "StatelessScope",
    "SymbolicScope",
    "Variable",
    "__version__",
    "activations",
    "backend",
    "callbacks",
    "config",
    "constraints",
    "datasets",
    "device",
    "dtype_policies",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "models",
    "name_scope",
    "ops",
    "optimizers",
    "random",
    "regularizers",
    "saving",
    "tree",
    "utils",
    "version",
]


def version() -> str:
    """The version of dlteach."""
    return __version__
