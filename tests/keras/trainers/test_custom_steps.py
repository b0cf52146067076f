"""Steps, losses and metrics of a learner's own; callbacks; what fit prints."""

import io
import re
from contextlib import redirect_stdout

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import layers, ops

X = np.random.default_rng(0).normal(size=(8, 3)).astype("float32")
Y = X.sum(1, keepdims=True)


def model_of(cls=keras.Model, **compile_with):
    keras.utils.set_random_seed(2)
    x = keras.Input((3,))
    model = cls(x, layers.Dense(1)(x))
    model.compile(keras.optimizers.SGD(0.1), **{"loss": "mse", **compile_with})
    return model


def test_compute_loss_may_be_written_anew():
    class Absolute(keras.Model):
        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None):
            return ops.mean(ops.abs(y - y_pred))

    own, usual = model_of(Absolute, loss=None), model_of(loss="mae")
    own.fit(X, Y, epochs=3, shuffle=False, verbose=0)
    usual.fit(X, Y, epochs=3, shuffle=False, verbose=0)
    np.testing.assert_allclose(own.get_weights()[0], usual.get_weights()[0], rtol=1e-5)


def test_compute_metrics_may_add_values():
    class More(keras.Model):
        def compute_metrics(self, x, y, y_pred, sample_weight=None):
            return {
                **super().compute_metrics(x, y, y_pred, sample_weight),
                "largest": float(np.max(np.asarray(y_pred))),
            }

    model = model_of(More)
    top = float(np.max(model(X)))
    assert model.evaluate(X, Y, verbose=0, return_dict=True)["largest"] == pytest.approx(top)
    assert set(model.fit(X, Y, verbose=0).history) == {"loss", "largest"}


def test_test_step_may_be_written_anew():
    class Constant(keras.Model):
        def test_step(self, data):
            return {"answer": 42.0}

    assert model_of(Constant).evaluate(X, Y, verbose=0, return_dict=True) == {"answer": 42.0}


def test_a_loss_function_of_ones_own():
    def doubled(y_true, y_pred):
        return 2 * ops.mean(ops.square(y_true - y_pred), axis=-1)

    own, usual = model_of(loss=doubled), model_of()
    assert own.evaluate(X, Y, verbose=0) == pytest.approx(2 * usual.evaluate(X, Y, verbose=0), rel=1e-6)


def test_a_model_may_learn_from_the_losses_of_its_layers_alone():
    class Shrink(layers.Layer):
        def call(self, x):
            self.add_loss(ops.mean(ops.square(x)))
            return x

    model = keras.Sequential([keras.Input((3,)), layers.Dense(2), Shrink()])
    model.compile(keras.optimizers.SGD(0.1))
    history = model.fit(X, epochs=5, verbose=0).history["loss"]
    assert history[-1] < history[0]


def test_the_order_of_callbacks():
    calls = []

    class Log(keras.callbacks.Callback):
        pass

    for name in [
        "train_begin",
        "epoch_begin",
        "train_batch_begin",
        "train_batch_end",
        "test_begin",
        "test_batch_begin",
        "test_batch_end",
        "test_end",
        "epoch_end",
        "train_end",
    ]:
        setattr(Log, f"on_{name}", lambda self, *args, name=name, **kwargs: calls.append(name))
    model_of().fit(
        X, Y, batch_size=4, validation_data=(X, Y), validation_batch_size=8, verbose=0, callbacks=[Log()]
    )
    steps = ["train_batch_begin", "train_batch_end"] * 2
    assert calls == [
        "train_begin",
        "epoch_begin",
        *steps,
        "test_begin",
        "test_batch_begin",
        "test_batch_end",
        "test_end",
        "epoch_end",
        "train_end",
    ]


def test_a_batchs_logs_hold_the_means_so_far():
    seen = []
    note = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: seen.append(dict(logs)))
    history = model_of(metrics=["mae"]).fit(X, Y, batch_size=4, verbose=0, callbacks=[note]).history
    assert [set(logs) for logs in seen] == [{"loss", "mae"}] * 2
    assert float(seen[-1]["loss"]) == pytest.approx(history["loss"][0], rel=1e-6)


@pytest.mark.parametrize(("when", "epochs"), [("on_epoch_end", 1), ("on_train_batch_end", 1)])
def test_stop_training_ends_it(when, epochs):
    model = model_of()
    steps = []

    def stop(*_):
        steps.append(1)
        model.stop_training = True

    history = model.fit(
        X, Y, batch_size=2, epochs=9, verbose=0, callbacks=[keras.callbacks.LambdaCallback(**{when: stop})]
    )
    assert len(history.epoch) == epochs
    assert len(steps) == 1


def test_a_step_per_execution_of_several_batches_gives_the_same_weights():
    one, several = model_of(), model_of(steps_per_execution=3)
    for model in (one, several):
        model.fit(X, Y, batch_size=2, epochs=2, shuffle=False, verbose=0)
    np.testing.assert_allclose(one.get_weights()[0], several.get_weights()[0], rtol=1e-5)


def printed(**arguments):
    out = io.StringIO()
    with redirect_stdout(out):
        model_of(metrics=["mae"]).fit(X, Y, batch_size=4, **arguments)
    return re.sub(r"\x1b\[[0-9;]*m", "", out.getvalue())


def test_verbose_0_prints_nothing():
    assert printed(verbose=0) == ""


def test_verbose_2_prints_a_line_an_epoch():
    text = printed(verbose=2, epochs=2, validation_split=0.25)
    number = r"\d\.\d{4}(e[-+]\d\d)?"
    values = " - ".join(f"{name}: {number}" for name in ("loss", "mae", "val_loss", "val_mae"))
    line = rf"2/2 - \d+s - \d+[mu]?s/step - {values}\n"
    assert re.fullmatch(rf"Epoch 1/2\n{line}Epoch 2/2\n{line}", text), text


def test_verbose_1_draws_a_bar():
    text = printed(verbose=1, epochs=2)
    assert text.startswith("Epoch 1/2\n")
    assert re.search(r"2/2 ━{20} \d+s \d+[mu]?s/step - loss: \d\.\d{4} - mae: \d\.\d{4}\n", text), text
    assert "Epoch 2/2\n" in text
