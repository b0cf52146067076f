"""Exercise: the gradient of the log loss of a softmax with respect to the logits, (p − y) / n."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.softmax.fragile_softmaxes import FRAGILE
from dlteach.exercises.softmax.jacobian import outer_jacobian
from dlteach.exercises.softmax.labelled import LABELLED_EXTREMES, labelled_cases
from dlteach.exercises.softmax.shared import LESSON, RTOL, one_hot
from dlteach.exercises.softmax.wrong_gradients import LABEL_MISTAKES, difference
from dlteach.exercises.softmax.wrong_softmaxes import WRONG, as_columns, mistakes_of, overflowing
from dlteach.functions import (
    log_softmax,
    numerical_gradient,
    sigmoid,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
)

SECTION = "The last layer: p − y"


def _cases(rng):
    yield from labelled_cases(rng, size=3.0)
    for y, z, note in LABELLED_EXTREMES:
        yield Case((y, z), note, extreme=True, atol=1e-6)  # a difference quotient of a large cost is right


def _of(softmax_of):
    """The gradient with another softmax in place of the right one."""
    return lambda y_true, z: (softmax_of(z) - one_hot(y_true, z)) / len(z)


def _into_a_copy(y_true, z):
    gradient = np.zeros_like(z)
    gradient[:] = difference(y_true, z) / len(z)
    return gradient


def _in_place(y_true, z):
    p = softmax(z)
    p[np.arange(y_true.shape[0]), y_true] -= 1
    p /= y_true.shape[0]
    return p


def _by_loops(y_true, z):
    gradient = np.zeros(z.shape)
    for i in range(len(z)):
        e = np.exp(z[i] - max(z[i]))
        p = e / sum(e)
        for j in range(len(p)):
            gradient[i][j] = (p[j] - (1 if j == y_true[i] else 0)) / len(z)
    return gradient


def _through_the_jacobian(y_true, z):
    """The row of the logarithm's derivative, which never divides by a probability of 0."""
    return [(softmax(row[None])[0] - np.eye(len(row))[label]) / len(z) for label, row in zip(y_true, z)]


def _jacobian_rows(y_true, z):
    return np.array([outer_jacobian(p)[label] for label, p in zip(y_true, softmax(z))])


def _chain(y_true, z):
    p_true = softmax(z)[np.arange(len(z)), y_true]
    return -1 / p_true[:, None] * _jacobian_rows(y_true, z) / len(z)


def _chain_of_rows(y_true, z):
    slopes = -one_hot(y_true, z) / softmax(z) / len(z)
    return np.array([g @ outer_jacobian(p) for g, p in zip(slopes, softmax(z))])


