"""Text from outside made harmless: learners choose names, notebooks and error messages."""

from __future__ import annotations

import re

from dlteach.grading.results import ExerciseResult, Result

LIMIT = 10_000
# What a terminal obeys, what turns the direction of reading, what UTF-8 and XML cannot hold.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)


def clean(text: str, limit: int = LIMIT) -> str:
    r"""Text without control characters and lone surrogates, cut at `limit`; lines and tabs stay.

    Examples
    --------
    >>> clean("red \x1b[31malarm\x1b[0m")
    'red �[31malarm�[0m'
    >>> clean("abcdef", limit=3)
    'abc […]'
    """
    cut = text[:limit] + (" […]" if len(text) > limit else "")
    return _UNSAFE.sub("�", cut.replace("\r\n", "\n").replace("\r", "\n"))


def line(text: str, limit: int = 200) -> str:
    r"""`clean` on one line, for names.

    Examples
    --------
    >>> line("first\nsecond")
    'first second'
    """
    return " ".join(clean(text, limit).split())


def said(exercise: ExerciseResult) -> str:
    """What the learner is told on one exercise, as text."""
    words = str(exercise.feedback)
    if exercise.stand_ins:
        words += f"\n  Judged with the course's own {', '.join(exercise.stand_ins)} in place of yours."
    return clean(words)


def said_of_all(result: Result) -> str:
    """What stands above the exercises: why there is nothing to judge, or what went wrong on the way."""
    opening = [] if result.gradable else ["There was nothing to grade. This costs no attempt."]
    return clean("\n".join([*opening, *result.problems]))


def number(value: float) -> str:
    """A score with at most two decimals, as the other systems show it.

    Examples
    --------
    >>> number(2.0), number(2.505), number(1 / 3)
    ('2', '2.5', '0.33')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")
