"""Exercises of lesson 01: sums and means of errors, and the quadratic cost with its gradient."""

from dlteach.exercises.cost_functions.given_mistake import QUADRATIC_COST_FAILING_INPUT, QUADRATIC_COST_MENDED
from dlteach.exercises.cost_functions.norms_and_means import (
    L1_NORM_LOSS,
    L2_NORM_LOSS,
    MEAN_ABSOLUTE_ERROR,
    MEAN_SQUARED_ERROR,
)
from dlteach.exercises.cost_functions.quadratic_cost import QUADRATIC_COST, QUADRATIC_COST_GRADIENT
from dlteach.exercises.cost_functions.questions import QUESTIONS

EXERCISES = (
    L1_NORM_LOSS,
    L2_NORM_LOSS,
    MEAN_ABSOLUTE_ERROR,
    MEAN_SQUARED_ERROR,
    QUADRATIC_COST,
    QUADRATIC_COST_GRADIENT,
    QUADRATIC_COST_FAILING_INPUT,
    QUADRATIC_COST_MENDED,
)

__all__ = ["EXERCISES", "QUESTIONS"]
