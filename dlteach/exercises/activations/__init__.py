"""Exercises of lesson 06: functions that bend, and their slopes."""

EXERCISES = ()
QUESTIONS = ()
