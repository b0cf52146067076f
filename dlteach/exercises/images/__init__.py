"""Exercises of lesson 11: convolution and augmentation."""

EXERCISES = ()
QUESTIONS = ()
