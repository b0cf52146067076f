"""Exercises of lesson 13: what a placeholder takes, and a graph that runs later."""

from dlteach.exercises.graphs_and_sessions.feeds import CHECK_FEED
from dlteach.exercises.graphs_and_sessions.given_mistake import DEBUGGING
from dlteach.exercises.graphs_and_sessions.graph import GRAPH
from dlteach.exercises.graphs_and_sessions.questions import QUESTIONS

EXERCISES = (CHECK_FEED, GRAPH, *DEBUGGING)
__all__ = ["EXERCISES", "QUESTIONS"]
