"""Debug a mistake: what the notebook gives is the named mistake, in every lesson."""

import ast
import re

import numpy as np
import pytest

from dlteach.autograder.notebook import read_notebook
from dlteach.autograder.registry import exercises
from dlteach.autograder.running import alike, outcomes, questions
from dlteach.course.workspace import course_root
from dlteach.exercises.lessons import LESSONS

MENDED = [exercise for exercise in exercises().values() if exercise.name.endswith("_mended")]


def given(exercise):
    """The function that the notebook gives, run with what stands before it in its cell and the imports."""
    name = exercise.name.removesuffix("_mended") + "_with_a_mistake"
    cells = read_notebook(course_root() / "exercises" / f"{exercise.lesson}.ipynb").cells
    space = {"np": np}
    for cell in cells:
        if re.search(rf"^(def|class) {name}\b", cell, re.MULTILINE) or "import" in cell:
            exec(compile(ast.parse(cell), exercise.name, "exec"), space)
    return space[name]


@pytest.mark.parametrize("exercise", MENDED, ids=lambda e: e.name)
def test_the_function_that_is_given_is_the_mistake_that_is_named(exercise):
    mistake = next(m for m in exercise.mistakes if m.says.startswith("That is still the function"))
    for seed in range(3):
        asked = questions(exercise, seed)
        pairs = zip(outcomes(exercise, given(exercise), asked), outcomes(exercise, mistake.answer, asked))
        for question, (a, b) in zip(asked, pairs):
            assert alike(a, b, exercise, question.case), question.case


def test_every_lesson_has_one_mistake_to_debug():
    assert sorted(exercise.lesson for exercise in MENDED) == [lesson.name for lesson in LESSONS]
    for exercise in MENDED:
        assert exercise.name.replace("_mended", "_failing_input") in exercises()
