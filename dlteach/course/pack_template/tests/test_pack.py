"""What every pack must hold; it grows with the pack by itself."""

from pathlib import Path

import pytest

from dlteach.autograder.audit import audit
from dlteach.autograder.checks import examine
from dlteach.course.drafts import Page, draft
from my_pack import PACK

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("exercise", PACK.exercises, ids=lambda e: e.name)
def test_an_exercise_passes_its_gates(exercise):
    assert audit(exercise).problems == []


@pytest.mark.parametrize("exercise", PACK.exercises, ids=lambda e: e.name)
def test_its_solution_is_right(exercise):
    made = draft(Page(ROOT, "solution", exercise.lesson))
    space = {}
    for cell in made.notebook.cells:
        if cell.cell_type == "code" and "check(" not in cell.source:
            exec(cell.source, space)
    assert examine(exercise, space[exercise.name]).finding is None


@pytest.mark.parametrize("exercise", PACK.exercises, ids=lambda e: e.name)
def test_its_stub_is_not_attempted_yet(exercise):
    made = draft(Page(ROOT, "exercise", exercise.lesson))
    text = "\n".join(cell.source for cell in made.notebook.cells if cell.cell_type == "code")
    assert f"def {exercise.name}" in text or f"class {exercise.name}" in text
    assert "raise NotImplementedError" in text


@pytest.mark.parametrize("lesson", PACK.lessons, ids=lambda row: row.name)
def test_a_lesson_has_its_text_and_its_sections(lesson):
    text = (ROOT / "authoring" / "lessons" / f"{lesson.name}.py").read_text(encoding="utf-8")
    for item in (*PACK.exercises, *PACK.questions):
        if item.lesson == lesson.name:
            assert f"# ## {item.section}\n" in text


@pytest.mark.parametrize("question", PACK.questions, ids=lambda q: q.id)
def test_a_question_has_one_right_option(question):
    assert [option.right for option in question.options].count(True) == 1
    assert question.otherwise or not question.is_number
