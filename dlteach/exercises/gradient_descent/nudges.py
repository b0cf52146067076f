"""Measured gradients whose nudge is too large, and those that lose entries on the way."""

import numpy as np

from dlteach.autograder import Mistake


def _nudged_by(h, back=1.0):
    """Gradient with another nudge: h to the right and `back` times h to the left."""

    def gradient(f, x):
        steps = h * np.eye(x.size).reshape(-1, *x.shape)
        slopes = [(f(x + e) - f(x - back * e)) / (h * (1 + back)) for e in steps]
        return np.array(slopes).reshape(x.shape)

    return gradient


def _without_the_last(f, x):
    gradient = np.zeros(x.size)
    for i, step in enumerate(1e-5 * np.eye(x.size)[:-1]):
        e = step.reshape(x.shape)
        gradient[i] = (f(x + e) - f(x - e)) / 2e-5
    return gradient.reshape(x.shape)


NUDGE_MISTAKES = (
    *(
        Mistake(
            f"nudge-of-{h:g}",
            _nudged_by(h),
            f"The nudge of {h:g} is so large that the bend of f shows. With h = 1e-5 the error is far "
            f"smaller.",
            kind="convention",
        )
        for h in (1.0, 0.5, 0.1)
    ),
    *(
        Mistake(
            f"nudge-of-{h:g}-to-one-side",
            _nudged_by(h, 0.0),
            f"f is asked at x + h and at x, on one side only, and the nudge of {h:g} is so large that "
            f"it shows. "
            "Go as far to both sides, (f(x + h) − f(x − h)) / (2h), with h = 1e-5.",
        )
        for h in (1.0, 0.1, 0.01)
    ),
    Mistake(
        "last-slope-only",
        lambda f, x: np.ravel(_nudged_by(1e-5)(f, x))[-1],
        "One number comes back, the slope along the last entry: every round of the loop writes over the "
        "one before. Keep them in an array, `gradient[i] = ...`.",
    ),
    Mistake(
        "last-entry-left-out",
        _without_the_last,
        "The last entry of the gradient is still 0: the loop stops one entry early. `range(len(x))` "
        "reaches all of them.",
    ),
    Mistake(
        "sign-of-x",
        lambda f, x: np.sign(x) * _nudged_by(1e-5)(f, x),
        "The slopes are multiplied by the signs of x. The quotient has its sign already.",
    ),
)
