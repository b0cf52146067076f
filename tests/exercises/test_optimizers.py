"""Graders of lesson 08: other people's styles and conventions, and mistakes that one step does not show."""

import inspect
import math
import re
import textwrap
from pathlib import Path

import numpy as np
import pytest

from dlteach.autograder.exercise import call
from dlteach.autograder.judge import grade
from dlteach.exercises.optimizers import EXERCISES, QUESTIONS

LESSON = Path(__file__).parents[2] / "authoring" / "lessons" / "08_optimizers.py"


@pytest.mark.parametrize("item", [*EXERCISES, *QUESTIONS], ids=lambda e: getattr(e, "name", "question"))
def test_what_to_read_again_is_a_heading_of_the_lesson(item):
    assert f"# ## {item.section}\n" in LESSON.read_text(encoding="utf-8")


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e.driver is not call], ids=lambda e: e.name)
def test_a_driver_runs_where_there_is_nothing_but_numpy(exercise):
    namespace = {"np": np}
    exec(textwrap.dedent(inspect.getsource(exercise.driver)), namespace)
    case = next(iter(exercise.cases(np.random.default_rng(0))))
    namespace[exercise.driver.__name__](exercise.reference, *case.args)


def momentum_in_two_lines(w, gradient, velocity, lr=0.01, beta=0.9):
    velocity = beta * velocity + gradient
    w = w - lr * velocity
    return w, velocity


def momentum_entry_by_entry(w, gradient, velocity, learning_rate, momentum, verbose=False):
    new_w, new_v = np.zeros(w.shape), np.zeros(w.shape)
    for index in np.ndindex(*w.shape):
        new_v[index] = momentum * velocity[index] + gradient[index]
        new_w[index] = w[index] - learning_rate * new_v[index]
    return [new_w, new_v]


def adagrad_on_copies(w, gradient, squares, learning_rate, epsilon):
    w, squares = w.copy(), squares.copy()
    squares += np.power(gradient, 2)
    w -= np.divide(learning_rate, np.sqrt(np.add(squares, epsilon))) * gradient
    return w, squares


def rmsprop_with_a_cache(w, dw, s, lr, rho, eps):
    cache = {"s": rho * s + (1 - rho) * dw * dw}
    return w - lr * dw / np.sqrt(cache["s"] + eps), cache["s"], cache


def adam_in_the_words_of_the_paper(theta, g, m, v, t, alpha=0.001, beta1=0.9, beta2=0.999, eps=1e-8):
    parameters = {"theta": theta}
    m_t = beta1 * m + (1.0 - beta1) * g
    v_t = beta2 * v + (1.0 - beta2) * np.square(g)
    m_cap, v_cap = m_t / (1.0 - np.power(beta1, t)), v_t / (1.0 - math.pow(beta2, t))
    parameters["theta"] = parameters["theta"] - (alpha * m_cap) / (v_cap**0.5 + eps)
    return parameters["theta"], m_t, v_t


def adam_of_layers(w, g, m, v, t, lr, b1, b2, eps):
    rows = [
        adam_in_the_words_of_the_paper(*row, t, lr, b1, b2, eps)
        for row in zip(np.atleast_1d(w), g, m, v, strict=True)
    ]
    return tuple(np.array(part) for part in zip(*rows))


def decay_in_a_loop(learning_rate, step, decay_steps, decay_rate, staircase=False):
    if not staircase:
        return learning_rate * math.exp(math.log(decay_rate) * step / decay_steps)
    for _ in range(step // decay_steps):
        learning_rate *= decay_rate
    return learning_rate


def decay_by_cases(learning_rate, step, decay_steps, decay_rate, staircase=False):
    exponent = step / decay_steps
    if staircase:
        exponent = np.floor(exponent)
    return learning_rate * np.power(decay_rate, exponent)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("momentum_step", momentum_in_two_lines),
        ("momentum_step", momentum_entry_by_entry),
        ("momentum_step", lambda w, g, v, a, b: (w + -a * (v * b + g), v * b + g, {"velocity": v})),
        ("adagrad_step", adagrad_on_copies),
        ("adagrad_step", lambda w, g, s, a, e: (w - a * g / (s + g**2 + e) ** (1 / 2), s + abs(g) ** 2)),
        ("rmsprop_step", rmsprop_with_a_cache),
        ("adam_step", adam_in_the_words_of_the_paper),
        ("adam_step", adam_of_layers),
        ("exponential_decay", decay_in_a_loop),
        ("exponential_decay", decay_by_cases),
        ("exponential_decay", lambda a, t, d, r, s=False: [a * r ** (int(t / d) if s else t / d)]),
        ("adam_step_mended", adam_in_the_words_of_the_paper),
        ("adam_step_failing_input", lambda: ([1.0], [2.0], [0.0], [0.0], 3, 0.1, 0.9, 0.999, 1e-8)),
    ],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_everyday_styles_pass(name, answer, seed):
    feedback = grade(answer, name, seed)
    assert feedback.passed, str(feedback)


