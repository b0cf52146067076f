"""Convolution, pooling and normalization layers: the numbers of Keras, and what is refused."""

import json
import runpy
from pathlib import Path

import numpy as np
import pytest

from dlteach.autodiff import Tensor
from dlteach.keras import Sequential, backend, layers
from dlteach.keras.losses import SparseCategoricalCrossentropy

HERE = Path(__file__).parent
MODULE = runpy.run_path(str(HERE / "image_cases.py"))
CASES, IMAGES, waves, prepared = (MODULE[name] for name in ("CASES", "IMAGES", "waves", "prepared"))
OF_KERAS = json.loads((HERE / "images_keras.json").read_text())


def case(name):
    make, inputs, *call = CASES[name]
    return make, inputs, (call[0] if call else {})


@pytest.mark.parametrize("name", CASES)
def test_output_and_moving_averages_are_those_of_keras(name):
    make, inputs, call = case(name)
    layer = prepared(make(layers), inputs)
    y = layer(inputs, **call)
    assert list(y.shape) == OF_KERAS[name]["shape"]
    np.testing.assert_allclose(y.ravel(), OF_KERAS[name]["numbers"], rtol=1e-5, atol=2e-6)
    for weight, numbers in zip(layer.non_trainable_variables, OF_KERAS[name]["moved"], strict=True):
        np.testing.assert_allclose(weight.numpy(), numbers, rtol=1e-5, atol=2e-6)


@pytest.mark.parametrize("name", CASES)
def test_gradients_are_those_of_keras(name):
    make, inputs, call = case(name)
    layer = prepared(make(layers), inputs)
    x = Tensor(inputs, requires_grad=True)
    with backend.recording():
        y = layer(x, **call)
    y.backward(waves(*y.shape, shift=6))
    np.testing.assert_allclose(x.grad.ravel(), OF_KERAS[name]["gradient"], rtol=2e-4, atol=1e-5)
    for weight, numbers in zip(layer.trainable_variables, OF_KERAS[name]["gradients"], strict=True):
        np.testing.assert_allclose(weight._leaf.grad.ravel(), numbers, rtol=2e-4, atol=1e-5)


@pytest.mark.parametrize("name", CASES)
def test_the_shape_is_known_before_the_numbers(name):
    make, inputs, _ = case(name)
    assert list(make(layers).compute_output_shape(inputs.shape)) == OF_KERAS[name]["shape"]
    sizes = list(make(layers).compute_output_shape((None, *inputs.shape[1:])))
    assert sizes == [None, *OF_KERAS[name]["shape"][1:]]


@pytest.mark.parametrize("name", CASES)
def test_a_layer_comes_back_from_its_config(name):
    layer = case(name)[0](layers)
    written = json.loads(json.dumps(layers.serialize(layer)))
    again = layers.deserialize(written)
    assert json.loads(json.dumps(layers.serialize(again))) == written


@pytest.mark.parametrize(
    "make",
    [lambda **how: layers.Conv2D(3, 2, strides=2, kernel_initializer="ones", **how),
     lambda **how: layers.MaxPooling2D(**how),
     lambda **how: layers.AveragePooling2D(2, padding="same", **how),
     lambda **how: layers.GlobalMaxPooling2D(keepdims=True, **how)],
)  # fmt: skip
def test_channels_may_stand_first(make):
    last, first = make(), make(data_format="channels_first")
    turned = first(IMAGES.transpose(0, 3, 1, 2))
    np.testing.assert_allclose(turned.transpose(0, 2, 3, 1), last(IMAGES), rtol=1e-6)
    assert first.compute_output_shape((2, 4, 6, 5)) == turned.shape


def test_a_frozen_batch_normalization_infers():
    layer = layers.BatchNormalization(epsilon=0)
    layer.trainable = False
    np.testing.assert_array_equal(layer(IMAGES, training=True), IMAGES)
    assert not layer.trainable_weights and len(layer.weights) == 4


