"""Exercises of lesson 07: probabilities for many classes."""

EXERCISES = ()
QUESTIONS = ()
