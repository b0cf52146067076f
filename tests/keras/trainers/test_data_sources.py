"""Batches from generators, datasets and `PyDataset`s give what arrays give."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.data import Dataset
from dlteach.keras import layers

X = np.random.default_rng(0).normal(size=(12, 3)).astype("float32")
Y = X.sum(1)


def linear():
    model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
    model.set_weights([np.full((3, 1), 0.2), np.zeros(1)])
    model.compile("sgd", "mse")
    return model


def batches(times=1):
    for _ in range(times):
        for i in range(0, 12, 4):
            yield X[i : i + 4], Y[i : i + 4]


class Numbered(keras.utils.PyDataset):
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return X[4 * i : 4 * i + 4], Y[4 * i : 4 * i + 4]


SOURCES = {
    "arrays": lambda: {"x": X, "y": Y, "batch_size": 4},
    "a generator": lambda: {"x": batches(2), "steps_per_epoch": 3},
    "a Dataset": lambda: {"x": Dataset.from_tensor_slices((X, Y)).batch(4)},
    "a repeated Dataset": lambda: {
        "x": Dataset.from_tensor_slices((X, Y)).batch(4).repeat(),
        "steps_per_epoch": 3,
    },
    "a PyDataset": lambda: {"x": Numbered()},
    "an iterable": lambda: {"x": list_of_batches()},
}


def list_of_batches():
    class Batches:
        def __iter__(self):
            return batches()

    return Batches()


@pytest.mark.filterwarnings("ignore:`shuffle=True` was passed")
@pytest.mark.parametrize("source", SOURCES)
def test_all_sources_train_alike(source):
    expected, model = linear(), linear()
    losses = expected.fit(X, Y, batch_size=4, epochs=2, shuffle=False, verbose=0).history["loss"]
    history = model.fit(**SOURCES[source](), epochs=2, shuffle=False, verbose=0)
    np.testing.assert_allclose(history.history["loss"], losses, rtol=1e-5)
    np.testing.assert_allclose(model.get_weights()[0], expected.get_weights()[0], rtol=1e-5)


@pytest.mark.parametrize("source", [Dataset.from_tensor_slices((X, Y)).batch(5), Numbered()])
def test_evaluate_and_predict_take_them_too(source):
    model = linear()
    np.testing.assert_allclose(model.evaluate(source, verbose=0), model.evaluate(X, Y, verbose=0), rtol=1e-5)
    np.testing.assert_allclose(model.predict(source, verbose=0), model.predict(X, verbose=0), rtol=1e-5)


def test_a_dataset_can_validate():
    history = (
        linear().fit(X, Y, validation_data=Dataset.from_tensor_slices((X, Y)).batch(4), verbose=0).history
    )
    assert "val_loss" in history


def test_weights_of_examples_come_third():
    weights = np.linspace(0, 2, 12).astype("float32")
    expected, model = linear(), linear()
    expected.fit(X, Y, sample_weight=weights, shuffle=False, verbose=0)
    model.fit(iter([(X, Y, weights)]), shuffle=False, verbose=0)
    np.testing.assert_allclose(model.get_weights()[0], expected.get_weights()[0], rtol=1e-5)


def test_a_generator_that_ends_in_the_middle_ends_the_training_with_a_warning():
    model = linear()
    with pytest.warns(UserWarning, match="ran out of data"):
        history = model.fit(batches(1), steps_per_epoch=2, epochs=3, shuffle=False, verbose=0)
    assert history.epoch == [0, 1]
    assert all(loss > 0 for loss in history.history["loss"])
    expected = linear()
    expected.fit(X, Y, batch_size=4, shuffle=False, verbose=0)
    np.testing.assert_allclose(model.get_weights()[0], expected.get_weights()[0], rtol=1e-5)


def test_a_generator_is_not_read_beyond_the_last_epoch():
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield X, Y

    linear().fit(endless(), steps_per_epoch=2, epochs=3, shuffle=False, verbose=0)
    assert len(taken) == 6


class Endless(Numbered):
    num_batches = None

    def __getitem__(self, i):
        return super().__getitem__(i % 3)


@pytest.mark.filterwarnings("ignore:`shuffle=True` was passed")
@pytest.mark.parametrize("endless", [Dataset.from_tensor_slices((X, Y)).batch(4).repeat(), Endless()])
def test_data_without_end_need_a_number_of_steps(endless):
    model = linear()
    for call in (model.fit, model.evaluate, model.predict):
        with pytest.raises(ValueError, match=r"never ends.*`steps_per_epoch`"):
            call(endless, verbose=0)
    model.fit(endless, steps_per_epoch=4, verbose=0)
    assert model.predict(endless, steps=1, verbose=0).shape == (4, 1)


def test_labels_beside_a_dataset_are_refused():
    with pytest.raises(ValueError, match="`y` should not be passed"):
        linear().fit(Dataset.from_tensor_slices((X, Y)).batch(4), Y, verbose=0)


@pytest.mark.parametrize("nothing", [iter(()), Dataset.from_tensor_slices((X, Y)).batch(4).take(0)])
def test_a_source_without_batches_says_so(nothing):
    with pytest.raises(ValueError, match="must yield at least one batch"):
        linear().fit(nothing, shuffle=False, verbose=0)


def test_a_py_dataset_is_told_of_the_epochs_and_its_order_is_shuffled():
    told, order = [], []

    class Told(Numbered):
        def __getitem__(self, i):
            order.append(i)
            return super().__getitem__(i)

        def on_epoch_begin(self):
            told.append("begin")
            order.clear()

        def on_epoch_end(self):
            told.append("end")

    keras.utils.set_random_seed(1)
    linear().fit(Told(), epochs=2, verbose=0)
    assert told == ["begin", "end"] * 2
    assert sorted(order) == [0, 1, 2]
