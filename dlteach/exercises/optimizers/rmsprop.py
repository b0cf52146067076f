"""Exercise of lesson 08: one step of RMSprop."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.optimizers.roots import ROOTS, dividing, in_both_places, of_roots
from dlteach.exercises.optimizers.shared import (
    IN_RANGE,
    LESSON,
    beyond,
    fixed,
    of_any_step,
    remembering,
    rounded,
    step_by_step,
)
from dlteach.functions import rmsprop_step


def _run(answer, w, gradients, mean_square, learning_rates, rho, epsilon):
    after = {}
    for step, (gradient, rate) in enumerate(zip(gradients, learning_rates), start=1):
        returned = answer(w, gradient, mean_square, rate, rho, epsilon)
        stacked = isinstance(returned, np.ndarray) and returned.ndim > np.ndim(w)
        if not (stacked or isinstance(returned, (tuple, list))) or len(returned) < 2:
            return returned
        w, mean_square = (np.array(part) for part in returned[:2])
        after[f"w after step {step}"], after[f"mean_square after step {step}"] = w.copy(), mean_square.copy()
    return after


def _cases(rng):
    w, g = np.array([1.0, -2.0, 0.5]), np.array([2.0, -0.25, 4.0])
    yield Case((w, [g], np.zeros(3), [0.5], 0.7, 0.05), "one step from zero memory")
    yield Case((w, [g], np.array([9.0, 1.5, 0.25]), [0.5], 0.8, 0.05), "one step with a memory")
    yield Case(
        (np.array([1.0]), [np.array([0.3]), np.array([-0.4])], np.zeros(1), [0.2, 0.2], 0.7, 0.05),
        "one parameter, two steps",
    )
    yield Case(
        (w, [g, -g / 2, g / 5], np.zeros(3), [0.5, 0.2, 1.5], 0.8, 0.05),
        "three steps whose learning rates differ",
    )
    for shape in ((5,), (3, 4), (4, 1)):
        gradients = list(rng.normal(size=(4, *shape)))
        rates = rng.uniform(0.05, 0.9, size=4).round(3).tolist()
        yield Case((rng.normal(size=shape), gradients, rng.uniform(0.1, 2.0, size=shape), rates, 0.7, 0.05))
    yield Case(
        (w, [np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, -1.0])], np.zeros(3), [0.4, 0.3], 0.8, 0.05),
        "gradients of 0",
    )
    yield Case((w, [g, g / 2], np.ones(3), [0.2, 0.4], 0.0, 0.05), "a rho of 0")
    yield from beyond(1)([0.5, 0.25], 0.7, 0.05)


def _mean(square, s, rate, rho, eps):
    return rho * s + (1 - rho) * square


def _down(w, g, s, rate, rho, eps):
    return w - rate * g / np.sqrt(s + eps)


def _towards(w, g, s, rate, rho, eps):
    s = s + (1 - rho) * (np.square(g) - s)
    return w + -rate * g / np.sqrt(s + eps), s


def _loops(w, g, s, rate, rho, eps):
    w, s, g = w.copy(), s.copy(), np.asarray(g)
    for index in np.ndindex(w.shape):
        s[index] = s[index] * rho + g[index] * g[index] * (1 - rho)
        w[index] -= rate / (s[index] + eps) ** 0.5 * g[index]
    return w, s


RMSPROP_STEP = Exercise(
    name="rmsprop_step",
    lesson=LESSON,
    section="RMSprop: a memory that fades",
    reference=rmsprop_step,
    driver=_run,
    measure=step_by_step("w", "mean_square"),
    cases=_cases,
    mistakes=(
        *of_roots(_mean, "s ← ρ·s + (1 − ρ)·g²", "w", "mean_square"),
        *in_both_places(
            "rho-exchanged",
            "The two parts are exchanged: ρ is what stays of the old memory, 1 − ρ what the new square "
            "brings in.",
            lambda square, s, rate, rho, eps: (1 - rho) * s + rho * square,
        ),
        *in_both_places(
            "rest-missing",
            "The factor 1 − ρ is missing before g². With it s is an average; without it, a sum that is "
            "1/(1 − ρ) times too large.",
            lambda square, s, rate, rho, eps: rho * s + square,
        ),
        *in_both_places(
            "parentheses-around-the-rest",
            "Python multiplies before it subtracts, so ρ·g² is taken away from 1. Put parentheses around the "
            "factor: `(1 - rho) * gradient**2`.",
            lambda square, s, rate, rho, eps: rho * s + 1 - rho * square,
        ),
        *in_both_places(
            "no-fading",
            "The old memory does not fade: multiply it by ρ.",
            lambda square, s, rate, rho, eps: s + (1 - rho) * square,
        ),
        *in_both_places(
            "all-squares-added",
            "That is AdaGrad: all squares add up, and ρ has no effect. Here the memory fades, "
            "s ← ρ·s + (1 − ρ)·g².",
            lambda square, s, rate, rho, eps: s + square,
        ),
        *in_both_places(
            "memory-forgotten",
            "The old memory is missing: ρ·s + (1 − ρ)·g².",
            lambda square, s, rate, rho, eps: (1 - rho) * square,
        ),
        *in_both_places(
            "square-alone",
            "The memory is g² alone, and ρ has no effect. Keep ρ of the old one: ρ·s + (1 − ρ)·g².",
            lambda square, s, rate, rho, eps: square,
        ),
        *in_both_places(
            "rho-on-both",
            "ρ multiplies the square too. The square gets 1 − ρ, what is left to 1.",
            lambda square, s, rate, rho, eps: rho * (s + square),
        ),
        *in_both_places(
            "squares-taken-away",
            "The square is taken away from the memory, which may turn negative, and its root nan. Add it.",
            lambda square, s, rate, rho, eps: rho * s - (1 - rho) * square,
        ),
        *(
            Mistake(
                f"{where}weighted-before-squared",
                remembering(
                    lambda g, s, rate, rho, eps: rho * s + ((1 - rho) * g) ** 2,
                    lambda w, g, s, rate, rho, eps, root=root: w - rate * g / root(s, eps),
                ),
                "The factor 1 − ρ is squared together with g: Python's `**` takes the whole parenthesis. "
                f"Square g first, then weight it.{besides}",
            )
            for where, root, besides in ROOTS
        ),
        *in_both_places(
            "old-memory-twice",
            "The old memory counts twice, once whole and once times ρ: `s += ...` adds it again. Write "
            "`s = rho * s + (1 - rho) * gradient**2`.",
            lambda square, s, rate, rho, eps: s + rho * s + (1 - rho) * square,
        ),
        *(
            Mistake(
                f"{where}corrected",
                remembering(
                    lambda g, *others: _mean(g**2, *others),
                    lambda w, g, s, rate, rho, eps, root=root: w - rate * g / root(s / (1 - rho), eps),
                ),
                "The memory is divided by 1 − ρ before it is used. RMSprop has no such correction; that of "
                f"Adam is 1 − βᵗ.{besides}",
            )
            for where, root, besides in ROOTS
        ),
        Mistake(
            "memory-squared-too",
            remembering(lambda g, s, rate, rho, eps: rho * s**2 + (1 - rho) * g**2, _down),
            "The old memory is squared again, yet it is a mean of squares already.",
        ),
        Mistake(
            "rate-and-rho-exchanged",
            lambda w, g, s, rate, rho, eps: dividing(_mean)(w, g, s, rho, rate, eps),
            "The learning rate and ρ have changed places: α multiplies the step, ρ the old memory.",
        ),
        *fixed(rmsprop_step, 3, "learning_rate", 1.0, 0.1, 0.01, 0.001),
        *fixed(rmsprop_step, 4, "rho", 0.9, 0.99, 0.95),
        *fixed(rmsprop_step, 5, "epsilon", 1e-8, 1e-5),
        *of_any_step(rmsprop_step, "w", "mean_square"),
        *rounded(rmsprop_step),
    ),
    also_correct=(
        dividing(_mean),
        _towards,
        _loops,
        lambda w, g, s, *n: [part.tolist() for part in dividing(_mean)(w, g, s, *n)],
        lambda w, g, s, *n: (*dividing(_mean)(w, g, s, *n), {"cache": s}),
    ),
    laws=(
        Law(
            "the new memory lies between the old one and g²",
            lambda args, value: bool(
                np.all(value["mean_square after step 1"] >= np.minimum(args[2], args[1][0] ** 2) - 1e-9)
                and np.all(value["mean_square after step 1"] <= np.maximum(args[2], args[1][0] ** 2) + 1e-9)
            ),
        ),
        Law(
            "every weight moves against its own gradient",
            lambda args, value: bool(np.all((args[0] - value["w after step 1"]) * args[1][0] >= 0)),
        ),
    ),
    hints=(
        "It is AdaGrad with one change: the memory of squares is an average that fades, not a sum.",
        "The new memory is `rho` times the old one plus `1 - rho` times the squared gradient. Then divide "
        "the gradient by the root of memory plus `epsilon`.",
        "`mean_square = rho * mean_square + (1 - rho) * ...`, then "
        "`return w - learning_rate * gradient / np.sqrt(...), mean_square`",
    ),
    survivors={"`rho = fraction(rho, 'rmsprop_step: rho')` is dropped": IN_RANGE},
)
