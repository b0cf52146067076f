"""Conversion, control flow and scattering: the door to the files beside this one."""

from __future__ import annotations

from dlteach.keras.ops.control_flow import (
    associative_scan,
    cond,
    fori_loop,
    scan,
    switch,
    vectorized_map,
    while_loop,
)
from dlteach.keras.ops.control_flow import map as map
from dlteach.keras.ops.conversion import (
    cast,
    convert_to_numpy,
    convert_to_tensor,
    custom_gradient,
    dtype,
    is_tensor,
    saturate_cast,
    shape,
    stop_gradient,
)
from dlteach.keras.ops.joining import unstack
from dlteach.keras.ops.operation_classes import class_named
from dlteach.keras.ops.scattering import scatter, scatter_update, slice_update
from dlteach.keras.ops.scattering import slice as slice

__all__ = [
    "associative_scan",
    "cast",
    "cond",
    "convert_to_numpy",
    "convert_to_tensor",
    "custom_gradient",
    "dtype",
    "fori_loop",
    "is_tensor",
    "map",
    "saturate_cast",
    "scan",
    "scatter",
    "scatter_update",
    "shape",
    "slice",
    "slice_update",
    "stop_gradient",
    "switch",
    "unstack",
    "vectorized_map",
    "while_loop",
]


def __getattr__(name: str) -> type:
    return class_named(name, globals())
