"""Convolution, pooling and normalization as operations of the graph."""

import numpy as np
import pytest

import dlteach.autodiff as ad
from dlteach import functions
from dlteach.autodiff import Tensor, gradient_check

RNG = np.random.default_rng(8)
IMAGES, SEQUENCES = RNG.normal(size=(2, 5, 6, 2)), RNG.normal(size=(2, 7, 2))
KERNEL, BIAS = RNG.normal(size=(3, 2, 2, 4)), RNG.normal(size=4)
GAMMA, BETA = RNG.normal(1, 0.5, size=2), RNG.normal(size=2)

OPERATIONS = {
    "convolution": (lambda x, k: ad.convolution(x, k), [IMAGES, KERNEL]),
    "with bias": (ad.convolution, [IMAGES, KERNEL, BIAS]),
    "with relu": (lambda *a: ad.convolution(*a, relu=True), [IMAGES, KERNEL, BIAS]),
    "strides": (lambda *a: ad.convolution(*a, strides=(2, 1), padding="same"), [IMAGES, KERNEL, BIAS]),
    "dilation": (lambda *a: ad.convolution(*a, dilation=2), [IMAGES, KERNEL, BIAS]),
    "groups": (ad.convolution, [np.concatenate([IMAGES, -IMAGES[::-1]], axis=-1), KERNEL, BIAS]),
    "sequences": (ad.convolution, [SEQUENCES, KERNEL[0], BIAS]),
    "max_pool": (ad.max_pool, [IMAGES]),
    "max_pool, overlapping": (lambda x: ad.max_pool(x, 3, 1, "same"), [IMAGES]),
    "average_pool": (lambda x: ad.average_pool(x, (2, 3), padding="same"), [IMAGES]),
    "batch_norm": (lambda *a: ad.batch_norm(*a)[0], [IMAGES, GAMMA, BETA]),
    "batch_norm, axis": (lambda *a: ad.batch_norm(*a, axis=1)[0], [IMAGES.swapaxes(1, 3), GAMMA, BETA]),
    "layer_norm": (ad.layer_norm, [IMAGES, GAMMA, BETA]),
}


@pytest.mark.parametrize(("operation", "inputs"), OPERATIONS.values(), ids=OPERATIONS)
def test_gradient_passes_the_check(operation, inputs):
    assert gradient_check(operation, *inputs)


def test_a_small_network_of_images_has_the_slopes_of_its_cost():
    x, labels = RNG.normal(size=(3, 8, 8, 1)), np.array([0, 2, 1])
    kernels = [RNG.normal(size=(3, 3, 1, 2)), RNG.normal(size=(2, 2, 2, 3))]
    weights = RNG.normal(size=(3, 3))

    def cost(k1, k2, w):
        a = ad.max_pool(ad.convolution(x, k1, relu=True))
        a = ad.convolution(a, k2, relu=True)
        return ad.softmax_cross_entropy(labels, ad.max_pool(a).reshape(3, -1) @ w)

    assert gradient_check(cost, *kernels, weights)


def test_images_that_need_no_gradient_cost_none(monkeypatch):
    asked = []
    backward = functions.Convolution.backward

    def watched(self, grad, out, **needed):
        asked.append(needed)
        return backward(self, grad, **needed)

    monkeypatch.setattr(functions.Convolution, "backward", watched)
    kernel = Tensor(KERNEL, requires_grad=True)
    ad.convolution(IMAGES, kernel).sum().backward()
    ad.convolution(Tensor(IMAGES, requires_grad=True), KERNEL).sum().backward()
    assert asked == [{"with_x": False, "with_kernel": True}, {"with_x": True, "with_kernel": False}]


def test_the_statistics_of_the_batch_carry_no_gradient():
    y, mean, variance = ad.batch_norm(Tensor(IMAGES, requires_grad=True), GAMMA, BETA)
    assert y.requires_grad
    assert type(mean) is type(variance) is np.ndarray


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_type_out_is_type_in(dtype):
    x, kernel = (
        Tensor(IMAGES.astype(dtype), requires_grad=True),
        Tensor(KERNEL.astype(dtype), requires_grad=True),
    )
    out = ad.average_pool(ad.max_pool(ad.convolution(x, kernel, relu=True), 2, 1), 2)
    out.sum().backward()
    assert out.dtype == x.grad.dtype == kernel.grad.dtype == dtype
