"""Debug a mistake: one of an exercise's named mistakes is given; show it on an input, then mend it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.autograder.exercise import Driver, call
from dlteach.autograder.inputs import fresh
from dlteach.autograder.running import quiet, tells_apart
from dlteach.autograder.values import is_numeric

Input = Callable[[], Any]


class Hiding(NamedTuple):
    """A kind of input on which the mistake does not show: its id, an example, why it hides.

    ``holds(*args)`` says of an input on which nothing shows whether it is of this kind; without it all are.
    """

    id: str
    answer: Input
    says: str
    holds: Callable[..., bool | np.bool] = lambda *args: True


def debug_pair(
    exercise: Exercise,
    mistake_id: str,
    *,
    section: str,
    shows: Input,
    also_shows: tuple[Input, ...],
    hides: tuple[Hiding, ...],
    refuse: Callable[..., str] = lambda *args: "",
    driver: Driver = call,
    input_hints: tuple[str, str, str],
    mending_hints: tuple[str, str, str],
) -> tuple[Exercise, Exercise]:
    """Two exercises: an input on which a given wrong implementation shows its mistake, and the mended one.

    For the exercise `softmax` they are called `softmax_failing_input`, a function without arguments that
    returns the arguments of one call, and `softmax_mended`. The notebook gives `softmax_with_a_mistake`.

    Parameters
    ----------
    exercise : Exercise
        The exercise that the mistake belongs to.
    mistake_id : str
        The mistake that is given.
    section : str
        The heading of the lesson to read again.
    shows : callable
        The reference for the input: the argument, or a tuple of all arguments where there are several.
    also_shows : tuple of callable
        Other inputs that show it.
    hides : tuple of Hiding
        Inputs that learners think of and that do not show it; the first kind that holds is told.
    refuse : callable
        ``refuse(*args)`` says what is wrong with an input that is none, in words that follow "your answer";
        "" when nothing is.
    driver : callable
        As that of an exercise, for inputs that cannot cross to another process as they are.
    input_hints, mending_hints : tuple of three str
        The hints of the two exercises.
    """
    given = next(mistake for mistake in exercise.mistakes if mistake.id == mistake_id)
    one_call = next(iter(exercise.cases(np.random.default_rng(0)))).args
    parameters = exercise.parameters[: len(one_call)]  # without the library's optional ones

    def measure(args, value):
        given_back = value if isinstance(value, tuple) else (value,)
        arguments = tuple(_as_array(part) for part in given_back)
        if len(arguments) != len(parameters):
            wanted = ", ".join(parameters)
            if len(parameters) == 1:
                raise ValueError(f"should be {wanted} alone; a tuple counts as several values, a list as one")
            raise ValueError(f"should be the arguments ({wanted}), got {len(arguments)} of them")
        problem = refuse(*arguments)
        if problem:
            raise ValueError(problem)
        if tells_apart(exercise, given.answer, arguments):
            return "the mistake shows"
        _ask_of_a_right_one(exercise, arguments)
        kind = next((hiding.id for hiding in hides if hiding.holds(*arguments)), "")
        return "the mistake does not show" + (f" ({kind.replace('-', ' ')})" if kind else "")

    failing_input = Exercise(
        name=f"{exercise.name}_failing_input",
        lesson=exercise.lesson,
        section=section,
        reference=shows,
        cases=lambda rng: [Case(())],
        driver=driver,
        measure=measure,
        mistakes=tuple(Mistake(hiding.id, hiding.answer, hiding.says) for hiding in hides),
        also_correct=also_shows,
        hints=input_hints,
        survivors={"*": "every input that shows the mistake is right, so a changed input may be right"},
    )
    as_given = f"That is still the function as it was given. {given.says}"
    mended = replace(
        exercise,
        name=f"{exercise.name}_mended",
        section=section,
        mistakes=tuple(replace(m, says=as_given) if m is given else m for m in exercise.mistakes),
        hints=mending_hints,
    )
    return failing_input, mended


def _as_array(value: Any) -> Any:
    """A list of numbers as the array that is meant; all else as it is."""
    return np.asarray(value) if isinstance(value, list) and is_numeric(value) else value


def _ask_of_a_right_one(exercise: Exercise, arguments: tuple[Any, ...]) -> None:
    """Refuse arguments on which a right answer fails too."""
    try:
        with quiet():
            exercise.driver(exercise.reference, *map(fresh, arguments))
    except Exception as error:
        raise ValueError(f"should be an input that a right function can take; it raises: {error}") from error
