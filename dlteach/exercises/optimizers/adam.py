"""Exercise of lesson 08: one step of Adam."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.optimizers.combined import IN_COMPANY
from dlteach.exercises.optimizers.corrections import OF_THE_CORRECTION, rate_form, uncorrected
from dlteach.exercises.optimizers.moments import OF_THE_MOMENTS, adam, looking_ahead
from dlteach.exercises.optimizers.shared import (
    IN_RANGE,
    LESSON,
    beyond,
    fixed,
    of_any_step,
    rounded,
    step_by_step,
)
from dlteach.functions import adam_step


def _run(answer, w, gradients, m, v, t, learning_rates, beta_1, beta_2, epsilon):
    after = {}
    for step, (gradient, rate) in enumerate(zip(gradients, learning_rates), start=1):
        returned = answer(w, gradient, m, v, t + step - 1, rate, beta_1, beta_2, epsilon)
        stacked = isinstance(returned, np.ndarray) and returned.ndim > np.ndim(w)
        if not (stacked or isinstance(returned, (tuple, list))) or len(returned) < 3:
            return returned
        w, m, v = (np.array(part) for part in returned[:3])
        after[f"w after step {step}"] = w.copy()
        after[f"m after step {step}"], after[f"v after step {step}"] = m.copy(), v.copy()
    return after


def _cases(rng):
    w, g = np.array([1.0, -2.0, 0.5]), np.array([2.0, -0.25, 4.0])
    zeros = np.zeros(3)
    yield Case((w, [g], zeros, zeros, 1, [0.5], 0.7, 0.8, 0.05), "the first step, from zero moments")
    yield Case(
        (w, [g], np.array([0.5, -1.0, 2.0]), np.array([4.0, 1.5, 0.25]), 3, [0.5], 0.7, 0.8, 0.05),
        "a third step",
    )
    start, slopes, zero = np.array([1.0]), [np.array([0.3]), np.array([-0.4])], np.zeros(1)
    yield Case(
        (start, slopes, zero, zero, 1, [0.2, 0.2], 0.7, 0.8, 0.05),
        "one parameter, two steps",
    )
    yield Case(
        (w, [g, -g / 2, g / 5, g], zeros, zeros, 1, [0.5, 0.2, 1.5, 0.3], 0.7, 0.8, 0.05),
        "four steps whose learning rates differ",
    )
    for shape, t in (((5,), 1), ((3, 4), 2), ((4, 1), 7)):
        gradients = list(rng.normal(size=(4, *shape)))
        rates = rng.uniform(0.05, 0.9, size=4).round(3).tolist()
        m, v = rng.normal(size=shape), rng.uniform(0.1, 2.0, size=shape)
        yield Case((rng.normal(size=shape), gradients, m, v, t, rates, 0.7, 0.8, 0.05))
    few = [np.array([0.0, 1.0, 0.0]), np.array([0.0, 0.0, -1.0])]
    yield Case((w, few, zeros, zeros, 1, [0.4, 0.3], 0.7, 0.8, 0.05), "gradients of 0")
    yield Case((w, [g, g / 2], zeros, zeros, 1, [0.4, 0.3], 0.0, 0.8, 0.05), "a first beta of 0")
    yield from beyond(0, 0)(1, [0.5, 0.25], 0.7, 0.8, 0.05)


EPSILON_INSIDE = adam(move=lambda w, g, m, v, rate, eps: w - rate * m / np.sqrt(v + eps))


def _nested(*args):
    w, m, v = adam_step(*args)
    return w, (m, v)


def _root_of_a_sum(w, g, m, v, rate, eps):
    return w - rate * m / (np.sqrt(v + eps) + eps)


def _loops(w, g, m, v, t, rate, b1, b2, eps):
    w, m, v, g = w.copy(), m.copy(), v.copy(), np.asarray(g)
    for index in np.ndindex(w.shape):
        m[index] = b1 * m[index] + (1 - b1) * g[index]
        v[index] = b2 * v[index] + (1 - b2) * g[index] ** 2
        w[index] -= rate * (m[index] / (1 - b1**t)) / ((v[index] / (1 - b2**t)) ** 0.5 + eps)
    return w, m, v


def _with_the_corrections_in_the_rate(w, g, m, v, t, rate, b1, b2, eps):
    m, v = m + (1 - b1) * (g - m), v + (1 - b2) * (g * g - v)
    root = np.sqrt(1 - np.power(b2, t))
    return [w - rate * root / (1 - np.power(b1, t)) * m / (np.sqrt(v) + eps * root), m, v]


ADAM_STEP = Exercise(
    name="adam_step",
    lesson=LESSON,
    section="Adam: both, with a fair start",
    reference=adam_step,
    driver=_run,
    measure=step_by_step("w", "m", "v"),
    cases=_cases,
    mistakes=(
        *OF_THE_CORRECTION,
        *OF_THE_MOMENTS,
        *IN_COMPANY,
        Mistake(
            "epsilon-inside-the-root",
            EPSILON_INSIDE,
            "The ε stands inside the root. Adam adds it outside, √v̂ + ε.",
        ),
        Mistake(
            "epsilon-missing",
            adam(move=lambda w, g, m, v, rate, eps: w - rate * m / np.sqrt(v)),
            "The ε is missing: a weight whose gradient was always 0 is divided by 0. The denominator is "
            "√v̂ + ε.",
        ),
        Mistake(
            "epsilon-twice",
            adam(move=_root_of_a_sum),
            "The ε comes in twice, inside the root and outside. Outside is enough: √v̂ + ε.",
        ),
        Mistake(
            "epsilon-before-the-correction",
            rate_form(),
            "Right in another convention, which Keras uses: both corrections are in the rate, so ε is added "
            "to √v as it is. In this course it is added to the corrected root, √v̂ + ε.",
            kind="convention",
        ),
        Mistake(
            "rate-form-without-the-root",
            rate_form(lambda b1, b2, t: (1 - b2**t) / (1 - b1**t)),
            "The corrections are in the rate, but that of v needs a root there, as v stands under one: "
            "√(1 − β₂ᵗ)/(1 − β₁ᵗ).",
        ),
        Mistake(
            "rate-form-upside-down",
            rate_form(lambda b1, b2, t: (1 - b1**t) / np.sqrt(1 - b2**t)),
            "The corrections in the rate are upside down: √(1 − β₂ᵗ)/(1 − β₁ᵗ).",
        ),
        Mistake(
            "epsilon-inside-without-correction",
            adam(
                m_hat=uncorrected,
                v_hat=uncorrected,
                move=lambda w, g, m, v, rate, eps: w - rate * m / np.sqrt(v + eps),
            ),
            "Two things at once: the bias correction is missing, m/(1 − β₁ᵗ) and v/(1 − β₂ᵗ), and ε stands "
            "inside the root in place of beside it.",
        ),
        Mistake(
            "epsilon-added-to-the-step",
            adam(move=lambda w, g, m, v, rate, eps: w - (rate * m / np.sqrt(v) + eps)),
            "The ε is added to the step: Python divides before it adds. Put parentheses around the whole "
            "denominator, `/ (np.sqrt(v_hat) + epsilon)`.",
        ),
        Mistake(
            "epsilon-added-to-w",
            adam(move=lambda w, g, m, v, rate, eps: w - rate * m / np.sqrt(v) + eps),
            "The ε is added to w: Python divides before it adds. Put parentheses around the whole "
            "denominator, `/ (np.sqrt(v_hat) + epsilon)`.",
        ),
        Mistake(
            "root-missing",
            adam(move=lambda w, g, m, v, rate, eps: w - rate * m / (v + eps)),
            "The root is missing: m̂ is divided by √v̂ + ε, so that the units cancel.",
        ),
        Mistake(
            "gradient-for-the-first-moment",
            adam(move=lambda w, g, m, v, rate, eps: w - rate * g / (np.sqrt(v) + eps)),
            "The gradient stands where the corrected first moment m̂ belongs: this is RMSprop with a "
            "correction, and the momentum is lost.",
        ),
        Mistake(
            "second-moment-not-used",
            adam(move=lambda w, g, m, v, rate, eps: w - rate * m),
            "The step is α·m̂, which is momentum alone. Divide it by √v̂ + ε.",
        ),
        Mistake(
            "looks-ahead",
            looking_ahead,
            "That is Nadam, which looks one step ahead. Asked for is Adam: α·m̂/(√v̂ + ε).",
            kind="convention",
        ),
        Mistake(
            "moments-exchanged",
            lambda *args: (adam_step(*args)[0], adam_step(*args)[2], adam_step(*args)[1]),
            "The second moment comes before the first. Return `w, m, v`, in this order.",
        ),
        Mistake(
            "moments-in-a-tuple",
            _nested,
            "The moments come in a tuple of their own. Return all three side by side: `return w, m, v`.",
            kind="convention",
        ),
        *fixed(adam_step, 5, "learning_rate", 1.0, 0.1, 0.01, 0.001),
        *fixed(adam_step, 6, "beta_1", 0.9),
        *fixed(adam_step, 7, "beta_2", 0.999),
        Mistake(
            "betas-fixed-at-the-defaults",
            lambda w, g, m, v, t, rate, b1, b2, eps: adam_step(w, g, m, v, t, rate, 0.9, 0.999, eps),
            "The arguments `beta_1` and `beta_2` have no effect: every step is computed with 0.9 and 0.999.",
        ),
        *fixed(adam_step, 8, "epsilon", 1e-8),
        *of_any_step(adam_step, "w", "m", "v"),
        *rounded(adam_step),
    ),
    also_correct=(
        adam(),
        _loops,
        _with_the_corrections_in_the_rate,
        lambda *args: [part.tolist() for part in adam()(*args)],
        lambda *args: (*adam()(*args), args[4] + 1),
    ),
    laws=(
        Law(
            "the new m lies between the old one and g",
            lambda args, value: _between(value["m after step 1"], args[2], args[1][0]),
        ),
        Law(
            "the new v lies between the old one and g²",
            lambda args, value: _between(value["v after step 1"], args[3], np.square(args[1][0])),
        ),
        Law(
            "from zero moments, no weight moves by more than the learning rate in step 1",
            lambda args, value: (
                args[4] != 1
                or bool(np.any(args[2]))
                or bool(np.all(np.abs(value["w after step 1"] - args[0]) <= args[5][0] + 1e-9))
            ),
        ),
    ),
    hints=(
        "Adam keeps two averages that fade: m of the gradients, v of their squares. Both start at 0 and are "
        "too small at first, so the step uses corrected copies.",
        "Four lines: the new m, the new v, the corrected copies `m / (1 - beta_1**t)` and the like, the "
        "step. Return m and v without the correction.",
        "`m_hat = m / (1 - beta_1**t)`, `v_hat = ...`, then "
        "`return w - learning_rate * m_hat / (np.sqrt(...) + ...), m, v`",
    ),
    survivors={
        "`beta_1 = fraction(beta_1, 'adam_step: beta_1')` is dropped": IN_RANGE,
        "`beta_2 = fraction(beta_2, 'adam_step: beta_2')` is dropped": IN_RANGE,
    },
)


def _between(new, a, b):
    return bool(np.all(new >= np.minimum(a, b) - 1e-9) and np.all(new <= np.maximum(a, b) + 1e-9))
