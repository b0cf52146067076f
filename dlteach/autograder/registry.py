"""Exercises that are installed: packs come in through the entry-point group ``dlteach.exercises``."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.metadata import entry_points

from dlteach.autograder.exercise import Exercise, Lesson, Pack, Question

GROUP = "dlteach.exercises"


class UnknownExercise(KeyError):
    """No installed pack has an exercise of this name."""

    def __init__(self, name: str):
        near = get_close_matches(name, exercises(), n=1, cutoff=0.6)
        hint = f"; did you mean {near[0]!r}?" if near else ". `dlteach status` lists them all"
        super().__init__(f"no exercise is called {name!r}{hint}")

    def __str__(self) -> str:
        return self.args[0]


@cache
def packs() -> tuple[Pack, ...]:
    """All installed packs, in the order of their names; the same pack registered twice counts once."""
    found = {entry.value: entry for entry in entry_points(group=GROUP)}
    return tuple(sorted((entry.load() for entry in found.values()), key=lambda pack: pack.name))


@cache
def exercises() -> dict[str, Exercise]:
    """All exercises by name. Two packs with an exercise of the same name are refused."""
    found: dict[str, Exercise] = {}
    for pack in packs():
        for exercise in pack.exercises:
            if exercise.name in found:
                raise ValueError(
                    f"two exercises are called {exercise.name!r}; the second is in the pack {pack.name!r}"
                )
            found[exercise.name] = exercise
    return found


@cache
def lessons() -> tuple[Lesson, ...]:
    """The reading order: the lessons of every pack, one pack after the other."""
    return tuple(lesson for pack in packs() for lesson in pack.lessons)


@cache
def questions() -> tuple[Question, ...]:
    """All questions, in the order of their packs."""
    return tuple(question for pack in packs() for question in pack.questions)


def find(name: str) -> Exercise:
    """The exercise of this name.

    Raises
    ------
    UnknownExercise
        With the nearest name, when there is none.
    """
    try:
        return exercises()[name]
    except KeyError:
        raise UnknownExercise(name) from None
