"""What learners are told speaks plainly: mistakes, hints, questions."""

import pytest

from dlteach.autograder.registry import exercises, questions

from ..words import filler_in


@pytest.mark.parametrize("exercise", exercises().values(), ids=lambda e: e.name)
def test_mistakes_and_hints_hold_no_filler(exercise):
    told = [*(mistake.says for mistake in exercise.mistakes), *exercise.hints]
    assert [word for text in told for word in filler_in(text)] == []


@pytest.mark.parametrize("question", questions(), ids=lambda q: f"{q.lesson[:2]}-{q.id}")
def test_questions_and_their_explanations_hold_no_filler(question):
    told = [question.asks, question.otherwise]
    told += [text for option in question.options for text in (str(option.value), option.says)]
    assert [word for text in told for word in filler_in(text)] == []
