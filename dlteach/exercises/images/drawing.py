"""How augmentations that draw random numbers are graded: three batches are drawn, then measured."""

import numpy as np


def batches_of(x, value):
    """The three batches as arrays, or a ValueError that says why they are none, for `Exercise.measure`."""
    if not (isinstance(value, list) and len(value) == 3):
        raise ValueError("should be a batch of images in each call")
    if any(batch is None for batch in value):
        raise ValueError("is None: is a `return` missing?")
    batches = [np.asarray(batch) for batch in value]
    for batch in batches:
        if batch.dtype.kind not in "fiu":
            raise ValueError(f"should be an array of numbers, got {batch.dtype}")
        if batch.shape != x.shape:
            raise ValueError(f"should have the shape of the images, {x.shape}, got {batch.shape}")
        if not np.isfinite(batch).all():
            raise ValueError("should hold finite numbers only, got nan or infinity")
    return [batch.astype(float) for batch in batches]


def go_together(a, b):
    """Whether two sets of random numbers are dependent: their correlation, in words."""
    a, b = np.ravel(a), np.ravel(b)
    if a.std() < 1e-9 or b.std() < 1e-9:
        return "constant"
    return "dependent" if abs(np.corrcoef(a, b)[0, 1]) > 0.3 else "independent"


def yes(fact):
    return "yes" if fact else "no"
