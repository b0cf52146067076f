"""What is not there says where it is."""

import importlib
import subprocess
import sys

import pytest

from dlteach import keras


@pytest.mark.parametrize(
    ("package", "name"),
    [("layers", "GRU"), ("losses", "CTC"), ("callbacks", "TensorBoard"), ("optimizers", "Ftrl")],
)
def test_a_name_that_keras_has_is_said_to_be_there(package, name):
    with pytest.raises(
        AttributeError, match=f"keras.{package}.{name} is not part of dlteach; Keras has it: import keras"
    ):
        getattr(getattr(keras, package), name)


@pytest.mark.parametrize(
    "statement",
    [
        "from dlteach.keras.layers import GRU",
        "from dlteach.keras import applications",
        "from dlteach.keras.applications import VGG16",
        "import dlteach.keras.applications",
    ],
)
def test_imports_print_the_same_words(statement):
    run = subprocess.run([sys.executable, "-c", statement], capture_output=True, text=True)
    assert run.returncode != 0
    assert "is not part of dlteach; Keras has it: import keras" in run.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("package", "name", "meant"),
    [
        ("layers", "Dens", "Dense"),
        ("layers", "dense", "Dense"),
        ("layers", "Conv2d", "Conv2D"),
        ("optimizers", "Addam", "Adam"),
        ("layers", "Adam", "dlteach.keras.optimizers.Adam"),
        ("losses", "hubber", "huber"),
    ],
)
def test_a_slip_gets_a_suggestion(package, name, meant):
    with pytest.raises(AttributeError, match=rf"Did you mean {meant}\?"):
        getattr(getattr(keras, package), name)


def test_a_slip_in_an_import_gets_a_suggestion():
    with pytest.raises(ImportError, match="Did you mean Dense"):
        importlib.import_module("dlteach.keras.layers.Dens")


def test_hasattr_stays_false():
    assert not hasattr(keras.layers, "GRU")
    assert not hasattr(keras, "applications")
    assert not hasattr(keras.layers, "__path_of_nothing__")


def test_an_import_of_nothing_known_fails_as_anywhere():
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'dlteach.keras.zzz_qqq'"):
        importlib.import_module("dlteach.keras.zzz_qqq")


def test_no_absent_name_hides_one_that_is_there():
    for package in ["layers", "losses", "metrics", "optimizers", "callbacks", "saving", "utils"]:
        module = getattr(keras, package)
        for name in module.__all__:
            assert getattr(module, name) is not None


def test_the_table_is_that_of_keras(monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    pytest.importorskip("jax")
    real = pytest.importorskip("keras")
    table = importlib.import_module("dlteach.keras.absent")._keras_names()
    for package in ["layers", "losses", "optimizers"]:
        there = {name for name in dir(getattr(real, package)) if not name.startswith("_")} - {"legacy"}
        assert there == set(table[f"keras.{package}"]), (
            f"run list_keras_names.py with Keras {real.__version__}"
        )