def adagrad_of_a_practice_site(parameter, grad, G, learning_rate=0.01, epsilon=1e-8):
    G = G + grad**2
    parameter = parameter - (learning_rate / (np.sqrt(G) + epsilon)) * grad
    return np.round(parameter, 5), np.round(G, 5)


def momentum_of_a_practice_site(parameter, grad, velocity, learning_rate=0.01, momentum=0.9):
    velocity = momentum * velocity + learning_rate * grad
    parameter = parameter - velocity
    return np.round(parameter, 5), np.round(velocity, 5)


def adam_with_the_corrections_in_the_rate(w, g, m, v, t, lr, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    lr_t = lr * np.sqrt(1.0 - b2**t) / (1.0 - b1**t)
    return w - lr_t * m / (np.sqrt(v) + eps), m, v


@pytest.mark.parametrize(
    ("name", "answer", "convention", "words"),
    [
        (
            "momentum_step",
            lambda w, dw, v, a, b: (w - a * (b * v + (1 - b) * dw), b * v + (1 - b) * dw),
            "average-of-gradients",
            "running average",
        ),
        (
            "momentum_step",
            lambda w, dw, v, a, b: (w + b * v - a * dw, b * v - a * dw),
            "rate-in-a-downhill-velocity",
            "that of Keras",
        ),
        ("momentum_step", momentum_of_a_practice_site, "rate-inside-rounded-to-5", "rounded"),
        (
            "adagrad_step",
            lambda w, g, s, a, e: (w - a * g / (e + np.sqrt(s + g * g)), s + g * g),
            "epsilon-outside-the-root",
            "another convention",
        ),
        ("adagrad_step", adagrad_of_a_practice_site, "epsilon-outside-rounded-to-5", "rounded"),
        (
            "rmsprop_step",
            lambda w, g, s, a, r, e: (
                w - a * g / (np.sqrt(r * s + (1 - r) * g**2) + e),
                r * s + (1 - r) * g**2,
            ),
            "epsilon-outside-the-root",
            "another convention",
        ),
        (
            "adam_step",
            adam_with_the_corrections_in_the_rate,
            "epsilon-before-the-correction",
            "another convention",
        ),
        (
            "exponential_decay",
            lambda a, t, d, r, stairs=False: a / (1 + r * np.floor(t / d)),
            "inverse-time-always-in-stairs",
            "another schedule",
        ),
        (
            "exponential_decay",
            lambda a, t, d, r, stairs=False: a * math.exp(-r * t),
            "natural-exponential-of-steps",
            "another schedule",
        ),
    ],
)
def test_another_convention_is_recognised_and_said_so(name, answer, convention, words):
    feedback = grade(answer, name, seed=3)
    assert feedback.passed is False
    assert feedback.mistakes == (convention,), str(feedback)
    assert words in feedback.summary


def adam(change):
    """An Adam in one style, with its lines changed by name."""
    lines = {
        "m": "b1 * m + (1 - b1) * g",
        "v": "b2 * v + (1 - b2) * g ** 2",
        "mh": "m / (1 - b1 ** t)",
        "vh": "v / (1 - b2 ** t)",
        "w": "w - lr * mh / (np.sqrt(vh) + eps)",
        "back": "(w, m, v)",
    } | change
    text = "\n    ".join(f"{name} = {line}" for name, line in lines.items())
    space = {"np": np}
    exec(f"def step(w, g, m, v, t, lr, b1, b2, eps):\n    {text}\n    return back", space)
    return space["step"]


@pytest.mark.parametrize(
    ("change", "mistake"),
    [
        ({"mh": "m", "vh": "v"}, "no-correction"),
        ({"mh": "m / (1 - b1)", "vh": "v / (1 - b2)"}, "power-of-t-missing"),
        ({"mh": "m / (1 - b1 * t)", "vh": "v / (1 - b2 * t)"}, "t-as-a-factor"),
        ({"mh": "m / (1 - b1 ** (t + 1))", "vh": "v / (1 - b2 ** (t + 1))"}, "counts-one-too-far"),
        ({"mh": "m / (1 - b1 ** (t - 1))", "vh": "v / (1 - b2 ** (t - 1))"}, "counts-from-0"),
        ({"back": "(w, mh, vh)"}, "corrected-moments-kept"),
        ({"w": "w - lr * mh / np.sqrt(vh + eps)"}, "epsilon-inside-the-root"),
        ({"w": "w - lr * mh / np.sqrt(vh)"}, "epsilon-missing"),
        ({"w": "w - lr * mh / np.sqrt(vh) + eps"}, "epsilon-added-to-w"),
        ({"w": "w - lr * mh / (np.sqrt(vh) + 1e-8)"}, "epsilon-fixed-at-1e-08"),
        ({"w": "w + lr * mh / (np.sqrt(vh) + eps)"}, "uphill"),
        ({"w": "w - lr * g / (np.sqrt(vh) + eps)"}, "gradient-for-the-first-moment"),
        ({"w": "w - lr * mh / (vh + eps)"}, "root-missing"),
        ({"v": "b2 * v + (1 - b2) * g"}, "not-squared"),
        ({"m": "b2 * m + (1 - b2) * g", "v": "b1 * v + (1 - b1) * g * g"}, None),
        ({"v": "b2 * v + (1 - b1) * g * g"}, "betas-mixed-in-the-second-moment"),
        ({"v": "b2 * v + (1 - b2) * np.linalg.norm(g) ** 2"}, "one-rate-for-all"),
        ({"m": "m * b1 + g * (1 - b1) * 0 + g"}, "rest-missing-in-the-first-moment"),
        ({"back": "(w, v, m)"}, "moments-exchanged"),
        ({"back": "w"}, "only-w-returned"),
        ({"back": "{'w': w, 'm': m, 'v': v}"}, "a-dict-returned"),
        ({"back": "None"}, "return-missing"),
    ],
)
def test_an_adam_with_a_mistake_is_told_which(change, mistake):
    feedback = grade(adam(change), "adam_step", seed=1)
    assert feedback.passed is False
    if mistake is not None:
        assert feedback.mistakes == (mistake,), str(feedback)


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("momentum_step", lambda w, g, v, a, b: (w - a * g, g), "momentum-ignored"),
        ("momentum_step", lambda w, g, v, a, b: (w - a * g, v), "momentum-ignored-velocity-kept"),
        ("momentum_step", lambda w, g, v, a, b: (w - a * v, g + b * v), "old-velocity-used"),
        ("momentum_step", lambda w, g, v, a, b: (w - a * (b * v + g), v), "memory-not-returned"),
        ("momentum_step", lambda w, g, v, a, b: (b * v + g, w - a * (b * v + g)), "w-returned-last"),
        ("momentum_step", lambda w, g, v, a, b: (w + a * (b * v + g), b * v + g), "uphill"),
        (
            "momentum_step",
            lambda w, g, v, a, b: (w - 0.01 * (b * v + g), b * v + g),
            "learning-rate-fixed-at-0.01",
        ),
        (
            "momentum_step",
            lambda w, g, v, a, b: (w - a * (0.9 * v + g), 0.9 * v + g),
            "momentum-fixed-at-0.9",
        ),
        ("adagrad_step", lambda w, g, s, a, e: (w - a * g / np.sqrt(s + g), s + g), None),
        ("adagrad_step", lambda w, g, s, a, e: (w - a * g / np.sqrt(g * g + e), g * g), "not-gathered"),
        ("adagrad_step", lambda w, g, s, a, e: (w - a * g / (s + g * g + e), s + g * g), "root-missing"),
        (
            "adagrad_step",
            lambda w, g, s, a, e: (
                (w - a * g / np.sqrt(s + g @ g + e), s + g @ g)
                if g.ndim == 1
                else (w - a * g / np.sqrt(s + np.sum(g * g) + e), s + np.sum(g * g))
            ),
            "one-rate-for-all",
        ),
        (
            "rmsprop_step",
            lambda w, g, s, a, r, e: (w - a * g / np.sqrt(s + g * g + e), s + g * g),
            "all-squares-added",
        ),
        (
            "rmsprop_step",
            lambda w, g, s, a, r, e: (
                w - a * g / np.sqrt((1 - r) * s + r * g**2 + e),
                (1 - r) * s + r * g**2,
            ),
            "rho-exchanged",
        ),
        (
            "rmsprop_step",
            lambda w, g, s, a, r, e: (
                w - a * g / np.sqrt(r * s + (1 - r) * g**2) + e,
                r * s + (1 - r) * g**2,
            ),
            None,
        ),
        ("exponential_decay", lambda a, t, d, r, s=False: a * r**t, "not-divided"),
        ("exponential_decay", lambda a, t, d, r, s=False: a * r ** (t // d), "always-a-staircase"),
        ("exponential_decay", lambda a, t, d, r, s=False: a * np.power(r, t / d), "never-a-staircase"),
        ("exponential_decay", lambda a, t, d, r, s=False: round(a * r ** (t // d if s else t / d), 4), None),
        ("exponential_decay", lambda a, t, d, r: a * r ** (t / d), "wrong-arguments"),
        ("exponential_decay", lambda a, t, d, r, s=False: a * r ^ t, "caret-for-power"),
        ("adam_step_mended", adam({"mh": "m / (1 - b1)", "vh": "v / (1 - b2)"}), "power-of-t-missing"),
        ("adam_step_failing_input", lambda: (1.0, 2.0, 0.5, 0.5, 1, 0.1, 0.9, 0.999, 1e-8), "hides-it"),
        ("adam_step_failing_input", lambda: (1.0, 0.0, 0.0, 0.0, 5, 0.1, 0.9, 0.999, 1e-8), "hides-it"),
    ],
)
def test_wrong_answers_of_every_style_are_told_their_mistake(name, answer, mistake):
    feedback = grade(answer, name, seed=2)
    assert feedback.passed is False
    if mistake is None:
        assert feedback.mistakes, str(feedback)
    else:
        assert feedback.mistakes == (mistake,), str(feedback)


def in_place(name):
    def momentum(w, g, v, a, b):
        v *= b
        v += g
        w -= a * v
        return w, v

    def adagrad(w, g, s, a, e):
        s += g**2
        w -= a * g / np.sqrt(s + e)
        return w, s

    def adam_in_place(w, g, m, v, t, a, b1, b2, e):
        m[...] = b1 * m + (1 - b1) * g
        v[...] = b2 * v + (1 - b2) * g**2
        w -= a * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + e)
        return w, m, v

    return {"momentum_step": momentum, "adagrad_step": adagrad, "adam_step": adam_in_place}[name]


@pytest.mark.parametrize("name", ["momentum_step", "adagrad_step", "adam_step"])
def test_a_right_step_that_writes_into_the_callers_arrays_earns_half(name):
    feedback = grade(in_place(name), name)
    assert feedback.mistakes == ("changes-its-input",), str(feedback)
    assert feedback.points == feedback.max_points / 2
    assert "`w`" in str(feedback)


def test_a_step_that_cuts_whole_numbers_passes_with_a_remark():
    def with_room(w, g, v, a, b):
        new_v, new_w = np.empty_like(v), np.empty_like(w)
        new_v[...] = b * v + g
        new_w[...] = w - a * new_v
        return new_w, new_v

    feedback = grade(with_room, "momentum_step")
    assert feedback.passed, str(feedback)
    assert any("astype(float)" in remark for remark in feedback.remarks)


def test_every_law_of_adam_holds_for_a_right_one_and_one_fails_for_a_moment_out_of_range():
    feedback = grade(adam({"m": "b1 * m + 3 * g"}), "adam_step")
    assert "the new m lies between the old one and g" in str(feedback)


@pytest.mark.parametrize("index", range(9))
def test_a_failing_input_must_be_arguments_that_the_function_takes(index):
    right = [np.ones(2), np.ones(2), np.ones(2), np.ones(2), 2, 0.1, 0.9, 0.999, 1e-8]
    right[index] = "text"
    feedback = grade(lambda: tuple(right), "adam_step_failing_input")
    assert feedback.passed is False
    assert "should be arguments that `adam_step` takes" in str(feedback)


def test_a_failing_input_needs_all_nine_arguments():
    feedback = grade(lambda: (np.ones(2), np.ones(2)), "adam_step_failing_input")
    assert re.search(r"w, gradient, m, v, t, .*got 2 of them", str(feedback))


def late_average(w, g, v, a, b):
    moved = w - a * v
    return moved, b * v + (1 - b) * g


def late_keras(w, g, v, a, b):
    moved = w + v
    return moved, b * v - a * g


def kept_and_inside(w, g, m, v, t, a, b1, b2, eps):
    m = (b1 * m + (1 - b1) * g) / (1 - b1**t)
    v = (b2 * v + (1 - b2) * g * g) / (1 - b2**t)
    return w - a * m / np.sqrt(v + eps), m, v


def two_for_t_and_no_root(w, g, m, v, t, a, b1, b2, eps):
    m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2
    return w - a * (m / (1 - b1**t)) / (v / (1 - b2**2) + eps), m, v


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("momentum_step", late_average, "average-old-velocity-used"),
        ("momentum_step", late_keras, "rate-inside-downhill-old-velocity-used"),
        ("adam_step", kept_and_inside, "epsilon-inside-corrected-moments-kept"),
        ("adam_step", two_for_t_and_no_root, "root-missing-exponent-2-for-t"),
    ],
)
def test_a_mistake_in_another_convention_is_told_with_it(name, answer, mistake):
    assert grade(answer, name).mistakes == (mistake,)
