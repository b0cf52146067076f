"""Layers that make one output of several inputs."""

from dlteach.keras.layers.merging.add import Add
from dlteach.keras.layers.merging.average import Average
from dlteach.keras.layers.merging.concatenate import Concatenate
from dlteach.keras.layers.merging.dot import Dot
from dlteach.keras.layers.merging.maximum import Maximum
from dlteach.keras.layers.merging.minimum import Minimum
from dlteach.keras.layers.merging.multiply import Multiply
from dlteach.keras.layers.merging.subtract import Subtract

__all__ = ["Add", "Average", "Concatenate", "Dot", "Maximum", "Minimum", "Multiply", "Subtract"]
