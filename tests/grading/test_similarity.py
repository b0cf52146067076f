import numpy as np
import pytest

from dlteach.grading.answers import Answers
from dlteach.grading.similarity import Class, alike, common_from

FIT = '''
def fit_line(x, y_true, learning_rate, epochs):
    """Fit a line by gradient descent."""
    w = 0.0
    b = 0.0
    n = len(x)
    for epoch in range(epochs):
        y_pred = w * x + b
        error = y_pred - y_true
        dw = 2 * np.sum(error * x) / n
        db = 2 * np.sum(error) / n
        w = w - learning_rate * dw
        b = b - learning_rate * db
    return w, b
'''
RENAMED = """
def fit_line(xs, targets, rate, steps):
    slope = 0.0
    shift = 0.0
    count = len(xs)
    for _ in range(steps):
        guess = slope * xs + shift
        gap = guess - targets
        gw = 2 * np.sum(gap * xs) / count
        gb = 2 * np.sum(gap) / count
        slope = slope - rate * gw
        shift = shift - rate * gb
    return slope, shift
"""
REORDERED = """
def fit_line(x, y_true, learning_rate, epochs):
    n = len(x)
    b = 0.0
    w = 0.0
    for epoch in range(epochs):
        y_pred = w * x + b
        error = y_pred - y_true
        db = 2 * np.sum(error) / n
        dw = 2 * np.sum(error * x) / n
        b = b - learning_rate * db
        w = w - learning_rate * dw
    return w, b
"""
WITH_PRINTS = '''
def fit_line(x, y_true, learning_rate, epochs):
    # my own idea
    w = 0.0
    b = 0.0
    print("start", w, b)
    n = len(x)
    for epoch in range(epochs):
        """step"""
        y_pred = w * x + b  # the line
        error = y_pred - y_true
        print(error)
        dw = 2 * np.sum(error * x) / n
        db = 2 * np.sum(error) / n
        w = w - learning_rate * dw
        b = b - learning_rate * db
    return w, b
'''
WHILE = FIT.replace("    for epoch in range(epochs):\n", "    k = 0\n    while k < epochs:\n        k += 1\n")
HONEST = """
def fit_line(x, y_true, learning_rate, epochs):
    x, y_true = np.asarray(x), np.asarray(y_true)
    w, b = 0.0, 0.0
    for _ in range(epochs):
        r = w * x + b - y_true
        w, b = w - learning_rate * np.mean(2 * r * x), b - learning_rate * np.mean(2 * r)
    return w, b
"""
STUB = "def fit_line(x, y_true, learning_rate, epochs):\n    raise NotImplementedError('your code here')\n"


def pairs_of(*codes, given=STUB, threshold=0.8, names=("fit_line",)):
    everyone = Class()
    everyone.give([given])
    for number, code in enumerate(codes):
        everyone.add(f"learner-{number}", Answers((code,), {name: name for name in names}))
    return alike(everyone, threshold)


def score(first, second):
    (pair,) = pairs_of(first, second, threshold=0.0)
    return pair.score


@pytest.mark.parametrize("copy", [RENAMED, WITH_PRINTS], ids=["renamed", "with prints and comments"])
def test_new_names_comments_and_prints_hide_nothing(copy):
    assert score(FIT, copy) == 1.0


def test_statements_in_another_order_stay_alike():
    assert 0.8 <= score(FIT, REORDERED) < 1.0


def test_another_kind_of_loop_lowers_the_score():
    assert score(FIT, WHILE) < score(FIT, REORDERED)


def test_an_honest_answer_of_another_mind_is_far_away():
    assert pairs_of(FIT, HONEST, threshold=0.4) == []


def test_a_helper_function_is_part_of_the_answer():
    moved = FIT.replace("    return w, b", "    return done(w, b)")
    body = FIT.split("    w = 0.0", 1)[1]
    helper = f"def all_of_it(x, y_true, learning_rate, epochs):\n    w = 0.0{body}"
    head = "def fit_line(x, y_true, learning_rate, epochs):"
    call = f"{head}\n    return all_of_it(x, y_true, learning_rate, epochs)\n"
    assert score(FIT, helper + call) > 0.8
    assert score(FIT, moved) > 0.8


def test_a_lambda_with_a_name_is_an_answer_too():
    first, second = (
        f"fit_line = lambda x, {a}, {b}: np.sum(x * {a} - {b}) / len(x) + np.max(x - {b} * 2) - {b} @ {a}"
        for a, b in (("u", "v"), ("left", "right"))
    )
    assert score(first, second) == 1.0


def test_two_honest_one_line_answers_are_not_listed():
    line = "def mean_squared_error(y_true, y_pred):\n    return np.mean((y_true - y_pred) ** 2)\n"
    assert pairs_of(line, line, threshold=0.3, names=("mean_squared_error",)) == []


def test_what_the_stub_gives_does_not_count():
    mended = FIT.replace("2 * np.sum(error) / n", "np.mean(2 * error)")
    assert pairs_of(mended, mended, given=FIT) == []
    assert len(pairs_of(mended, mended)) == 1


def test_what_many_write_does_not_count_but_what_a_few_share_does():
    copies = [FIT] * (common_from(10) + 1)
    others = [HONEST] * 4
    pairs = pairs_of(*copies, *others)
    assert {(p.first, p.second) for p in pairs} == {
        (f"learner-{i}", f"learner-{j}") for i in range(5, 9) for j in range(i + 1, 9)
    }


def test_a_learner_is_not_compared_with_an_earlier_file_of_their_own():
    everyone = Class()
    for code, day in ((FIT, "2026-01-02"), (HONEST, "2026-01-01")):
        everyone.add("learner-0", Answers((code,), {"fit_line": "fit_line"}), day)
    assert alike(everyone) == []
    assert everyone.answers["fit_line"]["learner-0"].code == FIT.strip(), "the later one counts"


def test_pairs_are_found_without_comparing_everybody():
    rng = np.random.default_rng(0)

    def mixed():
        names = rng.integers(500, size=(9, 2))
        body = [f"    v = np.f{f}(x, 1) + y_true.g{g}" for f, g in names]
        return "\n".join(["def fit_line(x, y_true, learning_rate, epochs):", *body, "    return v"])

    codes = [mixed() for _ in range(200)]
    (pair,) = pairs_of(*codes, codes[17])
    assert (pair.first, pair.second, pair.score) == ("learner-17", "learner-200", 1.0)
