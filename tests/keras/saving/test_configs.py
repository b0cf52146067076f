"""Objects as configs, and back: the same form as Keras's, and nothing run that a config says."""

import contextlib
import json

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import saving


def round_trip(obj, **kwargs):
    return saving.deserialize_keras_object(
        json.loads(json.dumps(saving.serialize_keras_object(obj))), **kwargs
    )


@saving.register_keras_serializable("tests")
class Scale(keras.layers.Layer):
    def __init__(self, factor, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def call(self, x):
        return x * self.factor

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}


@saving.register_keras_serializable("tests")
def cube(x):
    return x * x * x


@pytest.mark.parametrize(
    "value", ["text", b"bytes", 1, 2.5, True, None, [1, "a"], {"a": [1]}, slice(None, 20, 1), ...]
)
def test_plain_values_come_back(value):
    assert round_trip(value) == value


def test_arrays_come_back_with_their_dtype():
    again = round_trip(np.array([[1, 2], [3, 4]], np.int16))
    assert again.dtype == np.int16
    np.testing.assert_array_equal(again, [[1, 2], [3, 4]])


@pytest.mark.parametrize(
    ("make", "module", "name"),
    [
        (lambda: keras.layers.Dense(2), "keras.layers", "Dense"),
        (lambda: keras.optimizers.Adam(), "keras.optimizers", "Adam"),
        (
            lambda: keras.optimizers.schedules.ExponentialDecay(0.1, 2, 0.5),
            "keras.optimizers.schedules",
            None,
        ),
        (lambda: keras.losses.MeanSquaredError(), "keras.losses", "MeanSquaredError"),
        (lambda: keras.metrics.AUC(), "keras.metrics", "AUC"),
        (lambda: keras.initializers.HeNormal(), "keras.initializers", "HeNormal"),
        (lambda: keras.regularizers.L1(0.5), "keras.regularizers", "L1"),
        (lambda: keras.constraints.MaxNorm(2), "keras.constraints", "MaxNorm"),
        (lambda: keras.DTypePolicy("float32"), "keras", "DTypePolicy"),
        (lambda: keras.Sequential([keras.layers.Dense(1)]), "keras", "Sequential"),
    ],
)
def test_objects_have_the_names_of_keras(make, module, name):
    config = saving.serialize_keras_object(make())
    assert config["module"] == module
    assert config["class_name"] == (name or config["class_name"])
    assert config["registered_name"] is None
    again = saving.deserialize_keras_object(json.loads(json.dumps(config)))
    assert type(again).__name__ == config["class_name"]


def test_functional_models_have_the_inner_name_of_keras():
    x = keras.Input((2,))
    config = saving.serialize_keras_object(keras.Model(x, keras.layers.Dense(1)(x)))
    assert (config["module"], config["class_name"]) == ("keras.src.models.functional", "Functional")
    assert isinstance(saving.deserialize_keras_object(config), keras.Model)


def test_names_of_dlteach_are_read_too():
    config = {"module": "dlteach.keras.layers", "class_name": "Dense", "config": {"units": 3}}
    assert saving.deserialize_keras_object(config).units == 3


def test_registered_classes_and_functions_come_back():
    layer = round_trip(keras.layers.Dense(2, activation=cube))
    assert layer.activation is cube
    assert isinstance(round_trip(Scale(3)), Scale)
    assert saving.serialize_keras_object(Scale(3))["registered_name"] == "tests>Scale"


@saving.register_keras_serializable("tests")
class Holder(keras.layers.Layer):
    def __init__(self, held, **kwargs):
        super().__init__(**kwargs)
        self.held = held

    def get_config(self):
        return {"held": self.held}

    @classmethod
    def from_config(cls, config):
        return cls(saving.deserialize_keras_object(config["held"]))


def test_an_object_that_two_hold_stays_one():
    held = keras.layers.Dense(1)
    with saving.serialization_lib.ObjectSharingScope():
        first, second = round_trip([Holder(held), Holder(held)])
    assert first.held is second.held


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("os", "system"),
        ("builtins", "eval"),
        ("subprocess", "Popen"),
        ("keras.layers", "os"),
        ("dlteach.cli", "main"),
    ],
)
@pytest.mark.parametrize("kind", ["class", "function"])
def test_nothing_is_imported_from_a_name(module, name, kind):
    config = {"module": module, "class_name": name, "config": {}, "registered_name": None}
    if kind == "function":
        config = {"module": module, "class_name": "function", "config": name, "registered_name": name}
    with pytest.raises(TypeError, match="Could not locate"):
        saving.deserialize_keras_object(config)


def test_a_layer_that_only_keras_has_is_named():
    config = {"module": "keras.layers", "class_name": "GRU", "config": {"units": 1}}
    with pytest.raises(TypeError, match=r"keras.layers.GRU is not part of dlteach"):
        saving.deserialize_keras_object(config)


@pytest.mark.parametrize("safe_mode", [True, False])
def test_code_in_a_config_is_refused_in_any_mode(safe_mode):
    config = {
        "class_name": "__lambda__",
        "config": {"value": {"code": "4wEAAA", "defaults": None, "closure": None}},
    }
    with pytest.raises(ValueError, match="register_keras_serializable"):
        saving.deserialize_keras_object(config, safe_mode=safe_mode)


def test_a_lambda_of_this_process_comes_back_without_safe_mode():
    double = lambda x: 2 * x  # noqa: E731
    with pytest.warns(UserWarning, match="named function"):
        config = saving.serialize_keras_object(double)
    assert "code" not in json.dumps(config)
    assert saving.deserialize_keras_object(config, safe_mode=False) is double
    with pytest.raises(ValueError, match="arbitrary code execution"):
        saving.deserialize_keras_object(config)


WRONG = [None, 0, -1, 2.5, True, "", "x", [], [1], {}, {"a": 1}, {"class_name": 3, "config": {}}]


@pytest.mark.parametrize("key", ["module", "class_name", "config", "registered_name", "build_config"])
@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_wrong_types_everywhere_are_clear_errors(key, value):
    config = saving.serialize_keras_object(keras.layers.Dense(2))
    config[key] = value
    with contextlib.suppress(TypeError, ValueError):  # anything else is a fault
        saving.deserialize_keras_object(config)


@pytest.mark.parametrize("special", ["__numpy__", "__tensor__", "__bytes__", "__slice__", "__keras_tensor__"])
@pytest.mark.parametrize(
    "value", [*WRONG, {"value": [1], "dtype": "object"}, {"value": [[1], [2, 3]]}], ids=repr
)
def test_wrong_special_values_are_clear_errors(special, value):
    with contextlib.suppress(TypeError, ValueError):  # anything else is a fault
        saving.deserialize_keras_object({"class_name": special, "config": value})
