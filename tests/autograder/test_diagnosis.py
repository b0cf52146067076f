from dataclasses import replace

import numpy as np
import pytest

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.autograder.checks import examine
from dlteach.autograder.diagnosis import diagnose


def recognised(exercise, answer):
    return diagnose(examine(exercise, answer)).mistakes


def test_every_named_mistake_is_recognised_as_itself(exercise):
    for mistake in exercise.mistakes:
        assert recognised(exercise, mistake.answer) == (mistake.id,)


@pytest.mark.parametrize(
    ("answer", "id_"),
    [
        (lambda x: -x.mean(1), "sign"),
        (lambda x: x.mean(1) * len(x), "sum-for-mean"),
        (lambda x: 2 * x.mean(1), "twice"),
        (lambda x: x.mean(1) / 2, "half"),
        (lambda x: x.mean(1) / np.log(2), "log2"),
        (lambda x: x.mean(1, keepdims=True), "column-for-vector"),
        (lambda x: x.mean(1).sum(), "summed-away"),
        (lambda x: np.round(x.mean(1), 3), "rounded"),
        (lambda x: x.mean(1) ** 2, "squared"),
    ],
)
def test_relations_to_the_right_value_are_recognised_in_any_exercise(exercise, answer, id_):
    assert recognised(exercise, answer) == (id_,)


def test_an_empty_array_has_no_mean_to_compare():
    exercise = Exercise(
        name="total",
        lesson="l",
        section="s",
        reference=np.sum,
        cases=lambda rng: [Case((rng.normal(size=n),)) for n in (3, 4)],
        mistakes=(),
        hints=("a", "b", "c"),
    )
    assert recognised(exercise, lambda x: x[:0]) == ()


def test_a_list_of_arrays_of_unequal_shapes_may_be_an_argument():
    lengths = Exercise(
        "lengths",
        "02_reading",
        "Lengths",
        lambda arrays: np.array([float(a.size) for a in arrays]),
        lambda rng: [Case(([rng.normal(size=(2, 3)), rng.normal(size=4)],))],
        (),
        ("a", "b", "c"),
    )
    assert recognised(lengths, lambda arrays: [-float(a.size) for a in arrays]) == ("sign",)
    assert recognised(lengths, lambda arrays: [1.5, 2.5]) == ()
    assert recognised(lengths, lambda arrays: np.array(arrays).sum()) == ("unequal-shapes",)


def test_a_mistake_under_a_relation_is_told_as_two_things(exercise):
    diagnosis = diagnose(examine(exercise, lambda x: -x.mean(0)))
    assert diagnosis.mistakes == ("columns", "sign")
    assert diagnosis.says[0].startswith("Two things at once")


def test_an_error_of_python_is_explained(exercise):
    import math

    assert recognised(exercise, lambda x: math.exp(x)) == ("math-on-arrays",)
    assert recognised(exercise, lambda x: x if x > 0 else -x) == ("if-on-arrays",)
    assert recognised(exercise, lambda x: undefined_name) == ("name-not-defined",)  # noqa: F821
    assert recognised(exercise, lambda x: x.mean(1)(1 - x)) == ("star-missing",)
    assert recognised(exercise, lambda x, y: x) == ("wrong-arguments",)
    assert recognised(exercise, lambda x: (lambda a, b: a)(x)) == ("wrong-arguments-inside",)


def test_nonsense_is_not_taken_for_a_mistake_we_know(exercise):
    assert recognised(exercise, lambda x: np.arange(len(x)) * 7.3) == ()


def test_two_mistakes_in_two_parts_of_an_answer_are_both_named():
    def grads(a, b):
        return {"a": b, "b": a}

    exercise = Exercise(
        name="grads",
        lesson="00_start_here",
        section="",
        reference=grads,
        cases=lambda rng: (Case(tuple(rng.normal(size=2))) for _ in range(5)),
        mistakes=(
            Mistake("a-own", lambda a, b: {"a": a, "b": a}, "a times itself."),
            Mistake("b-plus-one", lambda a, b: {"a": b, "b": a + 1}, "one too many."),
        ),
        hints=("1", "2", "3"),
    )
    assert set(recognised(exercise, lambda a, b: {"a": a, "b": a + 1})) == {"a-own", "b-plus-one"}
    assert recognised(exercise, lambda a, b: {"a": -b, "b": a}) == ("sign",)


