"""Questions: what is said to a reply, what is remembered of it, and when a missed one comes back."""

import json

import pytest

from dlteach import quiz, review
from dlteach.autograder import Option, Question, quizzes
from dlteach.autograder.quizzes import judge

CHOICE = Question(
    "pick",
    "01_cost_functions",
    "Sum or average",
    "Which of `a` and b?",
    (
        Option("the first", "No: it is not."),
        Option("the second", "It is.", right=True),
        Option("none", "One is."),
    ),
)
NUMBER = Question(
    "count",
    "01_cost_functions",
    "Sum or average",
    "How many?",
    (Option(0.25, "A quarter.", right=True), Option(4.0, "Upside down.")),
    otherwise="Count again.",
)
LATER = Question("late", "03_cross_entropy", "Entropy", "Which?", CHOICE.options)


@pytest.fixture(autouse=True)
def _own(tmp_path, monkeypatch):
    monkeypatch.setenv("DLTEACH_STATE", str(tmp_path / "progress.json"))
    monkeypatch.setattr(quizzes, "questions", lambda: (CHOICE, NUMBER, LATER))


@pytest.mark.parametrize("reply", ["b", "B", " b) ", "the second"])
def test_a_letter_in_any_dress_or_the_words_themselves_choose(reply):
    assert judge(CHOICE, reply).right is True


@pytest.mark.parametrize("reply", [0.25, "0.25", "0,25", "1/4", 0.2501, " .25 "])
def test_a_number_may_be_rounded_and_written_as_people_write(reply):
    assert judge(NUMBER, reply).right is True


def test_a_known_slip_gets_its_own_words_and_any_other_number_the_general_ones():
    assert judge(NUMBER, 4) == quizzes.Verdict(False, "Upside down.")
    assert judge(NUMBER, -7) == quizzes.Verdict(False, "Count again.")


@pytest.mark.parametrize(
    ("question", "reply"), [(CHOICE, "z"), (CHOICE, 7), (NUMBER, "many"), (NUMBER, "1/0")]
)
def test_what_cannot_be_read_is_no_miss(question, reply, tmp_path):
    asked = quiz("01")
    asked.reply(asked.questions.index(question), reply)
    assert asked.verdicts.popitem()[1].right is None
    assert not (tmp_path / "progress.json").exists()


def test_a_quiz_prints_its_questions_with_letters(capsys):
    quiz("01")
    text = capsys.readouterr().out
    assert "1. Which of `a` and b?\n   a) the first\n   b) the second" in text
    assert "2. How many?" in text


def test_a_lesson_without_questions_says_which_have_some(capsys):
    quiz("42")
    assert "There are questions on lessons 01, 03." in capsys.readouterr().out


def test_a_missed_question_comes_back_in_later_lessons_until_the_first_reply_there_is_right():
    quiz("01", "a", 0.25)
    assert quiz("01", "b").verdicts[0].right  # put right at once, but missed all the same
    assert review("01").questions == ()
    assert review("02").questions == (CHOICE,)
    again = review("02")
    again.reply(0, "c")
    again.reply(0, "b")
    assert review("03").questions == (CHOICE,), "the second try does not settle it"
    review("03", "b")
    assert review("04").questions == ()


def test_the_longest_missed_comes_first(monkeypatch):
    times = iter(["2026-01-02", "2026-01-01"])
    monkeypatch.setattr(quizzes, "now", lambda: next(times))
    quiz("01", "a")
    quiz("03", "a")
    assert review("05").questions == (LATER, CHOICE)


def test_the_html_escapes_and_names_itself():
    html = quiz("01")._repr_html_()
    assert "aria-label='Two questions on lesson 01'" in html
    assert "<code>a</code>" in html


def test_the_record_holds_no_reply_only_how_it_went(tmp_path):
    quiz("01", "a")
    entry = json.loads((tmp_path / "progress.json").read_text())["exercises"][
        "question 01_cost_functions pick"
    ]
    assert {k: entry[k] for k in ("right", "due", "attempts")} == {"right": False, "due": True, "attempts": 1}
