"""Which results go out, and the scores that other systems get: what the gradebook says, whatever made it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dlteach.autograder.judge import unchecked
from dlteach.autograder.registry import exercises
from dlteach.grading.exports.text import said_of_all
from dlteach.grading.results import ExerciseResult, Result

if TYPE_CHECKING:
    from dlteach.grading.gradebook import Mark


@dataclass(frozen=True)
class Score:
    """What a learner gets for an assignment.

    Parameters
    ----------
    points, max_points : float
        After late policy and marks by hand.
    comment : str
        For the learner, as text.
    """

    points: float
    max_points: float
    comment: str = ""

    def out_of(self, most: float) -> float:
        """The points, on a scale that ends at `most`; as they are when one of the scales is empty.

        Examples
        --------
        >>> Score(6, 8).out_of(100), Score(6, 8).out_of(0)
        (75.0, 6)
        """
        if most <= 0 or self.max_points <= 0 or most == self.max_points:
            return self.points
        return self.points / self.max_points * most


def scores_of(
    marks: Iterable[Mark], results: Iterable[Result], assignment: str
) -> tuple[dict[str, Score], list[str]]:
    """The scores of an assignment by learner, and the learners of whom there is nothing that counts.

    Parameters
    ----------
    marks : iterable of Mark
        What the gradebook says.
    results : iterable of Result
        The comments are made of the results that count.
    """
    own = [mark for mark in marks if mark.assignment == assignment]
    keys = {mark.key for mark in own}
    words = {result.key: _in_words(result) for result in results if result.key in keys}
    scores, nothing = {}, []
    for mark in own:
        if mark.attempts or any(said.points is not None for said in mark.by_hand):
            by_hand = [
                f"{said.exercise}: {said.comment}".removeprefix(": ") for said in mark.by_hand if said.comment
            ]
            lost = [f"Late: {mark.lost:g} points less."] if mark.lost else []
            comment = "\n".join([*by_hand, *lost, *filter(None, [words.get(mark.key, "")])])
            scores[mark.learner] = Score(mark.points, mark.max_points, comment)
        else:
            nothing.append(mark.learner)
    return scores, nothing


def newest(results: Iterable[Result], assignment: str = "", learner: str = "") -> list[Result]:
    """The result that holds for each learner and assignment: of the last file, the last grading.

    What was not gradable counts only where there is nothing else.
    """
    best: dict[tuple[str, str], Result] = {}
    for result in results:
        if assignment in ("", result.assignment) and learner in ("", result.learner):
            key = (result.learner, result.assignment)
            best[key] = max(best.get(key, result), result, key=_age)
    return [best[key] for key in sorted(best)]


def within(result: Result, assignment: str) -> Result:
    """The result as one of this assignment: its exercises, all of them, and no other.

    A learner who hands in another set, or answers to exercises of another one beside it, gets nothing for
    them here.
    """
    judged = {each.feedback.name: each for each in result.exercises}
    wanted = [exercise for exercise in exercises().values() if exercise.lesson == assignment]
    kept = [
        judged.get(each.name)
        or ExerciseResult(unchecked(each, "exists", f"No cell of this file defines {each.name}."))
        for each in wanted
    ]
    problems = result.problems
    if result.assignment not in ("", assignment):
        problems += (f"This file says that it is of {result.assignment}; it is graded as {assignment}.",)
    return replace(result, assignment=assignment, exercises=tuple(kept), problems=problems)


def _age(result: Result) -> tuple[bool, str, str]:
    return result.gradable, result.submitted_at, result.graded_at


def _in_words(result: Result) -> str:
    return "\n".join(filter(None, [said_of_all(result), *(e.feedback.headline for e in result.exercises)]))
