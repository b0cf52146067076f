"""What goes wrong with batch normalisation: ε, the root, the axis, the scale and the offset."""

import numpy as np

from dlteach.autograder import Mistake


def normalised_by(normalised):
    """An answer whose x̂ is wrong: `normalised(x, mean, variance, epsilon)`."""

    def answer(x, gamma, beta, epsilon):
        return gamma * normalised(x, x.mean(axis=0), x.var(axis=0), epsilon) + beta

    return answer


def rightly(x, mean, variance, epsilon):
    return (x - mean) / np.sqrt(variance + epsilon)


def _by_rows(x, gamma, beta, epsilon):
    mean, variance = x.mean(axis=1, keepdims=True), x.var(axis=1, keepdims=True)
    return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta


def _in_place(x, gamma, beta, epsilon):
    x -= x.mean(axis=0)
    x /= np.sqrt(x.var(axis=0) + epsilon)
    return gamma * x + beta


def _combined(id, says, normalised, scale, offset):
    """Two mistakes at once: another x̂, and another scale and offset, each given (γ, β)."""
    return Mistake(
        id,
        lambda x, gamma, beta, epsilon: (
            scale(gamma, beta) * normalised_by(normalised)(x, 1, 0, epsilon) + offset(gamma, beta)
        ),
        f"Two things at once. {says}",
    )


_OUTSIDE = (
    "epsilon-outside-the-root",
    "ε is added after the root and belongs under it, beside the variance.",
    lambda x, mean, variance, eps: (x - mean) / (np.sqrt(variance) + eps),
)
_LEFT_OUT = (
    "epsilon-missing",
    "ε is not used; it is added to the variance, under the root.",
    lambda x, mean, variance, eps: (x - mean) / np.sqrt(variance),
)
_TINY = (
    "own-epsilon",
    "ε is a tiny number of its own; use the argument `epsilon`.",
    lambda x, mean, variance, eps: (x - mean) / np.sqrt(variance + 1e-8),
)
_COMBINED = tuple(
    _combined(f"{id}-and-{which}", f"{says} And {also}", normalised, scale, offset)
    for id, says, normalised in (_OUTSIDE, _LEFT_OUT, _TINY)
    for which, also, scale, offset in (
        ("offset-missing", "the offset β is missing.", lambda g, b: g, lambda g, b: 0),
        ("scale-missing", "the scale γ is missing.", lambda g, b: 1, lambda g, b: b),
        ("both-missing", "scale γ and offset β are missing: y = γ x̂ + β.", lambda g, b: 1, lambda g, b: 0),
        (
            "exchanged",
            "γ and β have changed places: γ multiplies, β is added.",
            lambda g, b: b,
            lambda g, b: g,
        ),
    )
) + tuple(
    _combined(f"{axis_id}-and-{id}", f"{axis_says} And {says}", normalised, lambda g, b: g, lambda g, b: b)
    for axis_id, axis_says, axes in (
        ("rows", "Each example is normalised over its own units; each unit should be, over `axis=0`.", 1),
        ("whole-batch", "One mean and one deviation serve all units; each has its own, `axis=0`.", None),
    )
    for id, says, normalised in (
        (
            "epsilon-outside-the-root",
            _OUTSIDE[1],
            lambda x, mean, variance, eps, axes=axes: (
                (x - x.mean(axes, keepdims=True)) / (x.std(axes, keepdims=True) + eps)
            ),
        ),
        (
            "epsilon-missing",
            _LEFT_OUT[1],
            lambda x, mean, variance, eps, axes=axes: (
                (x - x.mean(axes, keepdims=True)) / x.std(axes, keepdims=True)
            ),
        ),
    )
)

