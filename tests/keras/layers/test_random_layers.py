"""Layers that draw: what is true of every draw, and that nothing is drawn at inference."""

import numpy as np
import pytest

from dlteach import autodiff
from dlteach.keras import layers

ONES = np.ones((200, 50), "float32")
NOISY = {
    "Dropout": lambda: layers.Dropout(0.25, seed=1),
    "GaussianDropout": lambda: layers.GaussianDropout(0.25, seed=1),
    "GaussianNoise": lambda: layers.GaussianNoise(0.25, seed=1),
    "AlphaDropout": lambda: layers.AlphaDropout(0.25, seed=1),
}


@pytest.mark.parametrize("name", NOISY)
def test_nothing_changes_at_inference(name):
    layer = NOISY[name]()
    np.testing.assert_array_equal(layer(ONES), ONES)
    np.testing.assert_array_equal(layer(ONES, training=False), ONES)


@pytest.mark.parametrize("name", ["Dropout", "GaussianDropout", "GaussianNoise"])
def test_the_mean_stays_while_training(name):
    assert abs(NOISY[name]()(ONES, training=True).mean() - 1) < 0.05


def test_alpha_dropout_keeps_mean_and_variance_of_normal_numbers():
    x = np.random.default_rng(0).normal(size=(500, 100)).astype("float32")
    y = NOISY["AlphaDropout"]()(x, training=True)
    assert abs(y.mean()) < 0.02
    assert abs(y.var() - 1) < 0.05


@pytest.mark.parametrize("name", NOISY)
def test_the_same_seed_draws_the_same_and_the_next_call_draws_anew(name):
    first, second = NOISY[name](), NOISY[name]()
    y = first(ONES, training=True)
    np.testing.assert_array_equal(y, second(ONES, training=True))
    assert not np.array_equal(y, first(ONES, training=True))


def test_dropout_drops_its_rate_and_scales_the_rest_up():
    y = NOISY["Dropout"]()(ONES, training=True)
    assert abs((y == 0).mean() - 0.25) < 0.02
    np.testing.assert_allclose(y[y != 0], 1 / 0.75, rtol=1e-6)


def test_the_gradient_of_dropout_passes_where_the_number_passed():
    x = autodiff.Tensor(ONES, requires_grad=True)
    y = NOISY["Dropout"]()(x, training=True)
    y.backward(ONES)
    np.testing.assert_array_equal(x.grad, y.data)


def test_a_noise_shape_of_one_drops_along_that_axis():
    y = layers.Dropout(0.5, noise_shape=(None, 1), seed=1)(ONES, training=True)
    np.testing.assert_array_equal(y, np.broadcast_to(y[:, :1], y.shape))


@pytest.mark.parametrize("rate", [-0.1, 1.1])
def test_a_rate_outside_0_to_1_is_refused(rate):
    with pytest.raises(ValueError, match="between 0 and 1"):
        layers.Dropout(rate)


@pytest.mark.parametrize("mode", ["horizontal", "vertical", "horizontal_and_vertical"])
def test_every_image_is_flipped_or_not(mode):
    images = np.random.default_rng(0).random((50, 3, 4, 1)).astype("float32")
    axes = {"horizontal": (2,), "vertical": (1,), "horizontal_and_vertical": (1, 2)}[mode]
    flipped = np.flip(images, axes)
    outputs = layers.RandomFlip(mode, seed=1)(images)
    same = (outputs == images).all(axis=(1, 2, 3))
    assert 10 < same.sum() < 40
    np.testing.assert_array_equal(outputs[~same], flipped[~same])
    np.testing.assert_array_equal(layers.RandomFlip(mode)(images, training=False), images)


def test_a_segmentation_mask_moves_with_its_image_and_the_label_stays():
    images = np.arange(12.0, dtype="float32").reshape(1, 3, 4, 1).repeat(20, axis=0)
    data = {"images": images, "segmentation_masks": images + 100, "labels": np.arange(20)}
    outputs = layers.RandomFlip("horizontal", seed=1)(data)
    np.testing.assert_array_equal(outputs["segmentation_masks"], outputs["images"] + 100)
    np.testing.assert_array_equal(outputs["labels"], data["labels"])


def test_a_quarter_turn_is_that_of_numpy():
    image = np.random.default_rng(0).random((1, 5, 5, 2)).astype("float32")
    turned = layers.RandomRotation((0.25, 0.25))(image)
    np.testing.assert_allclose(turned, np.rot90(image, axes=(1, 2)), atol=1e-5)


def test_normalization_of_batches_is_that_of_all_at_once():
    data = np.random.default_rng(0).normal(5, 3, size=(100, 4))
    layer = layers.Normalization()
    layer.adapt(np.array_split(data, [10, 60]))
    expected = (data - data.mean(axis=0)) / data.std(axis=0)
    np.testing.assert_allclose(layer(data), expected, rtol=1e-4, atol=1e-5)


def test_a_constant_feature_becomes_0_and_not_nan():
    layer = layers.Normalization()
    layer.adapt(np.ones((10, 2)))
    np.testing.assert_array_equal(layer(np.ones((3, 2))), np.zeros((3, 2)))
