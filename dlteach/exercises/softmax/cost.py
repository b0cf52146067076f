"""Exercise: the log loss of a softmax, from logits and integer labels."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.cross_entropy.shared import TOLERANCE, of_an_average
from dlteach.exercises.softmax.fragile_softmaxes import FRAGILE
from dlteach.exercises.softmax.labelled import LABEL_MISTAKES, LABELLED_EXTREMES, labelled_cases, losses, pick
from dlteach.exercises.softmax.shared import EPS, LESSON, columns, one_hot
from dlteach.exercises.softmax.wrong_costs import COST_MISTAKES
from dlteach.exercises.softmax.wrong_softmaxes import (
    WRONG,
    as_columns,
    exponentials,
    mistakes_of,
    overflowing,
)
from dlteach.functions import log_softmax, sigmoid, softmax, softmax_cross_entropy

SECTION = "The loss looks at one probability"
DIRECT = "Pick the entries of the labels from z − max − ln Σ exp(z − max) instead."


def _cases(rng):
    yield from labelled_cases(rng)
    yield Case((np.array([1]), np.array([[50.0, 0.0]])), "logits 50 and 0, label 1", extreme=True)
    for y, z, note in LABELLED_EXTREMES:
        yield Case((y, z), note, extreme=True)


def _of(softmax_of):
    """The cost with another softmax in place of the right one."""
    return lambda y_true, z: np.mean(-np.log(pick(y_true, softmax_of(z))))


def _of_log(table_of):
    return lambda y_true, z: -np.mean(pick(y_true, table_of(z)))


def _by_loop(y_true, z):
    total = 0.0
    for label, row in zip(y_true, z):
        top = max(row)
        total += top + math.log(sum(math.exp(v - top) for v in row)) - row[label]
    return total / len(y_true)


def _with_gradient(y_true, z):
    shifted = z - np.max(z, axis=1, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    gradient = np.exp(log_p)
    gradient[np.arange(len(z)), y_true] -= 1
    return -np.sum(log_p[np.arange(len(z)), y_true]) / len(z), gradient / len(z)


def _with_one_hot(y_true, z):
    return -np.sum(one_hot(y_true, z) * log_softmax(z)) / z.shape[0]


SOFTMAX_CROSS_ENTROPY = Exercise(
    name="softmax_cross_entropy",
    lesson=LESSON,
    section=SECTION,
    reference=softmax_cross_entropy,
    cases=_cases,
    rtol=TOLERANCE,
    atol=TOLERANCE,
    laws=(
        Law("a cost of this kind is never negative", lambda args, value: value >= -1e-6),
        Law(
            "an average lies between the smallest and the largest of what is averaged, the losses −ln p",
            lambda args, value: (
                np.min(-log_softmax(args[1])) - 1e-4 <= value <= np.max(-log_softmax(args[1])) + 1e-4
            ),
        ),
    ),
    mistakes=(
        *of_an_average(losses),
        Mistake(
            "logarithm-of-softmax",
            _of(softmax),
            "Right on ordinary logits, but the probability of a hopeless class is rounded to 0, and −ln 0 is "
            f"infinite. {DIRECT}",
            kind="fragile",
        ),
        *(
            Mistake(
                f"logarithm-of-softmax-beside-{eps:g}",
                lambda y_true, z, eps=eps: np.mean(-np.log(pick(y_true, softmax(z)) + eps)),
                f"The {eps:g} keeps ln 0 away, but puts a lid on the loss: for logits 10000 and 0 and label "
                f"1 it is 10000. {DIRECT}",
                kind="fragile",
            )
            for eps in EPS
        ),
        *(
            Mistake(
                f"overflow-beside-{eps:g}",
                lambda y_true, z, eps=eps: np.mean(-np.log(pick(y_true, overflowing(z)) + eps)),
                f"The {eps:g} keeps ln 0 away, but exp(1000) is infinite, and ∞/∞ is nan before the "
                f"logarithm is reached. {DIRECT}",
                kind="fragile",
            )
            for eps in EPS
        ),
        *(
            Mistake(
                f"epsilon-of-{eps:g}",
                lambda y_true, z, eps=eps: np.mean(-np.log(pick(y_true, softmax(z)) + eps)),
                f"The {eps:g} inside the logarithm is so large that it shows in the result. {DIRECT}",
                kind="convention",
            )
            for eps in (1e-5, 1e-4, 1e-3)
        ),
        Mistake(
            "zero-times-log-zero",
            lambda y_true, z: -np.sum(one_hot(y_true, z) * np.log(softmax(z))) / len(z),
            "Right on ordinary logits, but where a probability is rounded to 0, the one-hot row multiplies "
            f"−∞ with 0, and that is nan. {DIRECT}",
            kind="fragile",
        ),
        Mistake(
            "overflow-and-zero-times-log-zero",
            lambda y_true, z: -np.sum(one_hot(y_true, z) * np.log(overflowing(z))) / len(z),
            "Right on ordinary logits, but exp(1000) is infinite, ∞/∞ is nan, and one nan spoils the sum. "
            f"{DIRECT}",
            kind="fragile",
        ),
        *mistakes_of(_of, WRONG, leave_out=("exponential-missing-below", "exponential-missing-above")),
        as_columns(_of),
        *mistakes_of(_of, FRAGILE, "fragile", leave_out=("logarithm-of-the-sum-overflows",)),
        Mistake(
            "sum-overflows",
            _of_log(lambda z: z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))),
            "Right on ordinary logits, but the sum of exp(z) overflows before its logarithm is taken. "
            "Subtract each row's largest logit first, and use the shifted logits in both terms.",
            kind="fragile",
        ),
        Mistake(
            "max-of-the-whole-matrix-in-the-logarithm",
            _of_log(lambda z: z - np.max(z) - np.log(np.sum(np.exp(z - np.max(z)), axis=1, keepdims=True))),
            "The largest logit of the whole matrix is subtracted. In a row that lies 2000 below the others "
            "the sum of the exponentials is then 0, and −ln 0 is infinite. Each row needs its own largest "
            "logit.",
            kind="fragile",
        ),
        Mistake(
            "max-lost",
            _of_log(lambda z: z - np.log(np.sum(exponentials(z), axis=1, keepdims=True))),
            "The largest logit is subtracted inside the sum only. Use z − max for the true class as well, or "
            "add max to the logarithm of the sum.",
        ),
        Mistake(
            "logarithm-of-the-sum-missing",
            _of_log(lambda z: z),
            "That is the average of −z at the true class. The loss is −z + ln Σ exp(z).",
        ),
        Mistake(
            "shifted-only",
            _of_log(lambda z: z - np.max(z, axis=1, keepdims=True)),
            "The largest logit is gone, but ln Σ exp(z − max) is missing.",
        ),
        Mistake(
            "softmax-forgotten",
            lambda y_true, z: np.mean(-np.log(pick(y_true, z))),
            "The logits go into the logarithm as they are, and the logarithm of a negative number is nan. "
            "Softmax comes first.",
        ),
        *(
            Mistake(
                f"softmax-forgotten-clipped-at-{eps:g}",
                lambda y_true, z, eps=eps: np.mean(-np.log(np.clip(pick(y_true, z), eps, 1 - eps))),
                "The logits are clipped to the range of probabilities and go into the logarithm. Softmax "
                "comes first.",
            )
            for eps in EPS
        ),
        Mistake(
            "mean-over-all-entries",
            lambda y_true, z: -np.mean(one_hot(y_true, z) * log_softmax(z)),
            "The average divides by n · k, all entries, but only one entry of each row counts. Divide by "
            "the n examples.",
        ),
        Mistake(
            "divided-by-classes",
            lambda y_true, z: np.sum(losses(y_true, z)) / z.shape[1],
            "The sum is divided by the number of classes, `z.shape[1]`. Divide by the number of examples, "
            "`len(z)`.",
        ),
        Mistake(
            "labels-ignored",
            lambda y_true, z: -np.sum(log_softmax(z)) / len(z),
            "All classes are added up, whatever the label. Only the true class counts.",
        ),
        Mistake(
            "labels-ignored-averaged",
            lambda y_true, z: -np.mean(log_softmax(z)),
            "This averages over all classes, whatever the label. Only the true class counts.",
        ),
        Mistake(
            "likeliest-class",
            lambda y_true, z: -np.mean(np.max(log_softmax(z), axis=1)),
            "This takes the class that was predicted, the largest of each row. The loss looks at the true "
            "class, which `y_true` names.",
        ),
        Mistake(
            "error-rate",
            lambda y_true, z: np.mean(z.argmax(axis=1) != y_true),
            "That is the share of wrong decisions: argmax forgets how sure the prediction was. Use −ln p.",
        ),
        *LABEL_MISTAKES,
        *COST_MISTAKES,
        Mistake(
            "binary-formula",
            lambda y_true, z: (
                -np.sum(np.log(np.where(one_hot(y_true, z) == 1, softmax(z), 1 - softmax(z)))) / len(z)
            ),
            "The term (1 − y) ln(1 − p) is for yes-or-no questions. With one true class in each row only "
            "ln p of that class counts.",
        ),
        Mistake(
            "binary-formula-on-sigmoids",
            lambda y_true, z: np.mean(-np.log(np.where(one_hot(y_true, z) == 1, sigmoid(z), sigmoid(-z)))),
            "That is the binary cross-entropy, a sigmoid for each entry, as for several labels an example. "
            "Here each row has one true class: softmax.",
        ),
        Mistake(
            "quadratic",
            lambda y_true, z: np.mean(np.sum((one_hot(y_true, z) - softmax(z)) ** 2, axis=1)),
            "That is the squared error of each row. The loss is −ln of the probability of the true class.",
        ),
        Mistake(
            "half",
            lambda y_true, z: np.mean(losses(y_true, z)) / 2,
            "A factor ½ stands before the cost. It belongs to the quadratic cost; here is none.",
        ),
        Mistake(
            "columns-and-their-mean",
            lambda y_true, z: -np.sum(np.log(pick(y_true, columns(z)))),
            "The softmax runs over `axis=0`, and the losses are summed. Examples are rows, and the cost is "
            "their average.",
        ),
        Mistake(
            "arguments-exchanged",
            lambda y_true, z: np.mean(-np.log(pick(z, softmax(np.max(y_true, axis=1))))),
            "The labels are not what the code takes them for: `y_true` comes first and holds class numbers, "
            "shape (n,), and z holds the logits, (n, k). Neither are the labels one-hot rows.",
            kind="convention",
        ),
    ),
    also_correct=(
        _by_loop,
        _with_gradient,
        _with_one_hot,
        lambda y_true, z: np.mean(np.logaddexp.reduce(z, axis=1) - pick(y_true, z)),
        lambda y_true, z: -np.take_along_axis(log_softmax(z), y_true[:, None], axis=1).mean(),
        lambda y_true, z: [[float(np.mean(losses(y_true, z)))]],
        lambda y_true, z: np.average([losses(y_true[i : i + 1], z[i : i + 1])[0] for i in range(len(z))]),
        lambda y_true, z: -np.einsum("nk,nk->", one_hot(y_true, z), log_softmax(z)) / len(y_true),
        lambda y_true, z: -sum(log_softmax(z)[i][int(label)] for i, label in enumerate(y_true)) / len(y_true),
    ),
    hints=(
        "The loss of an example is −ln of the probability of its true class, and ln p is what `log_softmax` "
        "gives.",
        "Compute all logarithms z − max − ln Σ exp(z − max), pick one from each row by row numbers and "
        "labels, turn the sign, average.",
        "`log_p = ...`, then `return -np.mean(log_p[np.arange(len(y_true)), y_true])`",
    ),
)
