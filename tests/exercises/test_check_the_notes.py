"""Graders of lesson 15: the verdict and the evidence both count, in whatever form they come."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from dlteach.autograder.judge import grade
from dlteach.exercises.check_the_notes import EXERCISES
from dlteach.exercises.check_the_notes.chain import (
    forward,
    gradient_of_w1,
    gradient_of_w1_in_the_notes,
    gradient_of_w2,
    gradient_of_w2_in_the_notes,
)
from dlteach.functions import mlp_backward, numerical_gradient, sigmoid, softmax

LESSON = Path(__file__).parents[2] / "authoring" / "lessons" / "15_check_the_notes.py"
CLAIMS = [exercise for exercise in EXERCISES if exercise.name.startswith("claim_")]
TRUE = {"claim_tanh_formula", "claim_perfect_prediction", "claim_softmax_of_two"}


def answered(*values):
    return lambda: values


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_the_lesson_has_the_section_that_feedback_points_to(exercise):
    headings = re.findall(r"^# ## (.+)$", LESSON.read_text(encoding="utf-8"), re.MULTILINE)
    assert exercise.section in headings


def test_there_are_eleven_claims_and_three_of_them_are_true():
    assert len(CLAIMS) == 11
    assert {claim.name for claim in CLAIMS if claim.reference()[0]} == TRUE


@pytest.mark.parametrize("verdict", [False, True])
@pytest.mark.parametrize("claim", CLAIMS, ids=lambda e: e.name)
def test_a_verdict_alone_never_passes(claim, verdict):
    for answer in (lambda: verdict, answered(verdict, None), answered(verdict, "because"), answered(verdict)):
        assert grade(answer, claim.name).passed is False


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda e: e.name)
def test_the_wrong_verdict_never_passes_and_is_told(claim):
    right, evidence = claim.reference()
    feedback = grade(answered(not right, evidence), claim.name)
    assert feedback.mistakes == ("against-its-own-evidence",)
    assert feedback.points == 0


@pytest.mark.parametrize("seed", range(5))
def test_the_gradients_of_the_chain_are_those_of_a_nudge(seed):
    x, y, w1, w2, w3 = np.random.default_rng(seed).normal(size=5)

    def cost(w):
        return forward(x, y, w[0], w[1], w3)[-1] ** 2 / 2

    right = gradient_of_w1(x, y, w1, w2, w3), gradient_of_w2(x, y, w1, w2, w3)
    np.testing.assert_allclose(numerical_gradient(cost, np.array([w1, w2])), right, rtol=1e-5)
    assert not np.isclose(gradient_of_w1_in_the_notes(x, y, w1, w2, w3), right[0])
    assert not np.isclose(gradient_of_w2_in_the_notes(x, y, w1, w2, w3), right[1])


@pytest.mark.parametrize(
    ("name", "evidence"),
    [
        ("claim_sigmoid_formula", (0.1,)),
        ("claim_sigmoid_formula", (np.array([-4.0]),)),
        ("claim_sigmoid_formula", ([10],)),
        ("claim_epoch_is_a_step", (12, 3)),
        ("claim_epoch_is_a_step", (np.array([1024, 32]),)),
        ("claim_epoch_is_a_step", ([60_000.0, 128.0],)),
        ("claim_weather_probabilities", (np.float32(0.6),)),
        ("claim_weather_probabilities", ([3 / 5, 2 / 5],)),
        ("claim_information_of_sunny", (math.log(5 / 3),)),
        ("claim_information_of_sunny", (round(math.log2(5 / 3), 2),)),
        ("claim_sigmoid_slope_range", (0.9,)),
        ("claim_sigmoid_slope_range", (np.float64(0.7),)),
        ("claim_gradient_of_w2", (0.5, 1.0, 0.3, -0.7, 1.2)),
        ("claim_gradient_of_w2", (np.array([2.0, -1.0, 0.4, 0.9, -1.1]),)),
        ("claim_gradient_of_w1", ([0.5, 1.0, 0.3, -0.7, 1.2],)),
        ("claim_gradient_of_w1", ((1, 2, 3, -1, 2),)),
        ("claim_never_use_sigmoid", ((1, -1),)),
        ("claim_never_use_sigmoid", (1, -5.5)),
    ],
)
def test_any_number_that_breaks_a_claim_refutes_it(name, evidence):
    feedback = grade(answered(False, *evidence), name)
    assert feedback.passed, feedback.summary


@pytest.mark.parametrize(
    ("name", "evidence"),
    [
        ("claim_tanh_formula", (0.7,)),
        ("claim_tanh_formula", (-1.5,)),
        ("claim_tanh_formula", (np.array([2.0]),)),
        ("claim_perfect_prediction", (np.array([0, 1, 1]), np.array([0.0, 1.0, 1.0]))),
        ("claim_perfect_prediction", (([[1], [0]], [[1.0], [0.0]]),)),
        ("claim_perfect_prediction", (np.array([[0, 1], [0, 1]]),)),
        ("claim_softmax_of_two", (1.0, 2.0)),
        ("claim_softmax_of_two", ([0.3, -1.2],)),
        ("claim_softmax_of_two", (np.array([5.0, 7.0]),)),
    ],
)
def test_any_test_that_could_have_failed_confirms_a_true_claim(name, evidence):
    feedback = grade(answered(np.True_, *evidence), name)
    assert feedback.passed, feedback.summary


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("claim_sigmoid_formula", answered(False, 0), "zero"),
        ("claim_sigmoid_formula", answered(False, 1e-3), "near-zero"),
        ("claim_sigmoid_formula", answered(True, 0.0), "wrong-verdict"),
        ("claim_sigmoid_formula", answered("wrong", 1.0), "verdict-as-text"),
        ("claim_sigmoid_formula", answered(2.0, False), "verdict-last"),
        ("claim_sigmoid_formula", answered(1, False), "verdict-last"),
        ("claim_sigmoid_formula", answered(False, np.inf), "evidence-not-finite"),
        ("claim_sigmoid_formula", answered(False, "z = 1"), "evidence-as-text"),
        ("claim_sigmoid_formula", answered(False, sigmoid), "evidence-as-text"),
        ("claim_sigmoid_formula", lambda: 2.0, "one-thing-only"),
        ("claim_tanh_formula", answered(False, 400), "wrong-verdict"),
        ("claim_tanh_formula", answered(True, 355), "overflow"),
        ("claim_tanh_formula", answered(True, 12), "saturated"),
        ("claim_epoch_is_a_step", answered(False, (64, 64)), "batch-of-all"),
        ("claim_epoch_is_a_step", answered(False, (32, 1000)), "batch-larger-than-the-data"),
        ("claim_epoch_is_a_step", answered(False, (0, 0)), "no-count"),
        ("claim_epoch_is_a_step", answered(False, 10), "no-count"),
        ("claim_epoch_is_a_step", lambda: (12, 5), "verdict-missing"),
        ("claim_weather_probabilities", answered(False, 4 / 7), "number-of-the-notes"),
        ("claim_weather_probabilities", answered(False, 60.0), "percent"),
        ("claim_weather_probabilities", answered(True, 3 / 5), "against-its-own-evidence"),
        ("claim_information_of_sunny", answered(False, math.log10(5 / 3)), "base-ten"),
        ("claim_information_of_sunny", answered(False, 0.244), "probability-of-the-notes"),
        ("claim_information_of_sunny", answered(False, math.log2(0.6)), "sign-forgotten"),
        ("claim_sigmoid_slope_range", answered(False, sigmoid(0) * (1 - sigmoid(0))), "largest-slope"),
        ("claim_sigmoid_slope_range", answered(False, 0), "end-of-the-range"),
        ("claim_sigmoid_slope_range", answered(False, -3.0), "outside-of-the-claim"),
        ("claim_sigmoid_slope_range", answered(True, 0.1), "wrong-verdict"),
        ("claim_gradient_of_w2", answered(False, (0, 0, 0, 0, 0)), "prediction-is-right"),
        ("claim_gradient_of_w2", answered(False, (1, 0, 1, 1)), "wrong-count"),
        ("claim_gradient_of_w1", answered(False, (1, 1, 1, 1, 1)), "equal-weights"),
        ("claim_gradient_of_w1", answered(False, (0, 1, 1, 2, 3)), "input-of-zero"),
        ("claim_perfect_prediction", answered(True, (1, 1)), "only-label-1"),
        ("claim_perfect_prediction", answered(True, ([1, 0], [0.99, 0.01])), "not-perfect"),
        ("claim_perfect_prediction", answered(False, ([1], [1.0])), "wrong-verdict"),
        ("claim_softmax_of_two", answered(True, (0, 0)), "equal-logits"),
        ("claim_softmax_of_two", answered(True, (3, 0)), "second-logit-zero"),
        ("claim_softmax_of_two", answered(False, (1, 2)), "against-its-own-evidence"),
        ("claim_never_use_sigmoid", answered(False, (0, -1)), "label-0"),
        ("claim_never_use_sigmoid", answered(False, (0, 2.5)), "positive-logit"),
        ("claim_never_use_sigmoid", answered(False, (-2.5, 1)), "no-label"),
    ],
)
def test_evidence_that_shows_nothing_is_told_why(name, answer, mistake):
    feedback = grade(answer, name)
    assert feedback.passed is False
    assert feedback.mistakes == (mistake,), feedback.summary


def with_a_flag(f, g, candidates, tolerance):
    found = None
    for i in range(len(candidates)):
        if found is None and not np.abs(f(candidates[i]) - g(candidates[i])) <= tolerance:
            found = candidates[i]
    return found


def with_while(f, g, candidates, tolerance):
    i = 0
    while i < len(candidates):
        difference = f(candidates[i]) - g(candidates[i])
        if difference > tolerance or difference < -tolerance or math.isnan(difference):
            return candidates[i]
        i += 1


def with_arrays(f, g, candidates, tolerance=1e-6):
    x = np.array(candidates)
    agree = np.abs(f(x) - g(x)) <= tolerance
    return x[~agree][0] if not agree.all() else None


def with_filter(f, g, candidates, tolerance):
    found = [x for x in candidates if not math.isclose(f(x), g(x), rel_tol=0, abs_tol=tolerance)]
    return found[0] if found else None


@pytest.mark.parametrize("answer", [with_a_flag, with_while, with_arrays, with_filter])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_everyday_searches_pass(answer, seed):
    feedback = grade(answer, "counter_example", seed)
    assert feedback.passed, feedback.summary


def with_break(f, g, candidates, tolerance):
    for x in candidates:
        if f(x) != g(x):
            break
    else:
        return None
    return x


def overwritten(f, g, candidates, tolerance):
    result = None
    for x in candidates:
        result = x if not abs(f(x) - g(x)) <= tolerance else None
    return result


def by_argmax(f, g, candidates, tolerance):
    x = np.array(candidates)
    differences = np.abs(f(x) - g(x))
    return None if np.all(differences <= tolerance) else x[np.argmax(differences)]


def first_of_a_list(f, g, candidates, tolerance):
    found = [x for x in candidates if abs(f(x) - g(x)) > tolerance]
    return found[0]


def printed(f, g, candidates, tolerance):
    for x in candidates:
        if abs(f(x) - g(x)) > tolerance:
            print(x)


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (with_break, "equality-on-floats"),
        (overwritten, "last-candidate-only"),
        (by_argmax, "largest-difference"),
        (printed, "nothing-returned"),
        (lambda f, g, xs, tol: next((x for x in xs if f(x) - g(x) > tol), None), "sign-of-the-difference"),
        (lambda f, g, xs, tol: next((i for i, x in enumerate(xs) if abs(f(x) - g(x)) > tol), None), "index"),
        (lambda f, g, xs, tol: next((x for x in xs if not np.allclose(f(x), g(x))), None), "isclose-by"),
        (lambda f, g, xs, tol: next((x for x in xs if abs(f(x) - g(x)) > tol), False), "false-for-none"),
        (lambda f, g, xs, tol: [x for x in xs if abs(f(x) - g(x)) > tol], "list-of-all"),
        (lambda f, g, xs, tol: next(x for x in xs if abs(f(x) - g(x)) > tol), "next-without-default"),
        (first_of_a_list, "first-of-an-empty-list"),
        (lambda f, g, xs, tol: next((x for x in xs if abs(f(x) - g(x)) < tol), None), "first-agreement"),
    ],
)
def test_searches_that_people_write_are_recognised(answer, mistake):
    feedback = grade(answer, "counter_example")
    assert feedback.passed is False
    assert feedback.mistakes[0].startswith(mistake), feedback.summary


def test_a_search_that_lets_nan_pass_earns_half():
    def search(f, g, candidates, tolerance):
        return next((x for x in candidates if abs(f(x) - g(x)) > tolerance), None)

    feedback = grade(search, "counter_example")
    assert feedback.mistakes == ("nan-passes",)
    assert feedback.points == feedback.max_points / 2


@pytest.mark.parametrize(
    ("answer", "passed"),
    [
        (lambda: (np.sin, lambda x: 2.0, [0.0], 0.1), True),
        (lambda: (lambda x: -x, lambda x: x, np.arange(3), 1e-9), True),
        (lambda: (abs, abs, [1.0], 0.1), False),
        (lambda: (lambda x: x + 1, lambda x: x, [1.0], 0.1), False),
        (lambda: (1.0, 2.0, [1.0], 0.1), False),
        (lambda: (abs, abs, [], 0.1), False),
    ],
)
def test_an_input_for_the_given_search_may_hold_any_functions(answer, passed):
    assert grade(answer, "counter_example_failing_input").passed is passed


def test_the_claims_that_are_true_hold_by_other_means():
    x = np.linspace(-5, 5, 101)
    np.testing.assert_allclose((np.exp(2 * x) - 1) / (np.exp(2 * x) + 1), np.tanh(x), atol=1e-12)
    pairs = np.random.default_rng(0).normal(size=(50, 2))
    np.testing.assert_allclose(softmax(pairs)[:, 0], sigmoid(pairs[:, 0] - pairs[:, 1]))


def test_weights_of_zero_stop_a_hidden_layer_as_the_lesson_says():
    gradients, _ = mlp_backward(
        [[1.0], [3.0]],
        [[0.0], [1.0]],
        [np.zeros((1, 3)), np.zeros((3, 1))],
        [np.zeros(3), np.zeros(1)],
        "tanh",
    )
    assert not any(np.any(gradient) for gradient in gradients)
