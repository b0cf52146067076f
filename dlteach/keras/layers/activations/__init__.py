"""Activations as layers."""

from dlteach.keras.layers.activations.activation import Activation
from dlteach.keras.layers.activations.elu import ELU
from dlteach.keras.layers.activations.leaky_relu import LeakyReLU
from dlteach.keras.layers.activations.prelu import PReLU
from dlteach.keras.layers.activations.relu import ReLU
from dlteach.keras.layers.activations.softmax import Softmax

__all__ = ["ELU", "Activation", "LeakyReLU", "PReLU", "ReLU", "Softmax"]
