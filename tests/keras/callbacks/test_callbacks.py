"""Callbacks: driven by hand with made-up logs, and the same through `fit`."""

import csv
import errno
import os

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras.callbacks import csv_logger

C = keras.callbacks


class Model:
    """As much of a model as a callback asks for."""

    def __init__(self):
        self.stop_training = False
        self.optimizer = keras.optimizers.SGD(1.0)
        self.weights = [np.zeros(1)]
        self.metrics = ()

    def get_weights(self):
        return [w.copy() for w in self.weights]

    def set_weights(self, weights):
        self.weights = weights


def epochs(callback, values, name="val_loss"):
    """Run epochs with these values; how many were run."""
    model = Model()
    callback.set_model(model)
    callback.on_train_begin()
    count = 0
    for count, value in enumerate(values, 1):
        model.weights = [np.array([count])]
        callback.on_epoch_begin(count - 1)
        callback.on_epoch_end(count - 1, {name: value})
        if model.stop_training:
            break
    callback.on_train_end()
    return count, model


def small_model():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    return model


X, Y = np.ones((6, 2), "float32"), np.ones((6, 1), "float32")


@pytest.mark.parametrize(
    ("options", "values", "expected"),
    [
        ({}, [3, 2, 2, 1], 3),
        ({"patience": 2}, [3, 2, 2.5, 2, 2, 1], 4),
        ({"patience": 1, "min_delta": 0.5}, [3, 2.8, 2.6, 2], 2),
        ({"mode": "max", "patience": 1}, [1, 2, 3, 3, 9], 4),
        ({"baseline": 1.0, "patience": 2}, [5, 5, 5], 2),
        ({"start_from_epoch": 3, "patience": 1}, [1, 2, 3, 4, 5, 6], 5),
    ],
)
def test_early_stopping_waits_as_long_as_it_was_told(options, values, expected):
    assert epochs(C.EarlyStopping(**options), values)[0] == expected


def test_early_stopping_returns_to_the_best_weights():
    _, model = epochs(C.EarlyStopping(patience=2, restore_best_weights=True), [3, 1, 2, 2, 2])
    assert model.weights[0] == [2]


def test_a_number_that_is_not_there_is_a_warning():
    with pytest.warns(UserWarning, match="metric `val_loss` which is not available"):
        epochs(C.EarlyStopping(), [1.0], name="loss")


def test_a_direction_that_nobody_knows_is_asked_for():
    with pytest.raises(ValueError, match="monitor=val_beauty"):
        epochs(C.EarlyStopping(monitor="val_beauty"), [1.0], name="val_beauty")


def test_the_direction_of_a_metric_is_known():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mae", "accuracy"])
    stop = C.EarlyStopping("accuracy", patience=1)
    model.fit(X, Y, verbose=0, callbacks=[stop])
    assert stop.monitor_op(2.0, 1.0)


def test_the_rate_falls_on_a_plateau_and_rests_in_between():
    callback = C.ReduceLROnPlateau(factor=0.5, patience=2, cooldown=2, min_lr=0.2)
    callback.set_model(model := Model())
    callback.on_train_begin()
    rates = []
    for epoch in range(9):
        logs = {"val_loss": 1.0}
        callback.on_epoch_end(epoch, logs)
        rates.append(logs["learning_rate"])
    assert rates == [1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25]
    callback.on_epoch_end(9, {"val_loss": 1.0})
    assert float(model.optimizer.learning_rate) == pytest.approx(0.2), "not below min_lr"


def test_a_schedule_of_epochs_may_look_at_the_rate_or_not():
    for schedule in (lambda epoch, rate: 0.5 ** (epoch + 1), lambda epoch: 0.5 ** (epoch + 1)):
        _, model = epochs(C.LearningRateScheduler(schedule), [1.0, 1.0])
        assert float(model.optimizer.learning_rate) == 0.25
    with pytest.raises(ValueError, match="should be a float"):
        epochs(C.LearningRateScheduler(lambda epoch: "fast"), [1.0])


def test_an_error_within_a_schedule_is_not_taken_for_a_missing_argument():
    def schedule(epoch, rate):
        raise TypeError("mine")

    with pytest.raises(TypeError, match="mine"):
        epochs(C.LearningRateScheduler(schedule), [1.0])


def test_csv_logger_writes_a_row_an_epoch_and_goes_on_in_a_file(tmp_path):
    path = tmp_path / "log.csv"
    epochs(C.CSVLogger(path), [3.0, 2.0])
    epochs(C.CSVLogger(path, append=True), [1.0])
    with path.open(newline="") as file:
        assert list(csv.reader(file)) == [["epoch", "val_loss"], ["0", "3.0"], ["1", "2.0"], ["0", "1.0"]]


class FullDisk:
    """A file that takes so many characters, the last of them in the middle of a row."""

    def __init__(self, file, room):
        self.file, self.room = file, room

    def write(self, text):
        self.file.write(text[: self.room])
        self.file.flush()
        self.room -= len(text)
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def __getattr__(self, name):
        return getattr(self.file, name)


