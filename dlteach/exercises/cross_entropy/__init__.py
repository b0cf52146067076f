"""Exercises of lesson 03: surprise on average, for distributions, for labels and from logits."""

from dlteach.exercises.cross_entropy.binary import BINARY
from dlteach.exercises.cross_entropy.classes import CATEGORICAL, SPARSE
from dlteach.exercises.cross_entropy.entropies import CROSS_ENTROPY, ENTROPY
from dlteach.exercises.cross_entropy.given_mistake import SPARSE_FAILING_INPUT, SPARSE_MENDED
from dlteach.exercises.cross_entropy.logits import BINARY_FROM_LOGITS
from dlteach.exercises.cross_entropy.questions import QUESTIONS

EXERCISES = (
    ENTROPY,
    CROSS_ENTROPY,
    BINARY,
    CATEGORICAL,
    SPARSE,
    BINARY_FROM_LOGITS,
    SPARSE_FAILING_INPUT,
    SPARSE_MENDED,
)

__all__ = ["EXERCISES", "QUESTIONS"]
