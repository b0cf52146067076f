"""A model that was saved and loaded is the same model, and goes on training as if nothing had happened."""

import copy
import io
import zipfile

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras.saving import saving_lib

rng = np.random.default_rng(0)
X = rng.standard_normal((12, 4)).astype(np.float32)
Y = rng.standard_normal((12, 1)).astype(np.float32)


def sequential():
    return keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Dense(5, activation="relu", kernel_regularizer="l2"),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.2, seed=1),
            keras.layers.Dense(1),
        ]
    )


def functional():
    x = keras.Input((4,))
    a = keras.layers.Dense(3, activation="tanh")(x)
    b = keras.layers.Dense(3)(x)
    return keras.Model(x, keras.layers.Dense(1)(keras.layers.Concatenate()([keras.layers.Add()([a, b]), x])))


def nested():
    inner = functional()
    x = keras.Input((4,))
    return keras.Model(x, keras.layers.Dense(1)(inner(x)))


@keras.saving.register_keras_serializable("round_trips")
class Subclassed(keras.Model):
    def __init__(self, units=3, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.first = keras.layers.Dense(units, activation="relu")
        self.others = [keras.layers.Dense(units), (keras.layers.Dense(1),)]

    def call(self, x):
        return self.others[1][0](self.others[0](self.first(x)))

    def get_config(self):
        return {**super().get_config(), "units": self.units}


MODELS = [sequential, functional, nested, Subclassed]


def trained(make, optimizer="adam"):
    model = make()
    model.compile(optimizer=optimizer, loss="mse", metrics=["mae"])
    model.fit(X, Y, epochs=2, verbose=0, shuffle=False)
    return model


def assert_same(one, other):
    for a, b in zip(one.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize("make", MODELS)
@pytest.mark.parametrize("weights_format", ["npz", "h5"])
def test_a_loaded_model_predicts_the_same(make, weights_format, tmp_path):
    if weights_format == "h5":
        pytest.importorskip("h5py")
    model = trained(make)
    saving_lib.save_model(model, tmp_path / "m.keras", weights_format=weights_format)
    again = keras.models.load_model(tmp_path / "m.keras")
    assert_same(model, again)
    np.testing.assert_array_equal(model.predict(X, verbose=0), again.predict(X, verbose=0))
    assert model.evaluate(X, Y, verbose=0) == again.evaluate(X, Y, verbose=0)


@pytest.mark.parametrize("make", MODELS)
@pytest.mark.parametrize("optimizer", ["adam", "rmsprop", "sgd"])
def test_training_goes_on_where_it_was(make, optimizer, tmp_path):
    if make is sequential:
        pytest.skip("draws of Dropout are not part of a file, as in Keras")
    model = trained(make, optimizer)
    model.save(tmp_path / "m.keras")
    again = keras.models.load_model(tmp_path / "m.keras")
    assert int(again.optimizer.iterations) == int(model.optimizer.iterations)
    for one in (model, again):
        one.fit(X, Y, epochs=2, verbose=0, shuffle=False)
    assert_same(model, again)


@pytest.mark.parametrize("ending", ["weights.h5", "weights.npz", "keras"])
@pytest.mark.parametrize("make", MODELS)
def test_weights_alone_go_into_a_model_of_the_same_layers(make, ending, tmp_path):
    if ending == "weights.h5":
        pytest.importorskip("h5py")
    model = trained(make)
    path = tmp_path / f"m.{ending}"
    if ending == "keras":
        model.save(path)
    else:
        model.save_weights(path)
    other = make()
    other(X)
    other.load_weights(path)
    assert_same(model, other)


def test_the_archive_is_a_zip_of_json_and_npz(tmp_path):
    trained(functional).save(tmp_path / "m.keras")
    with zipfile.ZipFile(tmp_path / "m.keras") as archive:
        assert set(archive.namelist()) == {"metadata.json", "config.json", "model.weights.npz"}
        weights = np.load(io.BytesIO(archive.read("model.weights.npz")))
        assert "layers/dense/vars/0" in weights.files
        assert "optimizer/vars/0" in weights.files


def test_compile_false_and_include_optimizer_false_leave_training_out(tmp_path):
    model = trained(functional)
    model.save(tmp_path / "m.keras")
    assert not keras.models.load_model(tmp_path / "m.keras", compile=False).compiled
    model.save(tmp_path / "m.keras", include_optimizer=False)
    again = keras.models.load_model(tmp_path / "m.keras")
    assert not again.compiled
    assert_same(model, again)


def test_weights_of_every_kind_of_number_come_back(tmp_path):
    model = functional()
    weights = model.get_weights()
    weights[0][0, 0], weights[0][0, 1], weights[0][0, 2] = np.nan, np.inf, -0.0
    model.set_weights(weights)
    model.save(tmp_path / "m.keras")
    assert_same(model, keras.models.load_model(tmp_path / "m.keras"))


def test_another_float_type_is_cast(tmp_path):
    double = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, dtype="float64")])
    double.save_weights(tmp_path / "m.weights.npz")
    single = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    single.load_weights(tmp_path / "m.weights.npz")
    assert single.layers[0].kernel.dtype == "float32"
    np.testing.assert_allclose(single.get_weights()[0], double.get_weights()[0], rtol=1e-6)


