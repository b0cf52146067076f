"""What an exercise is: data and small functions, no machinery."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

Answer = Callable[..., Any]
Driver = Callable[..., Any]
Kind = Literal["wrong", "convention", "fragile"]
Room = Literal["functions", "autodiff", "tf1", "data", "keras"]


@dataclass(frozen=True)
class Case:
    """One call of an answer.

    Parameters
    ----------
    args : tuple
        Plain values only (numbers, strings, arrays, lists, tuples, dicts): they must be able to cross to
        another process.
    note : str
        What is special about this input, in words that follow "with": "a batch of one".
    extreme : bool
        An input at the edge of the number range. An answer that fails only here is fragile, not wrong.
    atol : float, optional
        Absolute tolerance of this case, where the exercise's own is too strict.
    ceiling : float, optional
        Values above it count as equal. A loss of a certain and wrong prediction is infinite;
        an implementation that clips gives 16 or 34, and both are right.
    remark : str
        What to tell a learner whose answer is right but not here. Such a case decides nothing: it shows
        where the answer's reach ends, beyond what the exercise asks for.

    Examples
    --------
    >>> case = Case((np.array([[1.0, 2.0]]),), "a batch of one")
    >>> case.note, case.extreme
    ('a batch of one', False)
    """

    args: tuple[Any, ...]
    note: str = ""
    extreme: bool = False
    atol: float | None = None
    ceiling: float | None = None
    remark: str = ""


@dataclass(frozen=True)
class Mistake:
    """A named wrong implementation, and what to say to a learner who has made it.

    Parameters
    ----------
    id : str
        Its name in records, unique within the exercise: "bias-forgotten".
    answer : callable
        The implementation, one change away from the right one.
    says : str
        What went wrong and where to look, in one or two sentences.
    kind : str
        "wrong", "convention" (right under another convention than the course's) or "fragile" (right on
        ordinary input only).

    Examples
    --------
    >>> forgotten = Mistake("bias-forgotten", lambda x, w, b: x @ w, "The bias is missing.")
    >>> forgotten.kind
    'wrong'
    """

    id: str
    answer: Answer
    says: str
    kind: Kind = "wrong"


@dataclass(frozen=True)
class Law:
    """A property that every right value has. A law explains a wrong value; it never decides.

    Parameters
    ----------
    says : str
        The law, in words that follow "is broken:".
    holds : callable
        ``holds(args, value)``, with the arguments of a case and what the answer returned for them.
    """

    says: str
    holds: Callable[[tuple[Any, ...], Any], bool | np.bool]


def call(answer: Answer, *args: Any) -> Any:
    """The usual driver: call the answer with the arguments of the case."""
    return answer(*args)


@dataclass(frozen=True)
class Exercise:
    """A function or class that the learner writes.

    Parameters
    ----------
    name : str
        The name of the function or class in the notebook, unique in the course.
    lesson, section : str
        The notebook that teaches it ("01_cost_functions") and the heading there to read again.
    reference : callable
        The right implementation.
    cases : callable
        Draws the cases from a `numpy.random.Generator`, the smallest and the hand-made first, extremes last.
    mistakes : tuple of Mistake
        The wrong answers that it recognises by name.
    hints : tuple of three str
        The concept, the place, nearly the code.
    also_correct : tuple of callable
        Right implementations in another style. The audit sees to it that they pass.
    points : float
        What a right answer earns. One whose values are right on ordinary input, but that fails at extremes,
        changes its input or loops, earns half.
    driver : callable
        How an answer is exercised, ``driver(answer, *case.args)``, for answers that are classes, take
        callbacks or draw random numbers. It returns the plain values that came; what they show is for
        `measure` to find, because in grading a learner's code runs beside the driver and may replace it. It
        uses NumPy as ``np``, its arguments and nothing else, because its text is sent to a process that has
        nothing else.
    returns : tuple of str
        Names for the parts of a tuple that is returned, used in messages.
    laws : tuple of Law
        What explains a wrong answer that is no known mistake.
    batch : callable, optional
        ``batch(rng, n)`` draws arguments with n examples. Where it is given, no answer may visit the
        examples in a Python loop.
    rtol, atol : float
        Tolerances; 1e-6 lets a right answer with an epsilon of 1e-7 in it pass.
    survivors : dict
        Mutants of the reference that no case can tell from it, each with the reason. The key "*" stands for
        all of them, where many answers are right and a changed reference may be one.
    measure : callable, optional
        ``measure(args, value)`` gives what is compared in place of the value itself, for exercises with more
        than one right value: the law that random numbers obey, whether an input shows a mistake, an
        accuracy. It is also asked of the reference's own value. A value that it cannot read it refuses with
        a ValueError, in words that follow "your answer".
    rooms : tuple of str
        Rooms of the library that an answer may use where marks are given, with what they are built on:
        ("keras",). All others are closed there.

    Examples
    --------
    >>> exercise = Exercise(
    ...     name="twice",
    ...     lesson="00_start_here",
    ...     section="Shapes tell the story",
    ...     reference=lambda x: 2 * x,
    ...     cases=lambda rng: [Case((1.0,)), Case((rng.normal(),))],
    ...     mistakes=(Mistake("squared", lambda x: x * x, "That is the square."),),
    ...     hints=("Add it to itself.", "Look at the factor.", "`return 2 * ...`"),
    ... )
    >>> exercise.parameters
    ['x']
    """

    name: str
    lesson: str
    section: str
    reference: Answer
    cases: Callable[[np.random.Generator], Iterable[Case]]
    mistakes: tuple[Mistake, ...]
    hints: tuple[str, str, str]
    also_correct: tuple[Answer, ...] = ()
    points: float = 1.0
    driver: Driver = call
    returns: tuple[str, ...] = ()
    laws: tuple[Law, ...] = ()
    batch: Callable[[np.random.Generator, int], tuple[Any, ...]] | None = None
    rtol: float = 1e-6
    atol: float = 1e-8
    survivors: dict[str, str] = field(default_factory=dict)
    measure: Callable[[tuple[Any, ...], Any], Any] | None = None
    rooms: tuple[Room, ...] = ()

    @property
    def parameters(self) -> list[str]:
        """Names of the arguments as a learner writes them, or of the driver where the answer is a class."""
        target = self.reference if self.driver is call else self.driver
        names = list(inspect.signature(target).parameters)
        return names if self.driver is call else names[1:]


@dataclass(frozen=True)
class Option:
    """A choice of a question, or a number that is typed in, with what to say to whoever takes it.

    Parameters
    ----------
    value : str or float
    says : str
        Why it is right, or what leads to it and why it is not.
    right : bool
    """

    value: str | float
    says: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """A question about a concept: one of several choices, or a number.

    Parameters
    ----------
    id : str
        Unique within the lesson: "rows-sum-to-one".
    lesson, section : str
        The notebook that it belongs to and the heading there to read again.
    asks : str
    options : tuple of Option
        Texts make it a choice. Numbers make it a number to type in; then the options are the right one and
        those that a known slip leads to. Exactly one is right.
    otherwise : str
        For numbers: what to say to any other number.
    tolerance : float
        Relative tolerance of a number.

    Examples
    --------
    >>> question = Question(
    ...     "two-layers",
    ...     "06_activations",
    ...     "Why not linear",
    ...     "Two layers without activation do as much as how many?",
    ...     (Option(1.0, "A product of matrices is a matrix.", right=True), Option(2.0, "Multiply out.")),
    ...     otherwise="Multiply out (x @ v) @ w.",
    ... )
    >>> question.is_number, question.right.value
    (True, 1.0)
    """

    id: str
    lesson: str
    section: str
    asks: str
    options: tuple[Option, ...]
    otherwise: str = ""
    tolerance: float = 0.01

    @property
    def is_number(self) -> bool:
        return not isinstance(self.options[0].value, str)

    @property
    def right(self) -> Option:
        return next(option for option in self.options if option.right)


@dataclass(frozen=True)
class Lesson:
    """A row of the reading order.

    Parameters
    ----------
    name : str
        The name of its notebooks: "01_cost_functions".
    title, about : str
        "Cost functions", "what a good answer is".
    needs : tuple of str
        Numbers of the lessons that it builds on.
    minutes : int
        For reading it and doing its exercises.
    difficulty : int
        From 1, everyone gets through, to 3, a second reading is usual.
    """

    name: str
    title: str
    about: str = ""
    needs: tuple[str, ...] = ()
    minutes: int = 90
    difficulty: int = 1

    @property
    def number(self) -> str:
        return self.name.partition("_")[0]


@dataclass(frozen=True)
class Pack:
    """What registers in the entry-point group ``dlteach.exercises``; lessons stand in reading order."""

    name: str
    exercises: tuple[Exercise, ...]
    questions: tuple[Question, ...] = ()
    lessons: tuple[Lesson, ...] = ()
