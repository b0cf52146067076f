"""Exercise: the log loss of yes-or-no questions, from logits and without overflow."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.cost_functions.inputs import ONE_SHAPE, in_the_shape_it_takes
from dlteach.exercises.cross_entropy.binary import labels
from dlteach.exercises.cross_entropy.binary import losses as losses_of_probabilities
from dlteach.exercises.cross_entropy.shared import EPSILONS, LESSON, TOLERANCE, of_an_average
from dlteach.functions import binary_cross_entropy_from_logits

STABLE = "Work with z itself: max(z, 0) − z·y + ln(1 + exp(−|z|))."


def _softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def _losses(y_true, z):
    return _softplus(z) - z * y_true


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _least(y_true, z):
    """The cost without its logarithm, which adds between 0 and ln 2."""
    return np.mean(np.maximum(z, 0) - z * y_true)


def _arguments(rng, *shape):
    return labels(rng, *shape), rng.uniform(-4, 4, size=shape)


def _cases(rng):
    yield Case((np.array([1.0]), np.array([0.0])), "a logit of 0, undecided")
    yield Case((np.array([1, 0, 0]), np.array([2, -1, 3])), "integers")
    yield Case((np.array([1.0, 0.0]), np.array([-1.5, -0.5])), "negative logits")
    yield Case(_arguments(rng, 7), "seven examples")
    yield Case(_arguments(rng, 5, 1), "columns, shape (5, 1)")
    yield Case((np.zeros(4), rng.uniform(-4, 4, size=4)), "labels that are all 0")
    yield Case((np.ones(3), rng.uniform(-4, 4, size=3)), "labels that are all 1")
    yield Case(_arguments(rng, 11))
    yield Case((*_arguments(rng, 3), True), remark=ONE_SHAPE)
    yield Case((*_arguments(rng, 3, 1), True), remark=ONE_SHAPE)
    for z in (50.0, -50.0, 1e4, -1e4):
        for y in (0.0, 1.0):
            yield Case(
                (np.array([y]), np.array([z])), f"label {y:g} and logit {z:g}", extreme=True, atol=1e-2
            )


def _one_by_one(y_true, z):
    losses = []
    for y, logit in zip(np.ravel(y_true), np.ravel(z)):
        losses.append(math.log(1 + math.exp(-abs(logit))) + max(float(logit), 0.0) - logit * y)
    return sum(losses) / len(losses)


BINARY_FROM_LOGITS = Exercise(
    name="binary_cross_entropy_from_logits",
    lesson=LESSON,
    section="From logits, without overflow",
    reference=binary_cross_entropy_from_logits,
    cases=_cases,
    driver=in_the_shape_it_takes,
    rtol=TOLERANCE,
    atol=TOLERANCE,
    laws=(
        Law(
            "the cost is at least the average of max(z, 0) − z·y. For a wrong answer that is |z|, without "
            "end, which a clipped probability cannot show",
            lambda args, value: value >= _least(*args) - 1e-4,
        ),
        Law(
            "ln(1 + exp(−|z|)) is at most ln 2, so the cost is at most ln 2 above the average of max(z, 0) − "
            "z·y. If it is infinite, look for an exp of a large number",
            lambda args, value: value <= _least(*args) + np.log(2) + 1e-4,
        ),
    ),
    mistakes=(
        *of_an_average(_losses),
        Mistake(
            "sigmoid-then-log",
            lambda y_true, z: np.mean(losses_of_probabilities(y_true, _sigmoid(z))),
            "Right on ordinary logits, but for z = 50 the sigmoid is exactly 1.0, and the logarithm of 1 − "
            f"1 is −∞. {STABLE}",
            kind="fragile",
        ),
        *(
            Mistake(
                f"sigmoid-clipped-at-{eps:g}",
                lambda y_true, z, eps=eps: np.mean(
                    losses_of_probabilities(y_true, np.clip(_sigmoid(z), eps, 1 - eps))
                ),
                "The clip keeps nan away, but it puts a lid on the loss: a logit of 50 with label 0 must "
                f"cost 50, and here costs less. {STABLE}",
                kind="fragile",
            )
            for eps in EPSILONS
        ),
        Mistake(
            "exp-overflows",
            lambda y_true, z: np.mean(np.log(1 + np.exp(z)) - z * y_true),
            "Right on ordinary logits, but exp(z) overflows for z above 709. Take max(z, 0) out of the "
            "logarithm: what stays in it is 1 + exp(−|z|), which cannot overflow.",
            kind="fragile",
        ),
        Mistake(
            "exp-overflows-on-the-other-side",
            lambda y_true, z: np.mean(np.log(1 + np.exp(-z)) + z * (1 - y_true)),
            "Right on ordinary logits, but exp(−z) overflows for z below −709. Take max(z, 0) out of the "
            "logarithm: what stays in it is 1 + exp(−|z|), which cannot overflow.",
            kind="fragile",
        ),
        Mistake(
            "exp-overflows-in-both-terms",
            lambda y_true, z: np.mean(y_true * np.log(1 + np.exp(-z)) + (1 - y_true) * np.log(1 + np.exp(z))),
            "Right on ordinary logits, but one of exp(z) and exp(−z) overflows when |z| is above 709. The "
            "form with max(z, 0) has exp(−|z|) only, which cannot.",
            kind="fragile",
        ),
        Mistake(
            "exp-overflows-when-wrong",
            lambda y_true, z: np.mean(np.log(1 + np.exp(np.where(y_true == 1, -z, z)))),
            "Right on ordinary logits, but exp overflows for a prediction that is certain and wrong. The "
            "form with max(z, 0) has exp(−|z|) only, which cannot.",
            kind="fragile",
        ),
        Mistake(
            "logarithm-of-the-chosen-sigmoid",
            lambda y_true, z: np.mean(-np.log(np.where(y_true == 1, _sigmoid(z), 1 - _sigmoid(z)))),
            "Right on ordinary logits, but the probability that is chosen rounds to 0 when |z| is large, and "
            f"−ln 0 is infinite. {STABLE}",
            kind="fragile",
        ),
        *(
            Mistake(
                f"logits-clipped-{name}",
                lambda y_true, z, cost=cost: cost(y_true, np.clip(z, -500, 500)),
                "The clip keeps exp from overflowing, but it puts a lid on the loss: a logit of 10000 with "
                f"label 0 must cost 10000. {STABLE}",
                kind="fragile",
            )
            for name, cost in (
                ("in-the-formula", lambda y_true, z: np.mean(np.log(1 + np.exp(z)) - z * y_true)),
                ("in-the-sigmoid", lambda y_true, z: np.mean(losses_of_probabilities(y_true, _sigmoid(z)))),
            )
        ),
        Mistake(
            "one-plus-twice",
            lambda y_true, z: np.mean(np.maximum(z, 0) - z * y_true + np.log1p(1 + np.exp(-np.abs(z)))),
            "`np.log1p(x)` is ln(1 + x) already: write `np.log1p(np.exp(-np.abs(z)))`, without another 1.",
        ),
        Mistake(
            "logarithm-taken-away",
            lambda y_true, z: np.mean(np.maximum(z, 0) - z * y_true - np.log1p(np.exp(-np.abs(z)))),
            "The part ln(1 + exp(−|z|)) is taken away. It is added: max(z, 0) − z·y + ln(1 + exp(−|z|)).",
        ),
        Mistake(
            "label-term-added",
            lambda y_true, z: np.mean(_softplus(z) + z * y_true),
            "The term z·y is added. It is taken away: a large logit is good news when the label is 1.",
        ),
        Mistake(
            "label-term-missing",
            lambda y_true, z: np.mean(_softplus(z)),
            "The labels are never used: −z·y is missing. Without it every example counts as label 0.",
        ),
        Mistake(
            "label-not-multiplied",
            lambda y_true, z: np.mean(_softplus(z) - z),
            "The logit z is taken away for every example, so each counts as label 1. Multiply it with the "
            "label: −z·y.",
        ),
        Mistake(
            "max-missing",
            lambda y_true, z: np.mean(np.log1p(np.exp(-np.abs(z))) - z * y_true),
            "The part max(z, 0) is missing. It is what was taken out of ln(1 + exp(z)) to leave exp(−|z|) "
            "there.",
        ),
        Mistake(
            "logarithm-missing",
            _least,
            "The part ln(1 + exp(−|z|)) is missing. It is small for large |z|, but ln 2 at z = 0.",
        ),
        Mistake(
            "absolute-value-missing",
            lambda y_true, z: np.mean(np.maximum(z, 0) - z * y_true + np.log1p(np.exp(-z))),
            "The exponent is −z in place of −|z|: right for positive logits only.",
        ),
        Mistake(
            "positive-exponent",
            lambda y_true, z: np.mean(np.maximum(z, 0) - z * y_true + np.log1p(np.exp(np.abs(z)))),
            "The exponent is |z|, which can be large. With the minus, exp(−|z|) is never above 1.",
        ),
        Mistake(
            "one-plus-missing",
            lambda y_true, z: np.mean(np.maximum(z, 0) - z * y_true - np.abs(z)),
            "The 1 in ln(1 + exp(−|z|)) is missing, and ln(exp(−|z|)) is −|z|. Use "
            "`np.log1p(np.exp(-np.abs(z)))`.",
        ),
        Mistake(
            "max-over-the-axis",
            lambda y_true, z: np.mean(np.max(z, 0) - z * y_true + np.log1p(np.exp(-np.abs(z)))),
            "`np.max(z, 0)` takes the largest logit along axis 0. The larger of each entry and 0 is "
            "`np.maximum(z, 0)`.",
        ),
        Mistake(
            "labels-exchanged",
            lambda y_true, z: np.mean(_losses(1 - y_true, z)),
            "Yes and no are exchanged. Either the sigmoid is 1/(1 + exp(z)), without its minus, or z is "
            "multiplied with 1 − y.",
        ),
        Mistake(
            "sigmoid-forgotten",
            lambda y_true, z: np.mean(losses_of_probabilities(y_true, z)),
            "The logits go into the formula for probabilities, and the logarithm of a negative number is "
            "nan. A logit is what stands before the sigmoid.",
        ),
        *(
            Mistake(
                f"sigmoid-forgotten-clipped-at-{eps:g}",
                lambda y_true, z, eps=eps: np.mean(losses_of_probabilities(y_true, np.clip(z, eps, 1 - eps))),
                "The logits are clipped to the range of probabilities and go into the formula for those. A "
                "logit is what stands before the sigmoid; the formula needs what comes after.",
            )
            for eps in EPSILONS[:6]
        ),
        Mistake(
            "sigmoid-twice",
            lambda y_true, z: np.mean(_losses(y_true, _sigmoid(z))),
            "The logits go through a sigmoid and then into the formula that has the sigmoid built in. Use z "
            "as it is.",
        ),
        Mistake(
            "only-the-yes-term",
            lambda y_true, z: np.mean(y_true * _softplus(-z)),
            "Examples with label 0 cost nothing here. They need (1 − y) · ln(1 + exp(z)).",
        ),
        Mistake(
            "arguments-exchanged",
            lambda y_true, z: np.mean(_losses(z, y_true)),
            "Labels and logits are exchanged: the arguments come in the order (y_true, z).",
        ),
        Mistake(
            "quadratic",
            lambda y_true, z: np.mean((_sigmoid(z) - y_true) ** 2),
            "That is the mean squared error of the probabilities. Cross-entropy takes −ln of the probability "
            "of the truth.",
        ),
        Mistake(
            "average-over-the-last-axis",
            lambda y_true, z: np.mean(_losses(y_true, z), axis=-1),
            "The average runs over the last axis, and in a column of shape (n, 1) that has one entry: n "
            "losses remain. Average over all entries: `np.mean` without `axis`.",
        ),
    ),
    also_correct=(
        _one_by_one,
        lambda y_true, z: np.mean(np.maximum(z, 0) - z * y_true + np.log(1 + np.exp(-np.abs(z)))),
        lambda y_true, z: np.mean(np.logaddexp(0, z) - z * y_true),
        lambda y_true, z: np.mean(np.logaddexp(0, np.where(y_true == 1, -z, z))),
        lambda y_true, z: float(np.sum(_losses(y_true, z)) / len(z)),
        lambda y_true, z: np.mean(z * (z > 0) - z * y_true + np.log1p(np.exp(-np.abs(z))), axis=0),
    ),
    hints=(
        "−ln σ(z) is ln(1 + exp(−z)): the sigmoid and the logarithm merge, and ln 0 never comes up. What is "
        "left is to avoid the exp of a large number.",
        "The loss is ln(1 + exp(z)) − z·y. For positive z take z out of the logarithm; with max(z, 0) and "
        "|z| one formula serves both signs.",
        "`np.maximum(z, 0) - z * y_true + np.log1p(...)`, then the average.",
    ),
)
