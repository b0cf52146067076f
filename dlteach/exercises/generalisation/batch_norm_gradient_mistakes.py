"""What goes wrong on the way back through batch normalisation: paths, sums, factors, order."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.functions import batch_norm_backward


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


def _passed_on(of_gamma, of_beta=lambda g: g.sum(axis=0)):
    """An answer with other gradients of γ and β, which the gradient of x uses."""

    def answer(g, x, gamma, mean, variance, epsilon):
        deviation = np.sqrt(variance + epsilon)
        x_hat = (x - mean) / deviation
        grad_gamma, grad_beta = of_gamma(g, x, x_hat), of_beta(g)
        grad_x = gamma / deviation * (g - (grad_beta + x_hat * grad_gamma) / len(x))
        return grad_x, grad_gamma, grad_beta

    return answer


def _then(change):
    """The right three, passed through `change(grad_x, grad_gamma, grad_beta, n)`."""
    return lambda g, *rest: change(*batch_norm_backward(g, *rest), len(g))


def _deviation(x, gamma, mean, variance, epsilon):
    return np.sqrt(variance + epsilon)


MISTAKES = (
    *(
        Mistake(
            f"own-epsilon-of-{own:g}",
            lambda grad, x, gamma, mean, variance, epsilon, own=own: batch_norm_backward(
                grad, x, gamma, mean, variance, own
            ),
            f"ε is always {own:g} here. Use the argument `epsilon`, as on the way forward.",
        )
        for own in (1e-8, 1e-5, 1e-3)
    ),
    Mistake(
        "path-through-the-variance-summed",
        _of_x(lambda g, x_hat, s: s * (g - g.mean(axis=0) - x_hat * (g * x_hat).sum(axis=0))),
        "The path through the variance is not divided by n. The variance is a mean of squares, so its slope "
        "along each x is 2 (x − m) / n.",
    ),
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
        "In the gradient of x, grad_gamma is not multiplied with x̂ again: (grad_beta + x̂ · grad_gamma) / n.",
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
        "scale-gradient-from-the-input-and-passed-on",
        _passed_on(lambda g, x, x_hat: (g * x).sum(axis=0)),
        "The gradient of γ is built with x, and so the gradient of x is wrong as well. γ multiplies x̂: its "
        "gradient is the sum of `grad_output * x_hat`.",
    ),
    Mistake(
        "means-for-sums-and-passed-on",
        _passed_on(lambda g, x, x_hat: (g * x_hat).mean(axis=0), lambda g: g.mean(axis=0)),
        "The gradients of γ and β are averaged over the batch, and the gradient of x divides them by n once "
        "more. They are sums.",
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
        "The signs are turned round. The gradient itself is asked for; the minus of the descent comes later.",
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
)
