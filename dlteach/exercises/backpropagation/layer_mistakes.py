"""Mistakes on the way back through a layer that touch more than one of its gradients."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.backpropagation.layer_products import (
    first_example,
    grad_b_of,
    grad_w_of,
    grad_x_of,
    last_example,
    with_products,
)
from dlteach.exercises.backpropagation.shared import SLOPES

AVERAGED = "The 1/n of the cost is in `grad_output` already, so here the examples are summed"


LAYER_MISTAKES = (
    Mistake(
        "weights-and-bias-averaged",
        with_products(grad_w=lambda v: grad_w_of(v) / v.n, grad_b=lambda v: v.grad_z.mean(axis=0)),
        f"`grad_w` and `grad_b` are divided by n, which is right where `grad_output` holds the slopes of "
        f"each example's own loss. {AVERAGED}.",
        kind="convention",
    ),
    Mistake(
        "averaged-and-bias-summed-over-everything",
        with_products(grad_w=lambda v: grad_w_of(v) / v.n, grad_b=lambda v: np.sum(v.grad_z) / v.n),
        f"Two things at once. First: `grad_b` is one number, as `np.sum` without `axis` adds up the units "
        f"too; use `axis=0`. Second: {AVERAGED[:1].lower() + AVERAGED[1:]}, not averaged.",
    ),
    Mistake(
        "all-averaged",
        with_products(grad_z=lambda v: v.grad_z / v.n),
        f"All gradients are divided by n. {AVERAGED}.",
    ),
    Mistake(
        "averaged-over-the-inputs",
        with_products(
            grad_w=lambda v: grad_w_of(v) / v.x.shape[1], grad_b=lambda v: grad_b_of(v) / v.x.shape[1]
        ),
        "`grad_w` and `grad_b` are divided by `x.shape[1]`, the number of inputs: with examples as columns "
        f"that would be n. {AVERAGED}.",
    ),
    Mistake(
        "bias-not-in-the-sums",
        lambda g, x, w, b, activation: with_products()(g, x, w, np.zeros(b.shape), activation),
        "The slope is taken at x @ w, without the bias. Compute z as on the way forward, `x @ w + b`.",
    ),
    Mistake(
        "gradient-not-used",
        lambda g, x, w, b, activation: with_products()(np.ones(g.shape), x, w, b, activation),
        "`grad_output` is not used: it says how much the cost changes with each output. Multiply it with "
        "the slope first, entry by entry.",
    ),
    Mistake(
        "matrix-product-with-the-slope",
        with_products(grad_z=lambda v: v.g @ SLOPES[v.name](v.z)),
        "`grad_output` and the slopes are multiplied as matrices. Each output has its own slope: `*`, entry "
        "by entry.",
    ),
    Mistake(
        "last-example-only",
        with_products(
            grad_w=lambda v: grad_w_of(last_example(v)), grad_b=lambda v: grad_b_of(last_example(v))
        ),
        "`grad_w` and `grad_b` hold the last example only: `=` puts new numbers in place of the sum in every "
        "round. `+=` adds to it.",
    ),
    Mistake(
        "first-example-only",
        with_products(
            grad_w=lambda v: grad_w_of(first_example(v)), grad_b=lambda v: grad_b_of(first_example(v))
        ),
        "`grad_w` and `grad_b` hold the first example only. A `return` inside the loop ends the function in "
        "its first round; move it below the loop.",
    ),
    *(
        Mistake(
            f"step-of-{rate:g}-taken",
            with_products(
                grad_w=lambda v, rate=rate: v.w - rate * grad_w_of(v),
                grad_b=lambda v, rate=rate: v.b - rate * grad_b_of(v),
            ),
            "These are the weights and the bias after a step. Return the gradients; whoever trains takes the "
            "step.",
        )
        for rate in (1.0, 0.1, 0.01)
    ),
    Mistake(
        "sign",
        with_products(grad_z=lambda v: -v.grad_z),
        "Every number is −1 times the right one. The minus belongs to the step downhill, not to the "
        "gradient.",
    ),
    Mistake(
        "cut-to-integers",
        with_products(grad_x=lambda v: grad_x_of(v).astype(v.x.dtype)),
        "`grad_x` holds integers where x does: `np.zeros_like(x)` of an integer array holds no decimals. "
        "Make it with `np.zeros(x.shape)`.",
    ),
    Mistake(
        "weights-first",
        with_products(pack=lambda parts: (parts[1], parts[2], parts[0])),
        "The order is (grad_w, grad_b, grad_x). The task asks for (grad_x, grad_w, grad_b).",
        kind="convention",
    ),
    Mistake(
        "bias-before-weights",
        with_products(pack=lambda parts: (parts[0], parts[2], parts[1])),
        "`grad_w` and `grad_b` are exchanged. The task asks for (grad_x, grad_w, grad_b).",
        kind="convention",
    ),
    Mistake(
        "order-reversed",
        with_products(pack=lambda parts: parts[::-1]),
        "The order is (grad_b, grad_w, grad_x). The task asks for (grad_x, grad_w, grad_b).",
        kind="convention",
    ),
    Mistake(
        "input-forgotten",
        with_products(pack=lambda parts: parts[1:]),
        "Only two gradients come back. The layer before needs a third, `grad_x`, to go on from: "
        "(grad_x, grad_w, grad_b).",
    ),
)
