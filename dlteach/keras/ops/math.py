"""The mathematical operations beyond NumPy: the door to the files beside this one."""

from __future__ import annotations

from dlteach.keras.ops.exponents import erf, erfc, erfinv, rsqrt
from dlteach.keras.ops.operation_classes import class_named
from dlteach.keras.ops.reductions import logsumexp
from dlteach.keras.ops.segments import segment_max, segment_min, segment_prod, segment_sum
from dlteach.keras.ops.sorting import in_top_k, top_k

__all__ = [
    "erf",
    "erfc",
    "erfinv",
    "in_top_k",
    "logsumexp",
    "rsqrt",
    "segment_max",
    "segment_min",
    "segment_prod",
    "segment_sum",
    "top_k",
]


def __getattr__(name: str) -> type:
    return class_named(name, globals())
