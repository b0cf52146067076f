"""Exercise: batch normalisation on the way back."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.generalisation.batch_norm import SECTION, batch
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


def _gradients(g, x_hat, scale, n=None):
    """The three gradients for this x̂ and for scale = γ / √(v + ε)."""
    n = len(g) if n is None else n
    beta, gamma = g.sum(axis=0), (g * x_hat).sum(axis=0)
    return scale * (g - (beta + x_hat * gamma) / n), gamma, beta


def _varied(x_hat=None, scale=None, n=None):
    """An answer whose x̂, scale or count is wrong; each is given (x, γ, m, v, ε)."""

    def answer(g, x, gamma, mean, variance, epsilon):
        given = x, gamma, mean, variance, epsilon
        right = (x - mean) / np.sqrt(variance + epsilon)
        return _gradients(
            g,
            right if x_hat is None else x_hat(*given),
            gamma / np.sqrt(variance + epsilon) if scale is None else scale(*given),
            None if n is None else n(x),
        )

    return answer


def _of_x(change):
    """An answer with another gradient of x: `change(g, x̂, s)`, s = γ / √(v + ε)."""

    def answer(g, x, gamma, mean, variance, epsilon):
        deviation = np.sqrt(variance + epsilon)
        x_hat = (x - mean) / deviation
        return change(g, x_hat, gamma / deviation), (g * x_hat).sum(axis=0), g.sum(axis=0)

    return answer


def _then(change):
    """The right three, passed through `change(grad_x, grad_gamma, grad_beta, n)`."""
    return lambda g, *rest: change(*batch_norm_backward(g, *rest), len(g))


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


def _deviation(x, gamma, mean, variance, epsilon):
    return np.sqrt(variance + epsilon)


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
    mistakes=(
        Mistake(
            "statistics-taken-for-constants",
            _of_x(lambda g, x_hat, s: s * g),
            "The gradient of x treats mean and variance as constants. They are made of x too, so x also acts "
            "through them: subtract (grad_beta + x̂ · grad_gamma) / n from `grad_output`.",
        ),
        Mistake(
            "path-through-the-variance-missing",
            _of_x(lambda g, x_hat, s: s * (g - g.mean(axis=0))),
            "The path through the variance is missing in the gradient of x: − x̂ · grad_gamma / n.",
        ),
        Mistake(
            "path-through-the-mean-missing",
            _of_x(lambda g, x_hat, s: s * (g - x_hat * (g * x_hat).mean(axis=0))),
            "The path through the mean is missing in the gradient of x: − grad_beta / n.",
        ),
        Mistake(
            "paths-added",
            _of_x(lambda g, x_hat, s: s * (g + g.mean(axis=0) + x_hat * (g * x_hat).mean(axis=0))),
            "The paths through mean and variance are added. Both are taken away from `grad_output`.",
        ),
        Mistake(
            "path-through-the-variance-added",
            _of_x(lambda g, x_hat, s: s * (g - g.mean(axis=0) + x_hat * (g * x_hat).mean(axis=0))),
            "The path through the variance is added in the gradient of x. It is taken away: − x̂ · "
            "grad_gamma / n.",
        ),
        Mistake(
            "path-through-the-variance-doubled",
            _of_x(lambda g, x_hat, s: s * (g - g.mean(axis=0) - 2 * x_hat * (g * x_hat).mean(axis=0))),
            "The path through the variance counts twice. The 2 of the square and the ½ of the root cancel.",
        ),
        Mistake(
            "path-through-the-variance-halved",
            _of_x(lambda g, x_hat, s: s * (g - g.mean(axis=0) - x_hat * (g * x_hat).mean(axis=0) / 2)),
            "The path through the variance counts half. The 2 of the square and the ½ of the root cancel.",
        ),
        Mistake(
            "normalised-input-missing",
            _of_x(lambda g, x_hat, s: s * (g - g.mean(axis=0) - (g * x_hat).mean(axis=0))),
            "In the gradient of x, grad_gamma is not multiplied with x̂ again: (grad_beta + x̂ · grad_gamma) "
            "/ n.",
        ),
        Mistake(
            "sums-for-means",
            _varied(n=lambda x: 1),
            "The sums in the gradient of x are not divided by n: (grad_beta + x̂ · grad_gamma) / n.",
        ),
        Mistake(
            "divided-by-one-less",
            _varied(n=lambda x: max(len(x) - 1, 0.5)),
            "The sums in the gradient of x are divided by n − 1. The batch's mean and variance divide by n.",
        ),
        Mistake(
            "divided-by-units",
            _varied(n=lambda x: x.shape[1]),
            "The sums in the gradient of x are divided by the number of units. They run over the n examples: "
            "`len(x)`.",
        ),
        Mistake(
            "scale-missing-in-x",
            _varied(scale=lambda *a: 1 / _deviation(*a)),
            "γ is missing in the gradient of x. It multiplied x̂ on the way forward.",
        ),
        Mistake(
            "deviation-missing-in-x",
            _varied(scale=lambda x, gamma, *rest: gamma),
            "The gradient of x is not divided by √(v + ε). The way forward divides by it, and so does the "
            "way back.",
        ),
        Mistake(
            "scale-and-deviation-missing",
            _varied(scale=lambda *a: 1.0),
            "γ / √(v + ε) is missing in front of the gradient of x.",
        ),
        Mistake(
            "multiplied-by-the-deviation",
            _varied(scale=lambda x, gamma, *rest: gamma * _deviation(x, gamma, *rest)),
            "The gradient of x is multiplied with √(v + ε). Divide by it.",
        ),
        Mistake(
            "divided-by-the-scale",
            _varied(scale=lambda x, gamma, *rest: 1 / gamma / _deviation(x, gamma, *rest)),
            "The gradient of x is divided by γ. Multiply with it.",
        ),
        Mistake(
            "divided-by-the-variance",
            _varied(scale=lambda x, gamma, mean, variance, eps: gamma / (variance + eps)),
            "The gradient of x is divided by the variance. Divide by its root, √(v + ε).",
        ),
        Mistake(
            "epsilon-outside-the-root",
            _varied(
                x_hat=lambda x, gamma, mean, variance, eps: (x - mean) / (np.sqrt(variance) + eps),
                scale=lambda x, gamma, mean, variance, eps: gamma / (np.sqrt(variance) + eps),
            ),
            "ε is added after the root. It belongs to the variance: `np.sqrt(variance + epsilon)`.",
        ),
        Mistake(
            "epsilon-missing",
            _varied(
                x_hat=lambda x, gamma, mean, variance, eps: (x - mean) / np.sqrt(variance),
                scale=lambda x, gamma, mean, variance, eps: gamma / np.sqrt(variance),
            ),
            "ε is not used. The way back uses the same √(v + ε) as the way forward.",
        ),
        Mistake(
            "epsilon-in-one-place-only",
            _varied(scale=lambda x, gamma, mean, variance, eps: gamma / np.sqrt(variance)),
            "ε is missing in front of the gradient of x, though x̂ has it. Both divide by √(v + ε).",
        ),
        Mistake(
            "root-missing",
            _varied(
                x_hat=lambda x, gamma, mean, variance, eps: (x - mean) / (variance + eps),
                scale=lambda x, gamma, mean, variance, eps: gamma / (variance + eps),
            ),
            "The root is missing: `variance` is squared already. Divide by `np.sqrt(variance + epsilon)`.",
        ),
        Mistake(
            "input-not-normalised",
            _varied(x_hat=lambda x, *rest: x),
            "x is used where x̂ should be. Normalise it first, as on the way forward: (x − m) / √(v + ε).",
        ),
        Mistake(
            "input-only-centred",
            _varied(x_hat=lambda x, gamma, mean, *rest: x - mean),
            "x − m is used where x̂ should be. Divide it by √(v + ε).",
        ),
        Mistake(
            "output-for-normalised-input",
            _varied(x_hat=lambda x, gamma, mean, variance, eps: gamma * (x - mean) / np.sqrt(variance + eps)),
            "γ x̂ is used where x̂ should be. Leave γ out of it.",
        ),
        Mistake(
            "scale-gradient-from-the-input",
            lambda g, x, *rest: (
                batch_norm_backward(g, x, *rest)[0],
                (g * x).sum(axis=0),
                g.sum(axis=0),
            ),
            "The gradient of γ is built with x. γ multiplies x̂, so it is the sum of `grad_output * x_hat`.",
        ),
        Mistake(
            "scale-gradient-with-the-scale",
            lambda g, x, gamma, *rest: (lambda three: (three[0], gamma * three[1], three[2]))(
                batch_norm_backward(g, x, gamma, *rest)
            ),
            "The gradient of γ is multiplied with γ. The derivative of γ x̂ by γ is x̂ alone.",
        ),
        Mistake(
            "offset-gradient-with-the-scale",
            lambda g, x, gamma, *rest: (lambda three: (three[0], three[1], gamma * three[2]))(
                batch_norm_backward(g, x, gamma, *rest)
            ),
            "The gradient of β is multiplied with γ. β is added as it is, so its derivative is 1.",
        ),
        Mistake(
            "means-for-sums",
            _then(lambda a, b, c, n: (a, b / n, c / n)),
            "The gradients of γ and β are averaged over the batch. They are sums: where the cost averages, "
            "`grad_output` has that factor already.",
        ),
        Mistake(
            "mean-for-sum-of-the-offset",
            _then(lambda a, b, c, n: (a, b, c / n)),
            "The gradient of β is averaged over the batch. It is the sum.",
        ),
        Mistake(
            "mean-for-sum-of-the-scale",
            _then(lambda a, b, c, n: (a, b / n, c)),
            "The gradient of γ is averaged over the batch. It is the sum.",
        ),
        Mistake(
            "not-summed",
            lambda g, x, gamma, mean, variance, eps: (
                batch_norm_backward(g, x, gamma, mean, variance, eps)[0],
                g * (x - mean) / np.sqrt(variance + eps),
                g,
            ),
            "The gradients of γ and β still have one row for each example. All examples share γ and β, so "
            "their rows are added up: `axis=0`.",
        ),
        Mistake(
            "summed-over-everything",
            _then(lambda a, b, c, n: (a, b.sum(), c.sum())),
            "The gradients of γ and β are one number each. Each unit has its own: sum over `axis=0` only.",
        ),
        Mistake(
            "summed-over-the-units",
            lambda g, x, gamma, mean, variance, eps: (
                batch_norm_backward(g, x, gamma, mean, variance, eps)[0],
                (g * (x - mean) / np.sqrt(variance + eps)).sum(axis=1),
                g.sum(axis=1),
            ),
            "The gradients of γ and β are summed over the units, `axis=1`. Sum over the examples, `axis=0`.",
        ),
        Mistake(
            "scale-and-offset-exchanged",
            _then(lambda a, b, c, n: (a, c, b)),
            "The gradients of γ and β have changed places: `return grad_x, grad_gamma, grad_beta`.",
        ),
        Mistake(
            "input-last",
            _then(lambda a, b, c, n: (b, c, a)),
            "The gradient of x comes last. Return them in the order grad_x, grad_gamma, grad_beta.",
            kind="convention",
        ),
        Mistake(
            "sign",
            _then(lambda a, b, c, n: (-a, -b, -c)),
            "The signs are turned round. The gradient itself is asked for; the minus of the descent comes "
            "later.",
        ),
        Mistake(
            "averaged",
            _then(lambda a, b, c, n: (a / n, b / n, c / n)),
            "All three are divided by the number of examples. Where the cost averages, `grad_output` has "
            "that factor already.",
        ),
        Mistake(
            "only-x",
            lambda *args: batch_norm_backward(*args)[0],
            "Only the gradient of x comes back. γ and β learn too: `return grad_x, grad_gamma, grad_beta`.",
        ),
    ),
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
