"""Exercise: batch normalisation on the way back."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.generalisation.batch_norm import SECTION, batch
from dlteach.exercises.generalisation.batch_norm_gradient_mistakes import MISTAKES
from dlteach.exercises.generalisation.scaling import LESSON
from dlteach.functions import batch_norm_backward


def _flat_sums(answer, grad_output, x, gamma, mean, variance, epsilon):
    value = answer(grad_output, x, gamma, mean, variance, epsilon)
    if isinstance(value, dict):
        value = tuple(value.values())
    if not isinstance(value, (tuple, list)) or len(value) != 3:
        return value
    keep = [np.reshape(part, -1) if np.shape(part) == (1, len(gamma)) else part for part in value[1:]]
    return (value[0], *keep)


def _cases(rng):
    x = np.array([[1.0], [3.0]])
    one = np.array([1.0])
    yield Case((np.array([[1.0], [0.0]]), x, one, np.array([2.0]), np.array([1.0]), 1.0), "two examples")
    for n, d in ((3, 1), (5, 3), (4, 4), (7, 2), (3, 5)):
        yield Case(_arguments(rng, n, d))
    yield Case(_arguments(rng, 6, 3, spread=0.1, epsilon=0.3), "small numbers and a large epsilon")
    yield Case(_arguments(rng, 5, 2, spread=20.0), "large numbers")
    yield Case(_arguments(rng, 8, 3, epsilon=1e-3), "the usual epsilon")
    yield Case(_arguments(rng, 1, 4), "a batch of one")


def _arguments(rng, n, d, spread=1.0, epsilon=0.05):
    """A gradient, and a batch with the mean and the variance that belong to it."""
    x, gamma, _ = batch(rng, n, d)
    x = spread * x
    return rng.normal(size=(n, d)) + 0.4, x, gamma, x.mean(axis=0), x.var(axis=0), epsilon


def _step_by_step(g, x, gamma, mean, variance, epsilon):
    n = x.shape[0]
    inverse = 1 / np.sqrt(variance + epsilon)
    centred = x - mean
    grad_hat = g * gamma
    grad_variance = np.sum(grad_hat * centred, axis=0) * -0.5 * inverse**3
    grad_mean = np.sum(-grad_hat * inverse, axis=0) + grad_variance * np.mean(-2 * centred, axis=0)
    grad_x = grad_hat * inverse + grad_variance * 2 * centred / n + grad_mean / n
    return grad_x, np.sum(g * centred * inverse, axis=0), np.sum(g, axis=0)


def _in_one_line(g, x, gamma, mean, variance, epsilon):
    n = len(x)
    std = np.sqrt(x.var(axis=0) + epsilon)
    x_hat = (x - x.mean(axis=0)) / std
    grad_beta = g.sum(axis=0, keepdims=True)
    grad_gamma = np.sum(g * x_hat, axis=0, keepdims=True)
    return gamma / (n * std) * (n * g - grad_beta - x_hat * grad_gamma), grad_gamma, grad_beta


def _by_loop(g, x, gamma, mean, variance, epsilon):
    grad_x, grad_gamma, grad_beta = np.zeros(x.shape), np.zeros(x.shape[1]), np.zeros(x.shape[1])
    for j in range(x.shape[1]):
        std = (variance[j] + epsilon) ** 0.5
        x_hat = (x[:, j] - mean[j]) / std
        grad_beta[j], grad_gamma[j] = g[:, j].sum(), g[:, j] @ x_hat
        grad_x[:, j] = gamma[j] / std * (g[:, j] - grad_beta[j] / len(x) - x_hat * grad_gamma[j] / len(x))
    return [grad_x, grad_gamma, grad_beta]


BATCH_NORM_BACKWARD = Exercise(
    name="batch_norm_backward",
    lesson=LESSON,
    section=SECTION,
    reference=batch_norm_backward,
    driver=_flat_sums,
    cases=_cases,
    returns=("grad_x", "grad_gamma", "grad_beta"),
    laws=(
        Law(
            "the gradient of x sums to 0 over the batch, since a shift of all x is taken away again",
            lambda args, value: np.allclose(np.sum(value[0], axis=0), 0, atol=1e-6),
        ),
        Law(
            "the gradient of β is the sum of `grad_output` over the batch",
            lambda args, value: np.allclose(value[2], np.sum(args[0], axis=0)),
        ),
    ),
    mistakes=MISTAKES,
    also_correct=(_step_by_step, _in_one_line, _by_loop),
    hints=(
        "x acts on the cost along three paths: directly, through the mean and through the variance. γ and β "
        "are shared by all examples, so their gradients are sums over the batch.",
        "grad_beta is the sum of `grad_output`, grad_gamma that of `grad_output * x_hat`, both over "
        "`axis=0`. The gradient of x is γ / √(v + ε) times what is left of `grad_output` when (grad_beta + "
        "x̂ · grad_gamma) / n is taken away.",
        "`grad_x = gamma / std * (grad_output - (grad_beta + x_hat * ...) / len(x))`",
    ),
    survivors={"`x.size // x.shape[axis]` becomes `x.size / x.shape[axis]`": "it divides without a rest"},
)