MISTAKES = (
    *_COMBINED,
    Mistake(
        "epsilon-outside-the-root",
        normalised_by(lambda x, mean, variance, eps: (x - mean) / (np.sqrt(variance) + eps)),
        "ε is added to the standard deviation, after the root. It belongs to the variance: "
        "`np.sqrt(variance + epsilon)`.",
    ),
    Mistake(
        "epsilon-twice",
        normalised_by(lambda x, mean, variance, eps: (x - mean) / (np.sqrt(variance + eps) + eps)),
        "ε is added twice, under the root and after it. Once is enough, under the root.",
    ),
    Mistake(
        "epsilon-missing",
        normalised_by(lambda x, mean, variance, eps: (x - mean) / np.sqrt(variance)),
        "ε is not used, so a unit that is constant over the batch gives 0/0. Add it to the variance, "
        "under the root.",
    ),
    *(
        Mistake(
            f"own-epsilon-of-{own:g}",
            normalised_by(lambda x, mean, variance, eps, own=own: (x - mean) / np.sqrt(variance + own)),
            f"ε is always {own:g} here. Use the argument `epsilon`.",
        )
        for own in (1e-8, 1e-5, 1e-3)
    ),
    Mistake(
        "epsilon-squared",
        normalised_by(lambda x, mean, variance, eps: (x - mean) / np.sqrt(variance + eps**2)),
        "ε is squared. It is added to the variance as it is.",
    ),
    Mistake(
        "epsilon-subtracted",
        normalised_by(lambda x, mean, variance, eps: (x - mean) / np.sqrt(variance - eps)),
        "ε is taken away from the variance, so the root may be that of a negative number. Add it.",
    ),
    Mistake(
        "epsilon-on-the-data",
        normalised_by(lambda x, mean, variance, eps: (x - mean + eps) / np.sqrt(variance)),
        "ε is added to the data, above the fraction line. It belongs to the variance, under the root.",
    ),
    Mistake(
        "epsilon-after-the-division",
        normalised_by(lambda x, mean, variance, eps: (x - mean) / np.sqrt(variance) + eps),
        "A parenthesis closes too early: ε is added after the division. Write `np.sqrt(variance + epsilon)`.",
    ),
    Mistake(
        "root-of-the-mean",
        normalised_by(lambda x, mean, variance, eps: (x - mean) / np.sqrt(mean + eps)),
        "The root is that of the mean, nan where it is negative. Take the root of the variance.",
    ),
    Mistake(
        "root-of-the-deviation",
        normalised_by(lambda x, mean, variance, eps: (x - mean) / np.sqrt(np.sqrt(variance) + eps)),
        "The root is that of the standard deviation: a root too many. `np.var` gives the variance, "
        "`np.std` its root.",
    ),
    Mistake(
        "root-missing",
        normalised_by(lambda x, mean, variance, eps: (x - mean) / (variance + eps)),
        "The root is missing: the batch is divided by its variance. Divide by `np.sqrt(variance + epsilon)`.",
    ),
    Mistake(
        "squared-variance",
        normalised_by(lambda x, mean, variance, eps: (x - mean) / np.sqrt(variance**2 + eps)),
        "`np.var` is squared already. The root is that of variance + ε.",
    ),
    Mistake(
        "not-divided",
        normalised_by(lambda x, mean, variance, eps: x - mean),
        "The batch is centred but not divided by its standard deviation.",
    ),
    Mistake(
        "multiplied",
        normalised_by(lambda x, mean, variance, eps: (x - mean) * np.sqrt(variance + eps)),
        "The batch is multiplied with the root. Divide by it.",
    ),
    Mistake(
        "mean-kept",
        normalised_by(lambda x, mean, variance, eps: x / np.sqrt(variance + eps)),
        "The mean is not taken away. Subtract it before you divide.",
    ),
    Mistake(
        "mean-added",
        normalised_by(lambda x, mean, variance, eps: (x + mean) / np.sqrt(variance + eps)),
        "The mean is added. Taken away, it puts the centre at 0.",
    ),
    Mistake(
        "sign",
        normalised_by(lambda x, mean, variance, eps: (mean - x) / np.sqrt(variance + eps)),
        "The sign is turned round: x − mean, not mean − x.",
    ),
    Mistake(
        "division-binds-first",
        normalised_by(lambda x, mean, variance, eps: x - mean / np.sqrt(variance + eps)),
        "Parentheses are missing: `/` comes before `-`, so only the mean is divided. Write "
        "`(x - mean) / ...`.",
    ),
    Mistake(
        "mean-and-variance-exchanged",
        normalised_by(lambda x, mean, variance, eps: (x - variance) / np.sqrt(mean + eps)),
        "Mean and variance have changed places.",
    ),
    Mistake(
        "square-of-the-mean-not-subtracted",
        normalised_by(lambda x, mean, variance, eps: (x - mean) / np.sqrt((x**2).mean(axis=0) + eps)),
        "The variance is the mean of x², without the mean taken away first. It is the mean of (x − mean)².",
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
        normalised_by(lambda x, mean, variance, eps: (x - mean) / np.sqrt(len(x) * variance + eps)),
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
        normalised_by(lambda x, mean, variance, eps: (x - x.mean()) / np.sqrt(x.var() + eps)),
        "One mean and one variance serve all units. Each unit has its own: `axis=0`.",
    ),
    Mistake(
        "variance-of-the-whole-batch",
        normalised_by(lambda x, mean, variance, eps: (x - mean) / np.sqrt(x.var() + eps)),
        "Each unit has its own mean, but one variance serves them all. It takes `axis=0` too.",
    ),
    Mistake(
        "mean-of-the-whole-batch",
        normalised_by(lambda x, mean, variance, eps: (x - x.mean()) / np.sqrt(variance + eps)),
        "Each unit has its own variance, but one mean serves them all. It takes `axis=0` too.",
    ),
    Mistake(
        "scale-missing",
        lambda x, gamma, beta, eps: normalised_by(rightly)(x, 1, beta, eps),
        "The scale γ is missing: y = γ x̂ + β.",
    ),
    Mistake(
        "offset-missing",
        lambda x, gamma, beta, eps: normalised_by(rightly)(x, gamma, 0, eps),
        "The offset β is missing: y = γ x̂ + β.",
    ),
    Mistake(
        "scale-and-offset-missing",
        lambda x, gamma, beta, eps: normalised_by(rightly)(x, 1, 0, eps),
        "That is x̂, the normalised batch. It still gets its scale and offset: y = γ x̂ + β.",
    ),
    Mistake(
        "scale-and-offset-exchanged",
        lambda x, gamma, beta, eps: normalised_by(rightly)(x, beta, gamma, eps),
        "γ and β have changed places: γ multiplies, β is added.",
    ),
    Mistake(
        "offset-scaled",
        lambda x, gamma, beta, eps: gamma * (normalised_by(rightly)(x, 1, 0, eps) + beta),
        "The offset is multiplied with γ as well. Multiply first, then add: γ x̂ + β.",
    ),
    Mistake(
        "offset-subtracted",
        lambda x, gamma, beta, eps: normalised_by(rightly)(x, gamma, -beta, eps),
        "The offset is taken away. It is added: γ x̂ + β.",
    ),
    Mistake(
        "divided-by-the-scale",
        lambda x, gamma, beta, eps: normalised_by(rightly)(x, 1 / gamma, beta, eps),
        "x̂ is divided by γ. It is multiplied with it: γ x̂ + β.",
    ),
    Mistake(
        "input-scaled",
        lambda x, gamma, beta, eps: gamma * x + beta,
        "γ and β are applied to x itself, and x̂ is not used. Normalise first.",
    ),
    Mistake(
        "scaled-before",
        lambda x, gamma, beta, eps: normalised_by(rightly)(gamma * x + beta, 1, 0, eps),
        "Scale and offset come first, and the normalising then takes them away again. Normalise, then "
        "γ x̂ + β.",
    ),
    Mistake(
        "normalised-twice",
        lambda x, gamma, beta, eps: normalised_by(rightly)(
            normalised_by(rightly)(x, 1, 0, eps), gamma, beta, eps
        ),
        "The batch is normalised twice. With ε that is not the same as once.",
    ),
    Mistake(
        "moving-averages-for-the-batch",
        normalised_by(lambda x, mean, variance, eps: x / np.sqrt(1 + eps)),
        "The batch is normalised with mean 0 and variance 1, as moving averages are at the start. In "
        "training the mean and variance of the batch itself are used.",
    ),
    *(
        Mistake(
            f"moving-averages-with-momentum-{momentum:g}",
            normalised_by(
                lambda x, mean, variance, eps, momentum=momentum: (
                    (x - (1 - momentum) * mean) / np.sqrt(momentum + (1 - momentum) * variance + eps)
                )
            ),
            "The batch is normalised with moving averages after their first step. They are for later, "
            "when the model is used; in training the mean and variance of the batch itself are used.",
        )
        for momentum in (0.1, 0.9, 0.99)
    ),
    Mistake(
        "relu-applied",
        lambda x, gamma, beta, eps: np.maximum(normalised_by(rightly)(x, gamma, beta, eps), 0),
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
        lambda x, gamma, beta, eps: normalised_by(rightly)(x, gamma, beta, eps).astype(x.dtype),
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
)
