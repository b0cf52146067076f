"""Every loss against its formula in NumPy, and its gradient against moved predictions."""

import numpy as np
import pytest

from dlteach import autodiff as ad
from dlteach.autodiff import Tensor
from dlteach.keras import losses

RNG = np.random.default_rng(3)
X, Y = RNG.normal(size=(4, 3)), RNG.normal(size=(4, 3))
SIGNS = np.where(Y > 0, 1.0, -1.0)
BITS = (Y > 0).astype(float)
P = RNG.dirichlet([2, 2, 2], size=4)
Q = RNG.dirichlet([2, 2, 2], size=4)
LABELS = np.array([2, 0, 1, 0])
ONE_HOT = np.eye(3)[LABELS]
CHANCES = 1 / (1 + np.exp(-X))


def softmax(z):
    return np.exp(z) / np.exp(z).sum(-1, keepdims=True)


def normal(p):
    return p / p.sum(-1, keepdims=True)


def log_loss(y, p):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def right(y, p):
    return y * p + (1 - y) * (1 - p)


def cosine(y, p):
    return (y * p).sum(-1) / np.linalg.norm(y, axis=-1) / np.linalg.norm(p, axis=-1)


def huber(e, d):
    return np.where(abs(e) <= d, e**2 / 2, d * abs(e) - d**2 / 2).mean(-1)


# name: (function, the same in NumPy, y_true, y_pred, further arguments)
LOSSES = {
    "mean_squared_error": (lambda y, p: ((y - p) ** 2).mean(-1), Y, X, {}),
    "mean_absolute_error": (lambda y, p: abs(y - p).mean(-1), Y, X, {}),
    "mean_absolute_percentage_error": (lambda y, p: 100 * abs((y - p) / y).mean(-1), Y, X, {}),
    "mean_squared_logarithmic_error": (lambda y, p: (np.log((1 + y) / (1 + p)) ** 2).mean(-1), P, Q, {}),
    "huber": (lambda y, p, delta: huber(y - p, delta), Y, X, {"delta": 0.7}),
    "log_cosh": (lambda y, p: np.log(np.cosh(y - p)).mean(-1), Y, X, {}),
    "cosine_similarity": (lambda y, p: -cosine(y, p), Y, X, {}),
    "hinge": (lambda y, p: np.maximum(1 - y * p, 0).mean(-1), SIGNS, X, {}),
    "squared_hinge": (lambda y, p: (np.maximum(1 - y * p, 0) ** 2).mean(-1), SIGNS, X, {}),
    "categorical_hinge": (
        lambda y, p: np.maximum(np.where(y == 1, 0, p).max(-1) - p[y == 1] + 1, 0),
        ONE_HOT,
        X,
        {},
    ),
    "kl_divergence": (lambda y, p: (y * np.log(y / p)).sum(-1), P, Q, {}),
    "poisson": (lambda y, p: (p - y * np.log(p)).mean(-1), BITS * 3, Q, {}),
    "binary_crossentropy": (lambda y, p: log_loss(y, p).mean(-1), BITS, CHANCES, {}),
    "binary_crossentropy, logits": (
        lambda y, z, from_logits: log_loss(y, 1 / (1 + np.exp(-z))).mean(-1),
        BITS,
        X,
        {"from_logits": True},
    ),
    "binary_crossentropy, smoothed": (
        lambda y, p, label_smoothing: log_loss(0.9 * y + 0.05, p).mean(-1),
        BITS,
        CHANCES,
        {"label_smoothing": 0.1},
    ),
    "binary_focal_crossentropy": (
        lambda y, p, gamma: ((1 - right(y, p)) ** gamma * log_loss(y, p)).mean(-1),
        BITS,
        CHANCES,
        {"gamma": 1.5},
    ),
    "binary_focal_crossentropy, balanced": (
        lambda y, p, apply_class_balancing, alpha: (
            right(y, alpha) * (1 - right(y, p)) ** 2 * log_loss(y, p)
        ).mean(-1),
        BITS,
        CHANCES,
        {"apply_class_balancing": True, "alpha": 0.3},
    ),
    "categorical_crossentropy": (lambda y, p: -np.log(normal(p)[y == 1]), ONE_HOT, P, {}),
    "categorical_crossentropy, logits": (
        lambda y, z, from_logits: -np.log(softmax(z)[y == 1]),
        ONE_HOT,
        X,
        {"from_logits": True},
    ),
    "categorical_crossentropy, smoothed": (
        lambda y, p, label_smoothing: -((0.7 * y + 0.1) * np.log(normal(p))).sum(-1),
        ONE_HOT,
        P,
        {"label_smoothing": 0.3},
    ),
    "categorical_focal_crossentropy": (
        lambda y, p, alpha, gamma: -alpha * (1 - normal(p)[y == 1]) ** gamma * np.log(normal(p)[y == 1]),
        ONE_HOT,
        P,
        {"alpha": 0.4, "gamma": 3.0},
    ),
    "sparse_categorical_crossentropy": (lambda y, p: -np.log(normal(p)[range(4), y]), LABELS, P, {}),
    "sparse_categorical_crossentropy, logits": (
        lambda y, z, from_logits: -np.log(softmax(z)[range(4), y]),
        LABELS,
        X,
        {"from_logits": True},
    ),
    "sparse_categorical_crossentropy, ignoring": (
        lambda y, p, ignore_class: np.where(y == 0, 0, -np.log(normal(p)[range(4), y])),
        LABELS,
        P,
        {"ignore_class": 0},
    ),
    "categorical_generalized_cross_entropy": (
        lambda y, p, q: (1 - p[range(4), y] ** q) / q,
        LABELS,
        P,
        {"q": 0.6},
    ),
    "dice": (lambda y, p: 1 - 2 * (y * p).sum() / (y.sum() + p.sum()), BITS, CHANCES, {}),
    "tversky": (
        lambda y, p, alpha, beta: (
            1 - (y * p).sum() / ((y * p).sum() + alpha * (y * (1 - p)).sum() + beta * ((1 - y) * p).sum())
        ),
        BITS,
        CHANCES,
        {"alpha": 0.2, "beta": 0.9},
    ),
}


