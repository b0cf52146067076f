"""Transformations of images, against scipy and NumPy, and by the laws of turning, moving and mirroring."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import ndimage

from dlteach.data import horizontal_flip, rotate, shift, to_grayscale

batches = st.tuples(st.integers(1, 3), st.integers(1, 7), st.integers(1, 7), st.integers(1, 3)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(0, 16).map(lambda i: i / 16))
)
squares = st.tuples(st.integers(1, 3), st.integers(1, 7), st.integers(1, 3)).flatmap(
    lambda s: arrays(np.float64, (s[0], s[1], s[1], s[2]), elements=st.integers(0, 16).map(lambda i: i / 16))
)
EVERY = {
    "horizontal_flip": horizontal_flip,
    "rotate": lambda images: rotate(images, 20),
    "shift": lambda images: shift(images, 1, -1),
    "to_grayscale": to_grayscale,
}


@given(images=batches, data=st.data())
def test_rotation_is_that_of_scipy_for_each_image_by_its_own_angle(images, data):
    degrees = data.draw(st.lists(st.floats(-400, 400), min_size=len(images), max_size=len(images)))
    for turned, image, angle in zip(rotate(images, degrees), images, degrees):
        expected = ndimage.rotate(image, angle, axes=(1, 0), reshape=False, order=1, mode="grid-constant")
        np.testing.assert_allclose(turned, expected, atol=1e-9)


@given(images=squares, quarter=st.integers(-4, 4))
def test_quarter_turns_are_counter_clockwise_and_exact(images, quarter):
    np.testing.assert_allclose(
        rotate(images, 90 * quarter), np.rot90(images, quarter, axes=(1, 2)), atol=1e-12
    )


@given(images=batches, degrees=st.floats(-180, 180))
def test_turning_the_mirror_image_is_mirroring_the_image_turned_the_other_way(images, degrees):
    np.testing.assert_allclose(
        rotate(horizontal_flip(images), degrees), horizontal_flip(rotate(images, -degrees)), atol=1e-9
    )


@given(images=batches)
def test_a_flip_is_numpys_and_two_flips_are_none(images):
    np.testing.assert_array_equal(horizontal_flip(images), np.flip(images, axis=2))
    np.testing.assert_array_equal(horizontal_flip(horizontal_flip(images)), images)


@given(images=batches, down=st.integers(-9, 9), right=st.integers(-9, 9))
def test_a_shift_is_that_of_scipy(images, down, right):
    expected = ndimage.shift(images, (0, down, right, 0), order=0, mode="constant")
    np.testing.assert_array_equal(shift(images, down, right), expected)


def test_each_image_is_shifted_by_its_own_pixels():
    images = np.arange(1, 19).reshape(2, 3, 3, 1)
    both = shift(images, [1, 0], [0, -2])
    np.testing.assert_array_equal(both[0], shift(images[:1], 1, 0)[0])
    np.testing.assert_array_equal(both[1], shift(images[1:], 0, -2)[0])


def test_unsigned_pixels_of_shift_do_not_wrap():
    images = np.arange(1, 5).reshape(1, 1, 4, 1)
    np.testing.assert_array_equal(shift(images, np.uint8(0), np.array([2], np.uint8)).ravel(), [0, 0, 1, 2])


@given(level=st.floats(0, 1))
def test_gray_stays_as_bright_as_it_was(level):
    np.testing.assert_allclose(to_grayscale(np.full((1, 2, 2, 3), level)), level, atol=1e-12)


def test_the_three_colours_have_the_weights_of_the_standard():
    np.testing.assert_allclose(to_grayscale(np.eye(3).reshape(3, 1, 1, 3)).ravel(), [0.299, 0.587, 0.114])


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.uint8])
def test_float_types_stay_and_the_input_is_left_alone(name, dtype):
    images = np.random.default_rng(0).integers(0, 9, (2, 4, 5, 3)).astype(dtype)
    before = images.copy()
    out = EVERY[name](images)
    out += 1
    np.testing.assert_array_equal(images, before)
    kept = dtype if name in ("horizontal_flip", "shift") or dtype != np.uint8 else np.float64
    assert out.dtype == kept


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(
    ("images", "error", "message"),
    [
        (np.ones((8, 8)), ValueError, r"got \(8, 8\); use images\[None, :, :, None\]"),
        (np.ones((5, 8, 8)), ValueError, r"got \(5, 8, 8\); use images\[..., None\]"),
        (np.ones(8), ValueError, r"got \(8,\)"),
        (np.ones((0, 8, 8, 3)), ValueError, "at least one entry"),
        (np.full((1, 1, 1, 3), np.nan), ValueError, r"images\[0, 0, 0, 0\] = nan and 2 more"),
        (np.array([None]), TypeError, "object"),
    ],
)
def test_what_is_no_batch_of_images_is_refused(name, images, error, message):
    with pytest.raises(error, match=message) as caught:
        EVERY[name](images)
    assert str(caught.value).startswith(name)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda x: rotate(x, [1, 2, 3]), ValueError, r"one for each of 2 images, got int64 of shape \(3,\)"),
        (lambda x: rotate(x, np.inf), ValueError, r"finite numbers, got degrees\[\] = inf"),
        (lambda x: rotate(x, "9"), ValueError, "degrees to be one number"),
        (lambda x: shift(x, 0.5, 0), TypeError, "whole pixels in down, got float64"),
        (lambda x: to_grayscale(x[..., :1]), ValueError, r"3 channels, .* got \(2, 4, 4, 1\)"),
    ],
)
def test_a_bad_option_is_refused(call, error, message):
    with pytest.raises(error, match=message):
        call(np.ones((2, 4, 4, 3)))
