import ast
import inspect
import textwrap
from pathlib import Path

import numpy as np
import pytest

from dlteach.autograder.exercise import call
from dlteach.autograder.judge import grade
from dlteach.exercises.gradient_descent import EXERCISES

ROOT = Path(__file__).parents[2]


def differences(f, x, h, sides):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        below = f(x - step) if sides == 2 else f(x)
        gradient[index] = (f(x + step) - below) / (sides * h)
    return gradient


@pytest.mark.parametrize("h", [1e-3, 1e-4, 1e-6, 1e-7, 1e-8])
def test_a_difference_to_one_side_is_named_whatever_its_h(h):
    feedback = grade(lambda f, x: differences(f, x, h, sides=1), "numerical_gradient")
    assert feedback.mistakes == ("one-sided-difference",)


@pytest.mark.parametrize("h", [1e-3, 1e-4, 1e-6, 1e-7, 1e-8])
def test_a_difference_to_both_sides_is_right_whatever_its_h(h):
    feedback = grade(lambda f, x: differences(f, x, h, sides=2), "numerical_gradient")
    assert feedback.passed, str(feedback)


def test_a_point_that_is_moved_for_good_is_a_changed_input():
    def careless(f, x):
        x, gradient = x.astype(float, copy=False), np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            x[index] += 1e-5
            above = f(x)
            x[index] -= 2e-5
            gradient[index] = (above - f(x)) / 2e-5
        return gradient

    assert grade(careless, "numerical_gradient").mistakes == ("changes-its-input",)


def test_code_for_vectors_only_passes_and_is_told_how_far_it_reaches():
    def vectors_only(f, x):
        x = x.astype(float)
        columns = [1e-5 * row for row in np.eye(len(x))]
        return np.array([(f(x + e) - f(x - e)) / 2e-5 for e in columns])

    feedback = grade(vectors_only, "numerical_gradient")
    assert feedback.passed, str(feedback)
    assert any("np.ndindex" in remark for remark in feedback.remarks)
    assert not any("integers" in remark for remark in feedback.remarks)


def slopes_in_place(f, x, h=1e-4, divisor=2e-4, both=True):
    gradient = np.zeros_like(x)
    for i in range(x.size):
        old = x[i]
        x[i] = old + h if both else old
        above = f(x)
        x[i] = old - h
        gradient[i] = (above - f(x)) / divisor
        x[i] = old
    return gradient


def path_with_copies(gradient, start, learning_rate, steps):
    x = start.copy()
    path = [x.copy()]
    for _ in range(steps):
        x -= learning_rate * gradient(x)
        path.append(x.copy())
    return path


def path_until_it_stands_still(gradient, start, learning_rate, steps):
    path = [start]
    for _ in range(steps):
        step = learning_rate * gradient(path[-1])
        if np.abs(step).max() < 1e-6:
            break
        path.append(path[-1] - step)
    return np.array(path)


def path_with_room(gradient, start, learning_rate, steps):
    path, x = np.zeros((steps + 1, start.size)), start
    for k in range(steps):
        path[k] = x
        x = x - learning_rate * gradient(x)
    return path


def line(slopes, start=(0.0, 0.0)):
    def fit(x, y_true, learning_rate, epochs):
        w, b = start
        for _ in range(epochs):
            grad_w, grad_b = slopes(x, y_true, w * x + b, len(x))
            w, b = w - learning_rate * grad_w, b - learning_rate * grad_b
        return w, b

    return fit


def with_a_history(x, y_true, learning_rate, epochs):
    fitted = line(lambda x, y, p, n: (x @ (p - y) / n, np.mean(p - y)))(x, y_true, learning_rate, epochs)
    return *fitted, [0.0] * epochs


