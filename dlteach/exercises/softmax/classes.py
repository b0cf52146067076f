"""Exercise: from logits to a decision, one class for each example."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.softmax.fragile_softmaxes import max_of_the_matrix
from dlteach.exercises.softmax.shared import LESSON, logits, one_hot
from dlteach.exercises.softmax.wrong_softmaxes import overflowing
from dlteach.functions import predict_classes, sigmoid, softmax

SECTION = "One label or several"


def _class_cases(rng):
    yield Case((np.array([[0.1, 2.0, -1.0]]),), "one example")
    yield Case((np.array([[0.1, 2.0, -1.0], [5.0, 2.0, 0.0]]),), "two examples")
    yield Case((np.array([[-3.0, -1.0, -2.0, -1.5], [-0.5, -4.0, -0.6, -0.7]]),), "negative logits")
    yield Case((np.array([[2, 1, -1, 3], [0, -7, 1, 2], [4, 0, 3, -1]]),), "integers")
    yield Case((np.array([[0.3, 0.3, 0.4], [0.4, 0.25, 0.35]]),), "probabilities, none above one half")
    yield Case(
        (np.array([[1.0, 3.0, 2.0], [9.0, 4.0, 5.0], [6.0, 8.0, 7.0]]),), "as many classes as examples"
    )
    yield Case((np.array([[0.5], [-1.0], [2.0]]),), "a single class")
    yield Case((np.array([[0.2, 1.0], [0.4, 3.0], [0.1, 2.0]]),), "a batch of one class")
    for n, k in ((5, 4), (2, 5), (8, 3), (6, 2)):
        yield Case((logits(rng, n, k),))
    steps = np.array([[0.0], [0.0], [0.01], [0.001], [0.0001]])
    close = np.array([[0.6, 0.9, 0.8]] * 5) * [[1], [-0.1], [0], [0], [0]] + steps * [[1, 3, 2]]
    yield Case((close,), "logits that differ in a late decimal")
    yield Case((np.array([[1000.0, 1002.0, 1001.0], [1.0, 3.0, 2.0]]),), "logits around 1000", extreme=True)
    yield Case((np.array([[-1002.0, -1000.0], [-1e4, -9e3]]),), "very negative logits", extreme=True)
    yield Case((np.array([[0.0, 50.0, 60.0], [-90.0, -80.0, -70.0]]),), "logits of 50 and 60", extreme=True)
    yield Case((np.array([[0.0, 1.0], [-2001.0, -2000.0]]),), "one row 2000 below the other", extreme=True)


def _class_by_class(z):
    classes = []
    for row in z:
        best = 0
        for j in range(len(row)):
            if row[j] > row[best]:
                best = j
        classes.append(best)
    return classes


def _majority(z):
    return np.argmax(softmax(z) > 0.5, axis=1)


def _last_seen(z):
    """The last entry larger than the one before, a comparison with the neighbour only."""
    return [max([j for j in range(1, len(row)) if row[j] > row[j - 1]], default=0) for row in z]


def _middle(z):
    order = np.argsort(z, axis=1)
    return order[:, max(z.shape[1] - 2, 0)]


PREDICT_CLASSES = Exercise(
    name="predict_classes",
    lesson=LESSON,
    section=SECTION,
    reference=predict_classes,
    cases=_class_cases,
    laws=(
        Law(
            "a class is a number from 0 to k − 1",
            lambda args, value: np.min(value) >= 0 and np.max(value) < args[0].shape[1],
        ),
        Law("each example has one class, n in all", lambda args, value: np.shape(value) == (len(args[0]),)),
    ),
    mistakes=(
        *(
            Mistake(
                f"rounded-to-{decimals}-first",
                lambda z, decimals=decimals: np.argmax(np.round(z, decimals), axis=1),
                f"The numbers are rounded to {decimals} decimals first. Logits that differ by less become "
                "equal, and the first of them wins. Leave `np.round` out.",
            )
            for decimals in (0, 1, 2, 3)
        ),
        Mistake(
            "row-numbers",
            lambda z: np.where(z == z.max(axis=1, keepdims=True))[0],
            "`np.where` gives row numbers first and column numbers second. Classes are columns: take `[1]`, "
            "or use `np.argmax(z, axis=1)`.",
        ),
        Mistake(
            "columns",
            lambda z: np.argmax(z, axis=0),
            "`axis=0` goes down the columns and finds the best example for each class. An example is a row: "
            "`axis=1`.",
            kind="convention",
        ),
        Mistake(
            "whole-matrix",
            np.argmax,
            "Without `axis`, `np.argmax` finds one place in the whole matrix. Each row needs its own: "
            "`axis=1`.",
        ),
        Mistake(
            "value-for-place",
            lambda z: np.max(z, axis=1),
            "Those are the largest logits themselves. Their places are asked for: `np.argmax`.",
        ),
        Mistake(
            "probability-for-place",
            lambda z: np.max(softmax(z), axis=1),
            "Those are the largest probabilities themselves. Their places are asked for: `np.argmax`.",
        ),
        Mistake(
            "probabilities",
            softmax,
            "Those are the probabilities. The place of the largest in each row is asked for: `np.argmax`.",
        ),
        Mistake(
            "smallest",
            lambda z: np.argmin(z, axis=1),
            "That is the class with the smallest logit. The largest logit has the largest probability.",
        ),
        Mistake(
            "largest-size",
            lambda z: np.argmax(np.abs(z), axis=1),
            "The absolute value is taken first, so a logit of −7 beats one of 2. The largest logit counts, "
            "sign and all.",
        ),
        Mistake(
            "second",
            _middle,
            "That is the class in the second place. After sorting, the largest stands last: `[:, -1]`.",
        ),
        Mistake(
            "order",
            lambda z: np.argsort(z, axis=1),
            "That is the order of all classes, k numbers for each row. The last one of each row is the "
            "answer.",
        ),
        Mistake(
            "places-in-the-order",
            lambda z: np.argsort(np.argsort(z, axis=1), axis=1)[:, -1],
            "That is the rank of the last class. `np.argmax` gives the place of the largest.",
        ),
        Mistake(
            "one-hot",
            lambda z: one_hot(np.argmax(z, axis=1), z),
            "Those are one-hot rows. The class numbers are asked for, shape (n,).",
        ),
        Mistake(
            "one-hot-by-comparison",
            lambda z: one_hot(np.argmax(z, axis=1), z).T,
            "Those are one-hot columns. The class numbers are asked for, shape (n,).",
        ),
        Mistake(
            "counted-from-one",
            lambda z: np.argmax(z, axis=1) + 1,
            "The classes are counted from 1. In this course, as in Python, they are counted from 0.",
            kind="convention",
        ),
        Mistake(
            "column",
            lambda z: np.argmax(z, axis=1)[:, None],
            "The classes are right, but stand in a column (n, 1). Beside labels of shape (n,) that "
            "compares every class with every label: return (n,).",
            kind="convention",
        ),
        Mistake(
            "row",
            lambda z: np.argmax(z, axis=1)[None, :],
            "The classes are right, but stand in a row (1, n). Return the shape of the labels, (n,).",
            kind="convention",
        ),
        Mistake(
            "majority",
            _majority,
            "Only a probability above one half counts, and class 0 is taken when there is none. With three "
            "or more classes the largest may be smaller: use `np.argmax` on the probabilities themselves.",
        ),
        Mistake(
            "majority-places",
            lambda z: np.where(softmax(z) > 0.5)[1],
            "Only rows with a probability above one half get a class. With three or more classes the "
            "largest may be smaller: `np.argmax(z, axis=1)` finds one in every row.",
        ),
        Mistake(
            "value-cut-to-integer",
            lambda z: np.max(z, axis=1).astype(int),
            "Those are the largest logits, cut to integers. Their places are asked for: `np.argmax`.",
        ),
        Mistake(
            "logits-against-one-half",
            lambda z: (z > 0.5).astype(int),
            "Each logit is compared with one half. One class for each row is asked for: `np.argmax`.",
        ),
        Mistake(
            "yes-or-no",
            lambda z: (softmax(z) > 0.5).astype(int),
            "Each entry is compared with one half, as for several labels. Here one class for each row is "
            "asked for: `np.argmax`.",
        ),
        Mistake(
            "first-row-only",
            lambda z: np.argmax(z[0]),
            "Only the class of the first row comes back: the `return` stands inside the loop, or `[0]` "
            "picks one row.",
        ),
        Mistake(
            "last-row-only",
            lambda z: np.argmax(z[-1]),
            "Only the class of the last row comes back: every round of the loop writes over the one before.",
        ),
        Mistake(
            "last-rise",
            _last_seen,
            "Each logit is compared with its neighbour. Compare it with the largest so far, or use "
            "`np.argmax`.",
        ),
        Mistake(
            "place-in-the-flat-matrix",
            lambda z: np.argmax(z, axis=1) + z.shape[1] * np.arange(len(z)),
            "The places are counted through the whole matrix. The class is the place within the row: "
            "`np.argmax(z, axis=1)`.",
        ),
        Mistake(
            "softmax-over-columns",
            lambda z: np.argmax(np.exp(z) / np.sum(np.exp(z), axis=0), axis=1),
            "A softmax over `axis=0` compares the examples of each class, so the largest of a row need not "
            "stay the largest. Use `axis=1`; for the class alone no softmax is needed.",
        ),
        Mistake(
            "softmax-overflows",
            lambda z: np.argmax(overflowing(z), axis=1),
            "Right on ordinary logits, but exp(1001) and exp(1002) are both infinite, and argmax takes the "
            "first. Softmax keeps the order, so the logits themselves do.",
            kind="fragile",
        ),
        Mistake(
            "sigmoid-saturates",
            lambda z: np.argmax(sigmoid(z), axis=1),
            "Right on ordinary logits, but the sigmoids of 50 and 60 are both exactly 1.0, and argmax "
            "takes the first. Use the logits themselves.",
            kind="fragile",
        ),
        Mistake(
            "max-of-the-whole-matrix",
            lambda z: np.argmax(max_of_the_matrix(z), axis=1),
            "Right on ordinary logits, but a row far below the others becomes all zeros or nan. Use the "
            "logits themselves, or subtract each row's own largest.",
            kind="fragile",
        ),
        Mistake(
            "starts-from-zero",
            lambda z: [max([0, *np.flatnonzero(row == max(row.max(), 0))]) for row in z],
            "The search starts with a largest value of 0, which no negative logit exceeds. Start with the "
            "first entry of the row.",
        ),
    ),
    also_correct=(
        _class_by_class,
        lambda z: np.argmax(softmax(z), axis=-1),
        lambda z: np.argsort(z, axis=1)[:, -1],
        lambda z: [row.index(max(row)) for row in z.tolist()],
        lambda z: z.T.argmax(0).astype(float),
        lambda z: np.array([np.where(row == row.max())[0][0] for row in z]),
        lambda z: (np.argmax(z, axis=1), softmax(z)),
        lambda z: np.apply_along_axis(np.argmax, 1, z),
    ),
    hints=(
        "The class is the place of the largest logit in the row. Softmax keeps the order, so it is not "
        "needed.",
        "`np.argmax` gives a place. Tell it to look within each row.",
        "`np.argmax(z, axis=...)`",
    ),
)
