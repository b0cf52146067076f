"""The layers that most models begin with."""

from dlteach.keras.layers.core.dense import Dense
from dlteach.keras.layers.core.embedding import Embedding
from dlteach.keras.layers.core.identity import Identity
from dlteach.keras.layers.core.input_layer import Input, InputLayer
from dlteach.keras.layers.core.lambda_layer import Lambda
from dlteach.keras.layers.core.masking import Masking
from dlteach.keras.layers.core.wrapper import Wrapper

__all__ = ["Dense", "Embedding", "Identity", "Input", "InputLayer", "Lambda", "Masking", "Wrapper"]