def batches(rest, shuffled=True):
    """Full batches in the style of a counted loop; `rest(n, size)` is the slice of what remains."""

    def deal(x, y, size, rng):
        order = rng.permutation(len(x)) if shuffled else np.arange(len(x))
        x, y = x[order], y[order]
        dealt = [(x[k * size : (k + 1) * size], y[k * size : (k + 1) * size]) for k in range(len(x) // size)]
        if len(x) % size:
            dealt.append((x[rest(len(x), size)], y[rest(len(x), size)]))
        return dealt

    return deal


def joined_and_counted_too_far(x, y, size, rng):
    table = np.hstack([x, y.reshape(-1, 1)])
    rng.shuffle(table)
    pieces = [table[k * size : (k + 1) * size] for k in range(len(table) // size + 1)]
    if len(table) % size:
        pieces.append(table[len(table) // size * size :])
    return [(piece[:, :-1], piece[:, -1:]) for piece in pieces]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("numerical_gradient", slopes_in_place),
        ("numerical_gradient", lambda f, x: [(f(x + e) - f(x - e)) / 2e-6 for e in 1e-6 * np.eye(len(x))]),
        ("gradient_step", lambda g, w, b, rate: [p - rate * d for p, d in zip((w, b), g(w, b))]),
        ("gradient_descent", path_with_copies),
        ("fit_line", line(lambda x, y, p, n: (-sum(x * (y - p)) / n, -sum(y - p) / n))),
        ("fit_line", line(lambda x, y, p, n: (x @ (p - y) / n, (p - y).sum() / n), start=(0, 0))),
        ("fit_line", with_a_history),
        ("minibatches", batches(lambda n, size: slice(n // size * size, None))),
        ("minibatches", lambda *args: tuple(batches(lambda n, size: slice(n // size * size, n))(*args))),
    ],
)
def test_everyday_styles_pass(name, answer):
    feedback = grade(answer, name)
    assert feedback.passed, str(feedback)


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("numerical_gradient", lambda f, x: slopes_in_place(f, x, both=False), "one-sided-over-two-h"),
        ("numerical_gradient", lambda f, x: slopes_in_place(f, x, divisor=1e4), "not-divided-by-two-h"),
        ("numerical_gradient", lambda f, x: slopes_in_place(f, x, h=0.0), "both-points-the-same"),
        (
            "numerical_gradient",
            lambda f, x: np.array([f(x + e) - f(x - e) / 2e-4 for e in 1e-4 * np.eye(len(x))]),
            "parentheses-around-the-difference-h-0.0001",
        ),
        ("gradient_step", lambda g, w, b, rate: (w, b), "nothing-moved"),
        ("gradient_step", lambda g, w, b, rate: w - rate * g(w, b)[0], "only-w-returned"),
        ("gradient_descent", path_until_it_stands_still, "stops-early"),
        ("gradient_descent", path_with_room, "last-row-left-at-0"),
        ("fit_line", line(lambda x, y, p, n: (2 * x @ (p - y), 2 * sum(p - y))), "twice-the-sum"),
        ("fit_line", line(lambda x, y, p, n: (x @ (p - y) / n**2, sum(p - y) / n**2)), "divided-by-n-twice"),
        ("fit_line", line(lambda x, y, p, n: (x @ (p - y) / n, sum(p - y))), "b-slope-summed"),
        (
            "fit_line",
            line(lambda x, y, p, n: (2 * np.mean(x * (p - y)), 2 * np.mean(p - y))),
            "slopes-of-the-mean-squared-error",
        ),
        ("minibatches", joined_and_counted_too_far, "last-batch-twice"),
        ("minibatches", batches(lambda n, size: slice(0, n % size)), "rest-from-the-start"),
        ("minibatches", batches(lambda n, size: slice(n // size * size, -1)), "last-row-lost"),
        ("minibatches", batches(lambda n, size: slice(n // size * size, n), shuffled=False), "not-shuffled"),
        ("minibatches", lambda x, y, size, rng: (x[:size], y[:size]), "one-pair-only"),
    ],
)
def test_wrong_answers_of_every_style_are_told_their_mistake(name, answer, mistake):
    feedback = grade(answer, name)
    assert feedback.mistakes == (mistake,), str(feedback)


def test_a_step_that_writes_into_the_weights_is_a_changed_input():
    def in_place(gradient, w, b, learning_rate):
        grad_w, grad_b = gradient(w, b)
        w -= learning_rate * grad_w
        b -= learning_rate * grad_b
        return w, b

    assert grade(in_place, "gradient_step").mistakes == ("changes-its-input",)


def test_one_array_in_the_path_is_named_although_the_start_changes_too():
    def aliased(gradient, start, learning_rate, steps):
        x, path = start, [start]
        for _ in range(steps):
            x -= learning_rate * gradient(x)
            path.append(x)
        return path

    assert "same-array-all-along" in grade(aliased, "gradient_descent").mistakes


@pytest.mark.parametrize("seed", range(20))
def test_one_epoch_too_many_shows_in_a_line_that_has_not_converged(seed):
    def one_more(x, y_true, learning_rate, epochs):
        w = b = 0.0
        for _ in range(epochs + 1):
            error = w * x + b - y_true
            w, b = w - learning_rate * (error @ x) / len(x), b - learning_rate * error.mean()
        return w, b

    assert grade(one_more, "fit_line", seed).mistakes == ("one-epoch-too-many",)


@pytest.mark.parametrize("seed", range(20))
def test_any_right_shuffle_is_right(seed):
    def joined(x, y, batch_size, rng):
        table = np.column_stack([x, y])
        rng.shuffle(table)
        return [
            (table[i : i + batch_size, :-1], table[i : i + batch_size, -1])
            for i in range(0, len(table), batch_size)
        ]

    feedback = grade(joined, "minibatches", seed)
    assert feedback.passed, str(feedback)


def test_a_shuffle_of_the_callers_arrays_is_a_changed_input():
    def in_place(x, y, batch_size, rng):
        order = rng.permutation(len(x))
        x[:], y[:] = x[order], y[order]
        return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x), batch_size)]

    assert grade(in_place, "minibatches").mistakes == ("changes-its-input",)


def test_single_rows_in_place_of_batches_are_told_so():
    feedback = grade(lambda x, y, size, rng: [(x[k], y[k]) for k in rng.permutation(len(x))], "minibatches")
    assert "a single row, of shape (3,), where a batch of rows should be" in str(feedback)


def test_batches_that_are_not_returned_are_told_so():
    feedback = grade(lambda x, y, batch_size, rng: None, "minibatches")
    assert "yield each batch, or return a list of them" in str(feedback)


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e.driver is not call], ids=lambda e: e.name)
def test_a_driver_runs_where_there_is_nothing_but_numpy(exercise):
    namespace = {"np": np}
    exec(textwrap.dedent(inspect.getsource(exercise.driver)), namespace)
    case = next(iter(exercise.cases(np.random.default_rng(0))))
    namespace[exercise.driver.__name__](exercise.reference, *case.args)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_what_to_read_again_is_a_heading_of_the_lesson(exercise):
    lesson = (ROOT / "authoring" / "lessons" / f"{exercise.lesson}.py").read_text(encoding="utf-8")
    assert f"# ## {exercise.section}\n" in lesson


def test_every_task_of_the_notebook_is_an_exercise():
    notebook = (ROOT / "authoring" / "exercises" / "02_gradient_descent.py").read_text(encoding="utf-8")
    written = {node.name for node in ast.parse(notebook).body if isinstance(node, ast.FunctionDef)}
    assert written - {"fit_line_with_a_mistake"} == {exercise.name for exercise in EXERCISES}


def test_rows_that_are_only_moved_along_are_not_shuffled():
    def moved(x, y, size, rng):
        first = rng.integers(len(x))
        x, y = np.roll(x, -first, axis=0), np.roll(y, -first)
        return [(x[i : i + size], y[i : i + size]) for i in range(0, len(x), size)]

    assert grade(moved, "minibatches").mistakes == ("moved-along",)


def test_a_walk_that_never_hands_its_point_on_is_told_so():
    def walk(gradient, start, learning_rate, steps):
        path = [start]
        for _ in range(steps):
            path.append(start - learning_rate * gradient(start))
        return np.array(path)

    assert grade(walk, "gradient_descent").mistakes == ("new-point-not-handed-on",)
