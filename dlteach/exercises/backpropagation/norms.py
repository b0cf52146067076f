"""Exercise: how large the gradient of each layer is."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.backpropagation.shared import LESSON
from dlteach.functions import gradient_norms


def _norm_cases(rng):
    yield Case(([np.array([[3.0, 4.0]]), np.array([[0.0], [2.0]])],), "the example of the task")
    yield Case(([np.array([[1, -2], [2, 4]]), np.array([-3, 0, 4])],), "integers")
    yield Case(([np.zeros((2, 3)), np.array([[-2.0]])],), "a gradient of 0")
    yield Case(([rng.normal(size=(3, 4))],), "one layer")
    yield Case(([rng.normal(size=(3, 3)) for _ in range(3)],), "square gradients")
    for sizes in ((3, 5, 4, 2), (2, 1, 3), (4, 3, 3, 5, 1)):
        weights = [rng.normal(size=shape) for shape in zip(sizes, sizes[1:])]
        yield Case((weights,), "weights of unequal shapes")
        yield Case(([scale * rng.normal(size=k) for scale, k in zip((1e-3, 1, 50, 7), sizes[1:])],), "biases")


def _each(size):
    return lambda gradients: np.array([size(g) for g in gradients])


def _cell_by_cell(gradients):
    norms = []
    for g in gradients:
        total = 0.0
        for value in g.ravel():
            total += value**2
        norms.append(math.sqrt(total))
    return norms


GRADIENT_NORMS = Exercise(
    name="gradient_norms",
    lesson=LESSON,
    section="Gradients that vanish or explode",
    reference=gradient_norms,
    cases=_norm_cases,
    laws=(
        Law(
            "there is one number for each layer, and none is negative",
            lambda args, norms: len(norms) == len(args[0]) and np.min(norms) >= 0,
        ),
        Law(
            "no norm is below the largest entry of its gradient",
            lambda args, norms: all(
                norm >= np.max(np.abs(g)) * (1 - 1e-9) for norm, g in zip(norms, args[0])
            ),
        ),
    ),
    mistakes=(
        Mistake(
            "root-missing",
            _each(lambda g: np.sum(g**2)),
            "The squares are added up and the root is missing: `np.sqrt(np.sum(g ** 2))`.",
        ),
        Mistake(
            "sum-of-absolute-values",
            _each(lambda g: np.sum(np.abs(g))),
            "The absolute values are added up, which is another norm, L1; the root of each square by itself "
            "gives them too. Square each entry, add up, then take one root.",
        ),
        Mistake(
            "largest-entry",
            _each(lambda g: np.max(np.abs(g))),
            "That is the largest entry of each gradient. All entries count: square them, add up, take the "
            "root.",
        ),
        Mistake(
            "largest-entry-with-its-sign",
            _each(np.max),
            "That is the largest entry of each gradient, negative ones aside. All entries count: square "
            "them, add up, take the root.",
        ),
        Mistake(
            "matrices-only",
            _each(lambda g: np.linalg.norm(g, "fro")),
            '`np.linalg.norm(g, "fro")` takes matrices only, and the gradient of a bias is a vector. Leave '
            '"fro" out: then it takes any shape.',
        ),
        Mistake(
            "spectral-norm",
            _each(lambda g: np.linalg.norm(g, 2)),
            "`np.linalg.norm(g, 2)` of a matrix is how far it stretches a vector at most. Leave the 2 out: "
            "then it is the root of the sum of all squares.",
        ),
        Mistake(
            "column-norm",
            _each(lambda g: np.linalg.norm(g, 1)),
            "`np.linalg.norm(g, 1)` takes absolute values. Leave the 1 out: then it is the root of the "
            "sum of all squares.",
        ),
        Mistake(
            "root-of-the-mean-square",
            _each(lambda g: np.sqrt(np.mean(g**2))),
            "The squares are averaged before the root. Here they are added up: `np.sum`.",
            kind="convention",
        ),
        Mistake(
            "norm-over-entries",
            _each(lambda g: np.linalg.norm(g) / g.size),
            "The norm is divided by the number of entries. Return the norm itself.",
            kind="convention",
        ),
        Mistake(
            "mean-size",
            _each(lambda g: np.mean(np.abs(g))),
            "That is the mean absolute value of each gradient. Asked for is the norm: the root of the sum of "
            "squares.",
            kind="convention",
        ),
        Mistake(
            "mean",
            _each(np.mean),
            "That is the mean of each gradient, in which opposite signs cancel. Square each entry, add up, "
            "take the root.",
        ),
        Mistake(
            "sum",
            _each(np.sum),
            "The entries are added up, so opposite signs cancel. Square each entry first, then add up and "
            "take the root.",
        ),
        Mistake(
            "square-of-the-sum",
            _each(lambda g: np.sqrt(np.sum(g) ** 2)),
            "The sum is squared, when opposite signs have cancelled already. Square each entry first: "
            "`np.sum(g ** 2)`.",
        ),
        Mistake(
            "spread",
            _each(np.std),
            "That is the standard deviation: the mean is taken away first. The norm is the root of the sum "
            "of squares as they are.",
        ),
        Mistake(
            "one-for-all",
            lambda gradients: np.sqrt(sum(np.sum(g**2) for g in gradients)),
            "One number comes for the whole network. One for each layer is asked for, so that we see where "
            "gradients vanish.",
        ),
        Mistake(
            "one-for-each-column",
            lambda gradients: [np.linalg.norm(g, axis=0) for g in gradients],
            "`axis=0` gives one norm for each column. Leave `axis` out: one number for each gradient.",
        ),
        Mistake(
            "one-for-each-row",
            lambda gradients: [np.linalg.norm(g, axis=-1) for g in gradients],
            "`axis=-1` or `axis=1` gives one norm for each row. Leave `axis` out: one number for each "
            "gradient.",
        ),
        Mistake(
            "last-layer-first",
            lambda gradients: gradient_norms(gradients)[::-1],
            "The norms come in reverse order. The first number belongs to the first gradient of the list.",
        ),
        Mistake(
            "last-layer-only",
            lambda gradients: gradient_norms(gradients)[-1],
            "Only the last layer's norm comes back: each round writes over the one before. Collect them in a "
            "list.",
        ),
        Mistake(
            "first-layer-only",
            lambda gradients: gradient_norms(gradients)[0],
            "Only the first layer's norm comes back. A `return` inside the loop ends the function in its "
            "first round; move it below the loop.",
        ),
        Mistake(
            "last-layer-left-out",
            lambda gradients: gradient_norms(gradients[:-1]),
            "The last layer is left out: the loop stops one too early.",
        ),
        Mistake(
            "first-layer-left-out",
            lambda gradients: gradient_norms(gradients[1:]),
            "The first layer is left out: indices begin at 0.",
        ),
        Mistake(
            "over-the-first",
            lambda gradients: gradient_norms(gradients) / gradient_norms(gradients)[0],
            "The norms are divided by the first. Return them as they are.",
        ),
        Mistake(
            "logarithm",
            lambda gradients: np.log10(gradient_norms(gradients)),
            "These are the logarithms of the norms. Return the norms; the picture has the logarithmic scale.",
        ),
        Mistake(
            "length-one",
            lambda gradients: [g / np.linalg.norm(g) for g in gradients],
            "These are gradients of length 1. Their lengths are asked for, one number for each layer.",
        ),
    ),
    also_correct=(
        _cell_by_cell,
        lambda gradients: [np.sqrt((g**2).sum()) for g in gradients],
        lambda gradients: np.array([[np.sqrt(g.ravel() @ g.ravel())] for g in gradients]).ravel(),
        lambda gradients: tuple(float(np.linalg.norm(g, "fro" if g.ndim == 2 else None)) for g in gradients),
        lambda gradients: list(map(np.linalg.norm, gradients)),
    ),
    hints=(
        "A gradient is a long arrow, and its length is found as in a right triangle: square, add up, root.",
        "For each gradient of the list: the root of the sum of all its squared entries, whatever its shape. "
        "One number each, in the order of the list.",
        "`return np.array([np.sqrt(np.sum(...)) for g in gradients])`",
    ),
)
