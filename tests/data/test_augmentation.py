"""Augmentation: each image by itself, decided by the Generator, within the limits that were given."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.data import (
    Dataset,
    add_noise,
    color_jitter,
    compose,
    horizontal_flip,
    label_preserving,
    load_digits,
    random_flip,
    random_grayscale,
    random_rotation,
    random_shift,
    rotate,
    to_grayscale,
)

EVERY = [random_flip, random_grayscale, random_rotation, random_shift, add_noise, color_jitter]
amounts = st.floats(0, 1)


def colours(n=6, dtype=np.float64):
    return np.random.default_rng(0).random((n, 8, 8, 3)).astype(dtype)


@pytest.mark.parametrize("augment", EVERY)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_shape_and_type_stay_and_the_input_is_left_alone(augment, dtype):
    images = colours(dtype=dtype)
    before = images.copy()
    out = augment(images, np.random.default_rng(0))
    assert (out.shape, out.dtype) == (images.shape, dtype)
    np.testing.assert_array_equal(images, before)


@pytest.mark.parametrize("augment", EVERY)
def test_a_seed_decides_and_the_next_draw_differs(augment):
    images, rng = colours(20), np.random.default_rng(1)
    first, second = augment(images, rng), augment(images, rng)
    np.testing.assert_array_equal(first, augment(images, 1))
    assert not np.array_equal(first, second), "each epoch sees other images"


@pytest.mark.parametrize("augment", EVERY)
def test_equal_images_are_augmented_each_in_its_own_way(augment):
    images = np.repeat(colours(1), 30, axis=0)
    out = augment(images, 0)
    assert any(not np.array_equal(out[0], image) for image in out[1:])


@pytest.mark.parametrize(
    ("augment", "nothing"),
    [
        (random_flip, {"probability": 0}),
        (random_grayscale, {"probability": 0}),
        (random_rotation, {"degrees": 0}),
        (random_shift, {"pixels": 0}),
        (add_noise, {"scale": 0}),
        (color_jitter, {"brightness": 0, "contrast": 0, "saturation": 0}),
    ],
)
def test_an_amount_of_0_changes_nothing(augment, nothing):
    images = colours()
    np.testing.assert_allclose(augment(images, 0, **nothing), images, atol=1e-12)


def test_a_probability_of_1_takes_every_image():
    images = colours()
    np.testing.assert_array_equal(random_flip(images, 0, probability=1), horizontal_flip(images))
    gray = random_grayscale(images, 0, probability=1)
    np.testing.assert_allclose(gray, np.repeat(to_grayscale(images), 3, axis=-1))


def test_half_of_the_images_are_flipped():
    images = np.tile(np.array([0.0, 1.0]).reshape(1, 1, 2, 1), (4000, 1, 1, 1))
    assert random_flip(images, 0)[:, 0, 0, 0].mean() == pytest.approx(0.5, abs=0.04)


def test_shifts_reach_their_limit_on_all_sides_and_not_beyond():
    images = np.zeros((500, 9, 9, 1))
    images[:, 4, 4] = 1
    _, rows, columns, _ = np.nonzero(random_shift(images, 0, pixels=2))
    assert set(rows) == set(columns) == {2, 3, 4, 5, 6}


def test_rotations_stay_within_their_limit():
    images = np.zeros((200, 41, 41, 1))
    images[:, 20, 40] = 1
    _, rows, columns, _ = np.nonzero(random_rotation(images, 0, degrees=30) > 0.3)
    angle = np.rad2deg(np.arctan2(20 - rows, columns - 20))
    assert abs(angle).max() < 33 and angle.min() < -20 < 20 < angle.max()


def test_noise_has_the_deviation_that_was_asked_for_and_stays_from_0_to_1():
    noise = add_noise(np.full((1, 200, 200, 1), 0.5), 0, scale=0.05) - 0.5
    assert (noise.mean(), noise.std()) == pytest.approx((0, 0.05), abs=0.002)
    loud = add_noise(colours(), 0, scale=5)
    assert (loud.min(), loud.max()) == (0, 1)


@given(seed=st.integers(0, 99), brightness=amounts, contrast=amounts, saturation=amounts)
def test_jitter_stays_from_0_to_1(seed, brightness, contrast, saturation):
    out = color_jitter(colours(), seed, brightness, contrast, saturation)
    assert out.min() >= 0 and out.max() <= 1


@given(seed=st.integers(0, 99))
def test_each_part_of_jitter_keeps_what_it_should(seed):
    images = 0.4 + 0.2 * colours()  # far enough from 0 and 1 that nothing is clipped
    brighter = color_jitter(images, seed, brightness=0.3, contrast=0, saturation=0)
    ratio = brighter / images
    np.testing.assert_allclose(ratio, np.broadcast_to(ratio[:, :1, :1, :1], ratio.shape))
    assert (abs(ratio - 1) <= 0.3 + 1e-9).all()
    contrast = color_jitter(images, seed, brightness=0, contrast=0.3, saturation=0)
    mean_gray = [to_grayscale(x).mean(axis=(1, 2, 3)) for x in (contrast, images)]
    np.testing.assert_allclose(*mean_gray, err_msg="contrast keeps the mean brightness")
    saturated = color_jitter(images, seed, brightness=0, contrast=0, saturation=0.3)
    np.testing.assert_allclose(
        to_grayscale(saturated), to_grayscale(images), err_msg="colour keeps the brightness"
    )


def test_a_composition_applies_its_parts_in_order_with_one_generator():
    images = colours()
    augment = compose(random_flip, partial(add_noise, scale=0.2))
    rng = np.random.default_rng(7)
    np.testing.assert_array_equal(augment(images, 7), add_noise(random_flip(images, rng), rng, scale=0.2))
    np.testing.assert_array_equal(compose()(images, 0), images)


def test_in_a_pipeline_each_epoch_sees_the_images_anew():
    rng = np.random.default_rng(0)
    dataset = Dataset.from_tensor_slices((colours(), np.arange(6))).batch(3)
    dataset = dataset.map(lambda x, y: (add_noise(x, rng), y))
    (first, labels), (second, same_labels) = next(iter(dataset)), next(iter(dataset))
    assert not np.array_equal(first, second)
    np.testing.assert_array_equal(labels, same_labels)


@pytest.mark.parametrize("augment", [add_noise, color_jitter])
@pytest.mark.parametrize(
    "images",
    [255 * colours(), colours() - 0.5, (255 * colours()).astype(np.uint8)],
    ids=["255", "-0.5", "uint8"],
)
def test_images_that_are_not_from_0_to_1_are_refused(augment, images):
    with pytest.raises(ValueError, match=f"{augment.__name__}: expected images as floats from 0 to 1.*/ 255"):
        augment(images, 0)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda x: random_flip(x, None), TypeError, "random_flip: rng: expected a Generator"),
        (
            lambda x: random_flip(x, 0, probability=2),
            ValueError,
            "probability: expected a number of 0 to 1, got 2",
        ),
        (lambda x: random_rotation(x, 0, degrees=-5), ValueError, "degrees: expected a number of at least 0"),
        (lambda x: random_shift(x, 0, pixels=1.5), TypeError, "pixels: expected a whole number"),
        (lambda x: add_noise(x, 0, scale=np.nan), ValueError, "scale"),
        (lambda x: color_jitter(x, 0, contrast=3), ValueError, "color_jitter: contrast: .* 0 to 1, got 3"),
        (lambda x: color_jitter(x[..., :1], 0), ValueError, "3 channels"),
        (lambda x: compose(random_flip(x, 0)), TypeError, "functools.partial"),
    ],
)
def test_a_bad_option_is_refused(call, error, message):
    with pytest.raises(error, match=message):
        call(colours())


@pytest.fixture(scope="module")
def nearest_mean():
    """Digits that a model has not seen, and the model: the class whose mean image is nearest."""
    images, labels = load_digits()
    x = images[..., None] / 16
    means = np.stack([x[:1000][labels[:1000] == k].mean(axis=0) for k in range(10)])

    def predict(images):
        return ((images[:, None] - means) ** 2).sum(axis=(2, 3, 4)).argmin(axis=1)

    return x[1000:], labels[1000:], predict


def test_a_small_turn_keeps_the_digits_and_a_mirror_does_not_keep_a_2(nearest_mean):
    x, labels, predict = nearest_mean
    dataset = Dataset.from_tensor_slices((x, labels)).batch(100)
    turned = label_preserving(lambda images: rotate(images, 5), dataset, predict)
    mirrored = label_preserving(horizontal_flip, dataset, predict)
    assert list(turned) == list(range(10))
    assert min(turned.values()) > 0.8, turned
    assert mirrored[2] < 0.5 < mirrored[0], mirrored


def test_the_share_is_of_unchanged_predictions_not_of_right_ones():
    images, labels = np.zeros((4, 1, 1, 1)), np.array([0, 0, 1, 1])
    always_seven = label_preserving(lambda x: x + 1, [(images, labels)], lambda x: np.full(len(x), 7))
    assert always_seven == {0: 1.0, 1: 1.0}


@pytest.mark.parametrize(
    ("dataset", "predict", "message"),
    [
        ([], len, "at least one batch"),
        (
            [(np.zeros((2, 1, 1, 1)), [0, 1])],
            lambda x: np.zeros((len(x), 10)),
            r"got \(2, 10\) .* use .argmax",
        ),
        ([(np.zeros((2, 1, 1, 1)), [0])], lambda x: np.zeros(len(x)), r"as many rows, got \[2, 1\]"),
    ],
)
def test_what_cannot_be_compared_is_refused(dataset, predict, message):
    with pytest.raises(ValueError, match=message):
        label_preserving(lambda x: x, dataset, predict)
