"""What the exercises of lesson 07 share: inputs, tolerances and extreme logits."""

import numpy as np

from dlteach.autograder import Case
from dlteach.exercises.cross_entropy.shared import EPSILONS

LESSON = "07_softmax"
EPS = (1e-300, 1e-100, 1e-20, 2.220446049250313e-16, *EPSILONS[:-1])  # too small to show in a logarithm
RTOL = 1e-5  # a sum of exponentials with an epsilon of 1e-6 in it is right
MILD = np.array([[0.25, -0.5, 1.0], [-0.25, 0.75, 0.125]])  # exact in float32, beside 1000 too
FOR_A_ROW = (
    "Vectors of shape (k,) are refused. With one row of logits there is one axis: "
    "no `axis=1`, and `z.max()` is the largest logit."
)


def logits(rng, n, k, size=3.0):
    return rng.uniform(-size, size, size=(n, k))


def columns(z):
    """Softmax along axis 0, stable."""
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


def one_hot(y_true, z):
    return np.eye(z.shape[1])[y_true]


def logit_cases(rng, size=3.0):
    """Rows of logits, the smallest first; the last class of none is always the likeliest."""
    yield Case((np.array([[0.5, 0.5]]),), "two equal logits")
    yield Case((np.array([[0.3, 1.0, -0.5, 0.8]]),), "one example")
    yield Case((np.array([[1.0, 0.0], [0.0, 1.0]]),), "two examples")
    yield Case((np.array([[2, 1, -1, 3], [0, -2, 1, 1]]),), "integers")
    yield Case((logits(rng, 3, 3, size),), "as many classes as examples")
    yield Case((-np.abs(logits(rng, 4, 3, size)) - 0.1,), "negative logits")
    yield Case((logits(rng, 4, 1, size),), "a single class")
    for n, k in ((5, 4), (2, 5), (7, 3)):
        yield Case((logits(rng, n, k, size),))


EXTREME_LOGITS = (
    (MILD + 1000, "logits around 1000"),
    (MILD - 1000, "logits around −1000"),
    (MILD - 500, "logits around −500"),
    (np.array([[0.0, 1.0], [-2000.0, -2001.0]]), "one row 2000 below the other"),
    (np.array([[1e4, -1e4, 0.0]]), "logits of ±10000 in one row"),
    (np.array([[0.0, 0.0, 3000.0], [-1e4, -1e4, -1e4]]), "logits far apart, and logits all at −10000"),
)