def test_skip_mismatch_loads_what_fits_and_warns(tmp_path):
    source = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(2)])
    target = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(5)])
    source.save_weights(tmp_path / "m.weights.npz")
    before = target.layers[1].get_weights()
    with pytest.warns(UserWarning, match="could not be loaded"):
        target.load_weights(tmp_path / "m.weights.npz", skip_mismatch=True)
    np.testing.assert_array_equal(target.layers[0].get_weights()[0], source.layers[0].get_weights()[0])
    np.testing.assert_array_equal(target.layers[1].get_weights()[0], before[0])


def test_a_copy_is_a_model_of_its_own():
    model = trained(functional)
    other = copy.deepcopy(model)
    assert_same(model, other)
    other.fit(X, Y, verbose=0)
    assert not np.array_equal(model.get_weights()[0], other.get_weights()[0])


def test_to_json_and_back():
    model = functional()
    again = keras.models.model_from_json(model.to_json())
    assert [type(layer) for layer in again.layers] == [type(layer) for layer in model.layers]
    again.set_weights(model.get_weights())
    np.testing.assert_array_equal(model.predict(X, verbose=0), again.predict(X, verbose=0))


def test_a_lambda_in_a_model_is_not_loaded(tmp_path):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Lambda(lambda x: 2 * x)])
    with pytest.warns(UserWarning, match="lambda"):
        model.save(tmp_path / "m.keras")
    with pytest.raises(ValueError, match="register_keras_serializable"):
        keras.models.load_model(tmp_path / "m.keras")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda m, p: m.save(p / "m"), "keras"),
        (lambda m, p: m.save(p / "m.h5"), "'.keras'"),
        (lambda m, p: m.save_weights(p / "m.h5"), r"\.weights\.h5"),
        (lambda m, p: m.save_weights(p / "m.npz"), r"\.weights\.npz"),
        (lambda m, p: m.load_weights(p / "m.txt"), "File format not supported"),
        (lambda m, p: keras.models.load_model(p / "none.keras"), "File not found"),
        (lambda m, p: keras.Sequential([keras.layers.Dense(1)]).save_weights(p / "m.weights.npz"), "built"),
    ],
)
def test_wrong_names_say_what_is_right(call, words, tmp_path):
    with pytest.raises(ValueError, match=words):
        call(functional(), tmp_path)


def test_without_h5py_the_way_out_is_told(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "h5py", None)
    model = functional()
    with pytest.raises(ImportError, match=r"pip install h5py.*weights.npz"):
        model.save_weights(tmp_path / "m.weights.h5")
    assert list(tmp_path.iterdir()) == []
