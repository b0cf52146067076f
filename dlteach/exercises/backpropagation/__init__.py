"""Exercises of lesson 05: layers backwards."""

EXERCISES = ()
QUESTIONS = ()