@pytest.mark.parametrize("case", LOSSES)
def test_a_loss_is_its_formula(case):
    expected, y_true, y_pred, arguments = LOSSES[case]
    loss = getattr(losses, case.split(",")[0])(y_true, y_pred, **arguments)
    assert isinstance(loss, (np.ndarray, np.generic)), "no gradient was asked for: an array comes back"
    np.testing.assert_allclose(loss, expected(y_true, y_pred, **arguments), rtol=1e-5, atol=1e-7)


def difference_quotients(f, x, h=1e-3):
    """Slopes of the sum of f in every entry of x, by the five-point rule."""
    slopes = np.empty_like(x)
    for index in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[index] = h
        slopes[index] = np.sum(8 * (f(x + step) - f(x - step)) - (f(x + 2 * step) - f(x - 2 * step))) / 12 / h
    return slopes


@pytest.mark.parametrize("case", LOSSES)
def test_the_gradient_of_a_loss_is_that_of_its_formula(case):
    expected, y_true, y_pred, arguments = LOSSES[case]
    predictions = Tensor(y_pred.astype("float32"), requires_grad=True)
    ad.sum(getattr(losses, case.split(",")[0])(y_true, predictions, **arguments)).backward()
    slopes = difference_quotients(lambda p: expected(y_true, p, **arguments), y_pred)
    np.testing.assert_allclose(predictions.grad, slopes, rtol=2e-5, atol=2e-6)


@pytest.mark.parametrize("loss", [losses.mean_squared_error, losses.mean_absolute_error])
def test_targets_that_are_computed_receive_a_gradient_too(loss):
    check = ad.gradient_check(loss, Y, X)
    assert check, check


def test_one_target_for_several_predictions_is_compared_with_each():
    np.testing.assert_allclose(
        losses.mean_squared_error(Y[:, :1], X), ((Y[:, :1] - X) ** 2).mean(-1), rtol=1e-6
    )


def test_hinge_takes_zeros_and_ones_for_signs():
    np.testing.assert_allclose(losses.hinge(BITS, X), losses.hinge(SIGNS, X))


@pytest.mark.parametrize("scale", [1e4, -1e4])
def test_log_cosh_of_a_large_error_is_about_the_error(scale):
    np.testing.assert_allclose(losses.log_cosh([[0.0]], [[scale]]), abs(scale), rtol=1e-4)


def test_circle_draws_equal_labels_together_and_others_apart():
    here, there = [1.0, 0.0], [0.0, 1.0]
    good = losses.circle([0, 0, 1, 1], [here, here, there, there])
    bad = losses.circle([0, 1, 0, 1], [here, here, there, there])
    assert np.all(good < bad)


def test_probabilities_of_one_column_are_no_distribution():
    with pytest.warns(SyntaxWarning, match="binary_crossentropy"):
        losses.categorical_crossentropy([[1.0]], [[1.0]])
