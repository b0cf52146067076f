"""Batch and layer normalization against their definitions, and difference quotients."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.functions import (
    batch_norm_backward,
    batch_norm_forward,
    batch_norm_inference,
    layer_norm_backward,
    layer_norm_forward,
    moments,
)

RNG = np.random.default_rng(7)


def weights(shape):
    return RNG.normal(1, 0.5, size=shape), RNG.normal(size=shape)


@pytest.mark.parametrize(("shape", "axis"), [((6, 3), -1), ((4, 5, 3), 1), ((2, 3, 4, 5), -1)])
def test_batch_norm_gives_each_feature_its_mean_and_deviation(shape, axis):
    gamma, beta = weights(shape[axis])
    y, mean, variance = batch_norm_forward(RNG.normal(3, 2, size=shape), gamma, beta, 0, axis)
    others = tuple(i for i in range(len(shape)) if i != axis % len(shape))
    np.testing.assert_allclose(y.mean(axis=others), beta, atol=1e-12)
    np.testing.assert_allclose(y.std(axis=others), np.abs(gamma), rtol=1e-12)
    assert mean.shape == variance.shape == (shape[axis],)


@pytest.mark.parametrize(("shape", "axis"), [((6, 3), -1), ((4, 5, 3), 1), ((2, 3, 2, 3), -1)])
def test_batch_norm_gradients_are_the_slopes(difference_quotients, shape, axis):
    x, grad, (gamma, beta) = RNG.normal(size=shape), RNG.normal(size=shape), weights(shape[axis])
    _, mean, variance = batch_norm_forward(x, gamma, beta, 1e-3, axis)

    def cost(x, gamma, beta):
        return np.sum(grad * batch_norm_forward(x, gamma, beta, 1e-3, axis)[0])

    slopes = (
        difference_quotients(lambda x: cost(x, gamma, beta), x),
        difference_quotients(lambda gamma: cost(x, gamma, beta), gamma),
        difference_quotients(lambda beta: cost(x, gamma, beta), beta),
    )
    gradients = batch_norm_backward(grad, x, gamma, mean, variance, 1e-3, axis)
    for gradient, slope in zip(gradients, slopes, strict=True):
        np.testing.assert_allclose(gradient, slope, rtol=1e-6, atol=1e-8)


def test_inference_with_the_statistics_of_the_batch_is_training():
    x, (gamma, beta) = RNG.normal(size=(5, 3)), weights(3)
    y, mean, variance = batch_norm_forward(x, gamma, beta)
    np.testing.assert_allclose(batch_norm_inference(x, gamma, beta, mean, variance), y, rtol=1e-12)
    np.testing.assert_allclose(batch_norm_inference(x[:1], gamma, beta, mean, variance), y[:1], rtol=1e-12)


@given(st.floats(0.1, 100), st.floats(-100, 100))
def test_batch_norm_does_not_see_scale_and_offset_of_its_input(scale, offset):
    x = np.random.default_rng(0).normal(size=(8, 2))
    one, other = (
        batch_norm_forward(x, [1, 1], [0, 0], 0)[0],
        batch_norm_forward(scale * x + offset, [1, 1], [0, 0], 0)[0],
    )
    np.testing.assert_allclose(other, one, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize(("shape", "axes"), [((6, 3), -1), ((4, 5, 3), (1, 2)), ((4, 5, 3), [-1, -2])])
def test_layer_norm_works_on_each_example_alone(shape, axes):
    own = tuple(sorted(i % len(shape) for i in np.atleast_1d(axes)))
    size = tuple(shape[i] for i in own)
    x = RNG.normal(3, 2, size=shape)
    y = layer_norm_forward(x, np.ones(size), np.zeros(size), 0, axes)
    np.testing.assert_allclose(y.mean(axis=own), 0, atol=1e-12)
    np.testing.assert_allclose(y.std(axis=own), 1, rtol=1e-12)
    np.testing.assert_allclose(layer_norm_forward(x[:1], np.ones(size), np.zeros(size), 0, axes), y[:1])


@pytest.mark.parametrize(("shape", "axes"), [((4, 3), -1), ((3, 4, 2), (1, 2)), ((3, 4, 2), 1)])
def test_layer_norm_gradients_are_the_slopes(difference_quotients, shape, axes):
    size = tuple(shape[i] for i in sorted(i % len(shape) for i in np.atleast_1d(axes)))
    x, grad, (gamma, beta) = RNG.normal(size=shape), RNG.normal(size=shape), weights(size)

    def cost(x, gamma, beta):
        return np.sum(grad * layer_norm_forward(x, gamma, beta, 1e-3, axes))

    slopes = (
        difference_quotients(lambda x: cost(x, gamma, beta), x),
        difference_quotients(lambda gamma: cost(x, gamma, beta), gamma),
        difference_quotients(lambda beta: cost(x, gamma, beta), beta),
    )
    for gradient, slope in zip(layer_norm_backward(grad, x, gamma, 1e-3, axes), slopes, strict=True):
        np.testing.assert_allclose(gradient, slope, rtol=1e-6, atol=1e-8)


def test_moments_are_those_of_numpy():
    x = RNG.normal(size=(4, 5, 3))
    mean, variance = moments(x, (0, 2), keepdims=True)
    np.testing.assert_allclose(mean, x.mean(axis=(0, 2), keepdims=True), rtol=1e-12)
    np.testing.assert_allclose(variance, x.var(axis=(0, 2), keepdims=True), rtol=1e-12)


def test_a_large_offset_does_not_drown_the_variance():
    _, variance = moments(np.float32([[1e4], [1e4 + 1]]), 0)
    assert variance == pytest.approx(0.25)


def test_what_does_not_fit_is_refused():
    x = np.ones((4, 3))
    with pytest.raises(ValueError, match=r"gamma of shape \(3,\) for x of shape \(4, 3\), got \(2,\)"):
        batch_norm_forward(x, np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match="one of its axes"):
        batch_norm_forward(x, np.ones(3), np.ones(3), axis=2)
    with pytest.raises(ValueError, match="at least one entry"):
        batch_norm_forward(np.ones((0, 3)), np.ones(3), np.ones(3))
    with pytest.raises(ValueError, match="expected axes of x"):
        layer_norm_forward(x, np.ones(3), np.ones(3), axes=5)
    with pytest.raises(ValueError, match="grad_output of the shape of x"):
        layer_norm_backward(np.ones((4, 2)), x, np.ones(3))
