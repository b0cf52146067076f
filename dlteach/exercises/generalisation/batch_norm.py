"""Exercise: batch normalisation on the way forward."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.generalisation.scaling import LESSON
from dlteach.functions import batch_norm_forward

SECTION = "Batch normalisation"


def _cases(rng):
    one, zero = np.array([1.0]), np.array([0.0])
    yield Case((np.array([[1.0], [3.0]]), one, zero, 0.0), "two examples, one unit")
    yield Case((np.array([[1.0], [5.0]]), np.array([3.0]), np.array([1.0]), 0.05), "two examples, one unit")
    for n, d in ((5, 3), (4, 4), (8, 2), (6, 1), (3, 5)):
        yield Case((*batch(rng, n, d), 0.05))
    x, gamma, beta = batch(rng, 7, 3)
    yield Case((x - 8, gamma, beta, 0.05), "negative means")
    yield Case((0.05 * x, gamma, beta, 0.3), "small numbers and a large epsilon")
    yield Case((40 * x + 300, -gamma, 10 * beta, 0.05), "large numbers and a negative scale")
    yield Case(
        (np.array([[2.0, 1.0], [2.0, 4.0], [2.0, 0.0]]), *batch(rng, 1, 2)[1:], 0.05), "a constant unit"
    )
    yield Case((*batch(rng, 1, 4), 0.05), "a batch of one")
    yield Case((*batch(rng, 9, 4), 0.0), "an epsilon of 0")
    whole = np.array([[2, -1], [0, 4], [7, 3]])
    yield Case((whole, np.array([1, 2]), np.array([3, -1]), 0.05), "integers", extreme=True)


def batch(rng, n, d):
    """A batch, scales that are not 1 and offsets that are not 0."""
    x = rng.normal(size=(n, d)) * rng.uniform(0.6, 2, size=d) + rng.normal(size=d) + 0.5
    return x, rng.uniform(0.4, 2.5, size=d), rng.uniform(0.3, 2, size=d) * rng.choice([-1.0, 1.0], size=d)


def _output(args, value):
    """The first of what comes back: who returns (y, cache) or (y, mean, variance) has a way back in mind."""
    return value[0] if isinstance(value, tuple) else value


def _with(normalised):
    """An answer whose x̂ is wrong: `normalised(x, mean, variance, epsilon)`."""

    def answer(x, gamma, beta, epsilon):
        return gamma * normalised(x, x.mean(axis=0), x.var(axis=0), epsilon) + beta

    return answer


def _right(x, mean, variance, epsilon):
    return (x - mean) / np.sqrt(variance + epsilon)


def _by_rows(x, gamma, beta, epsilon):
    mean, variance = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta


def _in_place(x, gamma, beta, epsilon):
    x -= x.mean(axis=0)
    x /= np.sqrt(x.var(axis=0) + epsilon)
    return gamma * x + beta


def _with_a_cache(x, gamma, beta, epsilon):
    mu = 1 / len(x) * np.sum(x, axis=0)
    centred = x - mu
    variance = 1 / len(x) * np.sum(centred**2, axis=0)
    inverse = 1.0 / np.sqrt(variance + epsilon)
    out = gamma * (centred * inverse) + beta
    return out, (centred, inverse, gamma)


def _by_loop(x, gamma, beta, epsilon):
    out = np.zeros(x.shape)
    for j in range(x.shape[1]):
        column = x[:, j]
        out[:, j] = gamma[j] * (column - column.mean()) / (column.var() + epsilon) ** 0.5 + beta[j]
    return out


BATCH_NORM_FORWARD = Exercise(
    name="batch_norm_forward",
    lesson=LESSON,
    section=SECTION,
    reference=batch_norm_forward,
    measure=_output,
    cases=_cases,
    laws=(
        Law(
            "each unit has the mean β over the batch",
            lambda args, value: np.allclose(np.mean(value, axis=0), args[2], atol=1e-4),
        ),
        Law(
            "no unit has a standard deviation above |γ|",
            lambda args, value: bool(np.all(np.std(value, axis=0) <= np.abs(args[1]) + 1e-4)),
        ),
    ),
    mistakes=(
        Mistake(
            "epsilon-outside-the-root",
            _with(lambda x, mean, variance, eps: (x - mean) / (np.sqrt(variance) + eps)),
            "ε is added to the standard deviation, after the root. It belongs to the variance: "
            "`np.sqrt(variance + epsilon)`.",
        ),
        Mistake(
            "epsilon-twice",
            _with(lambda x, mean, variance, eps: (x - mean) / (np.sqrt(variance + eps) + eps)),
            "ε is added twice, under the root and after it. Once is enough, under the root.",
        ),
        Mistake(
            "epsilon-missing",
            _with(lambda x, mean, variance, eps: (x - mean) / np.sqrt(variance)),
            "ε is not used, so a unit that is constant over the batch gives 0/0. Add it to the variance, "
            "under the root.",
        ),
        *(
            Mistake(
                f"own-epsilon-of-{own:g}",
                _with(lambda x, mean, variance, eps, own=own: (x - mean) / np.sqrt(variance + own)),
                f"ε is always {own:g} here. Use the argument `epsilon`.",
            )
            for own in (1e-8, 1e-5, 1e-3)
        ),
        Mistake(
            "epsilon-squared",
            _with(lambda x, mean, variance, eps: (x - mean) / np.sqrt(variance + eps**2)),
            "ε is squared. It is added to the variance as it is.",
        ),
        Mistake(
            "epsilon-subtracted",
            _with(lambda x, mean, variance, eps: (x - mean) / np.sqrt(variance - eps)),
            "ε is taken away from the variance, so the root may be that of a negative number. Add it.",
        ),
        Mistake(
            "epsilon-on-the-data",
            _with(lambda x, mean, variance, eps: (x - mean + eps) / np.sqrt(variance)),
            "ε is added to the data, above the fraction line. It belongs to the variance, under the root.",
        ),
        Mistake(
            "epsilon-after-the-division",
            _with(lambda x, mean, variance, eps: (x - mean) / np.sqrt(variance) + eps),
            "A parenthesis closes too early: ε is added after the division. Write `np.sqrt(variance + "
            "epsilon)`.",
        ),
        Mistake(
            "root-of-the-mean",
            _with(lambda x, mean, variance, eps: (x - mean) / np.sqrt(mean + eps)),
            "The root is that of the mean, nan where it is negative. Take the root of the variance.",
        ),
        Mistake(
            "root-of-the-deviation",
            _with(lambda x, mean, variance, eps: (x - mean) / np.sqrt(np.sqrt(variance) + eps)),
            "The root is that of the standard deviation: a root too many. `np.var` gives the variance, "
            "`np.std` its root.",
        ),
        Mistake(
            "root-missing",
            _with(lambda x, mean, variance, eps: (x - mean) / (variance + eps)),
            "The root is missing: the batch is divided by its variance. Divide by `np.sqrt(variance + "
            "epsilon)`.",
        ),
        Mistake(
            "squared-variance",
            _with(lambda x, mean, variance, eps: (x - mean) / np.sqrt(variance**2 + eps)),
            "`np.var` is squared already. The root is that of variance + ε.",
        ),
        Mistake(
            "not-divided",
            _with(lambda x, mean, variance, eps: x - mean),
            "The batch is centred but not divided by its standard deviation.",
        ),
        Mistake(
            "multiplied",
            _with(lambda x, mean, variance, eps: (x - mean) * np.sqrt(variance + eps)),
            "The batch is multiplied with the root. Divide by it.",
        ),
        Mistake(
            "mean-kept",
            _with(lambda x, mean, variance, eps: x / np.sqrt(variance + eps)),
            "The mean is not taken away. Subtract it before you divide.",
        ),
        Mistake(
            "mean-added",
            _with(lambda x, mean, variance, eps: (x + mean) / np.sqrt(variance + eps)),
            "The mean is added. Taken away, it puts the centre at 0.",
        ),
        Mistake(
            "sign",
            _with(lambda x, mean, variance, eps: (mean - x) / np.sqrt(variance + eps)),
            "The sign is turned round: x − mean, not mean − x.",
        ),
        Mistake(
            "division-binds-first",
            _with(lambda x, mean, variance, eps: x - mean / np.sqrt(variance + eps)),
            "Parentheses are missing: `/` comes before `-`, so only the mean is divided. Write "
            "`(x - mean) / ...`.",
        ),
        Mistake(
            "mean-and-variance-exchanged",
            _with(lambda x, mean, variance, eps: (x - variance) / np.sqrt(mean + eps)),
            "Mean and variance have changed places.",
        ),
        Mistake(
            "square-of-the-mean-not-subtracted",
            _with(lambda x, mean, variance, eps: (x - mean) / np.sqrt((x**2).mean(axis=0) + eps)),
            "The variance is the mean of x², without the mean taken away first. It is the mean of "
            "(x − mean)².",
        ),
        Mistake(
            "sample-variance",
            lambda x, gamma, beta, eps: (
                gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0, ddof=1) + eps) + beta
            ),
            "The variance divides by n − 1. Batch normalisation divides by n, as `np.var` does, and so works "
            "for a batch of one.",
            kind="convention",
        ),
        Mistake(
            "sum-for-variance",
            _with(lambda x, mean, variance, eps: (x - mean) / np.sqrt(len(x) * variance + eps)),
            "The squares are summed and not averaged. The variance is their mean.",
        ),
        Mistake(
            "rows",
            _by_rows,
            "Each example is normalised over its own units (`axis=1`): that is layer normalisation. Here "
            "each unit is normalised over the batch, `axis=0`.",
        ),
        Mistake(
            "whole-batch-at-once",
            _with(lambda x, mean, variance, eps: (x - x.mean()) / np.sqrt(x.var() + eps)),
            "One mean and one variance serve all units. Each unit has its own: `axis=0`.",
        ),
        Mistake(
            "variance-of-the-whole-batch",
            _with(lambda x, mean, variance, eps: (x - mean) / np.sqrt(x.var() + eps)),
            "Each unit has its own mean, but one variance serves them all. It takes `axis=0` too.",
        ),
        Mistake(
            "mean-of-the-whole-batch",
            _with(lambda x, mean, variance, eps: (x - x.mean()) / np.sqrt(variance + eps)),
            "Each unit has its own variance, but one mean serves them all. It takes `axis=0` too.",
        ),
        Mistake(
            "scale-missing",
            lambda x, gamma, beta, eps: _with(_right)(x, 1, beta, eps),
            "The scale γ is missing: y = γ x̂ + β.",
        ),
        Mistake(
            "offset-missing",
            lambda x, gamma, beta, eps: _with(_right)(x, gamma, 0, eps),
            "The offset β is missing: y = γ x̂ + β.",
        ),
        Mistake(
            "scale-and-offset-missing",
            lambda x, gamma, beta, eps: _with(_right)(x, 1, 0, eps),
            "That is x̂, the normalised batch. It still gets its scale and offset: y = γ x̂ + β.",
        ),
        Mistake(
            "scale-and-offset-exchanged",
            lambda x, gamma, beta, eps: _with(_right)(x, beta, gamma, eps),
            "γ and β have changed places: γ multiplies, β is added.",
        ),
        Mistake(
            "offset-scaled",
            lambda x, gamma, beta, eps: gamma * (_with(_right)(x, 1, 0, eps) + beta),
            "The offset is multiplied with γ as well. Multiply first, then add: γ x̂ + β.",
        ),
        Mistake(
            "offset-subtracted",
            lambda x, gamma, beta, eps: _with(_right)(x, gamma, -beta, eps),
            "The offset is taken away. It is added: γ x̂ + β.",
        ),
        Mistake(
            "divided-by-the-scale",
            lambda x, gamma, beta, eps: _with(_right)(x, 1 / gamma, beta, eps),
            "x̂ is divided by γ. It is multiplied with it: γ x̂ + β.",
        ),
        Mistake(
            "input-scaled",
            lambda x, gamma, beta, eps: gamma * x + beta,
            "γ and β are applied to x itself, and x̂ is not used. Normalise first.",
        ),
        Mistake(
            "scaled-before",
            lambda x, gamma, beta, eps: _with(_right)(gamma * x + beta, 1, 0, eps),
            "Scale and offset come first, and the normalising then takes them away again. Normalise, then "
            "γ x̂ + β.",
        ),
        Mistake(
            "normalised-twice",
            lambda x, gamma, beta, eps: _with(_right)(_with(_right)(x, 1, 0, eps), gamma, beta, eps),
            "The batch is normalised twice. With ε that is not the same as once.",
        ),
        Mistake(
            "moving-averages-for-the-batch",
            _with(lambda x, mean, variance, eps: x / np.sqrt(1 + eps)),
            "The batch is normalised with mean 0 and variance 1, as moving averages are at the start. In "
            "training the mean and variance of the batch itself are used.",
        ),
        Mistake(
            "relu-applied",
            lambda x, gamma, beta, eps: np.maximum(_with(_right)(x, gamma, beta, eps), 0),
            "Negative numbers are cut to 0. The activation comes after this layer, on its own.",
        ),
        Mistake(
            "examples-as-columns",
            lambda x, gamma, beta, eps: _by_rows(x, gamma[:, None], beta[:, None], eps),
            "Examples are taken for columns. In this course they are rows: mean and variance over `axis=0`, "
            "γ and β along the units.",
            kind="convention",
        ),
        Mistake(
            "cut-to-integers",
            lambda x, gamma, beta, eps: _with(_right)(x, gamma, beta, eps).astype(x.dtype),
            "Integers give an array of integers, which cuts off the decimals. `np.zeros(x.shape)` holds "
            "floats, `np.zeros_like(x)` the type of `x`.",
            kind="fragile",
        ),
        Mistake(
            "in-place",
            _in_place,
            "`-=` and `/=` write into the caller's `x`, and an array of integers cannot take the result. "
            "Make a new array: `centred = x - mean`.",
            kind="fragile",
        ),
    ),
    also_correct=(
        _with_a_cache,
        _by_loop,
        _with(_right),
        lambda x, gamma, beta, eps: (
            gamma.reshape(1, -1)
            * (x - x.mean(0, keepdims=True))
            / (x.std(0, keepdims=True) ** 2 + eps) ** 0.5
            + beta.reshape(1, -1)
        ),
        lambda x, gamma, beta, eps: (
            (x - np.mean(x, axis=0)) @ np.diag(gamma / np.sqrt(np.var(x, axis=0) + eps)) + beta
        ).tolist(),
    ),
    hints=(
        "Each unit is brought to mean 0 and variance 1 over the batch, and then gets a scale and an offset "
        "of its own.",
        "Mean and variance run down the rows, `axis=0`. ε is added to the variance, under the root. γ and β "
        "have one number a unit and line up with the columns.",
        "`x_hat = (x - mean) / np.sqrt(variance + ...)`, then `return gamma * ... + ...`",
    ),
)