def test_a_mistake_that_shows_in_an_answer_wrong_elsewhere_too_is_named_first(exercise):
    def first_row_and_off(x):
        out = np.r_[x[0].mean(), np.zeros(len(x) - 1)]
        return out if len(x) > 1 else out + 1

    diagnosis = diagnose(examine(exercise, first_row_and_off))
    assert diagnosis.mistakes == ("first-row-only",)
    assert "Something else" in diagnosis.says[1]


def test_changing_the_input_has_an_id(exercise):
    def spoils(x):
        x[...] = x * 1.0
        x[0] += 1
        return x.mean(1) - np.r_[1, np.zeros(len(x) - 1)]

    assert recognised(exercise, spoils) == ("changes-its-input",)


def test_nothing_for_some_inputs_can_be_a_mistake_with_a_name(exercise):
    def refuses_one_column(x):
        return x.mean(1) if x.shape[1] > 1 else None

    named = Mistake("one-column-refused", refuses_one_column, "One column is refused.")
    column = Case((np.ones((3, 1)),))
    with_it = replace(
        exercise,
        cases=lambda rng: [column, *exercise.cases(rng)],
        mistakes=(*exercise.mistakes, named),
    )
    assert recognised(with_it, refuses_one_column) == ("one-column-refused",)
    assert recognised(with_it, lambda x: None) == ("return-missing",)


def test_a_function_that_prints_in_place_of_returning_is_told_so(exercise):
    assert recognised(exercise, lambda x: print(x.mean(1))) == ("return-missing",)


class _Pair:
    """Two methods, tried in one exercise."""

    def add(self, a, b):
        return a + b

    def scale(self, a, b):
        return a * b


PAIR = Exercise(
    name="pair",
    lesson="00_start_here",
    section="Shapes tell the story",
    reference=_Pair,
    driver=lambda Pair, method, a, b: getattr(Pair(), method)(a, b),
    cases=lambda rng: [Case((method, *rng.normal(size=2))) for method in ("add", "add", "scale", "scale")],
    mistakes=(
        Mistake(
            "taken-away", type("Pair", (_Pair,), {"add": lambda self, a, b: a - b}), "`add` takes b away."
        ),
    ),
    hints=("a", "b", "c"),
)


def test_a_class_that_lacks_a_method_is_told_the_mistake_in_the_others_first():
    answer = type("Pair", (), {"add": lambda self, a, b: a - b})
    diagnosis = diagnose(examine(PAIR, answer))
    assert diagnosis.mistakes == ("taken-away", "method-missing")
    assert diagnosis.says == (
        "`add` takes b away.",
        "`Pair` has no `scale`: still to be written, or misspelt.",
    )


def test_a_class_that_lacks_a_method_and_is_right_otherwise_is_told_so():
    diagnosis = diagnose(examine(PAIR, type("Pair", (), {"add": _Pair.add})))
    assert diagnosis.mistakes == ("method-missing",)
    assert diagnosis.says[0].endswith("All that could be tried without is right.")


def test_a_class_that_lacks_a_method_and_is_wrong_in_an_unknown_way_is_told_both():
    diagnosis = diagnose(examine(PAIR, type("Pair", (), {"add": lambda self, a, b: a * a - 7 * b})))
    assert diagnosis.mistakes == ("method-missing",)
    assert diagnosis.says[1] == "What is there is not right yet either."


def test_a_method_that_gives_nothing_back_is_told_so():
    assert recognised(PAIR, type("Pair", (_Pair,), {"add": lambda self, a, b: None})) == ("return-missing",)
