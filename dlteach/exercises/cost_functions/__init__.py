"""Exercises of lesson 01: sums and means of errors, and the quadratic cost with its gradient."""

from dlteach.exercises.cost_functions.norms_and_means import (
    L1_NORM_LOSS,
    L2_NORM_LOSS,
    MEAN_ABSOLUTE_ERROR,
    MEAN_SQUARED_ERROR,
)
from dlteach.exercises.cost_functions.quadratic_cost import QUADRATIC_COST, QUADRATIC_COST_GRADIENT

EXERCISES = (
    L1_NORM_LOSS,
    L2_NORM_LOSS,
    MEAN_ABSOLUTE_ERROR,
    MEAN_SQUARED_ERROR,
    QUADRATIC_COST,
    QUADRATIC_COST_GRADIENT,
)

QUESTIONS = ()
