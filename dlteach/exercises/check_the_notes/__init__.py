"""Exercises of lesson 15: claims and counter-examples."""

EXERCISES = ()
QUESTIONS = ()
