"""Exercise: from logits to any number of labels, a yes-or-no question for each entry."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.softmax.classes import SECTION
from dlteach.exercises.softmax.shared import LESSON, one_hot
from dlteach.functions import predict_labels, sigmoid, softmax

DECISION = "sigmoid(z) >= as_number(threshold, 'predict_labels: threshold')"


def _label_cases(rng):
    def away_from_zero(n, k):
        return rng.choice([-1.0, 1.0], size=(n, k)) * rng.uniform(0.1, 3, size=(n, k))

    yield Case((np.array([[2.0, -1.0, 0.3]]),), "one example with two labels")
    yield Case((np.array([[0.2, 0.4], [-0.3, 0.45]]),), "logits between 0 and 0.5")
    yield Case((np.array([[0.52, 0.9, -0.3, 0.7]]),), "logits between 0 and 1")
    yield Case((np.array([[0.05, -0.05, 0.004], [-0.004, 0.09, -0.09]]),), "logits close to 0")
    yield Case((np.array([[-1.0, -2.0, -0.2], [1.0, 1.2, 0.7]]),), "no label, and all of them")
    yield Case((np.array([[2, 1, -1, 3], [-3, -1, -2, 1]]),), "integers")
    yield Case((np.array([[0.6], [-0.6], [1.5]]),), "a single label")
    yield Case((away_from_zero(3, 3),), "as many labels as examples")
    for n, k in ((5, 4), (2, 5), (7, 3), (6, 2)):
        yield Case((away_from_zero(n, k),))
    yield Case((np.array([[1e4, -1e4], [800.0, -800.0]]),), "logits of ±10000", extreme=True)


def _with_math(z):
    return [[1 if 1 / (1 + math.exp(-v)) >= 0.5 else 0 for v in row] for row in z]


def _by_loops(z):
    labels = np.zeros(z.shape, dtype=int)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            if z[i, j] > 0:
                labels[i, j] = 1
    return labels


def _naive_sigmoid(z):
    return 1 / (1 + np.exp(-z))


PREDICT_LABELS = Exercise(
    name="predict_labels",
    lesson=LESSON,
    section=SECTION,
    reference=predict_labels,
    cases=_label_cases,
    laws=(
        Law("an answer is 0 or 1", lambda args, value: set(np.unique(value)) <= {0, 1}),
        Law(
            "every entry is a question of its own: a logit above 0 is a yes, whatever stands beside it",
            lambda args, value: np.array_equal(np.asarray(value) > 0.5, args[0] > 0),
        ),
    ),
    mistakes=(
        Mistake(
            "at-least-one-label",
            lambda z: (z > 0) | ((z == z.max(axis=1, keepdims=True)) & np.all(z <= 0, axis=1, keepdims=True)),
            "A row without a yes gets one for its largest logit. Each label is a question of its own: none "
            "of them may apply.",
        ),
        Mistake(
            "first-label-only",
            lambda z: np.where(np.arange(z.shape[1]) == 0, z > 0, False),
            "Only the first column is decided, the others stay 0. Every entry gets an answer.",
        ),
        Mistake(
            "one-answer-for-each-row",
            lambda z: np.mean(sigmoid(z), axis=1) > 0.5,
            "There is one answer for each row. Every entry is a question of its own: keep the shape (n, k).",
        ),
        Mistake(
            "places-of-the-yes",
            lambda z: np.where(z > 0)[0],
            "`np.where` with one argument returns places. Give it two values too, `np.where(z > 0, 1, 0)`.",
        ),
        Mistake(
            "logit-against-one-half",
            lambda z: (z > 0.5).astype(int),
            "The logits are compared with 0.5. One half is the border for the probability σ(z); for the "
            "logit it is 0.",
        ),
        Mistake(
            "logit-against-one",
            lambda z: (z >= 1).astype(int),
            "The logits are compared with 1. The border is σ(z) = 0.5, which is z = 0.",
        ),
        Mistake(
            "logits-rounded",
            lambda z: np.round(z),
            "The logits are rounded. Round the probabilities σ(z), or compare the logit with 0.",
        ),
        Mistake(
            "softmax-for-sigmoid",
            lambda z: (softmax(z) > 0.5).astype(int),
            "Softmax makes the labels of a row compete, so at most one is above one half. Here each is a "
            "question of its own: a sigmoid for each entry.",
        ),
        Mistake(
            "softmax-of-the-matrix",
            lambda z: (np.exp(z) / np.sum(np.exp(z)) > 0.5).astype(int),
            "Softmax over the whole matrix makes all entries compete. Here each is a question of its own: a "
            "sigmoid for each entry.",
        ),
        Mistake(
            "softmax-against-its-share",
            lambda z: (softmax(z) >= 1 / z.shape[1]).astype(int),
            "A probability is compared with 1/k, the share of each in a softmax. Here each entry is a "
            "question of its own: σ(z) against one half.",
        ),
        Mistake(
            "likeliest-only",
            lambda z: one_hot(np.argmax(z, axis=1), z).astype(int),
            "Each row has one label, the largest. An example may have several labels, or none.",
        ),
        Mistake(
            "class-numbers",
            lambda z: np.argmax(z, axis=1),
            "That is one class for each row. A 0 or 1 for every entry is asked for, shape (n, k).",
        ),
        Mistake(
            "probabilities",
            sigmoid,
            "Those are the probabilities. Decide: 1 where they are above one half, otherwise 0.",
        ),
        Mistake(
            "probabilities-kept",
            lambda z: np.where(sigmoid(z) > 0.5, sigmoid(z), 0),
            "Where the answer is yes, the probability is kept. Put a 1 there.",
        ),
        Mistake(
            "logits-kept",
            lambda z: np.maximum(z, 0),
            "Where the answer is yes, the logit is kept. Put a 1 there.",
        ),
        Mistake(
            "plus-and-minus-one",
            np.sign,
            "A no is −1 here. In this course it is 0.",
            kind="convention",
        ),
        Mistake(
            "exchanged",
            lambda z: (z < 0).astype(int),
            "Yes and no are exchanged. Either the comparison is turned round, or the sigmoid is 1/(1 + "
            "exp(z)), without its minus.",
        ),
        Mistake(
            "always-yes",
            lambda z: np.ones(z.shape),
            "Every answer is yes. A sigmoid of a sigmoid is always above one half, and so is one of a "
            "softmax: apply it once, to the logits.",
        ),
        Mistake(
            "always-no",
            lambda z: np.zeros(z.shape),
            "Every answer is no. `astype(int)` cuts a probability of 0.9 to 0: compare with one half first.",
        ),
        Mistake(
            "tanh",
            lambda z: (np.tanh(z) > 0.5).astype(int),
            "tanh runs from −1 to 1, so its middle is 0. The sigmoid has its middle at one half.",
        ),
        Mistake(
            "against-the-mean-of-the-row",
            lambda z: (z > np.mean(z, axis=1, keepdims=True)).astype(int),
            "Each logit is compared with its row's mean. Whether an example has a label does not depend on "
            "the other labels: compare σ(z) with one half.",
        ),
        Mistake(
            "against-the-mean",
            lambda z: (z > np.mean(z)).astype(int),
            "Each logit is compared with the mean of all. The border is σ(z) = 0.5, which is z = 0.",
        ),
        Mistake(
            "threshold-0.7",
            lambda z: (sigmoid(z) >= 0.7).astype(int),
            "The border is higher than one half, so some labels are missed.",
        ),
        Mistake(
            "counts",
            lambda z: np.sum(z > 0, axis=1),
            "That counts the labels of each row. A 0 or 1 for every entry is asked for, shape (n, k).",
        ),
        Mistake(
            "any-label",
            lambda z: np.any(z > 0, axis=1).astype(int),
            "That says whether a row has any label. A 0 or 1 for every entry is asked for, shape (n, k).",
        ),
        Mistake(
            "first-row-only",
            lambda z: (z[0] > 0).astype(int),
            "Only the first row comes back: the `return` stands inside the loop, or `[0]` picks one row.",
        ),
        Mistake(
            "last-row-only",
            lambda z: (z[-1] > 0).astype(int),
            "Only the last row comes back: every round of the loop writes over the one before.",
        ),
        Mistake(
            "math-exp-overflows",
            _with_math,
            "Right on ordinary logits, but `math.exp(10000)` raises an OverflowError. Compare the logit "
            "with 0, or use `np.exp`.",
            kind="fragile",
        ),
        Mistake(
            "infinity-by-infinity",
            lambda z: (np.exp(z) / (1 + np.exp(z)) >= 0.5).astype(int),
            "Right on ordinary logits, but for z = 800 this is ∞/∞, nan, and nan is never above one half. "
            "1/(1 + exp(−z)) has no such place, and z > 0 asks the same question.",
            kind="fragile",
        ),
    ),
    also_correct=(
        _by_loops,
        lambda z: z > 0,
        lambda z: np.where(_naive_sigmoid(z) > 0.5, 1, 0),
        lambda z: np.round(_naive_sigmoid(z)),
        lambda z: (_naive_sigmoid(z) >= 0.5).astype(float),
        lambda z: [[int(v >= 0) for v in row] for row in z],
        lambda z: ((sigmoid(z) >= 0.5) * 1, sigmoid(z)),
        lambda z: np.heaviside(z, 1),
        lambda z: np.vectorize(lambda v: 1 if v > 0 else 0)(z),
    ),
    hints=(
        "Each column is a yes-or-no question. Its probability is the sigmoid of its logit, whatever the "
        "others are.",
        "σ(z) is one half at z = 0. Compare, then turn True and False into 1 and 0.",
        "`(1 / (1 + np.exp(-z)) >= ...).astype(int)`",
    ),
    survivors={
        f"`{DECISION}` becomes `{DECISION.replace('>=', '>')}`": "no probability is exactly one half",
    },
)
