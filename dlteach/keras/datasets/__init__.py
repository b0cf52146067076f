"""Data sets with Keras's names; `dlteach.data` has more."""

from dlteach.keras import absent
from dlteach.keras.datasets import mnist

__all__ = ["mnist"]

__getattr__ = absent.names(__name__)
