"""Exercises of lesson 14: a network trained from its parts."""

EXERCISES = ()
QUESTIONS = ()
