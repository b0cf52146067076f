"""A claim that is true: a perfect prediction has loss 0."""

import numpy as np

from dlteach.exercises.check_the_notes.claim import Claim, Stray, claim_exercise
from dlteach.exercises.debugging import Hiding

NO_BATCH = (
    "should give labels y_true, each 0 or 1, and probabilities y_pred, as many as labels and each from 0 to "
    "1, as the evidence"
)


def _labels_and_probabilities(*evidence):
    if len(evidence) != 2:
        raise ValueError(NO_BATCH)
    y_true, y_pred = (np.atleast_1d(np.asarray(part, dtype=float)) for part in evidence)
    in_range = np.all((y_pred >= 0) & (y_pred <= 1)) and np.all((y_true == 0) | (y_true == 1))
    if y_true.shape != y_pred.shape or y_true.size == 0 or not in_range:
        raise ValueError(NO_BATCH)
    return y_true, y_pred


def _perfect_with_both_labels(y_true, y_pred):
    return np.array_equal(y_true, y_pred) and set(y_true.ravel().tolist()) == {0.0, 1.0}


PERFECT_PREDICTION = claim_exercise(
    Claim(
        name="claim_perfect_prediction",
        section="A test that could fail",
        holds=True,
        wants="two lists of equal length, y_true and y_pred",
        read=_labels_and_probabilities,
        decides=_perfect_with_both_labels,
        shows=([1, 0, 1], [1.0, 0.0, 1.0]),
        also_shows=(
            (np.array([0, 1]), np.array([0.0, 1.0])),
            ([[0, 1, 0]], [[0.0, 1.0, 0.0]]),
            (np.array([True, False]), np.array([1, 0])),
        ),
        hides=(
            Hiding(
                "only-label-1",
                lambda: ([1, 1], [1.0, 1.0]),
                "With label 1 alone, only the term −y ln p is tested: a formula without the other term "
                "would pass too. Let a label 0 be among them.",
                lambda y_true, y_pred: np.array_equal(y_true, y_pred) and bool(np.all(y_true == 1)),
            ),
            Hiding(
                "only-label-0",
                lambda: ([0], [0.0]),
                "With label 0 alone, only the term −(1 − y) ln(1 − p) is tested: a formula without the other "
                "term would pass too. Let a label 1 be among them.",
                lambda y_true, y_pred: np.array_equal(y_true, y_pred) and bool(np.all(y_true == 0)),
            ),
            Hiding(
                "labels-exchanged",
                lambda: ([1, 0], [0.0, 1.0]),
                "Each prediction is the opposite of its label. `y_pred` is the probability of label 1, so a "
                "perfect one is 1 for label 1 and 0 for label 0.",
                lambda y_true, y_pred: np.array_equal(y_true, 1 - y_pred),
            ),
            Hiding(
                "not-perfect",
                lambda: ([1, 0], [0.9, 0.1]),
                "These predictions are good but not perfect, so their loss is above 0, and the claim says "
                "nothing about them. A perfect prediction gives its label the probability 1.",
            ),
        ),
        own_evidence="You refute the claim. Did your code print `nan`? That is 0 · ln 0 of the term that the "
        "label switches off; it counts as 0, as lesson 03 shows. The other term is −ln 1 = 0.",
        no_evidence="You refute the claim, but your predictions do not break it: the claim is about perfect "
        "ones only, p = 1 for label 1 and p = 0 for label 0. And `nan` from 0 · ln 0 counts as 0.",
        hints=(
            "The loss of an example is −ln of the probability that was given to the truth.",
            "Give label 1 the probability 1, label 0 the probability 0, and let "
            "`dlteach.functions.binary_cross_entropy` compute the loss. Which labels test both terms?",
            "`return ..., ([1, ...], [1.0, ...])` with both labels",
        ),
        strays=(
            Stray(
                "no-batch",
                ([1, 0], [1.0, 0.0, 1.0]),
                "The evidence should be labels and as many probabilities, in this order: y_true, each 0 or "
                "1, and y_pred, each from 0 to 1.",
            ),
        ),
    )
)
