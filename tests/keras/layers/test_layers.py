"""Layers without random numbers: the outputs of Keras, gradients, configs, and what is refused."""

import json
import runpy
from pathlib import Path

import numpy as np
import pytest

from dlteach import autodiff
from dlteach.keras import backend, layers

HERE = Path(__file__).parent
MODULE = runpy.run_path(str(HERE / "layer_cases.py"))
CASES, WAVES = MODULE["CASES"], MODULE["waves"]
OF_KERAS = json.loads((HERE / "layers_keras.json").read_text())


@pytest.mark.parametrize("name", CASES)
def test_the_output_is_that_of_keras(name):
    make, inputs = CASES[name]
    y = make(layers)(inputs)
    assert list(y.shape) == OF_KERAS[name]["shape"]
    np.testing.assert_allclose(y.ravel(), OF_KERAS[name]["numbers"], rtol=1e-5, atol=2e-6)


@pytest.mark.parametrize("name", CASES)
def test_the_shape_is_known_before_the_numbers(name):
    make, inputs = CASES[name]
    shapes = [x.shape for x in inputs] if isinstance(inputs, list) else inputs.shape
    assert list(make(layers).compute_output_shape(shapes)) == OF_KERAS[name]["shape"]


@pytest.mark.parametrize("name", CASES)
def test_a_layer_comes_back_from_its_config(name):
    make, _ = CASES[name]
    layer = make(layers)
    written = json.loads(json.dumps(layers.serialize(layer)))  # as a file keeps it
    again = layers.deserialize(written)
    assert json.loads(json.dumps(layers.serialize(again))) == written


@pytest.mark.parametrize("name", [name for name in CASES if "gradients" in OF_KERAS[name]])
def test_the_gradients_are_those_of_keras(name):
    make, inputs = CASES[name]
    many = isinstance(inputs, list)
    tensors = [autodiff.Tensor(x, requires_grad=True) for x in (inputs if many else [inputs])]
    y = make(layers)(tensors if many else tensors[0])
    y.backward(WAVES(*y.shape, shift=6))
    for tensor, numbers in zip(tensors, OF_KERAS[name]["gradients"], strict=True):
        np.testing.assert_allclose(tensor.grad.ravel(), numbers, rtol=1e-4, atol=3e-6)


def test_dense_is_a_matrix_product_and_an_offset():
    layer = layers.Dense(3)
    x = np.arange(8.0).reshape(2, 4)
    y = layer(x)
    np.testing.assert_allclose(y, x.astype("float32") @ layer.kernel.numpy() + layer.bias.numpy(), rtol=1e-6)


def test_the_gradients_of_dense_reach_its_weights_and_its_input():
    layer = layers.Dense(3, use_bias=True)
    x = autodiff.Tensor(np.arange(8, dtype="float32").reshape(2, 4), requires_grad=True)
    with backend.recording():
        y = layer(x)
    y.backward(np.ones((2, 3)))
    np.testing.assert_allclose(layer.kernel._leaf.grad, x.data.T @ np.ones((2, 3)))
    np.testing.assert_allclose(layer.bias._leaf.grad, [2, 2, 2])
    np.testing.assert_allclose(x.grad, np.ones((2, 3)) @ layer.kernel.numpy().T, rtol=1e-6)


def test_an_embedding_adds_up_the_gradients_of_a_word_that_comes_twice():
    layer = layers.Embedding(3, 2)
    with backend.recording():
        layer(np.array([[1, 1, 2]])).sum().backward()
    np.testing.assert_array_equal(layer.embeddings._leaf.grad, [[0, 0], [2, 2], [1, 1]])


def test_an_embedding_refuses_an_index_without_a_row():
    with pytest.raises(ValueError, match="expected indices from 0 to 2, got"):
        layers.Embedding(3, 2)(np.array([3]))


@pytest.mark.parametrize("units", [0, -1, 2.5, "3", None])
def test_dense_refuses_what_is_no_number_of_units(units):
    with pytest.raises(ValueError, match="expected a positive integer"):
        layers.Dense(units)


@pytest.mark.parametrize("argument", ["lora_rank", "quantization_config"])
def test_what_only_keras_does_is_refused_by_name(argument):
    with pytest.raises(NotImplementedError, match=f"{argument}=4 is not part of dlteach"):
        layers.Dense(3, **{argument: 4})
    assert layers.Dense(3, **{argument: None}).units == 3, "a config of Keras holds it as None"


def test_a_lambda_in_a_config_is_never_run():
    code = {"class_name": "__lambda__", "config": {"code": "4wAAAAA=", "defaults": None}}
    for safe_mode in (None, True, False):
        with pytest.raises(ValueError, match="ambda"):
            layers.Lambda.from_config({"function": code}, safe_mode=safe_mode)


def test_a_mask_passes_through_layers_to_the_lstm():
    x = np.array([[[1.0], [0.0], [2.0]]])
    lstm = layers.LSTM(2)
    masked = lstm(layers.Dropout(0.5)(layers.Masking()(x)))
    np.testing.assert_allclose(masked, lstm(x[:, [0, 2]]), rtol=1e-6)


def test_merging_refuses_shapes_that_do_not_fit():
    with pytest.raises(ValueError, match="incompatible shapes"):
        layers.Add()([np.ones((2, 3)), np.ones((2, 4))])
    with pytest.raises(ValueError, match="different batch sizes"):
        layers.Add()([np.ones((2, 3)), np.ones((3, 3))])
