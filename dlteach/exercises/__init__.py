"""The course's own exercises: one module for each exercise notebook, joined to the pack that is installed."""

from dlteach.autograder import Pack
from dlteach.exercises import (
    activations,
    backpropagation,
    check_the_notes,
    computation_graphs,
    cost_functions,
    cross_entropy,
    data_pipelines,
    frameworks_and_hardware,
    generalisation,
    gradient_descent,
    graphs_and_sessions,
    handwritten_digits,
    images,
    keras_models,
    optimizers,
    softmax,
    start_here,
)
from dlteach.exercises.lessons import LESSONS

_MODULES = (
    start_here,
    cost_functions,
    gradient_descent,
    cross_entropy,
    computation_graphs,
    backpropagation,
    activations,
    softmax,
    optimizers,
    keras_models,
    generalisation,
    images,
    data_pipelines,
    graphs_and_sessions,
    handwritten_digits,
    check_the_notes,
    frameworks_and_hardware,
)

PACK = Pack(
    "dlteach",
    tuple(exercise for module in _MODULES for exercise in module.EXERCISES),
    tuple(question for module in _MODULES for question in module.QUESTIONS),
    LESSONS,
)
