"""The tables that Keras 3.15 prints for the same models."""

import numpy as np
import pytest

from dlteach import keras

layers = keras.layers


@pytest.fixture(autouse=True)
def wide_screen(monkeypatch):
    monkeypatch.setenv("COLUMNS", "100")
    keras.utils.clear_session()


def summary(model, **options):
    texts = []
    model.summary(print_fn=texts.append, **options)
    return "\n".join(line.rstrip() for line in "\n".join(texts).strip().splitlines())


def test_a_chain():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(300), layers.Dropout(0.5), layers.Dense(1)])
    assert (
        summary(model, line_length=60)
        == """
Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━┓
┃ Layer (type)             ┃ Output Shape      ┃   Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━┩
│ dense (Dense)            │ (None, 300)       │     1,500 │
├──────────────────────────┼───────────────────┼───────────┤
│ dropout (Dropout)        │ (None, 300)       │         0 │
├──────────────────────────┼───────────────────┼───────────┤
│ dense_1 (Dense)          │ (None, 1)         │       301 │
└──────────────────────────┴───────────────────┴───────────┘
 Total params: 1,801 (7.04 KB)
 Trainable params: 1,801 (7.04 KB)
 Non-trainable params: 0 (0.00 B)
""".strip()
    )


def test_a_branch_shows_what_is_connected_and_what_is_trained():
    x = keras.Input((4,), name="x")
    frozen = layers.Dense(2, name="a", trainable=False)(x)
    model = keras.Model(x, layers.Add(name="sum")([frozen, layers.Dense(2, name="b")(x)]), name="m")
    assert (
        summary(model, line_length=84, show_trainable=True)
        == """
Model: "m"
┏━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━┳━━━━━━━━┓
┃ Layer (type)        ┃ Output Shape      ┃    Param # ┃ Connected to     ┃ Train… ┃
┡━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━╇━━━━━━━━┩
│ x (InputLayer)      │ (None, 4)         │          0 │ -                │   -    │
├─────────────────────┼───────────────────┼────────────┼──────────────────┼────────┤
│ a (Dense)           │ (None, 2)         │         10 │ x[0][0]          │   N    │
├─────────────────────┼───────────────────┼────────────┼──────────────────┼────────┤
│ b (Dense)           │ (None, 2)         │         10 │ x[0][0]          │   Y    │
├─────────────────────┼───────────────────┼────────────┼──────────────────┼────────┤
│ sum (Add)           │ (None, 2)         │          0 │ a[0][0], b[0][0] │   -    │
└─────────────────────┴───────────────────┴────────────┴──────────────────┴────────┘
 Total params: 20 (80.00 B)
 Trainable params: 10 (40.00 B)
 Non-trainable params: 10 (40.00 B)
""".strip()
    )


def test_a_model_without_an_input_shows_what_is_not_known():
    text = summary(keras.Sequential([layers.Dense(3)]))
    assert "│ ?  " in text
    assert "0 (unbuilt) │" in text


def test_a_model_within_a_model_can_be_opened():
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(2, name="deep")], name="inner")
    model = keras.Sequential([keras.Input((3,)), inner])
    assert "deep" not in summary(model)
    assert "│    └ deep (Dense)" in summary(model, expand_nested=True)


def test_a_trained_model_counts_its_optimizer():
    model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
    model.compile("adam", "mse")
    model.fit(np.ones((2, 4)), np.ones((2, 1)), verbose=0)
    text = summary(model)
    assert " Total params: 17 (68.00 B)" in text
    assert " Optimizer params: 12 (48.00 B)" in text


def test_a_range_of_layers():
    model = keras.Sequential([keras.Input((4,)), *(layers.Dense(2, name=name) for name in "abcd")])
    text = summary(model, layer_range=["b", "c"])
    assert "b (Dense)" in text
    assert "c (Dense)" in text
    assert "a (Dense)" not in text
    with pytest.raises(ValueError, match="do not match the layer names"):
        summary(model, layer_range=["b", "z"])
