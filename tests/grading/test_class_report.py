import base64
import re
import warnings
from dataclasses import replace

import pytest

from dlteach.autograder.feedback import Feedback
from dlteach.grading.classpage import as_page
from dlteach.grading.counting import count_class
from dlteach.grading.monday import advice
from dlteach.grading.newest import newest
from dlteach.grading.pictures import as_img, mistakes_picture, points_picture, verdicts_picture
from dlteach.grading.results import ExerciseResult

from .made import ASSIGNMENTS, made_class, made_result
from .test_pages import HOSTILE, Tags, with_text

DESCENT = ASSIGNMENTS[0]
RIGHT = (-1,) * 7


@pytest.fixture(scope="module")
def results():
    return list(made_class(40))


@pytest.fixture(scope="module")
def counts(results):
    return count_class(results)


def one_class(*draws):
    (count,) = count_class(made_result(f"learner-{k}", DESCENT, d) for k, d in enumerate(draws))
    return count


def test_each_exercise_counts_every_gradable_learner_once(results, counts):
    assert [count.name for count in counts] == list(ASSIGNMENTS)
    for count in counts:
        assert count.learners == 40
        assert count.gradable == sum(r.gradable for r in results if r.assignment == count.name)
        assert len(count.points) == count.gradable
        for exercise in count.exercises:
            assert exercise.learners == count.gradable


def test_verdicts_are_told_apart_with_a_missing_function_as_not_attempted():
    first = one_class(RIGHT, (1, *RIGHT[1:]), (-2, *RIGHT[1:]), (-3, *RIGHT[1:])).exercises[0]
    assert first.verdicts == {
        "right": 1,
        "nearly there": 0,
        "not right yet": 1,
        "not attempted yet": 2,
        "not checked": 0,
    }


def test_the_most_frequent_mistake_comes_first_with_who_made_it_and_what_to_say():
    first = one_class((1, *RIGHT[1:]), (2, *RIGHT[1:]), (2, *RIGHT[1:])).exercises[0]
    assert [(m.name, m.learners) for m in first.mistakes] == [
        ("divided by h", ["learner-1", "learner-2"]),
        ("one sided over two h", ["learner-0"]),
    ]
    assert "twice too large" in first.mistakes[0].says
    assert first.mistakes[0].example[0].startswith("Input (one entry)")


def test_mistakes_with_one_sentence_are_one_mistake():
    (exercise,) = (e for e in count_class(made_class(150))[0].exercises if e.name == "numerical_gradient")
    says = [m.says for m in exercise.mistakes if m.recognised]
    assert len(says) == len(set(says))


def test_only_the_newest_file_of_a_learner_counts_and_one_that_cannot_be_judged_is_none():
    first = made_result("a", DESCENT, (1, *RIGHT[1:]), "2026-01-01T00:00:00+00:00")
    better = made_result("a", DESCENT, RIGHT, "2026-01-02T00:00:00+00:00")
    broken = made_result("a", DESCENT, (), "2026-01-03T00:00:00+00:00", gradable=False)
    for order in ((first, better, broken), (broken, better, first)):
        (count,) = count_class(order)
        assert (count.submissions, count.learners, count.points) == (3, 1, [7.0])
        assert newest(order) == [broken], "feedback is on what was handed in last"


def test_a_learner_whose_files_cannot_be_judged_is_asked_again():
    broken = made_result("a", DESCENT, (), gradable=False)
    (count,) = count_class([broken, made_result("b", DESCENT, RIGHT)])
    assert count.not_gradable == ["a"]
    assert any("Ask for one file again" in one.says for one in advice(count))


def test_wrong_answers_without_a_known_mistake_are_counted_by_what_is_off():
    said = Feedback("f", False, 0, 1, summary="Expected 1, got 2.", stage="values")
    shape = {"expected": {"shape": [2, 3]}, "actual": {"shape": [3]}}
    one = made_result("a", DESCENT, (), exercises=(ExerciseResult(said, difference=shape),))
    (mistake,) = count_class([one])[0].exercises[0].mistakes
    assert (mistake.name, mistake.recognised) == ("other values", False)
    assert mistake.difference == "expected shape (2, 3), got (3,)"