def test_a_full_disk_says_so_and_leaves_whole_rows(tmp_path, monkeypatch):
    path = tmp_path / "log.csv"
    monkeypatch.setattr(csv_logger, "open", lambda *a, **k: FullDisk(open(*a, **k), 27), raising=False)  # noqa: SIM115
    with pytest.raises(OSError, match=r"epoch 1 could not be written to .*log.csv: No space left"):
        epochs(C.CSVLogger(path), [3.0, 2.0])
    assert path.read_text().splitlines() == ["epoch,val_loss", "0,3.0"]


def test_checkpoints_have_the_numbers_of_the_epoch_in_their_names(tmp_path):
    model = small_model()
    model.fit(X, Y, epochs=2, verbose=0, callbacks=[C.ModelCheckpoint(tmp_path / "at-{epoch:02d}.keras")])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["at-01.keras", "at-02.keras"]


def test_only_a_better_model_is_saved(tmp_path):
    saved = []
    callback = C.ModelCheckpoint(tmp_path / "best.keras", save_best_only=True)
    Model.save = lambda self, path, overwrite: saved.append(int(self.weights[0][0]))
    try:
        epochs(callback, [3, 4, 2, 2, 1])
    finally:
        del Model.save
    assert saved == [1, 3, 5]


def test_checkpoints_after_batches_count_across_epochs():
    callback = C.ModelCheckpoint("m.keras", save_freq=4)
    due = [callback._should_save_on_batch(batch) for _ in range(2) for batch in range(6)]
    assert [i for i, now in enumerate(due) if now] == [3, 7, 11]


@pytest.mark.parametrize(
    ("path", "options", "message"),
    [
        ("model.txt", {}, r"must end in `\.keras`"),
        ("model.keras", {"save_weights_only": True}, r"must end in `\.weights\.h5`"),
        ("model.keras", {"save_freq": "batch"}, "Unrecognized save_freq: batch"),
    ],
)
def test_a_checkpoint_that_cannot_be_is_refused(path, options, message):
    with pytest.raises(ValueError, match=message):
        C.ModelCheckpoint(path, **options)


def test_terminate_on_nan_ends_the_training():
    callback = C.TerminateOnNaN()
    callback.set_model(model := Model())
    callback.on_train_batch_end(0, {"loss": 1.0})
    assert not model.stop_training
    callback.on_train_batch_end(1, {"loss": np.inf})
    assert model.stop_training
    with pytest.raises(RuntimeError, match="batch 2"):
        C.TerminateOnNaN(raise_error=True).on_train_batch_end(2, {"loss": float("nan")})


def test_fit_calls_the_stations_in_order():
    calls = []
    names = [n for n in dir(C.Callback) if n.startswith("on_") and "predict" not in n and n[3:8] != "batch"]
    functions = {name: lambda *args, name=name, **kwargs: calls.append(name) for name in names}
    small_model().fit(
        X, Y, batch_size=3, verbose=0, validation_split=0.5, callbacks=[C.LambdaCallback(**functions)]
    )
    assert calls == [
        "on_train_begin",
        "on_epoch_begin",
        "on_train_batch_begin",
        "on_train_batch_end",
        "on_test_begin",
        "on_test_batch_begin",
        "on_test_batch_end",
        "on_test_end",
        "on_epoch_end",
        "on_train_end",
    ]


def test_only_those_who_listen_to_batches_are_called_at_batches():
    class Talker(C.Callback):
        def on_batch_end(self, batch, logs=None):
            self.heard = batch, logs

    talker = Talker()
    callbacks = C.CallbackList([C.Callback(), talker], add_history=True)
    assert callbacks.listeners("on_train_batch_end") == [talker]
    assert callbacks.listeners("on_test_batch_end") == []
    callbacks.on_train_batch_end(3, {"loss": np.float32(0.5)})
    assert talker.heard == (3, {"loss": 0.5})


def test_history_goes_on_in_a_list_of_its_own_for_each_fit():
    model = small_model()
    first = model.fit(X, Y, epochs=2, verbose=0)
    second = model.fit(X, Y, epochs=3, initial_epoch=2, verbose=0)
    assert (first.epoch, second.epoch) == ([0, 1], [2])
    assert model.history is second
    assert all(isinstance(value, float) for value in first.history["loss"])


def test_an_interrupted_training_goes_on(tmp_path):
    pytest.importorskip("h5py")

    class Interrupt(C.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            if epoch == 2:
                raise KeyboardInterrupt

    model = small_model()
    with pytest.raises(KeyboardInterrupt):
        model.fit(X, Y, epochs=4, verbose=0, callbacks=[C.BackupAndRestore(tmp_path / "b"), Interrupt()])
    history = model.fit(X, Y, epochs=4, verbose=0, callbacks=[C.BackupAndRestore(tmp_path / "b")])
    assert history.epoch == [2, 3]
    assert not (tmp_path / "b").exists()


def test_an_evaluation_sees_the_averages_and_the_training_does_not():
    model = small_model()
    model.compile(keras.optimizers.SGD(0.1, use_ema=True, ema_momentum=0.5), "mse")
    model.fit(X, Y, epochs=2, verbose=0)
    model.layers[0].kernel.assign([[9.0], [9.0]])
    average = model.optimizer._model_variables_moving_average[0].numpy()
    swap = C.SwapEMAWeights()
    swap.set_model(model)
    swap.on_test_begin()
    np.testing.assert_array_equal(model.layers[0].kernel.numpy(), average)
    swap.on_test_end()
    np.testing.assert_array_equal(model.layers[0].kernel.numpy(), [[9], [9]])
