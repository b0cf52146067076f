"""Exercises of lesson 13: a graph that is run later."""

EXERCISES = ()
QUESTIONS = ()