def test_monday_begins_with_the_most_frequent_mistake_of_the_hardest_exercise():
    wrong = [(*RIGHT[:3], 0, *RIGHT[4:])] * 3
    count = one_class(*wrong, (1, *RIGHT[1:]), (1, *RIGHT[1:]), RIGHT)
    first, second, *_ = advice(count)
    assert first.says.startswith("Begin with `fit_line`, which 3 of 6 have right")
    assert first.mistake == count.exercises[3].mistakes[0]
    assert second.says.startswith("Then `numerical_gradient`")


def test_a_mistake_with_a_name_is_taught_before_wrong_answers_without_one():
    alike = Feedback("numerical_gradient", False, 0, 1, summary="Expected 1, got 2.", stage="values")
    nameless = made_result("a", DESCENT, (), exercises=(ExerciseResult(alike),))
    named = made_result("b", DESCENT, (1,))
    one_each = [replace(nameless, learner=f"n{k}") for k in range(3)]
    with_name = [replace(named, learner=f"m{k}") for k in range(2)]
    (first,) = advice(count_class(one_each)[0])
    assert "wrong in no known way, but alike: other values" in first.says
    (first,) = advice(count_class(one_each + with_name)[0])
    assert "2 made the same mistake: one sided over two h" in first.says


def test_a_class_that_is_right_is_told_to_go_on():
    (only,) = advice(one_class(RIGHT, RIGHT))
    assert only.says == "No answer is wrong. Go on to the next lesson."


def test_two_mistakes_that_come_together_are_a_pair():
    both = [(1, 0, *RIGHT[2:])] * 8
    count = one_class(*both, *[RIGHT] * 40)
    (pair,) = count.pairs
    assert {pair.first[0], pair.second[0]} == {"numerical_gradient", "gradient_step"}
    assert pair.learners == 8
    assert any("come together" in one.says for one in advice(count))


def test_pictures_tell_their_data_in_words(counts):
    count = counts[0]
    exercise = count.exercises[0]
    alt = mistakes_picture(exercise).alt
    assert all(f"{m.name} {len(m.learners)}" in alt for m in exercise.mistakes[:8])
    assert f"{exercise.name}: {exercise.right} right" in verdicts_picture(count).alt
    bars = points_picture(count).alt.split(": ")[-1].strip(".").split(", ")
    assert sum(int(bar.split()[1]) for bar in bars) == len(count.points)


def test_pictures_follow_dark_mode_and_are_small(counts):
    img = as_img(mistakes_picture(counts[0].exercises[0]))
    svg = base64.b64decode(re.search(r"base64,([^']+)'", img)[1]).decode()
    assert "prefers-color-scheme:dark" in svg
    assert "#1a1a1a" not in svg.split("</style>", 1)[1]
    assert len(img) < 60_000


def test_the_page_names_every_exercise_and_folds_every_name_away(counts):
    page = as_page(counts)
    shown = re.sub(r"<details>.*?</details>", "", re.sub(r"<details>.*?</details>", "", page))
    assert not re.search(r"learner-\d", shown)
    for count in counts:
        for exercise in count.exercises:
            assert f"<code>{exercise.name}</code></h3>" in page
    for anchor in re.findall(r"href='#(\w+)'", page):
        assert page.count(f"id='{anchor}'") == 1


def test_headings_are_in_order(counts):
    levels = [int(tag[1]) for tag in Tags(as_page(counts)).tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_and_messages_make_nothing_but_text(text):
    result = with_text(made_result("a", DESCENT, RIGHT), text)
    wrong = replace(result.exercises[0].feedback, stage=text, mistakes=())
    other = replace(result, learner=f"{text}2", exercises=(ExerciseResult(wrong),))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # no font has a sign for what is made visible
        page = as_page(count_class([result, other]))
    page.encode("utf-8")
    assert not {"script", "b"} & set(Tags(page).tags)
    assert Tags(page).tags.count("img") == 3
    assert not [name for name in Tags(page).attributes if name.startswith("on")]
    assert all(c.isprintable() or c == "\n" for c in page)


def test_no_results_make_a_page_that_says_so():
    assert "no results yet" in as_page([])
