"""Exercises of lesson 16: weights that travel."""

EXERCISES = ()
QUESTIONS = ()
