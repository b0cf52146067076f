"""Titles and sentences that pages and the terminal share."""

from __future__ import annotations

from statistics import median

from dlteach.autograder.registry import lessons
from dlteach.grading.classreport import AssignmentCount
from dlteach.grading.harmless import NAME, harmless


def title_of(assignment: str) -> str:
    """The name of an assignment for people: "02 Gradient descent"."""
    known = next((lesson for lesson in lessons() if lesson.name == assignment), None)
    return f"{known.number} {known.title}" if known else assignment or "an unknown assignment"


def heading(count: AssignmentCount) -> str:
    """The assignment's name for people."""
    return title_of(harmless(count.name, NAME)) if count.name else "Files that could not be judged"


def summary(count: AssignmentCount) -> str:
    """Who has handed in, and how the points lie, in two sentences."""
    learners = f"{count.learners} learner{'s' * (count.learners != 1)}"
    files = f"{count.submissions} file{'s' * (count.submissions != 1)}"
    judged = f"{learners} handed in {files}; the work of {count.gradable} could be judged."
    if not count.points:
        return judged
    return f"{judged} Half of them have {median(count.points):g} of {count.max_points:g} points or more."
