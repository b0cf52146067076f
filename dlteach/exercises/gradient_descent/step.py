"""Exercise of lesson 02: one step of gradient descent, for two parameters at once."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.functions import gradient_step

LESSON = "02_gradient_descent"


def with_fixed_rates(answer, place):
    """Mistakes that step with a rate of their own; they do not read the argument at position `place`."""

    def fixed(rate):
        return lambda *args: answer(*args[:place], rate, *args[place + 1 :])

    return tuple(
        Mistake(
            f"learning-rate-fixed-at-{rate:g}",
            fixed(rate),
            f"The argument `learning_rate` has no effect: every step is taken with {rate:g}. "
            "Multiply the gradient by `learning_rate`.",
        )
        for rate in (1.0, 0.1, 0.01)
    )


def _take_step(answer, gradient, w, b, learning_rate):
    gradients = {
        "(2 * w, 2 * b)": lambda w, b: (2 * w, 2 * b),
        "(2 * w + b, w + 4 * b)": lambda w, b: (2 * w + b, w + 4 * b),
        "(w * b, sum(w) + b)": lambda w, b: (w * b, np.sum(w) + b),
        "(w + b, w.sum(axis=0) - b)": lambda w, b: (w + b, np.sum(w, axis=0) - b),
    }
    return answer(gradients[gradient], w, b, learning_rate)


def _step_cases(rng):
    yield Case(("(2 * w, 2 * b)", 3.0, -1.0, 0.25))
    yield Case(("(2 * w + b, w + 4 * b)", 1.0, 2.0, 0.5), "slopes that depend on both w and b")
    yield Case(("(2 * w + b, w + 4 * b)", 3, -2, 1), "integers, and a learning rate of 1")
    yield Case(("(w * b, sum(w) + b)", rng.normal(size=3), 1.5, 0.3), "three weights")
    yield Case(("(w * b, sum(w) + b)", rng.normal(size=4), -0.5, 0.0), "a learning rate of 0")
    for d, k in ((3, 2), (1, 4), (5, 1)):
        w, b = rng.normal(size=(d, k)), rng.normal(size=k) + 2
        yield Case(
            ("(w + b, w.sum(axis=0) - b)", w, b, float(rng.uniform(0.2, 0.9))), "the weights of a layer"
        )


def _stepping(step):
    """A wrong step, `step(w, b, grad_w, grad_b, learning_rate)`, with both derivatives at the old w and b."""
    return lambda gradient, w, b, learning_rate: step(w, b, *gradient(w, b), learning_rate)


def _new_w_for_b(gradient, w, b, learning_rate):
    w = w - learning_rate * gradient(w, b)[0]
    return w, b - learning_rate * gradient(w, b)[1]


def _new_b_for_w(gradient, w, b, learning_rate):
    b = b - learning_rate * gradient(w, b)[1]
    return w - learning_rate * gradient(w, b)[0], b


GRADIENT_STEP = Exercise(
    name="gradient_step",
    lesson=LESSON,
    section="One step, all weights at once",
    reference=gradient_step,
    driver=_take_step,
    cases=_step_cases,
    returns=("w", "b"),
    mistakes=(
        Mistake(
            "new-w-for-b",
            _new_w_for_b,
            "The slope for b is taken at the new w, at a place where nobody stood. "
            "Ask for both slopes first, then move both.",
        ),
        Mistake(
            "new-b-for-w",
            _new_b_for_w,
            "The slope for w is taken at the new b. Ask for both slopes first, then move both.",
        ),
        Mistake(
            "uphill",
            _stepping(lambda w, b, grad_w, grad_b, rate: (w + rate * grad_w, b + rate * grad_b)),
            "The step goes uphill: the gradient points to where the cost grows, so take it away.",
        ),
        *with_fixed_rates(gradient_step, 3),
        Mistake(
            "divided-by-the-rate",
            _stepping(
                lambda w, b, grad_w, grad_b, rate: (w - grad_w / (rate or 1), b - grad_b / (rate or 1))
            ),
            "The gradient is divided by the learning rate, so a small rate makes a large step. Multiply.",
        ),
        Mistake(
            "rate-for-w-only",
            _stepping(lambda w, b, grad_w, grad_b, rate: (w - rate * grad_w, b - grad_b)),
            "Only the step of w is scaled by the learning rate; that of b needs it too.",
        ),
        Mistake(
            "step-not-taken",
            _stepping(lambda w, b, grad_w, grad_b, rate: (rate * grad_w, rate * grad_b)),
            "This is the length of the step, not the place after it: take it away from w and from b.",
        ),
        Mistake(
            "gradient-returned",
            _stepping(lambda w, b, grad_w, grad_b, rate: (grad_w, grad_b)),
            "These are the slopes, not the new w and b.",
        ),
        Mistake(
            "slopes-exchanged",
            _stepping(lambda w, b, grad_w, grad_b, rate: (w - rate * grad_b, b - rate * grad_w)),
            "The two slopes are exchanged: `gradient(w, b)` returns that for w first.",
        ),
        Mistake(
            "slope-for-w-used-twice",
            _stepping(lambda w, b, grad_w, grad_b, rate: (w - rate * grad_w, b - rate * grad_w)),
            "The slope for w moves b as well. `gradient(w, b)` returns two: the second one is for b.",
        ),
        Mistake(
            "slope-for-b-used-twice",
            _stepping(lambda w, b, grad_w, grad_b, rate: (w - rate * grad_b, b - rate * grad_b)),
            "The slope for b moves w as well. `gradient(w, b)` returns two: the first one is for w.",
        ),
        Mistake(
            "answers-exchanged",
            _stepping(lambda w, b, grad_w, grad_b, rate: (b - rate * grad_b, w - rate * grad_w)),
            "The new b comes first. Return `w, b`, in this order.",
        ),
        Mistake(
            "b-left-behind",
            _stepping(lambda w, b, grad_w, grad_b, rate: (w - rate * grad_w, b)),
            "Only w has moved. The bias b learns by the same rule.",
        ),
        Mistake(
            "nothing-moved",
            lambda gradient, w, b, learning_rate: (w, b),
            "The old w and b come back: the new ones are computed and not returned, or not computed at all.",
        ),
        Mistake(
            "only-w-returned",
            lambda *args: gradient_step(*args)[0],
            "Only the new w comes back. Return both, `w, b`.",
        ),
        Mistake(
            "a-dict-returned",
            lambda *args: dict(zip("wb", gradient_step(*args))),
            "The two come in a dict. Return them side by side: `return w, b`.",
            kind="convention",
        ),
        Mistake(
            "w-left-behind",
            _stepping(lambda w, b, grad_w, grad_b, rate: (w, b - rate * grad_b)),
            "Only b has moved. The weights w learn by the same rule.",
        ),
    ),
    also_correct=(
        _stepping(lambda w, b, grad_w, grad_b, rate: [w - rate * grad_w, b - rate * grad_b]),
        _stepping(
            lambda w, b, grad_w, grad_b, rate: (np.subtract(w, rate * grad_w), np.add(b, -rate * grad_b))
        ),
        lambda gradient, w, b, rate: (w - rate * gradient(w, b)[0], b - rate * gradient(w, b)[1]),
    ),
    hints=(
        "Both slopes belong to the place where we stand now. Whoever moves first must not change the "
        "other's slope.",
        "Call `gradient(w, b)` once, before anything moves. It returns two things.",
        "`grad_w, grad_b = gradient(w, b)`, then `return w - ... , b - ...`",
    ),
)
