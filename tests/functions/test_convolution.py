"""Convolution against its definition written out, SciPy, and difference quotients."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate2d

from dlteach.functions import Convolution, conv1d, conv1d_gradient, conv2d, conv2d_gradient, conv_output_shape

RNG = np.random.default_rng(5)
CASES = [
    {},
    {"strides": 2},
    {"strides": (1, 3)},
    {"strides": 4},
    {"padding": "same"},
    {"padding": "same", "strides": (2, 3)},
    {"dilation": 2},
    {"dilation": (1, 3), "padding": "same"},
]
every_case = pytest.mark.parametrize("how", CASES, ids=str)


def both(value):
    return (value, value) if isinstance(value, int) else value


def written_out(x, kernel, strides=1, padding="valid", dilation=1):
    """The sum in the docstring, entry by entry."""
    (sy, sx), (dy, dx), (kh, kw) = both(strides), both(dilation), kernel.shape[:2]
    if padding == "same":
        widths = []
        for size, k, s, d in zip(x.shape[1:3], (kh, kw), (sy, sx), (dy, dx)):
            missing = max((-(-size // s) - 1) * s + d * (k - 1) + 1 - size, 0)
            widths.append((missing // 2, missing - missing // 2))
        x = np.pad(x, [(0, 0), *widths, (0, 0)])
    rows = range(0, x.shape[1] - dy * (kh - 1), sy)
    cols = range(0, x.shape[2] - dx * (kw - 1), sx)
    out = np.zeros((len(x), len(rows), len(cols), kernel.shape[3]))
    for i, y in enumerate(rows):
        for j, z in enumerate(cols):
            window = x[:, y : y + dy * (kh - 1) + 1 : dy, z : z + dx * (kw - 1) + 1 : dx]
            out[:, i, j] = np.einsum("nklc,klcf->nf", window, kernel)
    return out


@every_case
def test_value_is_the_sum_written_out(how):
    x, kernel, bias = RNG.normal(size=(2, 7, 8, 3)), RNG.normal(size=(3, 2, 3, 4)), RNG.normal(size=4)
    np.testing.assert_allclose(
        conv2d(x, kernel, bias, **how), written_out(x, kernel, **how) + bias, rtol=1e-12, atol=1e-12
    )


def test_one_channel_and_one_filter_is_scipys_correlation():
    x, kernel = RNG.normal(size=(9, 7)), RNG.normal(size=(4, 3))
    out = conv2d(x[None, :, :, None], kernel[:, :, None, None])[0, :, :, 0]
    np.testing.assert_allclose(out, correlate2d(x, kernel, "valid"), rtol=1e-12)


@every_case
def test_gradients_are_the_slopes(difference_quotients, how):
    x, kernel, bias = RNG.normal(size=(2, 5, 7, 2)), RNG.normal(size=(3, 2, 2, 3)), RNG.normal(size=3)
    grad = RNG.normal(size=conv2d(x, kernel, bias, **how).shape)
    slopes = (
        difference_quotients(lambda x: np.sum(grad * conv2d(x, kernel, bias, **how)), x),
        difference_quotients(lambda k: np.sum(grad * conv2d(x, k, bias, **how)), kernel),
        difference_quotients(lambda b: np.sum(grad * conv2d(x, kernel, b, **how)), bias),
    )
    for gradient, slope in zip(conv2d_gradient(grad, x, kernel, **how), slopes, strict=True):
        np.testing.assert_allclose(gradient, slope, rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("how", [{}, {"strides": 2}, {"padding": "same", "dilation": 2}], ids=str)
def test_a_sequence_is_an_image_of_height_one(how):
    x, kernel, bias = RNG.normal(size=(3, 9, 2)), RNG.normal(size=(3, 2, 4)), RNG.normal(size=4)
    out = conv1d(x, kernel, bias, **how)
    # Stride and dilation of an axis of size 1 change nothing.
    np.testing.assert_allclose(out, conv2d(x[:, None], kernel[None], bias, **how)[:, 0], rtol=1e-12)
    grad = RNG.normal(size=out.shape)
    as_image = conv2d_gradient(grad[:, None], x[:, None], kernel[None], **how)
    for one, two in zip(conv1d_gradient(grad, x, kernel, **how), as_image):
        np.testing.assert_allclose(one, two.reshape(one.shape), rtol=1e-12, atol=1e-12)


def test_groups_are_convolutions_side_by_side():
    x, kernel, bias = RNG.normal(size=(2, 6, 5, 4)), RNG.normal(size=(2, 3, 2, 6)), RNG.normal(size=6)
    out = conv2d(x, kernel, bias)
    halves = [
        conv2d(x[..., :2], kernel[..., :3], bias[:3]),
        conv2d(x[..., 2:], kernel[..., 3:], bias[3:]),
    ]
    np.testing.assert_allclose(out, np.concatenate(halves, axis=-1), rtol=1e-12)
    grad = RNG.normal(size=out.shape)
    grad_x, grad_kernel, grad_bias = conv2d_gradient(grad, x, kernel)
    left = conv2d_gradient(grad[..., :3], x[..., :2], kernel[..., :3])
    np.testing.assert_allclose(grad_x[..., :2], left[0], rtol=1e-12)
    np.testing.assert_allclose(grad_kernel[..., :3], left[1], rtol=1e-12)
    np.testing.assert_allclose(grad_bias[:3], left[2], rtol=1e-12)


def test_relu_in_the_same_operation_is_relu_after_it():
    x, kernel, bias = RNG.normal(size=(2, 6, 5, 2)), RNG.normal(size=(3, 3, 2, 4)), RNG.normal(size=4)
    plain, fused = Convolution(x, kernel, bias), Convolution(x, kernel, bias, relu=True)
    z = plain.forward()
    np.testing.assert_array_equal(fused.forward(), np.maximum(z, 0))
    grad = RNG.normal(size=z.shape)
    for one, two in zip(fused.backward(grad), plain.backward(grad * (z > 0)), strict=True):
        np.testing.assert_allclose(one, two, rtol=1e-12)


def test_a_gradient_that_nobody_needs_is_not_computed():
    layer = Convolution(np.ones((1, 3, 3, 1)), np.ones((2, 2, 1, 1)))
    layer.forward()
    grad_x, grad_kernel, grad_bias = layer.backward(np.ones((1, 2, 2, 1)), with_x=False, with_kernel=False)
    assert grad_x is None and grad_kernel is None and grad_bias.shape == (1,)


@every_case
def test_forward_once_more_computes_with_new_numbers_in_the_same_array(how):
    x, kernel, bias = RNG.normal(size=(2, 7, 8, 4)), RNG.normal(size=(3, 2, 2, 6)), RNG.normal(size=6)
    layer = Convolution(x, kernel, bias, **how)
    first = layer.forward()
    grad = RNG.normal(size=first.shape)
    layer.backward(grad)
    for array in (x, kernel, bias):
        array[...] = RNG.normal(size=array.shape)
    second = layer.forward()
    assert np.shares_memory(first, second)
    np.testing.assert_array_equal(second, conv2d(x, kernel, bias, **how))
    for one, other in zip(layer.backward(grad), conv2d_gradient(grad, x, kernel, **how), strict=True):
        np.testing.assert_array_equal(one, other)


def test_gradients_are_written_where_there_is_room():
    x, kernel = RNG.normal(size=(2, 5, 5, 1)), RNG.normal(size=(3, 3, 1, 4))
    layer, rooms = Convolution(x, kernel), (np.empty_like(kernel), np.empty(4))
    grad = RNG.normal(size=layer.forward().shape)
    _, grad_kernel, grad_bias = layer.backward(grad, out=rooms)
    assert grad_kernel is rooms[0] and grad_bias is rooms[1]
    np.testing.assert_array_equal(grad_kernel, conv2d_gradient(grad, x, kernel)[1])


numbers = st.floats(-4, 4, width=16)


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), numbers, numbers, st.sampled_from(CASES))
def test_convolution_is_linear(seed, a, b, how):
    rng = np.random.default_rng(seed)
    x, y, kernel = rng.normal(size=(1, 6, 6, 2)), rng.normal(size=(1, 6, 6, 2)), rng.normal(size=(3, 2, 2, 3))
    np.testing.assert_allclose(
        conv2d(a * x + b * y, kernel, **how),
        a * conv2d(x, kernel, **how) + b * conv2d(y, kernel, **how),
        rtol=1e-10,
        atol=1e-10,
    )


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.integers(0, 3), st.integers(0, 3))
def test_a_shifted_image_gives_a_shifted_output(seed, down, right):
    rng = np.random.default_rng(seed)
    inside, kernel = rng.normal(size=(1, 4, 4, 2)), rng.normal(size=(3, 3, 2, 2))
    image = np.pad(inside, [(0, 0), (2, 5), (2, 5), (0, 0)])
    shifted = np.roll(image, (down, right), axis=(1, 2))
    np.testing.assert_allclose(
        conv2d(shifted, kernel), np.roll(conv2d(image, kernel), (down, right), axis=(1, 2)), atol=1e-12
    )


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_order_in_memory_does_not_matter(dtype):
    x, kernel = RNG.normal(size=(2, 5, 6, 3)).astype(dtype), RNG.normal(size=(2, 2, 3, 4)).astype(dtype)
    once = conv2d(x, kernel)
    turned = np.ascontiguousarray(x.transpose(3, 2, 1, 0)).transpose(3, 2, 1, 0)
    assert once.dtype == dtype
    np.testing.assert_array_equal(conv2d(turned, kernel), once)
    second = conv2d(once, RNG.normal(size=(1, 1, 4, 2)).astype(dtype))
    assert second.shape == (2, 4, 5, 2)


def test_an_empty_batch_gives_no_images():
    x, kernel = np.zeros((0, 5, 5, 2)), np.ones((3, 3, 2, 4))
    assert conv2d(x, kernel).shape == (0, 3, 3, 4)
    grad_x, grad_kernel, _ = conv2d_gradient(np.zeros((0, 3, 3, 4)), x, kernel)
    assert grad_x.shape == x.shape and not grad_kernel.any()


@given(
    st.integers(1, 9),
    st.integers(1, 4),
    st.integers(1, 3),
    st.integers(1, 3),
    st.sampled_from(["valid", "same"]),
)
def test_predicted_shape_is_the_shape_of_the_output(size, k, stride, dilation, padding):
    x, kernel = np.zeros((2, size, 9, 1)), np.zeros((k, 2, 1, 3))
    how = {"strides": stride, "padding": padding, "dilation": dilation}
    if padding == "valid" and dilation * (k - 1) >= size:
        with pytest.raises(ValueError, match="larger than the image"):
            conv_output_shape(x.shape, kernel.shape, **how)
    else:
        assert conv_output_shape(x.shape, kernel.shape, **how) == conv2d(x, kernel, **how).shape
        assert conv_output_shape((None, size, None, 1), kernel.shape, **how)[0::2] == (None, None)


@pytest.mark.parametrize(
    ("x", "kernel", "bias", "how", "message"),
    [((5, 5, 1), (3, 3, 1, 2), 2, {}, r"x\[None\] for one image"),
     ((1, 5, 5), (3, 3, 1, 2), 2, {}, r"x\[..., None\] for images without channels"),
     ((1, 5, 5, 3), (3, 3, 2, 2), 2, {}, "kernel for 3 channels, got one for 2"),
     ((1, 5, 5, 4), (3, 3, 2, 3), 3, {}, "filters in 2 groups of one size"),
     ((1, 5, 5, 1), (6, 3, 1, 2), 2, {}, "larger than the image"),
     ((1, 5, 5, 1), (3, 3, 1, 2), 3, {}, "one bias for each of 2 filters"),
     ((1, 5, 5, 1), (3, 3, 1, 2), 2, {"padding": "full"}, '"valid" or "same", got \'full\''),
     ((1, 5, 5, 1), (3, 3, 1, 2), 2, {"strides": 0}, "strides: expected a whole number of at least 1"),
     ((1, 5, 5, 1), (3, 3, 1, 2), 2, {"dilation": (1, 2, 3)}, "dilation: expected one number or 2")],
)  # fmt: skip
def test_what_does_not_fit_is_refused(x, kernel, bias, how, message):
    with pytest.raises(ValueError, match=message):
        conv2d(np.ones(x), np.ones(kernel), np.ones(bias), **how)


def test_a_gradient_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"expected grad_output of shape \(1, 3, 3, 2\)"):
        conv2d_gradient(np.ones((1, 2, 3, 2)), np.ones((1, 5, 5, 1)), np.ones((3, 3, 1, 2)))
