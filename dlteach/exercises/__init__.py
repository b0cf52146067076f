"""The course's own exercises: one module for each exercise notebook, joined to the pack that is installed."""

from dlteach.autograder import Pack
from dlteach.exercises import computation_graphs, cost_functions, cross_entropy, gradient_descent, start_here

_MODULES = (start_here, cost_functions, gradient_descent, cross_entropy, computation_graphs)

PACK = Pack("dlteach", tuple(exercise for module in _MODULES for exercise in module.EXERCISES))