@pytest.mark.parametrize("renorm", [False, True])
def test_moving_averages_follow_every_batch_of_fit(renorm):
    x, y = waves(40, 3), waves(40, 1, shift=1)
    layer = layers.BatchNormalization(momentum=0.5, renorm=renorm)
    model = Sequential([layer, layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(x, y, batch_size=8, epochs=2, shuffle=False, verbose=0)
    mean = np.zeros(3)
    for batch in [*range(0, 40, 8)] * 2:
        mean = 0.5 * mean + 0.5 * x[batch : batch + 8].mean(axis=0)
    np.testing.assert_allclose(layer.moving_mean.numpy(), mean, rtol=1e-5, atol=1e-6)


def test_a_network_of_images_trains_alike_batch_by_batch_and_by_fit():
    x, y = waves(24, 6, 6, 1), np.arange(24) % 3
    models = []
    for _ in range(2):
        model = Sequential(
            [
                layers.Conv2D(2, 3, activation="relu", padding="same"),
                layers.MaxPooling2D(),
                layers.Conv2D(4, 2, groups=2, strides=2, activation="tanh"),
                layers.AveragePooling2D(1),
                layers.Flatten(),
                layers.Dense(3),
            ]
        )
        model.build((None, 6, 6, 1))
        model.set_weights([waves(*w.shape, shift=i) for i, w in enumerate(model.weights)])
        model.compile("adam", SparseCategoricalCrossentropy(from_logits=True))
        models.append(model)
    fitted, stepped = models
    fitted.fit(x, y, batch_size=4, epochs=3, shuffle=False, verbose=0)
    for batch in [*range(0, 24, 4)] * 3:
        stepped.train_step((x[batch : batch + 4].copy(), y[batch : batch + 4].copy()))
    for one, other in zip(fitted.get_weights(), stepped.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


def test_half_precision_is_normalized_in_single():
    layer = layers.BatchNormalization(dtype="float16")
    y = layer(np.array([[300.0], [500.0]]), training=True)  # the squares are beyond float16
    assert y.dtype == np.float16
    np.testing.assert_allclose(y, [[-1], [1]], rtol=1e-3)


def test_a_layer_in_front_of_all_gives_its_images_no_gradient():
    layer = layers.Conv2D(2, 3)
    with backend.recording():
        y = layer(IMAGES)
    y.sum().backward()
    assert layer.kernel._leaf.grad.shape == (3, 3, 4, 2)


@pytest.mark.parametrize(
    ("make", "message"),
    [(lambda: layers.Conv2D(0, 3), "strictly positive"),
     (lambda: layers.Conv2D(3, 3, groups=2), "evenly divisible by the number of groups"),
     (lambda: layers.Conv2D(2, (3, 0)), "`kernel_size`"),
     (lambda: layers.Conv2D(2, 3, strides=2, dilation_rate=2), "not supported in conjunction"),
     (lambda: layers.Conv2D(2, 3, padding="causal"), "`padding`"),
     (lambda: layers.Conv2D(2, 3)(np.ones((2, 5))), "expected min_ndim=4, found ndim=2"),
     (lambda: layers.Conv2D(2, 7)(IMAGES), "zero or negative"),
     (lambda: layers.Conv2D(4, 2, groups=2).build((None, 5, 5, 3)), "channels must be evenly divisible"),
     (lambda: layers.MaxPooling2D(7).compute_output_shape((None, 6, 5, 4)), "zero or negative"),
     (lambda: layers.BatchNormalization(renorm=True, renorm_clipping={"r": 1}), "Received invalid keys"),
     (lambda: layers.BatchNormalization()(IMAGES, mask=np.ones(2)), "one dimension less than the inputs"),
     (lambda: layers.LayerNormalization(axis=4).compute_output_shape((2, 3)), "out of bounds")],
)  # fmt: skip
def test_what_cannot_work_is_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_what_keras_alone_has_is_named():
    with pytest.raises(NotImplementedError, match="lora_rank=2 is not part of dlteach"):
        layers.Conv2D(2, 3, lora_rank=2)
