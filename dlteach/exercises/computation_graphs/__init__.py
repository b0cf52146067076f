"""Exercises of lesson 04: values forward, gradients backward, and the engine that does both."""

from dlteach.exercises.computation_graphs.given_mistake import ORDER_FAILING_INPUT, ORDER_MENDED
from dlteach.exercises.computation_graphs.nudge import NUDGE
from dlteach.exercises.computation_graphs.questions import QUESTIONS
from dlteach.exercises.computation_graphs.topological_order import TOPOLOGICAL_ORDER
from dlteach.exercises.computation_graphs.value import VALUE
from dlteach.exercises.computation_graphs.worked_graph import BACKWARD_GRAPH, FORWARD_GRAPH

EXERCISES = (
    FORWARD_GRAPH,
    NUDGE,
    BACKWARD_GRAPH,
    TOPOLOGICAL_ORDER,
    VALUE,
    ORDER_FAILING_INPUT,
    ORDER_MENDED,
)

__all__ = ["EXERCISES", "QUESTIONS"]
