"""Files of Keras are read, and Keras reads ours."""

from pathlib import Path

import numpy as np
import pytest

from dlteach import keras

h5py = pytest.importorskip("h5py")
OF_KERAS = Path(__file__).parent / "of_keras"


@pytest.fixture
def expected():
    """What make_files_of_keras.py wrote beside the files."""
    return np.load(OF_KERAS / "expected.npz")


def test_a_model_that_keras_saved_predicts_as_in_keras(expected):
    model = keras.models.load_model(OF_KERAS / "functional.keras")
    np.testing.assert_allclose(
        model.predict(expected["x"], verbose=0), expected["functional"], rtol=1e-5, atol=1e-6
    )
    evaluated = model.evaluate(expected["x"], expected["y"], verbose=0)
    np.testing.assert_allclose(evaluated, expected["evaluated"], rtol=1e-5)


def test_the_optimizer_comes_with_its_state(expected):
    model = keras.models.load_model(OF_KERAS / "functional.keras")
    assert isinstance(model.optimizer, keras.optimizers.Adam)
    assert int(model.optimizer.iterations) == int(expected["optimizer_iterations"]) > 0
    assert any(np.any(np.asarray(v) != 0) for v in model.optimizer.variables[2:])


def test_weights_of_a_recurrent_model_that_keras_saved(expected):
    model = keras.Sequential([keras.Input((5, 3)), keras.layers.LSTM(2), keras.layers.Dense(1)])
    model.load_weights(OF_KERAS / "recurrent.weights.h5")
    np.testing.assert_allclose(
        model.predict(expected["steps"], verbose=0), expected["recurrent"], rtol=1e-5, atol=1e-6
    )


@pytest.fixture
def real(monkeypatch):
    """Keras itself, on JAX."""
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    pytest.importorskip("jax")
    return pytest.importorskip("keras")


def layout(path):
    with h5py.File(path) as file:
        found = {}
        file.visititems(lambda name, item: found.update({name: getattr(item, "shape", None)}))
        return found


def test_our_file_has_the_layout_of_keras(tmp_path):
    model = keras.Sequential([keras.Input((5, 3)), keras.layers.LSTM(2), keras.layers.Dense(1)])
    model.save_weights(tmp_path / "m.weights.h5")
    assert layout(tmp_path / "m.weights.h5") == layout(OF_KERAS / "recurrent.weights.h5")


def build(k):
    x = k.Input((6, 6, 2))
    h = k.layers.Conv2D(3, 3, activation="relu")(x)
    h = k.layers.BatchNormalization()(h)
    h = k.layers.MaxPooling2D()(h)
    h = k.layers.Flatten()(h)
    h = k.layers.Dropout(0.3)(h)
    a = k.layers.Dense(4, activation=k.layers.LeakyReLU(0.1))(h)
    b = k.layers.Dense(4, kernel_regularizer=k.regularizers.L1L2(0.1, 0.2))(h)
    h = k.layers.LayerNormalization()(k.layers.Multiply()([a, b]))
    return k.Model(x, k.layers.Dense(2, activation="softmax")(h))


X = np.random.default_rng(0).standard_normal((8, 6, 6, 2)).astype("float32")
Y = np.arange(8) % 2


@pytest.mark.parametrize("reads", ["keras", "dlteach"])
@pytest.mark.parametrize("form", ["weights.h5", "keras", "json"])
def test_either_library_reads_what_the_other_wrote(reads, form, real, tmp_path):
    writer, reader = (keras, real) if reads == "keras" else (real, keras)
    model = build(writer)
    model.compile(optimizer=writer.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
    model.fit(X, Y, epochs=2, verbose=0)
    path = tmp_path / f"m.{form}"
    if form == "keras" and writer is keras:
        keras.saving.saving_lib.save_model(model, path, weights_format="h5")
    elif form == "keras":
        model.save(path)
    if form == "keras":
        other = reader.models.load_model(path)
        assert int(other.optimizer.iterations) == 2
    elif form == "json":
        other = reader.models.model_from_json(model.to_json())
        other.set_weights(model.get_weights())
    else:
        model.save_weights(path)
        other = build(reader)
        other.compile(optimizer=reader.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy")
        other.optimizer.build(other.trainable_variables)
        other.load_weights(path)
        assert int(other.optimizer.iterations) == 2
    np.testing.assert_allclose(model.predict(X, verbose=0), other.predict(X, verbose=0), rtol=1e-4, atol=1e-5)


def graph(k):
    x = k.Input((3,))
    y = k.ops.relu(x * 2 - 1)
    return k.Model(x, k.ops.stack([y[:, 0], y[:, 1] + x[:, 2]]))


def test_steps_that_are_no_layers_have_the_names_of_keras():
    config = graph(keras).get_config()
    steps = {(layer["module"], layer["class_name"]) for layer in config["layers"][1:]}
    assert steps == {
        *(("keras.src.ops.numpy", name) for name in ("Multiply", "Subtract", "GetItem", "Add", "Stack")),
        ("keras.src.ops.nn", "Relu"),
    }


@pytest.mark.parametrize("reads", ["keras", "dlteach"])
def test_a_graph_of_operations_is_read_by_either_library(reads, real):
    writer, reader = (keras, real) if reads == "keras" else (real, keras)
    model = graph(writer)
    other = reader.models.model_from_json(model.to_json())
    x = np.random.default_rng(0).standard_normal((4, 3)).astype("float32")
    np.testing.assert_allclose(np.asarray(model(x)), np.asarray(other(x)), rtol=1e-6)
