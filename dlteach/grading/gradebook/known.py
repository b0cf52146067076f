"""Whom and what a gradebook knows, and the nearest name to one it does not know."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from dlteach.grading.gradebook.opening import GradebookError
from dlteach.grading.harmless import harmless

_COMPARED = 100  # characters of a name: comparing takes time with the product of two lengths


class UnknownName(GradebookError):
    """A learner, assignment or exercise of which there is no result."""


@dataclass(frozen=True)
class Known:
    """The names in a gradebook.

    Parameters
    ----------
    learners : frozenset of str
    exercises : dict
        By assignment and exercise, the maximum of points; the exercise "" is the whole.
    """

    learners: frozenset[str]
    exercises: Mapping[str, Mapping[str, float]]

    def most(self, learner: str, assignment: str, exercise: str = "") -> float:
        """The maximum of points there.

        Raises
        ------
        UnknownName
            With the nearest names, when there is no such learner, assignment or exercise.
        """
        _find("learner", learner, self.learners)
        _find("assignment", assignment, self.exercises)
        return self.exercises[assignment][_find("exercise", exercise, self.exercises[assignment])]


def _find(kind: str, name: str, names: Collection[str]) -> str:
    if name in names:
        return name
    cut = {known[:_COMPARED]: known for known in names if known}
    near = get_close_matches(name[:_COMPARED], cut, n=3, cutoff=0.6)
    if near:
        hint = f"did you mean {' or '.join(harmless(cut[other], 60) for other in near)}?"
    elif names:
        some = [harmless(other, 60) for other in sorted(names) if other]
        hint = f"known are {', '.join(some[:10])}" + (f" and {len(some) - 10} more" if len(some) > 10 else "")
    else:
        hint = "there are no results yet"
    raise UnknownName(f"no {kind} is called {harmless(name, 60)!r}; {hint}")
