"""Models: layers in a row, in a graph, or in a class of one's own."""

from dlteach.keras.models.cloning import clone_model
from dlteach.keras.models.functional import Functional
from dlteach.keras.models.model import Model, model_from_json
from dlteach.keras.models.sequential import Sequential
from dlteach.keras.saving.saving_api import load_model, save_model

__all__ = [
    "Functional",
    "Model",
    "Sequential",
    "clone_model",
    "load_model",
    "model_from_json",
    "save_model",
]
