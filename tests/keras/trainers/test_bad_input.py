"""Data that nothing can be learnt from: a clear error, unchanged weights, a usable model."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import layers

X = np.random.default_rng(0).normal(size=(40, 3)).astype("float32")
Y = X.sum(1)


def linear(strict=True):
    model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
    model.compile("sgd", "mse", strict=strict)
    return model


def with_a(value, array=X, place=(35, 1)):
    array = array.copy()
    array[place] = value
    return array


def rows_of(*lengths):
    ragged = np.empty(len(lengths), dtype=object)
    ragged[:] = [[1.0] * n for n in lengths]
    return ragged


class Frame:
    """A table that NumPy can read."""

    def __init__(self, array):
        self.array = array
        self.shape, self.dtype = array.shape, array.dtype

    def __array__(self, dtype=None, copy=None):
        return np.asarray(self.array, dtype=dtype)

    def __len__(self):
        return len(self.array)


REFUSED = {
    "NaN in x": (
        (with_a(np.nan), Y),
        r"`x` holds NaN or infinity in 1 of 40 rows, the first in row 35: x\[35, 1\] is nan",
    ),
    "infinity in x": ((with_a(-np.inf), Y), r"x\[35, 1\] is -inf"),
    "infinities that cancel": (
        (with_a(np.inf, with_a(-np.inf), (2, 0)), Y),
        r"in 2 of 40 rows, the first in row 2",
    ),
    "NaN in y": ((X, with_a(np.nan, Y, 7)), r"`y` holds NaN .* y\[7\] is nan"),
    "NaN in a frame": ((Frame(with_a(np.nan)), Y), r"`x` holds NaN"),
    "half-precision NaN": ((with_a(np.nan).astype("float16"), Y), r"`x` holds NaN"),
    "ragged rows": ((rows_of(3, 2, 3), Y[:3]), r"`x`: .* dtype object \(rows of lengths 2, 3"),
    "numbers as objects": ((X.astype(object), Y), r"dtype object \(it holds float\); .*dtype='float32'"),
    "a None among numbers": (
        (np.array([[1.0, None, 2.0]] * 2, dtype=object), Y[:2]),
        "it holds NoneType, float",
    ),
    "words in x": ((X.astype(str), Y), r"`x`: expected an array of numbers, got dtype <U\d+; .*label_encode"),
    "words in y": ((X[:3], np.array(["cat", "dog", "cat"])), r"`y`: .*label_encode"),
    "complex numbers": ((X + 1j, Y), r"complex64; pass np.abs\(data\)"),
    "dates": ((X, np.full(40, np.datetime64("2020-01-01"))), r"`y`: .*datetime64.*timedelta64"),
    "records": ((np.zeros(40, dtype=[("a", "f4")]), Y), r"data\['field'\]"),
    "hidden values": ((np.ma.masked_invalid(with_a(np.nan)), Y), r"masked array.*filled"),
    "a single number": ((np.float32(3.0), np.float32(1.0)), r"`x`: expected at least one axis"),
    "no rows": ((X[:0], Y[:0]), r"`x`: expected at least one example, got an array of shape \(0, 3\)"),
    "one row without its axis": ((X[0], Y[:3]), r"`x` has shape \(3,\).*takes \(None, 3\).*x\[None, ...\]"),
    "too many axes": ((X[:, :, None, None], Y), r"`x` has shape \(40, 3, 1, 1\).*expected 2 axes, found 4"),
    "too few columns": (
        (X[:, :2], Y),
        r"`x` has shape \(40, 2\).*expected axis -1 of input shape to have value 3",
    ),
    "rows missing in y": ((X, Y[:39]), r"cardinality is ambiguous.*(?s:'x' sizes: 40.*'y' sizes: 39)"),
    "a list of numbers": ((X.tolist(), Y), r"`x` is a list of numbers or words.*np.asarray\(x\)"),
    "labels in a list": ((X, Y.tolist()), r"`y` is a list of numbers or words.*np.asarray\(y\)"),
    "a list of rows": ((list(X), Y), r"list of 40 arrays of shape \(3,\).*np.stack\(x\)"),
    "a file name": (("data.csv", Y), r"Unrecognized data type: x=data.csv"),
    "no labels": ((X,), r"`y` is missing: .*loss='mse'"),
    "no data": ((None, None), r"`x`: expected data, got None"),
    "weights of another length": ((X, Y, {"sample_weight": np.ones(7)}), "'sample_weight' sizes: 7"),
    "weights in a table": (
        (X, Y, {"sample_weight": np.ones((40, 3))}),
        r"`sample_weight` has shape \(40, 3\): .* \(40,\)",
    ),
    "weights that are NaN": ((X, Y, {"sample_weight": np.full(40, np.nan)}), r"`sample_weight` holds NaN"),
    "weights of classes in a list": ((X, Y, {"class_weight": [1, 2]}), r"`class_weight`: expected a dict"),
    "weights of classes by word": ((X, Y, {"class_weight": {"cat": 2.0}}), r"`class_weight`: .* got 'cat'"),
    "a split that leaves nothing": ((X, Y, {"validation_split": 1.0}), r"40 samples.*`validation_split=1.0`"),
    "a split above 1": ((X, Y, {"validation_split": 1.5}), r"`validation_split=1.5`"),
    "a split of a generator": (
        (iter([(X, Y)]), None, {"validation_split": 0.5}),
        r"only supported for tensors or NumPy",
    ),
    "NaN in the validation data": (
        (X, Y, {"validation_data": (with_a(np.nan), Y)}),
        r"`x` of validation_data holds NaN",
    ),
    "validation data of another width": (
        (X, Y, {"validation_data": (X[:, :2], Y)}),
        r"`x` of validation_data has shape",
    ),
    "validation data without labels": ((X, Y, {"validation_data": X}), r"`y` of validation_data is missing"),
    "half a row a batch": (
        (X, Y, {"batch_size": 0.5}),
        r"`batch_size`: expected a positive whole number, got 0.5",
    ),
    "a negative batch": ((X, Y, {"batch_size": -4}), r"`batch_size`: .* got -4"),
    "epochs as text": ((X, Y, {"epochs": "3"}), r"`epochs`: expected a positive whole number, got '3'"),
}


def assert_refused(call, model, words):
    before = model.get_weights()
    with pytest.raises(ValueError, match=words):
        call()
    for one, other in zip(before, model.get_weights()):
        np.testing.assert_array_equal(one, other)
    model.fit(X, Y, verbose=0)
    assert np.isfinite(model.evaluate(X, Y, verbose=0))


@pytest.mark.parametrize("name", REFUSED)
def test_fit_refuses(name):
    (*data, arguments), words = REFUSED[name]
    if not isinstance(arguments, dict):
        data, arguments = [*data, arguments], {}
    model = linear()
    assert_refused(lambda: model.fit(*data, verbose=0, **arguments), model, words)


BATCHES = {
    "another width": ((X[:, :2], Y), r"`x` of batch 1 of the generator has shape \(40, 2\)"),
    "NaN": ((with_a(np.nan), Y), r"`x` of batch 1 of the generator holds NaN .* row 35"),
    "no rows": ((X[:0], Y[:0]), r"`x` of batch 1 of the generator: expected at least one example"),
    "too few labels": (
        (X, Y[:5]),
        r"batch 1 of the generator must have equally many rows: .* y has shape \(5,\)",
    ),
    "labels of another rank": (
        (X, np.stack([Y, Y], 1)),
        r"`y` of batch 1 .* shape \(\) as in the batch before, got \(2,\)",
    ),
    "lists": ((X.tolist(), Y.tolist()), r"`x` of a batch of the generator is a list of numbers"),
    "objects": ((rows_of(1, 2), Y[:2]), r"`x` of a batch of the generator: .*rows of lengths 1, 2"),
    "no labels": ((X,), r"`y` of batch 1 of the generator is missing"),
    "four parts": ((X, Y, Y, Y), r"it must return a tuple, either \(input,\)"),
}


@pytest.mark.filterwarnings("ignore:`shuffle=True` was passed")
@pytest.mark.parametrize("name", BATCHES)
def test_a_later_batch_is_refused_by_its_number(name):
    batch, words = BATCHES[name]
    model, once = linear(), linear()
    once.set_weights(model.get_weights())
    once.fit(X, Y, batch_size=40, shuffle=False, verbose=0)
    with pytest.raises(ValueError, match=words):
        model.fit(iter([(X, Y), batch]), verbose=0)
    np.testing.assert_allclose(model.get_weights()[0], once.get_weights()[0], rtol=1e-6)
    model.fit(X, Y, verbose=0)


@pytest.mark.parametrize("method", ["evaluate", "train_on_batch", "test_on_batch"])
@pytest.mark.parametrize(
    "name", ["NaN in x", "ragged rows", "words in y", "no rows", "too few columns", "a list of numbers"]
)
def test_the_other_methods_refuse_too(method, name):
    (*data, arguments), words = REFUSED[name]
    model = linear()
    more = {"verbose": 0} if method == "evaluate" else {}
    assert_refused(lambda: getattr(model, method)(*data, arguments, **more), model, words)


@pytest.mark.parametrize("method", ["predict", "predict_on_batch"])
@pytest.mark.parametrize(
    "name",
    [
        "ragged rows",
        "words in x",
        "complex numbers",
        "no rows",
        "one row without its axis",
        "a list of numbers",
    ],
)
def test_predictions_refuse_too(method, name):
    (x, *_), words = REFUSED[name]
    model = linear()
    model.predict(X, verbose=0)
    assert_refused(lambda: getattr(model, method)(x), model, words)


def test_predict_lets_nan_through():
    found = linear().predict(with_a(np.nan), verbose=0)
    assert np.isnan(found[35])
    assert np.isfinite(np.delete(found, 35)).all()


def test_numbers_for_a_single_batch_are_refused():
    with pytest.raises(ValueError, match=r"Expected arrays for one batch, got x=3\.0"):
        linear().train_on_batch(3.0, 1.0)


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_not_strict_lets_nan_run_as_keras_does():
    assert np.isnan(linear(strict=False).fit(with_a(np.nan), Y, verbose=0).history["loss"][0])


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning")
def test_terminate_on_nan_means_that_somebody_watches():
    model = linear()
    history = model.fit(
        X, with_a(np.inf, Y, 3), epochs=5, verbose=0, callbacks=[keras.callbacks.TerminateOnNaN()]
    )
    assert len(history.epoch) < 5


def test_large_numbers_whose_sum_overflows_are_no_infinity():
    model = keras.Sequential([keras.Input((3,)), layers.Rescaling(1e-38), layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.full((4, 3), 3e38, "float32"), Y[:4], verbose=0)


ACCEPTED = {
    "integers": ((X * 5).astype(int), Y.astype(int)),
    "booleans": (X > 0, Y > 0),
    "bytes": ((X * 5).astype("uint8"), (Y > 0).astype("uint8")),
    "double precision": (X.astype("float64"), Y.astype("float64")),
    "half precision": (X.astype("float16"), Y.astype("float16")),
    "a column of labels": (X, Y[:, None]),
    "frames": (Frame(X), Frame(Y)),
    "columns in memory": (np.asfortranarray(X), Y),
    "every second row": (X[::2], Y[::2]),
    "a transposed table": (np.ascontiguousarray(X.T).T, Y),
    "a last axis of 1 too many": (X[..., None], Y),
    "one row": (X[:1], Y[:1]),
    "read-only arrays": (np.broadcast_to(X[:1], (4, 3)), Y[:4]),
    "variables": (keras.Variable(X), keras.Variable(Y)),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted_kinds_of_arrays(name):
    x, y = ACCEPTED[name]
    model = linear()
    assert np.isfinite(model.fit(x, y, verbose=0).history["loss"][0])
    assert model.predict(x, verbose=0).dtype == "float32"


def test_the_callers_arrays_are_not_changed():
    x, y = X.copy(), Y.copy()
    linear().fit(x, y, epochs=3, batch_size=7, verbose=0)
    np.testing.assert_array_equal(x, X)
    np.testing.assert_array_equal(y, Y)


def test_an_image_may_miss_its_channel_axis_of_one():
    model = keras.Sequential([keras.Input((4, 4, 1)), layers.Conv2D(1, 3), layers.Flatten(), layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.zeros((2, 4, 4)), np.zeros(2), verbose=0)
    with pytest.raises(
        ValueError, match=r"`x` has shape \(2, 4\).*\(None, 4, 4, 1\).*expected 4 axes, found 2"
    ):
        model.fit(np.zeros((2, 4)), np.zeros(2), verbose=0)


def test_inputs_are_called_by_their_place_or_name():
    a, b = keras.Input((3,), name="a"), keras.Input((2,), name="b")
    model = keras.Model([a, b], layers.Dense(1)(layers.Concatenate()([a, b])))
    model.compile("sgd", "mse")
    with pytest.raises(ValueError, match=r"`x\[1\]` has shape \(40, 3\), but the input 'b'"):
        model.fit([X, X], Y, verbose=0)
    with pytest.raises(ValueError, match=r"`x\['b'\]` holds NaN"):
        model.fit({"b": with_a(np.nan)[:, :2], "a": X}, Y, verbose=0)


def test_a_train_step_of_ones_own_may_take_other_data():
    class Own(keras.Model):
        def train_step(self, data):
            (one, other), _ = data
            return {"pairs": float(one.shape[0] * other.shape[1])}

    x = keras.Input((3,))
    model = Own(x, layers.Dense(1)(x))
    model.compile("sgd")
    history = model.fit(iter([((X, np.zeros((2, 5))), np.full(9, np.nan))]), shuffle=False, verbose=0)
    assert history.history["pairs"] == [200.0]
