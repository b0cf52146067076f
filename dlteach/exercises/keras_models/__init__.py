"""Exercises of lesson 09: layers and models."""

EXERCISES = ()
QUESTIONS = ()
