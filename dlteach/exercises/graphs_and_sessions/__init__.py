"""Exercises of lesson 13: what a placeholder takes, and a graph that runs later."""

from dlteach.exercises.graphs_and_sessions.feeds import CHECK_FEED, DEBUGGING
from dlteach.exercises.graphs_and_sessions.graph import GRAPH

EXERCISES = (CHECK_FEED, GRAPH, *DEBUGGING)
QUESTIONS = ()
