"""Data and weights that a seed draws: for a model in one process and its check in another.

Biases are positive, so that no relu is dead from the start.
"""

import numpy as np

BEHIND = -3.0  # the last bias before a classifier is trained: far from the classes it will be shown


def weights_of(shapes, seed):
    """Weights that depend on the seed and on their shapes alone, so that equal models get equal weights."""
    draw = np.random.default_rng([seed, *(size for shape in shapes for size in shape)])
    kernel, *rest = (draw.normal(size=shape) / np.sqrt(max(shape[0], 1)) for shape in shapes)
    return [kernel, *(np.abs(one) for one in rest)]


def yes_or_no(seed, features):
    """Examples, and whether each belongs to a class; a third of them do."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(21, features)), rng.permutation(np.arange(21) % 3 == 0).astype(float)


def pairs(seed, left_dim, right_dim):
    """Nine examples, each of a left and a right part."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(9, left_dim)), rng.normal(size=(9, right_dim))
