"""Keras-style models on dlteach's own computation graph. (Temporary door while the rooms are built.)"""

import importlib as _importlib

from dlteach import __version__ as __version__

_WHERE = {
    "KerasTensor": "backend", "StatelessScope": "backend", "SymbolicScope": "backend", "Variable": "backend",
    "device": "backend", "name_scope": "backend", "DTypePolicy": "dtype_policies",
    "FloatDTypePolicy": "dtype_policies", "Initializer": "initializers", "Input": "layers", "InputSpec": "layers",
    "Layer": "layers", "Loss": "losses", "Metric": "metrics", "Model": "models", "Sequential": "models",
    "Function": "ops.function", "Operation": "ops.operation", "Optimizer": "optimizers", "Regularizer": "regularizers",
}  # fmt: skip


def __getattr__(name):
    if name in _WHERE:
        return getattr(_importlib.import_module(f"dlteach.keras.{_WHERE[name]}"), name)
    if name.startswith("_"):
        raise AttributeError(name)
    try:
        return _importlib.import_module(f"dlteach.keras.{name}")
    except ModuleNotFoundError:
        raise AttributeError(name) from None