SOFTMAX_CROSS_ENTROPY_GRADIENT = Exercise(
    name="softmax_cross_entropy_gradient",
    lesson=LESSON,
    section=SECTION,
    reference=softmax_cross_entropy_gradient,
    cases=_cases,
    rtol=RTOL,
    laws=(
        Law(
            "every row of the gradient sums to 0, as p and the one-hot row both sum to 1",
            lambda args, value: np.allclose(np.sum(value, axis=1), 0, atol=1e-6),
        ),
        Law(
            "only the true class has a negative entry",
            lambda args, value: (
                np.all(value[one_hot(*args) == 0] >= 0) and np.all(value[one_hot(*args) == 1] <= 0)
            ),
        ),
    ),
    mistakes=(
        *mistakes_of(_of, WRONG),
        as_columns(_of),
        *mistakes_of(_of, FRAGILE, "fragile"),
        Mistake(
            "not-averaged",
            difference,
            "That is p − y, the gradient of the sum of all losses. The cost is their average: divide by n.",
        ),
        Mistake(
            "not-averaged-and-overflowing",
            lambda y_true, z: overflowing(z) - one_hot(y_true, z),
            "That is p − y, the gradient of the sum of all losses. The cost is their average: divide by n.",
        ),
        Mistake(
            "reversed",
            lambda y_true, z: -difference(y_true, z) / len(z),
            "That is (y − p)/n, the direction in which the cost falls. The gradient points uphill, (p − "
            "y)/n; the minus comes with the step.",
        ),
        Mistake(
            "reversed-and-not-averaged",
            lambda y_true, z: -difference(y_true, z),
            "That is y − p. The gradient is p − y, and divided by n, because the cost is an average.",
        ),
        Mistake(
            "decision-for-the-probabilities",
            lambda y_true, z: (one_hot(z.argmax(axis=1), z) - one_hot(y_true, z)) / len(z),
            "The decision, 1 for the largest logit, stands where the probabilities belong. The gradient is "
            "(p − y)/n: it also asks how sure the prediction was.",
        ),
        Mistake(
            "sizes-alone",
            lambda y_true, z: np.abs(difference(y_true, z)) / len(z),
            "The absolute value is taken, so that all logits would be lowered. At the true class the "
            "gradient is negative: its logit is to rise.",
        ),
        Mistake(
            "divided-by-classes",
            lambda y_true, z: difference(y_true, z) / z.shape[1],
            "p − y is divided by the number of classes, `z.shape[1]`. Divide by the number of examples, "
            "`len(z)`.",
        ),
        Mistake(
            "divided-by-all-entries",
            lambda y_true, z: difference(y_true, z) / z.size,
            "p − y is divided by n · k, as `z.size` or `np.mean` do. Divide by the n examples.",
        ),
        Mistake(
            "divided-twice",
            lambda y_true, z: difference(y_true, z) / len(z) ** 2,
            "p − y is divided by n twice. Once is right.",
        ),
        Mistake(
            "labels-forgotten",
            lambda y_true, z: softmax(z) / len(z),
            "Those are the probabilities, divided by n. The labels are missing: take 1 away at the true "
            "class of each row.",
        ),
        Mistake(
            "softmax-forgotten",
            lambda y_true, z: (z - one_hot(y_true, z)) / len(z),
            "The one-hot rows are subtracted from the logits. Softmax comes first: p − y.",
        ),
        Mistake(
            "logarithms-for-probabilities",
            lambda y_true, z: (log_softmax(z) - one_hot(y_true, z)) / len(z),
            "The one-hot rows are subtracted from ln p. The gradient has p itself.",
        ),
        *LABEL_MISTAKES,
        Mistake(
            "label-part-not-averaged",
            lambda y_true, z: softmax(z) / len(z) - one_hot(y_true, z),
            "Only p is divided by n. Brackets are missing: (p − y)/n.",
        ),
        Mistake(
            "probabilities-not-averaged",
            lambda y_true, z: softmax(z) - one_hot(y_true, z) / len(z),
            "Only y is divided by n: `/` comes before `-`. Brackets are missing: (p − y)/n.",
        ),
        Mistake(
            "with-respect-to-the-probabilities",
            lambda y_true, z: -one_hot(y_true, z) / softmax(z) / len(z),
            "That is −y/(n p), the gradient with respect to the probabilities. It has still to go through "
            "the Jacobian of softmax; what comes out is (p − y)/n.",
        ),
        Mistake(
            "of-the-probability",
            lambda y_true, z: _jacobian_rows(y_true, z) / len(z),
            "That is how the probability of the true class answers to the logits. The loss is −ln of it, "
            "which brings a factor −1/p: (p − y)/n is left.",
        ),
        Mistake(
            "of-the-probability-not-averaged",
            _jacobian_rows,
            "That is how the probability of the true class answers to the logits. The loss is −ln of it, "
            "which brings a factor −1/p, and the cost is an average: (p − y)/n.",
        ),
        *(
            Mistake(
                id_,
                chain,
                "Right on ordinary logits, but where a probability is rounded to 0, the slope of the "
                "logarithm times the Jacobian is ∞ · 0 or 0/0. On paper p cancels: use (p − y)/n.",
                kind="fragile",
            )
            for id_, chain in (
                ("divides-by-the-probability", _chain),
                ("divides-by-all-probabilities", _chain_of_rows),
            )
        ),
        Mistake(
            "softmax-derived-twice",
            lambda y_true, z: difference(y_true, z) * softmax(z) * (1 - softmax(z)) / len(z),
            "p − y is multiplied with p(1 − p). The derivative of softmax is in p − y already.",
        ),
        Mistake(
            "softmax-derived-twice-not-averaged",
            lambda y_true, z: difference(y_true, z) * softmax(z) * (1 - softmax(z)),
            "p − y is multiplied with p(1 − p). The derivative of softmax is in p − y already; what is "
            "missing is the division by n.",
        ),
        Mistake(
            "doubled",
            lambda y_true, z: 2 * difference(y_true, z) / len(z),
            "A factor 2 stands before p − y. It belongs to squared errors; the log loss has none.",
        ),
        Mistake(
            "sigmoids",
            lambda y_true, z: (sigmoid(z) - one_hot(y_true, z)) / z.size,
            "That is the gradient for several labels an example, with a sigmoid for each entry. Here each "
            "row has one true class: softmax.",
        ),
        Mistake(
            "summed-over-the-batch",
            lambda y_true, z: np.sum(difference(y_true, z), axis=0) / len(z),
            "The rows are added up; that is the gradient of a bias. Each logit has an entry of its own, "
            "(n, k).",
        ),
        Mistake(
            "first-row-only",
            lambda y_true, z: difference(y_true, z)[0] / len(z),
            "Only the first row comes back: the `return` stands inside the loop, or `[0]` picks one row.",
        ),
        Mistake(
            "true-entries-as-a-vector",
            lambda y_true, z: (softmax(z)[np.arange(len(z)), y_true] - 1) / len(z),
            "Only the entries of the true classes come back, (n,). All n · k logits have an entry.",
        ),
        Mistake(
            "cost",
            softmax_cross_entropy,
            "That is the cost, or the cost comes first of two values. Return the gradient alone.",
        ),
        Mistake(
            "integer-buffer",
            _into_a_copy,
            "`np.zeros_like(z)` makes an array of the type of z. When z holds integers, the gradient is "
            "cut to integers. Make it with `np.zeros(z.shape)`.",
        ),
    ),
    also_correct=(
        _in_place,
        _by_loops,
        _through_the_jacobian,
        _of(softmax),
        lambda y_true, z: (difference(y_true, z) / len(z), softmax_cross_entropy(y_true, z)),
        lambda y_true, z: (np.exp(log_softmax(z)) - (y_true[:, None] == np.arange(z.shape[1]))) / len(y_true),
        lambda y_true, z: numerical_gradient(lambda z: softmax_cross_entropy(y_true, z), z.astype(float)),
        lambda y_true, z: 1 / z.shape[0] * np.subtract(softmax(z), np.identity(z.shape[1])[y_true]),
    ),
    hints=(
        "The gradient is p − y for each example, p the probabilities and y the one-hot row. The cost is an "
        "average, and so is its gradient.",
        "Compute softmax, take 1 away at the true class of each row, divide the whole array by n.",
        "`p = ...`, `p[np.arange(len(z)), y_true] -= 1`, then divide by `len(z)`",
    ),
)
