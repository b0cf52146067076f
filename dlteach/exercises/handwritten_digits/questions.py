"""Concept questions of lesson 14."""

QUESTIONS = ()
