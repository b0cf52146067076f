"""Exercise of lesson 02: a line fitted by gradient descent."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.gradient_descent.step import with_fixed_rates
from dlteach.functions import fit_line

LESSON = "02_gradient_descent"
NO_EPOCHS = (
    "With 0 epochs no step is taken: the answer would be w = 0 and b = 0, and yours is something else."
)


def _fit(answer, x, y_true, learning_rate, epochs):
    line = answer(x, y_true, learning_rate, epochs)
    return line[:2] if isinstance(line, tuple) else line  # a history of the cost may follow


def _line_cases(rng):
    yield Case((np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 5.0]), 0.1, 1), "one epoch")
    yield Case((np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 5.0]), 0.2, 2), "two epochs")
    yield Case((np.array([2.0]), np.array([3.0]), 0.05, 4), "one example")
    yield Case((np.array([0, 1, 2, 3]), np.array([5, 3, 4, 1]), 0.15, 10), "integers")
    for n, rate in ((5, 0.25), (7, 0.07), (4, 0.4)):
        x = rng.normal(size=n) + 0.5
        yield Case((x, rng.normal(size=n) - 2 * x + 3, rate, 25), "25 epochs")
    x = np.array([0.5, -1.0, 2.0])
    yield Case((x, 1e-3 * (x + np.array([1.0, 3.0, -0.5])), 0.1, 6), "small numbers")
    yield Case((np.array([-1.0, 4.0]), np.array([2.0, 0.5]), 0.1, 0), "no epochs", remark=NO_EPOCHS)


def _fitting(gradient, start=0.0):
    """A line fitted with another gradient, `gradient(x, error)` where error is w x + b − y."""

    def fit(x, y_true, learning_rate, epochs):
        w = b = start
        for _ in range(epochs):
            grad_w, grad_b = gradient(x, w * x + b - y_true)
            w, b = w - learning_rate * grad_w, b - learning_rate * grad_b
        return w, b

    return fit


def _line_with_new_w_for_b(x, y_true, learning_rate, epochs):
    w = b = 0.0
    for _ in range(epochs):
        w = w - learning_rate * np.mean((w * x + b - y_true) * x)
        b = b - learning_rate * np.mean(w * x + b - y_true)
    return w, b


def _line_with_new_b_for_w(x, y_true, learning_rate, epochs):
    w = b = 0.0
    for _ in range(epochs):
        b = b - learning_rate * np.mean(w * x + b - y_true)
        w = w - learning_rate * np.mean((w * x + b - y_true) * x)
    return w, b


def _line_with_slopes_that_pile_up(x, y_true, learning_rate, epochs):
    w = b = grad_w = grad_b = 0.0
    for _ in range(epochs):
        error = w * x + b - y_true
        grad_w, grad_b = grad_w + np.mean(error * x), grad_b + np.mean(error)
        w, b = w - learning_rate * grad_w, b - learning_rate * grad_b
    return w, b


def _line_without_b_in_the_prediction(x, y_true, learning_rate, epochs):
    w = b = 0.0
    for _ in range(epochs):
        error = w * x - y_true
        w, b = w - learning_rate * np.mean(error * x), b - learning_rate * np.mean(error)
    return w, b


def _line_with_errors_of_all_pairs(x, y_true, learning_rate, epochs):
    w = b = 0.0
    for _ in range(epochs):
        error = (w * x + b)[:, None] - y_true
        w, b = w - learning_rate * np.mean(error * x[:, None]), b - learning_rate * np.mean(error)
    return w, b


def _line_example_by_example(x, y_true, learning_rate, epochs):
    w = b = 0.0
    for _ in range(epochs):
        for x_i, y_i in zip(x, y_true):
            error = w * x_i + b - y_i
            w, b = w - learning_rate * error * x_i, b - learning_rate * error
    return w, b


def _line_until_little_changes(x, y_true, learning_rate, epochs):
    w = b = 0.0
    before = np.inf
    for _ in range(epochs):
        error = w * x + b - y_true
        cost = np.mean(error**2)
        if before - cost < 1e-6:
            break
        before = cost
        w, b = w - learning_rate * np.mean(error * x), b - learning_rate * np.mean(error)
    return w, b


def _line_with_the_first_errors(x, y_true, learning_rate, epochs):
    return epochs * learning_rate * np.mean(y_true * x), epochs * learning_rate * np.mean(y_true)


def _lowest_line(x, y_true, learning_rate, epochs):
    return tuple(np.linalg.lstsq(np.column_stack([x, np.ones(len(x))]), y_true, rcond=None)[0])


def _alternative_with_a_matrix(x, y_true, learning_rate, epochs):
    columns, theta = np.column_stack([x, np.ones(len(x))]), np.zeros(2)
    for _ in range(epochs):
        theta = theta - learning_rate / len(x) * columns.T @ (columns @ theta - y_true)
    return theta


def _alternative_with_loops(x, y_true, learning_rate, epochs):
    w = b = 0.0
    for _ in range(epochs):
        grad_w = grad_b = 0.0
        for x_i, y_i in zip(x, y_true):
            grad_w += (w * x_i + b - y_i) * x_i / len(x)
            grad_b += (w * x_i + b - y_i) / len(x)
        w -= learning_rate * grad_w
        b -= learning_rate * grad_b
    return float(w), float(b)


FIT_LINE = Exercise(
    name="fit_line",
    lesson=LESSON,
    section="A line that fits itself",
    reference=fit_line,
    driver=_fit,
    cases=_line_cases,
    returns=("w", "b"),
    mistakes=(
        Mistake(
            "one-epoch-too-many",
            lambda x, y_true, rate, epochs: fit_line(x, y_true, rate, epochs + 1),
            "One step too many is taken. With all examples in every step, an epoch is one step, so there "
            "are `epochs` of them.",
        ),
        Mistake(
            "one-epoch-too-few",
            lambda x, y_true, rate, epochs: fit_line(x, y_true, rate, max(epochs - 1, 0)),
            "One step is missing: `range(epochs)` counts from 0 and has `epochs` numbers.",
        ),
        Mistake(
            "returns-in-the-loop",
            lambda x, y_true, rate, epochs: fit_line(x, y_true, rate, min(epochs, 1)),
            "There is one step only: the `return` stands inside the loop. Move it one level to the left.",
        ),
        Mistake(
            "sum-for-mean",
            _fitting(lambda x, error: (np.sum(error * x), np.sum(error))),
            "The slopes are sums over the examples. The cost is an average, so they are too: divide by n, "
            "or more data would mean longer steps.",
        ),
        Mistake(
            "w-slope-summed",
            _fitting(lambda x, error: (np.sum(error * x), np.mean(error))),
            "The slope for w is a sum over the examples. Take the mean, as for b.",
        ),
        Mistake(
            "b-slope-summed",
            _fitting(lambda x, error: (np.mean(error * x), np.sum(error))),
            "The slope for b is a sum over the examples. Take the mean, as for w.",
        ),
        Mistake(
            "example-by-example-doubled",
            lambda x, y, rate, epochs: _line_example_by_example(x, y, 2 * rate, epochs),
            "Each example gets a step of its own, and with a 2 too many. Here all examples share one "
            "step: take the mean of their slopes; the ½ of the cost cancels the 2.",
        ),
        Mistake(
            "w-slope-doubled",
            _fitting(lambda x, error: (2 * np.mean(error * x), np.mean(error))),
            "The slope for w is twice too large: the ½ of the cost cancels the 2 of the square, for w as "
            "for b.",
        ),
        Mistake(
            "b-slope-doubled",
            _fitting(lambda x, error: (np.mean(error * x), 2 * np.mean(error))),
            "The slope for b is twice too large: the ½ of the cost cancels the 2 of the square, for b as "
            "for w.",
        ),
        *(
            Mistake(
                f"always-{epochs}-epochs",
                lambda x, y, rate, _, epochs=epochs: fit_line(x, y, rate, epochs),
                f"The argument `epochs` has no effect: there are always {epochs} steps. Use `range(epochs)`.",
            )
            for epochs in (100, 1000)
        ),
        Mistake(
            "stops-when-little-changes",
            _line_until_little_changes,
            "The loop ends when the cost hardly changes. The task asks for exactly `epochs` steps, and "
            "what is little depends on the size of the numbers.",
        ),
        Mistake(
            "twice-the-sum",
            _fitting(lambda x, error: (2 * np.sum(error * x), 2 * np.sum(error))),
            "The slopes are sums over the examples, and twice too large besides. The cost is the mean of "
            "half the squares: divide by n, and the ½ cancels the 2.",
        ),
        Mistake(
            "divided-by-n-twice",
            _fitting(lambda x, error: (np.mean(error * x) / len(x), np.mean(error) / len(x))),
            "The slopes are divided by n twice: a mean is divided already.",
        ),
        Mistake(
            "slopes-pile-up",
            _line_with_slopes_that_pile_up,
            "The slopes of earlier epochs are still in the sums. "
            "Set the sums to 0 at the start of each epoch.",
        ),
        Mistake(
            "errors-of-all-pairs",
            _line_with_errors_of_all_pairs,
            "An array of shape (n, 1) meets one of shape (n,), and NumPy makes (n, n) of them: the error of "
            "every prediction against every right value. Keep both at (n,).",
        ),
        Mistake(
            "b-left-out-of-the-prediction",
            _line_without_b_in_the_prediction,
            "The prediction is w x, without b. It is w x + b.",
        ),
        Mistake(
            "slopes-of-the-mean-squared-error",
            _fitting(lambda x, error: (2 * np.mean(error * x), 2 * np.mean(error))),
            "The slopes are those of the mean squared error, twice too large here. The quadratic cost has a "
            "½ that cancels the 2 of the square.",
            kind="convention",
        ),
        Mistake(
            "half-kept",
            _fitting(lambda x, error: (np.mean(error * x) / 2, np.mean(error) / 2)),
            "The ½ of the cost is still in the slopes. The derivative of the square brings a 2, and the two "
            "cancel.",
        ),
        Mistake(
            "new-w-for-b",
            _line_with_new_w_for_b,
            "The slope for b is taken at the new w. Work out both slopes from the same errors, then move "
            "both.",
        ),
        Mistake(
            "new-b-for-w",
            _line_with_new_b_for_w,
            "The slope for w is taken at the new b. Work out both slopes from the same errors, then move "
            "both.",
        ),
        Mistake(
            "uphill",
            lambda x, y_true, rate, epochs: fit_line(x, y_true, -rate, epochs),
            "The cost grows with every step: either the slopes are added, or the error is y − (w x + b) and "
            "its sign was not turned. Take away the mean of (w x + b − y) x.",
        ),
        *with_fixed_rates(fit_line, 2),
        Mistake(
            "x-forgotten",
            _fitting(lambda x, error: (np.mean(error), np.mean(error))),
            "The slope for w lacks its factor x: w is multiplied by x, so a large x feels a change of w "
            "more.",
        ),
        Mistake(
            "x-in-both-slopes",
            _fitting(lambda x, error: (np.mean(error * x), np.mean(error * x))),
            "The slope for b holds a factor x. Nothing multiplies b, so its slope is the mean of the errors.",
        ),
        Mistake(
            "slopes-exchanged",
            _fitting(lambda x, error: (np.mean(error), np.mean(error * x))),
            "The two slopes are exchanged: the one with the factor x belongs to w.",
        ),
        Mistake(
            "b-left-behind",
            _fitting(lambda x, error: (np.mean(error * x), 0.0)),
            "The bias b stays 0. It learns by the same rule as w, with the mean of the errors as its slope.",
        ),
        Mistake(
            "errors-of-the-start",
            _line_with_the_first_errors,
            "Every step uses the errors of the first. Work out the predictions again inside the loop: w and "
            "b have moved.",
        ),
        Mistake(
            "starts-at-one",
            _fitting(lambda x, error: (np.mean(error * x), np.mean(error)), start=1.0),
            "The descent starts at w = b = 1. Start both at 0, so that everybody's path is the same.",
        ),
        Mistake(
            "answers-exchanged",
            lambda *args: fit_line(*args)[::-1],
            "The bias comes first. Return `w, b`, in this order.",
        ),
        Mistake(
            "example-by-example",
            _line_example_by_example,
            "Each example gets a step of its own: that is stochastic gradient descent. Here all examples "
            "share one step, so take the mean of their slopes first.",
            kind="convention",
        ),
        Mistake(
            "lowest-point-itself",
            _lowest_line,
            "This is the best line of all, by formula. Asked for is where gradient descent has come to "
            "after `epochs` steps.",
            kind="convention",
        ),
    ),
    also_correct=(
        _fitting(lambda x, error: (np.mean(error * x), np.mean(error))),
        _fitting(lambda x, error: (error @ x / len(x), error.sum() / x.shape[0])),
        _alternative_with_a_matrix,
        _alternative_with_loops,
    ),
    hints=(
        "Predict with the line that we have, look at the errors, move w and b against the slope of the "
        "cost, and again.",
        "In a loop over `epochs`: `error = w * x + b - y_true`. The slope for w is a mean that holds the "
        "error and x, the slope for b a mean of the errors.",
        "`w, b = w - learning_rate * np.mean(...), b - learning_rate * np.mean(error)`, in one line, from 0 "
        "and 0.",
    ),
)
