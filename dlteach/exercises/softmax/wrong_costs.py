"""Mistakes in the cost of a softmax: another formula, labels in the wrong place, a nan let through."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.softmax.labelled import pick
from dlteach.exercises.softmax.shared import one_hot
from dlteach.functions import log_softmax, softmax

EXCHANGED = (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5)


def _binary_formula(y_true, z):
    y, p = one_hot(y_true, z), softmax(z)
    return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(z)


def _log_of_the_sum(z):
    return np.log(np.sum(np.exp(z - z.max(axis=1, keepdims=True)), axis=1)) + z.max(axis=1)


COST_MISTAKES = (
    Mistake(
        "binary-formula-and-zero-times-log-zero",
        _binary_formula,
        "The term (1 − y) ln(1 − p) is for yes-or-no questions. With one true class in each row only ln p of "
        "that class counts.",
    ),
    Mistake(
        "softmax-forgotten-in-a-sum",
        lambda y_true, z: -np.sum(one_hot(y_true, z) * np.log(z)) / len(z),
        "The logits go into the logarithm as they are, and the logarithm of a negative number is nan. "
        "Softmax comes first.",
    ),
    *(
        Mistake(
            f"labels-in-the-logarithm-beside-{eps:g}",
            lambda y_true, z, eps=eps: -np.sum(softmax(z) * np.log(one_hot(y_true, z) + eps)) / len(z),
            "Labels and probabilities have changed places: the logarithm is taken of the labels. It is "
            "−Σ y ln p.",
        )
        for eps in EXCHANGED
    ),
    Mistake(
        "logarithm-of-the-sum-alone",
        lambda y_true, z: np.mean(_log_of_the_sum(z)),
        "That is ln Σ exp(z) alone, the same whatever the label. Take the logit of the true class away: "
        "ln Σ exp(z) − z.",
    ),
    Mistake(
        "logarithm-of-the-sum-of-probabilities",
        lambda y_true, z: -np.log(np.sum(pick(y_true, softmax(z)))) / len(z),
        "The probabilities are added up before the logarithm. First −ln p for each example, then the "
        "average.",
    ),
    Mistake(
        "probabilities-of-the-truth-added",
        lambda y_true, z: -np.mean(pick(y_true, softmax(z)) * pick(y_true, log_softmax(z))),
        "Each −ln p is weighted with p, as in an entropy. The weight is the label, 1 for the true class.",
    ),
)
