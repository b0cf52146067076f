"""Exercises of lesson 10: what keeps a model from learning its data by heart."""

EXERCISES = ()
QUESTIONS = ()
