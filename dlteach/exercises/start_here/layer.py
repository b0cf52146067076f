"""Exercises of lesson 00: one matrix product, and the shape that it has."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.functions import affine, predict_shape

LESSON = "00_start_here"


def _affine_cases(rng):
    yield Case(
        (np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]]), np.array([5.0])), "one example and one unit"
    )
    yield Case((np.array([[1, 2], [3, 4]]), np.array([[1, 0], [2, 1]]), np.array([10, 20])), "integers")
    yield Case(_affine_arguments(rng, 3, 3, 3), "as many examples as features and units")
    for n, d, k in ((5, 3, 4), (1, 4, 2), (4, 1, 3), (6, 2, 1)):
        yield Case(_affine_arguments(rng, n, d, k))


def _affine_arguments(rng, n, d=3, k=4):
    return rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k) + 2


AFFINE = Exercise(
    name="affine",
    lesson=LESSON,
    section="One matrix product does it all",
    reference=affine,
    cases=_affine_cases,
    batch=_affine_arguments,
    mistakes=(
        Mistake("bias-forgotten", lambda x, w, b: x @ w, "The bias is missing: `z = x @ w + b`."),
        Mistake(
            "bias-subtracted",
            lambda x, w, b: x @ w - b,
            "The bias is taken away; it is to be added: `x @ w + b`.",
        ),
        Mistake(
            "bias-inside-the-product",
            lambda x, w, b: x @ (w + b),
            "The bias is added to the weights, so every feature is multiplied with it. "
            "Multiply first, then add: `x @ w + b`.",
        ),
        Mistake(
            "bias-times-examples",
            lambda x, w, b: x @ w + len(x) * b,
            "The bias is counted once for each example. Each row gets it once.",
        ),
        Mistake(
            "bias-down-the-rows",
            lambda x, w, b: x @ w + b[:, None],
            "The bias is added down the rows, one number for each example. "
            "It belongs to the units: one for each column.",
        ),
        Mistake(
            "weights-transposed",
            lambda x, w, b: x @ w.T + b,
            "The weights are transposed. In this course `w` is (d_in, d_out), so `x @ w` fits as it stands.",
        ),
        Mistake(
            "weights-first",
            lambda x, w, b: w @ x + b,
            "The weights stand first. With examples as rows the data stand first: `x @ w`. "
            "(With examples as columns it would be W·X, as lesson 00 shows.)",
            kind="convention",
        ),
        Mistake(
            "both-transposed",
            lambda x, w, b: w.T @ x + b,
            "The weights stand first, transposed. With examples as rows the data stand first and nothing is "
            "transposed: `x @ w`.",
            kind="convention",
        ),
        Mistake(
            "relu-applied",
            lambda x, w, b: np.maximum(x @ w + b, 0),
            "Negative sums are cut to 0. An activation comes later; here the sums themselves are asked for.",
        ),
        Mistake(
            "sigmoid-applied",
            lambda x, w, b: 1 / (1 + np.exp(-(x @ w + b))),
            "The sums are squeezed between 0 and 1 by a sigmoid. An activation comes later; here the sums "
            "themselves are asked for.",
        ),
        Mistake(
            "examples-as-columns",
            lambda x, w, b: (x @ w + b).T,
            "The answer is right for examples as columns. In this course each example is a row: (n, d_out).",
            kind="convention",
        ),
        Mistake(
            "elementwise-product",
            lambda x, w, b: x * w + b,
            "`*` multiplies entry by entry. A unit adds up all its inputs, each times its weight: "
            "that is the matrix product `@`.",
        ),
    ),
    also_correct=(
        lambda x, w, b: np.dot(x, w) + b,
        lambda x, w, b: np.einsum("nd,dk->nk", x, w) + np.reshape(b, (1, -1)),
        lambda x, w, b: (w.T @ x.T + b[:, None]).T,
        lambda x, w, b: (x @ w + b).tolist(),
    ),
    hints=(
        "Each unit adds up its inputs, each times a weight, and then its bias. "
        "For all examples and all units at once that is one matrix product.",
        "Look at the shapes: (n, d) and (d, k) give (n, k). "
        "NumPy adds a (k,) to every row of that by itself.",
        "`return x @ ... + ...`",
    ),
)


def _shape_cases(rng):
    yield Case(((2, 3), (3, 4)))
    yield Case(((None, 3), (3, 4)), "any number of examples")
    yield Case(((1, 1), (1, 1)), "one of everything")
    n, d, k = (int(size) for size in rng.permutation(np.arange(2, 9))[:3])
    yield Case(((n, d), (d, k)))
    yield Case(((None, d), (d, 1)), "one unit")
    yield Case(((n, d), (d + 1, k)), "sizes that do not fit")
    yield Case(((None, d), (d - 1, k)), "sizes that do not fit")


AND_SIZES = "The shape is (number of examples, number of units)"

PREDICT_SHAPE = Exercise(
    name="predict_shape",
    lesson=LESSON,
    section="Shapes tell the story",
    reference=predict_shape,
    cases=_shape_cases,
    mistakes=(
        Mistake(
            "shape-of-the-input",
            lambda x_shape, w_shape: _checked(x_shape, w_shape, x_shape),
            "That is the shape of `x`. The features are used up by the product: "
            "what is left is one number a unit, `w_shape[1]`.",
        ),
        Mistake(
            "shape-of-the-weights",
            lambda x_shape, w_shape: _checked(x_shape, w_shape, w_shape),
            f"That is the shape of `w`. {AND_SIZES}; the first comes from `x_shape`.",
        ),
        Mistake(
            "inner-size-kept",
            lambda x_shape, w_shape: _checked(x_shape, w_shape, (x_shape[0], x_shape[1], w_shape[1])),
            "The inner size is summed over, so it does not appear in the answer: "
            "(n, d) and (d, k) give (n, k).",
        ),
        Mistake(
            "sizes-exchanged",
            lambda x_shape, w_shape: _checked(x_shape, w_shape, (w_shape[1], x_shape[0])),
            f"The two sizes are exchanged. {AND_SIZES}, in this order.",
            kind="convention",
        ),
        Mistake(
            "fit-not-checked",
            lambda x_shape, w_shape: (x_shape[0], w_shape[1]),
            "Shapes that do not fit get an answer too. "
            "When `x_shape[1]` differs from `w_shape[0]` there is no product: raise a ValueError.",
        ),
        Mistake(
            "wrong-sizes-compared",
            lambda x_shape, w_shape: _checked(x_shape, w_shape[::-1], (x_shape[0], w_shape[1])),
            "The wrong sizes are compared. "
            "The inner ones must be equal: the last of `x_shape`, the first of `w_shape`.",
        ),
        Mistake(
            "none-becomes-a-number",
            lambda x_shape, w_shape: _checked(x_shape, w_shape, (x_shape[0] or 1, w_shape[1])),
            "`None` says that any number of examples will do. "
            "It is no number yet, so it stays `None` in the answer.",
        ),
    ),
    also_correct=(
        lambda x_shape, w_shape: list(_checked(x_shape, w_shape, (x_shape[0], w_shape[1]))),
        lambda x_shape, w_shape: _checked(x_shape, w_shape, (*x_shape[:-1], w_shape[-1])),
    ),
    hints=(
        "In a matrix product the two inner sizes meet and are used up. The two outer ones remain.",
        "Compare `x_shape[1]` with `w_shape[0]` first, and raise a ValueError when they differ.",
        "`return (x_shape[0], ...)`, after the comparison.",
    ),
)


def _checked(x_shape, w_shape, answer):
    if x_shape[1] != w_shape[0]:
        raise ValueError(f"{x_shape} and {w_shape} do not fit")
    return answer
