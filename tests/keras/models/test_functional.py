"""Models made of the graph between inputs and outputs."""

import json

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import layers

X = np.random.default_rng(1).normal(size=(5, 4)).astype("float32")


def two_in_two_out():
    a, b = keras.Input((4,), name="a"), keras.Input((2,), name="b")
    both = layers.Concatenate()([layers.Dense(3, name="left")(a), b])
    return keras.Model([a, b], [layers.Dense(1, name="p")(both), layers.Dense(2, name="q")(both)])


def test_several_inputs_and_outputs_keep_their_order():
    model = two_in_two_out()
    p, q = model([X, X[:, :2]])
    assert (p.shape, q.shape) == ((5, 1), (5, 2))
    assert model.output_names == ["p", "q"]
    w = {v.path: np.asarray(v) for v in model.weights}
    both = np.concatenate([X @ w["left/kernel"] + w["left/bias"], X[:, :2]], axis=1)
    np.testing.assert_allclose(q, both @ w["q/kernel"] + w["q/bias"], rtol=1e-4, atol=1e-5)


def test_inputs_may_come_by_name_in_any_order():
    model = two_in_two_out()
    by_place = model.predict([X, X[:, :2]], verbose=0)
    by_name = model.predict({"b": X[:, :2], "a": X}, verbose=0)
    for one, other in zip(by_place, by_name):
        np.testing.assert_array_equal(one, other)


def test_a_shared_layer_has_one_set_of_weights_and_the_sum_of_both_gradients():
    shared = layers.Dense(1, use_bias=False)
    a, b = keras.Input((4,)), keras.Input((4,))
    model = keras.Model([a, b], layers.Add()([shared(a), shared(b)]))
    assert len(model.weights) == 1
    model.compile(keras.optimizers.SGD(1.0), "mse")
    w = model.get_weights()[0]
    y = np.ones((5, 1), "float32")
    model.train_on_batch([X, 2 * X], y)
    error = 3 * X @ w - y
    np.testing.assert_allclose(model.get_weights()[0], w - 2 * (3 * X).T @ error / 5, rtol=1e-4, atol=1e-5)


def test_a_skip_adds_the_input_to_what_was_made_of_it():
    x = keras.Input((4,))
    model = keras.Model(x, layers.Add()([x, layers.Dense(4, kernel_initializer="zeros")(x)]))
    np.testing.assert_array_equal(model(X), X)


def test_a_model_from_a_middle_tensor_shares_the_weights():
    x = keras.Input((4,))
    hidden = layers.Dense(3, activation="relu", name="hidden")(x)
    whole = keras.Model(x, layers.Dense(1)(hidden))
    features = keras.Model(whole.inputs, whole.get_layer("hidden").output)
    head_input = keras.Input((3,))
    head = keras.Model(head_input, whole.layers[-1](head_input))
    np.testing.assert_allclose(head(features(X)), whole(X), rtol=1e-6)
    whole.get_layer("hidden").set_weights([np.zeros((4, 3)), np.ones(3)])
    np.testing.assert_array_equal(features(X), np.ones((5, 3)))


def test_nested_models_and_operators_make_graphs():
    x = keras.Input((4,))
    inner = keras.Model(x, layers.Dense(2)(x), name="inner")
    y = keras.Input((4,))
    model = keras.Model(y, keras.ops.relu(inner(y) * 2.0) - 1.0)
    w, b = inner.get_weights()
    np.testing.assert_allclose(model(X), np.maximum(2 * (X @ w + b), 0) - 1, rtol=1e-5, atol=1e-6)
    assert model.get_layer("inner") is inner


def test_get_layer_of_an_unknown_name_lists_what_there_is():
    with pytest.raises(ValueError, match="No such layer: nope"):
        two_in_two_out().get_layer("nope")


def test_an_output_that_hangs_on_no_input_is_refused():
    a, b = keras.Input((4,)), keras.Input((4,))
    with pytest.raises(ValueError, match="connected"):
        keras.Model(a, layers.Dense(1)(b))


def test_config_json_and_clone_give_the_same_graph():
    model = two_in_two_out()
    copies = [
        keras.Model.from_config(model.get_config()),
        keras.models.model_from_json(model.to_json()),
        keras.models.clone_model(model),
    ]
    assert json.loads(model.to_json())["class_name"] == "Functional"
    for copy in copies:
        copy.set_weights(model.get_weights())
        for one, other in zip(copy([X, X[:, :2]]), model([X, X[:, :2]])):
            np.testing.assert_array_equal(one, other)
        assert [layer.name for layer in copy.layers] == [layer.name for layer in model.layers]


def test_clone_has_new_weights():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(30)])
    clone = keras.models.clone_model(model)
    assert not np.array_equal(clone.get_weights()[0], model.get_weights()[0])
    assert clone.layers[0] is not model.layers[0]


def test_get_weights_are_copies_and_set_weights_checks_first():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(2), layers.Dense(1)])
    got = model.get_weights()
    got[0][:] = 7
    assert not np.any(model.get_weights()[0] == 7)
    before = model.get_weights()
    with pytest.raises(ValueError, match="expecting 4 weights"):
        model.set_weights(before[:3])
    with pytest.raises(ValueError, match="not compatible"):
        model.set_weights([before[0] + 1, before[1], before[2].T, before[3]])
    for one, other in zip(before, model.get_weights()):
        np.testing.assert_array_equal(one, other)


def test_frozen_layers_are_not_trained():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="base"), layers.Dense(1)])
    model.get_layer("base").trainable = False
    model.compile("sgd", "mse")
    assert len(model.trainable_weights) == 2
    before = model.get_weights()
    model.fit(X, X[:, :1], verbose=0)
    after = model.get_weights()
    np.testing.assert_array_equal(before[0], after[0])
    assert not np.array_equal(before[2], after[2])


def test_freezing_after_compile_warns_and_unfreezing_the_model_reaches_all_layers():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="base"), layers.Dense(1)])
    model.compile("sgd", "mse")
    model.get_layer("base").trainable = False
    with pytest.warns(UserWarning, match=r"`trainable` state has changed .*'base'"):
        model.fit(X, X[:, :1], verbose=0)
    model.trainable = False
    assert model.trainable_weights == []
    model.trainable = True
    assert len(model.trainable_weights) == 4
