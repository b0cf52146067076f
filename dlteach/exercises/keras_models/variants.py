"""Variants of the reference classes: pieces of their text replaced."""

from dlteach.exercises.edited import edited
from dlteach.exercises.keras_models import layer_reference, model_reference


def layer(*changes):
    """`DenseLayer` with pieces of its text replaced, each a pair (old, new), wherever they stand."""
    return edited(layer_reference, "DenseLayer", *changes)


def model(*changes):
    """`MiniSequential` with pieces of its text replaced, each a pair (old, new), wherever they stand."""
    return edited(model_reference, "MiniSequential", *changes)
