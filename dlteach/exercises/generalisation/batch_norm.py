"""Exercise: batch normalisation on the way forward."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.generalisation.batch_norm_mistakes import MISTAKES, normalised_by, rightly
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
    several = isinstance(value, tuple) or (isinstance(value, list) and np.ndim(value[0]) == 2)
    return value[0] if several else value


def _with_a_cache(x, gamma, beta, epsilon):
    mu = 1 / len(x) * np.sum(x, axis=0)
    centred = x - mu
    variance = 1 / len(x) * np.sum(centred**2, axis=0)
    inverse = 1.0 / np.sqrt(variance + epsilon)
    out = gamma * (centred * inverse) + beta
    return out, (centred, inverse, gamma)


def _in_a_list(x, gamma, beta, epsilon):
    return [normalised_by(rightly)(x, gamma, beta, epsilon), {"mean": x.mean(axis=0)}]


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
    mistakes=MISTAKES,
    also_correct=(
        _with_a_cache,
        _in_a_list,
        _by_loop,
        normalised_by(rightly),
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
