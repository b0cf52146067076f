"""Sequential: layers in a row, built at once or with the first data."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import layers

X = np.random.default_rng(0).normal(size=(6, 3)).astype("float32")


def test_it_computes_one_layer_after_the_other():
    model = keras.Sequential([keras.Input((3,)), layers.Dense(4, activation="tanh"), layers.Dense(2)])
    w1, b1, w2, b2 = (np.asarray(w) for w in model.weights)
    np.testing.assert_allclose(model(X), np.tanh(X @ w1 + b1) @ w2 + b2, rtol=1e-5, atol=1e-6)


def test_without_an_input_the_weights_come_with_the_first_data():
    model = keras.Sequential([layers.Dense(4), layers.Dense(1)])
    assert not model.built
    assert model.weights == []
    with pytest.raises(ValueError, match="isn't built"):
        model.count_params()
    model(X)
    assert [w.shape for w in model.weights] == [(3, 4), (4,), (4, 1), (1,)]
    assert model.input_shape == (None, 3) or model.input_shape[1:] == (3,)


@pytest.mark.filterwarnings("ignore:Do not pass an")
@pytest.mark.parametrize("argument", [{"input_dim": 3}, {"input_shape": (3,)}])
def test_the_first_layer_may_name_the_input_shape(argument):
    assert keras.Sequential([layers.Dense(4, **argument)]).count_params() == 16


def test_add_and_pop_change_the_end():
    model = keras.Sequential([keras.Input((3,)), layers.Dense(4)])
    model.add(layers.Dense(1, name="last"))
    assert model.output_shape == (None, 1)
    assert model.pop().name == "last"
    assert model(X).shape == (6, 4)
    assert len(model.layers) == 1


def test_what_is_no_layer_is_refused():
    with pytest.raises(ValueError, match=r"Only instances of .*Layer"):
        keras.Sequential([3])


def test_two_layers_of_one_name_are_refused():
    with pytest.raises(ValueError, match="unique name"):
        keras.Sequential([layers.Dense(1, name="a"), layers.Dense(1, name="a")])


def test_pop_of_nothing_says_so():
    with pytest.raises(IndexError, match="no layers to pop"):
        keras.Sequential().pop()


def test_data_of_another_width_are_refused_and_the_model_stays_usable():
    model = keras.Sequential([keras.Input((3,)), layers.Dense(2)])
    before = model(X)
    with pytest.raises(ValueError, match="expected axis -1 of input shape to have value 3"):
        model(X[:, :2])
    np.testing.assert_array_equal(model(X), before)


def test_a_trained_model_can_be_made_longer():
    model = keras.Sequential([keras.Input((3,)), layers.Dense(2)])
    model.compile("sgd", "mse")
    model.fit(X, X[:, :2], verbose=0)
    kept = model.layers[0].get_weights()
    model.add(layers.Dense(1))
    model.compile("sgd", "mse")
    np.testing.assert_array_equal(model.layers[0].get_weights()[0], kept[0])
    model.fit(X, X[:, :1], verbose=0)
    assert not np.array_equal(model.layers[0].get_weights()[0], kept[0])


def test_a_model_can_be_a_layer_of_another():
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(2)])
    outer = keras.Sequential([keras.Input((3,)), inner, layers.Dense(1)])
    assert outer.count_params() == 8 + 3
    a, b, c, d = (np.asarray(w) for w in outer.weights)
    np.testing.assert_allclose(outer.predict(X, verbose=0), (X @ a + b) @ c + d, rtol=1e-5, atol=1e-6)
