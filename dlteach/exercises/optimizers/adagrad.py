"""Exercise of lesson 08: one step of AdaGrad."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.optimizers.roots import dividing, in_both_places, of_roots
from dlteach.exercises.optimizers.shared import (
    LESSON,
    beyond,
    fixed,
    of_any_step,
    remembering,
    rounded,
    step_by_step,
)
from dlteach.functions import adagrad_step


def _run(answer, w, gradients, squares, learning_rates, epsilon):
    after = {}
    for step, (gradient, rate) in enumerate(zip(gradients, learning_rates), start=1):
        returned = answer(w, gradient, squares, rate, epsilon)
        stacked = isinstance(returned, np.ndarray) and returned.ndim > np.ndim(w)
        if not (stacked or isinstance(returned, (tuple, list))) or len(returned) < 2:
            return returned
        w, squares = (np.array(part) for part in returned[:2])
        after[f"w after step {step}"], after[f"squares after step {step}"] = w.copy(), squares.copy()
    return after


def _cases(rng):
    w, g = np.array([1.0, -2.0, 0.5]), np.array([2.0, -0.25, 4.0])
    yield Case((w, [g], np.zeros(3), [0.5], 0.05), "one step from zero squares")
    yield Case((w, [g], np.array([9.0, 1.5, 0.25]), [0.5], 0.05), "one step with squares gathered before")
    yield Case(
        (np.array([1.0]), [np.array([0.3]), np.array([-0.4])], np.zeros(1), [0.2, 0.2], 0.05),
        "one parameter, two steps",
    )
    yield Case(
        (w, [g, -g / 2, g / 5], np.zeros(3), [0.5, 0.2, 1.5], 0.05),
        "three steps whose learning rates differ",
    )
    for shape in ((5,), (3, 4), (4, 1)):
        gradients = list(rng.normal(size=(4, *shape)))
        rates = rng.uniform(0.05, 0.9, size=4).round(3).tolist()
        yield Case((rng.normal(size=shape), gradients, rng.uniform(0.1, 2.0, size=shape), rates, 0.05))
    yield Case(
        (w, [np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, -1.0])], np.zeros(3), [0.4, 0.3], 0.05),
        "gradients of 0",
    )
    yield from beyond(1)([0.5, 0.25], 0.05)


def _sum(square, s, rate, eps):
    return s + square


def _down(w, g, s, rate, eps):
    return w - rate * g / np.sqrt(s + eps)


def _loops(w, g, s, rate, eps):
    w, s, g = w.copy(), s.copy(), np.asarray(g)
    for index in np.ndindex(w.shape):
        s[index] += g[index] ** 2
        w[index] -= rate / (s[index] + eps) ** 0.5 * g[index]
    return w, s


ADAGRAD_STEP = Exercise(
    name="adagrad_step",
    lesson=LESSON,
    section="AdaGrad: a rate for each parameter",
    reference=adagrad_step,
    driver=_run,
    measure=step_by_step("w", "squares"),
    cases=_cases,
    mistakes=(
        *of_roots(_sum, "s ← s + g²", "w", "squares"),
        *in_both_places(
            "not-gathered",
            "The squares of earlier steps are forgotten: s is g² alone. Add g² to the s that came in.",
            lambda square, s, rate, eps: square,
        ),
        *in_both_places(
            "fading",
            "That is RMSprop, whose memory fades. AdaGrad adds all squares up: s ← s + g².",
            lambda square, s, rate, eps: 0.9 * s + 0.1 * square,
        ),
        *in_both_places(
            "halved",
            "The old squares and the new one are averaged. AdaGrad adds them up: s ← s + g².",
            lambda square, s, rate, eps: (s + square) / 2,
        ),
        *in_both_places(
            "squares-taken-away",
            "The square is taken away from s, which soon is negative, and its root nan. Add it.",
            lambda square, s, rate, eps: s - square,
        ),
        Mistake(
            "memory-squared",
            remembering(lambda g, s, rate, eps: (s + g) ** 2, _down),
            "The old memory is squared together with the gradient. Square the gradient alone: s + g².",
        ),
        Mistake(
            "memory-squared-too",
            remembering(lambda g, s, rate, eps: s**2 + g**2, _down),
            "The old memory is squared again, yet it is a sum of squares already: s + g².",
        ),
        *fixed(adagrad_step, 3, "learning_rate", 1.0, 0.1, 0.01, 0.001),
        *fixed(adagrad_step, 4, "epsilon", 1e-8, 1e-5),
        *of_any_step(adagrad_step, "w", "squares"),
        *rounded(adagrad_step),
    ),
    also_correct=(
        dividing(_sum),
        _loops,
        lambda w, g, s, rate, eps: [(w - rate * g * (s + g * g + eps) ** -0.5).tolist(), s + g * g, "cache"],
        lambda w, g, s, rate, eps: np.array([w - rate / np.sqrt(s + g**2 + eps) * g, s + g**2]),
    ),
    laws=(
        Law(
            "every step adds g² to the squares, so they never shrink",
            lambda args, value: bool(np.all(value["squares after step 1"] >= np.asarray(args[2]))),
        ),
        Law(
            "no weight moves by more than the learning rate in a step, since |g| ≤ √(s + ε)",
            lambda args, value: bool(np.all(np.abs(value["w after step 1"] - args[0]) <= args[3][0] + 1e-9)),
        ),
    ),
    hints=(
        "Each weight has a sum of its own: the squares of all its gradients. The larger the sum, the shorter "
        "its steps.",
        "First the new sum, with this gradient in it. Then divide the gradient by the root of sum plus "
        "`epsilon`.",
        "`squares = squares + ...`, then `return w - learning_rate * gradient / np.sqrt(...), squares`",
    ),
)
