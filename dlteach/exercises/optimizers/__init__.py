"""Exercises of lesson 08: one step of each optimizer."""

EXERCISES = ()
QUESTIONS = ()
