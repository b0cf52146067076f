"""Exercises of lesson 05: layers and networks, forward and backward."""

from dlteach.exercises.backpropagation.errors import RELATIVE_ERROR
from dlteach.exercises.backpropagation.given_mistake import FAILING_INPUT, MENDED
from dlteach.exercises.backpropagation.layer_backward import DENSE_BACKWARD
from dlteach.exercises.backpropagation.layer_forward import DENSE_FORWARD
from dlteach.exercises.backpropagation.network_backward import MLP_BACKWARD
from dlteach.exercises.backpropagation.network_forward import MLP_FORWARD
from dlteach.exercises.backpropagation.norms import GRADIENT_NORMS
from dlteach.exercises.backpropagation.questions import QUESTIONS

EXERCISES = (
    DENSE_FORWARD,
    DENSE_BACKWARD,
    RELATIVE_ERROR,
    MLP_FORWARD,
    MLP_BACKWARD,
    GRADIENT_NORMS,
    FAILING_INPUT,
    MENDED,
)

__all__ = ["EXERCISES", "QUESTIONS"]
