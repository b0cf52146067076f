"""Concept questions: three a lesson, one right option each, and an explanation for every wrong one."""

import json
from collections import Counter

import pytest

from dlteach.autograder.registry import questions
from dlteach.course.workspace import course_root
from dlteach.exercises.lessons import LESSONS

QUESTIONS = questions()


@pytest.fixture(params=QUESTIONS, ids=lambda q: f"{q.lesson[:2]}-{q.id}")
def question(request):
    return request.param


def test_there_are_three_a_lesson_with_ids_of_their_own():
    assert Counter(q.lesson for q in QUESTIONS) == {lesson.name: 3 for lesson in LESSONS}
    assert len({(q.lesson, q.id) for q in QUESTIONS}) == len(QUESTIONS)


def test_one_option_is_right_and_each_explains_itself(question):
    assert [option.right for option in question.options].count(True) == 1
    assert len({option.says for option in question.options}) == len(question.options)
    assert all(len(option.says.split()) >= 5 for option in question.options)
    assert len({type(option.value) for option in question.options}) == 1


def test_a_choice_offers_enough_and_does_not_betray_itself(question):
    if question.is_number:
        assert question.otherwise
        assert len(question.options) >= 2
        return
    assert 3 <= len(question.options) <= 5
    lengths = [len(option.value) for option in question.options]
    assert len(question.right.value) <= 2.5 * sorted(lengths)[0] + 20, (
        "the right choice is the longest by far"
    )


def test_numbers_are_told_apart(question):
    values = [option.value for option in question.options]
    if question.is_number:
        for k, a in enumerate(values):
            for b in values[k + 1 :]:
                assert abs(a - b) > 2 * question.tolerance * max(abs(a), abs(b))


def test_its_section_is_a_heading_of_its_lesson(question):
    notebook = json.loads(
        (course_root() / "lessons" / f"{question.lesson}.ipynb").read_text(encoding="utf-8")
    )
    lines = [line.strip() for cell in notebook["cells"] for line in "".join(cell["source"]).splitlines()]
    assert f"## {question.section}" in lines
