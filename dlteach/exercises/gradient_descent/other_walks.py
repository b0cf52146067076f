"""Walks that are no plain gradient descent: steps of another length, points that are not handed on."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.functions import gradient_descent


def walk(move):
    """A path whose next point is ``move(gradient, x, start, learning_rate, t)``, t counting from 0."""

    def descend(gradient, start, learning_rate, steps):
        path = [start]
        for t in range(steps):
            path.append(move(gradient, path[-1], start, learning_rate, t))
        return np.array(path)

    return descend


def _with_momentum(beta):
    def descend(gradient, start, learning_rate, steps):
        path, velocity = [start], 0.0
        for _ in range(steps):
            velocity = beta * velocity + gradient(path[-1])
            path.append(path[-1] - learning_rate * velocity)
        return np.array(path)

    return descend


def _first_row_left_at_zero(*args):
    path = gradient_descent(*args)
    path[0] = 0
    return path


def _slopes_below_the_start(gradient, start, learning_rate, steps):
    path = gradient_descent(gradient, start, learning_rate, steps)
    return np.array([start, *(gradient(x) for x in path[:-1])])


def _per_unit_of_length(gradient, x, start, rate, t):
    slope = gradient(x)
    return x - rate * slope / (np.linalg.norm(slope) + 1e-12)


OTHER_WALKS = (
    Mistake(
        "first-row-left-at-0",
        _first_row_left_at_zero,
        "The first row is 0 where the start belongs: set `path[0] = start` before the loop.",
    ),
    Mistake(
        "new-point-not-handed-on",
        walk(lambda gradient, x, start, rate, t: start - rate * gradient(start)),
        "Every step begins at the start, so all points after it are equal. The new point gets a name of its "
        "own and x stays behind: write `x = x - learning_rate * gradient(x)`.",
    ),
    Mistake(
        "slopes-recorded",
        _slopes_below_the_start,
        "After the start the rows are slopes. The walk itself may be right: append x, not the gradient.",
    ),
    Mistake(
        "x-becomes-the-step",
        walk(lambda gradient, x, start, rate, t: rate * gradient(x)),
        "x is replaced by the step, α·gradient(x). The step is taken away from x: x − α·gradient(x).",
    ),
    Mistake(
        "x-becomes-the-slope",
        walk(lambda gradient, x, start, rate, t: gradient(x)),
        "x is replaced by the gradient. Take α times the gradient away from x: x − α·gradient(x).",
    ),
    Mistake(
        "rate-divided-by-the-step",
        walk(lambda gradient, x, start, rate, t: x - rate / (t + 1) * gradient(x)),
        "The learning rate is divided by the number of the step, so the steps shrink. Here it stays the same "
        "all along.",
    ),
    Mistake(
        "steps-of-one-length",
        walk(_per_unit_of_length),
        "The gradient is divided by its length, so every step is α long, however flat the ground. Plain "
        "gradient descent takes α·gradient(x).",
    ),
    Mistake(
        "sign-of-the-slope-only",
        walk(lambda gradient, x, start, rate, t: x - rate * np.sign(gradient(x))),
        "Only the sign of the gradient counts. Its size belongs to the step: α·gradient(x).",
    ),
    *(
        Mistake(
            f"momentum-of-{beta:g}",
            _with_momentum(beta),
            f"The walk has a momentum of {beta:g}: earlier gradients push on. Plain gradient descent, as "
            f"asked "
            "for here, uses the gradient at x alone.",
        )
        for beta in (0.5, 0.9)
    ),
)
