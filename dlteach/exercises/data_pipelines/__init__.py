"""Exercises of lesson 12: splits, batches and a pipeline."""

EXERCISES = ()
QUESTIONS = ()
