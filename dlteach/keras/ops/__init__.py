"""Operations on arrays, Tensors, variables and symbolic tensors, under Keras's names.

What has a slope is recorded: with a Tensor among the arguments the result is a Tensor, through which
gradients flow back. With KerasTensors the call becomes a node of a functional model.
"""

from __future__ import annotations

from typing import Any

from dlteach.keras import absent
from dlteach.keras import random as random
from dlteach.keras.backend import KerasTensor as KerasTensor
from dlteach.keras.backend import name_scope
from dlteach.keras.ops import core, linalg, math, nn, numpy
from dlteach.keras.ops.core import *  # noqa: F403
from dlteach.keras.ops.linalg import *  # noqa: F403
from dlteach.keras.ops.math import *  # noqa: F403
from dlteach.keras.ops.nn import *  # noqa: F403
from dlteach.keras.ops.numpy import *  # noqa: F403
from dlteach.keras.ops.operation import Operation
from dlteach.keras.ops.operation_classes import class_named

__all__ = [
    "Operation",
    "core",
    "linalg",
    "math",
    "name_scope",
    "nn",
    "numpy",
    *core.__all__,
    *linalg.__all__,
    *math.__all__,
    *nn.__all__,
    *numpy.__all__,
]

_absent = absent.names(__name__)


def __getattr__(name: str) -> Any:
    try:
        return class_named(name, globals())
    except AttributeError:
        return _absent(name)
