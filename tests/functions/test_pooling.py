"""Pooling against windows written out, and difference quotients."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dlteach.functions import (
    MaxPooling,
    average_pool,
    average_pool_gradient,
    max_pool,
    max_pool2d,
    max_pool2d_gradient,
    max_pool_gradient,
)

RNG = np.random.default_rng(6)
CASES = [
    (2, None, "valid"),
    (2, None, "same"),
    ((2, 3), None, "valid"),
    (3, 1, "valid"),
    (3, 2, "same"),
    ((3, 2), (1, 4), "same"),
    (1, 2, "valid"),
    (2, 3, "valid"),
]
every_case = pytest.mark.parametrize(("size", "stride", "padding"), CASES, ids=str)


def windows(x, size, stride, padding):
    """Output place → the entries of its window that lie inside x, with their indices."""
    sizes = (size, size) if isinstance(size, int) else size
    steps = sizes if stride is None else ((stride, stride) if isinstance(stride, int) else stride)
    places = []
    for length, k, s in zip(x.shape[1:3], sizes, steps):
        count = -(-length // s) if padding == "same" else (length - k) // s + 1
        before = max((count - 1) * s + k - length, 0) // 2 if padding == "same" else 0
        starts = [i * s - before for i in range(count)]
        places.append([range(max(a, 0), min(a + k, length)) for a in starts])
    return {(i, j): (r, c) for i, r in enumerate(places[0]) for j, c in enumerate(places[1])}


def reduced(x, size, stride, padding, reduce):
    found = windows(x, size, stride, padding)
    out = np.zeros((len(x), *(np.max(list(found), axis=0) + 1), x.shape[3]))
    for (i, j), (rows, cols) in found.items():
        out[:, i, j] = reduce(x[:, rows][:, :, cols], axis=(1, 2))
    return out


@every_case
def test_values_are_those_of_the_windows(size, stride, padding):
    x = RNG.normal(size=(2, 7, 8, 3))
    expected = reduced(x, size, stride, padding, np.max)
    np.testing.assert_array_equal(max_pool2d(x, size, stride, padding), expected)
    expected = reduced(x, size, stride, padding, np.mean)
    np.testing.assert_allclose(average_pool(x, size, stride, padding), expected, rtol=1e-12)


@every_case
def test_gradients_are_the_slopes(difference_quotients, size, stride, padding):
    x = RNG.permutation(2 * 5 * 6 * 2).reshape(2, 5, 6, 2) / 10.0  # no two largest entries closer than a step
    grad = RNG.normal(size=max_pool2d(x, size, stride, padding).shape)
    slope = difference_quotients(lambda x: np.sum(grad * max_pool2d(x, size, stride, padding)), x)
    np.testing.assert_allclose(max_pool2d_gradient(grad, x, size, stride, padding), slope, atol=1e-8)
    slope = difference_quotients(lambda x: np.sum(grad * average_pool(x, size, stride, padding)), x)
    np.testing.assert_allclose(average_pool_gradient(grad, x.shape, size, stride, padding), slope, atol=1e-8)


@every_case
def test_of_equal_entries_the_first_gets_the_gradient(size, stride, padding):
    x = RNG.integers(0, 2, size=(2, 7, 8, 2)).astype(float)
    grad = RNG.normal(size=max_pool2d(x, size, stride, padding).shape)
    expected = np.zeros_like(x)
    for (i, j), (rows, cols) in windows(x, size, stride, padding).items():
        for n, c in np.ndindex(2, 2):
            window = x[n, rows][:, cols][..., c]
            r, k = np.unravel_index(window.argmax(), window.shape)
            expected[n, rows[r], cols[k], c] += grad[n, i, j, c]
    np.testing.assert_allclose(max_pool2d_gradient(grad, x, size, stride, padding), expected, atol=1e-12)


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.sampled_from(CASES))
def test_no_gradient_is_lost_or_made(seed, case):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(1, 6, 7, 1))
    grad = rng.normal(size=max_pool2d(x, *case).shape)
    assert max_pool2d_gradient(grad, x, *case).sum() == pytest.approx(grad.sum())
    assert average_pool_gradient(grad, x.shape, *case).sum() == pytest.approx(grad.sum())


def test_sequences_and_volumes_are_pooled_along_all_their_axes():
    x = RNG.normal(size=(2, 6, 3))
    np.testing.assert_array_equal(max_pool(x, 3), x.reshape(2, 2, 3, 3).max(axis=2))
    grad = RNG.normal(size=(2, 2, 3))
    np.testing.assert_allclose(max_pool_gradient(grad, x, 3).reshape(2, 2, 3, 3).sum(axis=2), grad)
    volume = RNG.normal(size=(2, 4, 4, 4, 3))
    blocks = volume.reshape(2, 2, 2, 2, 2, 2, 2, 3)
    np.testing.assert_array_equal(max_pool(volume), blocks.max(axis=(2, 4, 6)))
    np.testing.assert_allclose(average_pool(volume), blocks.mean(axis=(2, 4, 6)), rtol=1e-12)


@every_case
def test_forward_once_more_computes_with_new_numbers_in_the_same_array(size, stride, padding):
    x = RNG.normal(size=(2, 7, 8, 3))
    pooling = MaxPooling(x, size, stride, padding)
    first = pooling.forward()
    x[...] = RNG.normal(size=x.shape)
    assert pooling.forward() is first
    np.testing.assert_array_equal(first, max_pool(x, size, stride, padding))
    grad = RNG.normal(size=first.shape)
    np.testing.assert_array_equal(pooling.backward(grad), max_pool_gradient(grad, x, size, stride, padding))


def test_what_is_outside_is_never_the_largest():
    assert max_pool2d(np.full((1, 3, 3, 1), -5.0), padding="same").tolist() == [[[[-5], [-5]], [[-5], [-5]]]]


@pytest.mark.parametrize(
    ("x", "arguments", "message"),
    [((4, 4, 1), {}, r"x\[None\] for one image"),
     ((1, 4, 4, 1), {"pool_size": 5}, "larger than the image"),
     ((1, 4, 4, 1), {"pool_size": (2, 2, 2)}, "pool_size: expected one number or 2"),
     ((1, 4, 4, 1), {"strides": 0}, "strides: expected a whole number of at least 1"),
     ((1, 4, 4, 1), {"padding": "full"}, '"valid" or "same"')],
)  # fmt: skip
def test_what_does_not_fit_is_refused(x, arguments, message):
    with pytest.raises(ValueError, match=message):
        max_pool2d(np.ones(x), **arguments)


def test_a_gradient_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"grad_output of shape \(1, 2, 2, 1\), that of the output"):
        max_pool2d_gradient(np.ones((1, 2, 3, 1)), np.ones((1, 4, 4, 1)))
    with pytest.raises(ValueError, match=r"grad_output of shape \(1, 2, 2, 1\), that of the output"):
        average_pool_gradient(np.ones((1, 2, 3, 1)), (1, 4, 4, 1))
