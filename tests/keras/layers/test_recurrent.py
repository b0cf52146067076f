"""LSTM and SimpleRNN: the numbers and gradients of Keras, and laws that every recurrent layer keeps."""

import json
import runpy
from pathlib import Path

import numpy as np
import pytest

from dlteach import autodiff
from dlteach.keras import backend, layers

HERE = Path(__file__).parent
CASES = runpy.run_path(str(HERE / "recurrent_cases.py"))
OF_KERAS = json.loads((HERE / "recurrent_keras.json").read_text())


def built(layer_name, **setting):
    layer = getattr(layers, layer_name)(CASES["UNITS"], **setting)
    layer.build(CASES["inputs"]().shape)
    layer.set_weights(CASES["weights"](layer_name, setting.get("use_bias", True)))
    return layer


@pytest.mark.parametrize("name", CASES["CASES"])
def test_outputs_and_gradients_are_those_of_keras(name):
    layer_name, setting, names = CASES["CASES"][name]
    layer = built(layer_name, **setting)
    x = autodiff.Tensor(CASES["inputs"](), requires_grad=True)
    with backend.recording():
        y = layer(x, **CASES["call_arguments"](layer_name, names))
    y.backward(CASES["waves"](*y.shape, shift=6))
    got = [y.numpy(), *(v._leaf.grad for v in layer.trainable_variables), x.grad]
    for array, numbers in zip(got, [OF_KERAS[name]["output"], *OF_KERAS[name]["gradients"]], strict=True):
        np.testing.assert_allclose(array.ravel(), numbers, rtol=1e-4, atol=2e-6)


@pytest.mark.parametrize("layer_name", ["LSTM", "SimpleRNN"])
def test_one_operation_and_the_cell_step_by_step_give_the_same(layer_name):
    layer = built(layer_name, return_sequences=True, return_state=True)
    x = CASES["inputs"]()
    at_once = layer(x)
    layer._as_one_operation = lambda *_: None
    for one, other in zip(at_once, layer(x), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("layer_name", ["LSTM", "SimpleRNN"])
def test_a_sequence_in_two_parts_with_the_state_handed_over_is_the_whole(layer_name):
    layer = built(layer_name, return_sequences=True, return_state=True)
    x = CASES["inputs"]()
    whole, *_ = layer(x)
    first, *states = layer(x[:, :2])
    second, *_ = layer(x[:, 2:], initial_state=states)
    np.testing.assert_allclose(np.concatenate([first, second], axis=1), whole, rtol=1e-5, atol=1e-6)


def test_a_stateful_layer_hands_its_state_over_and_forgets_it_when_told():
    layer = layers.LSTM(3, stateful=True)
    x = CASES["inputs"]()
    first, second = layer(x), layer(x)
    assert not np.allclose(first, second)
    layer.reset_state()
    np.testing.assert_array_equal(layer(x), first)


def test_the_gradient_of_a_stateful_layer_uses_the_state_before_the_batch():
    x = CASES["inputs"]()
    stateful = built("SimpleRNN", stateful=True)
    state = CASES["waves"](2, 2, shift=4)
    stateful.states[0].assign(state)
    plain = built("SimpleRNN")
    gradients = []
    for layer, arguments in [(stateful, {}), (plain, {"initial_state": [state]})]:
        with backend.recording():
            layer(x, **arguments).sum().backward()
        gradients.append(layer.cell.recurrent_kernel._leaf.grad)
    np.testing.assert_allclose(gradients[0], gradients[1], rtol=1e-5)


def test_dropout_drops_the_same_features_at_every_time_step_and_only_while_training():
    layer = layers.SimpleRNN(
        1000,
        activation="linear",
        dropout=0.5,
        kernel_initializer="identity",
        recurrent_initializer="zeros",
        return_sequences=True,
        seed=1,
    )
    x = np.ones((1, 3, 1000), "float32")
    np.testing.assert_array_equal(layer(x), x)
    y = layer(x, training=True)
    np.testing.assert_array_equal(y, np.broadcast_to(y[:, :1], y.shape))
    assert set(np.unique(y)) == {0.0, 2.0}
    assert not np.array_equal(layer(x, training=True), y), "the next sequence draws a new mask"


def test_no_time_step_is_refused():
    with pytest.raises(ValueError, match="at least one time step"):
        layers.SimpleRNN(2)(np.zeros((1, 0, 3)))
