"""fit, evaluate, predict and the steps on single batches, against NumPy."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import layers

rng = np.random.default_rng(0)
X = rng.normal(size=(20, 3)).astype("float32")
Y = (X @ [1.0, -2.0, 0.5] + 0.3).astype("float32")


def linear(loss="mse", metrics=None, rate=0.1, **compile_with):
    model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
    model.set_weights([np.full((3, 1), 0.2), np.zeros(1)])
    model.compile(keras.optimizers.SGD(rate), loss, metrics=metrics, **compile_with)
    return model


def by_hand(x, y, batch, epochs, rate=0.1, weight=None):
    """Gradient descent on weighted squared errors: the losses of the epochs, and the weights."""
    w, b, losses = np.full(3, 0.2), 0.0, []
    weight = np.ones(len(y)) if weight is None else weight
    for _ in range(epochs):
        sums = 0.0
        for i in range(0, len(y), batch):
            xb, yb, sw = x[i : i + batch], y[i : i + batch], weight[i : i + batch]
            error = xb @ w + b - yb
            sums += (sw * error**2).mean() * len(yb)
            w, b = w - rate * 2 * xb.T @ (sw * error) / len(yb), b - rate * 2 * (sw * error).mean()
        losses.append(sums / len(y))
    return losses, w, b


@pytest.mark.parametrize("batch", [20, 7, 1])
def test_training_is_gradient_descent_on_the_batches(batch):
    model = linear()
    history = model.fit(X, Y, batch_size=batch, epochs=3, shuffle=False, verbose=0)
    losses, w, b = by_hand(X, Y, batch, 3)
    np.testing.assert_allclose(history.history["loss"], losses, rtol=1e-4)
    np.testing.assert_allclose(model.get_weights()[0][:, 0], w, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(model.get_weights()[1], b, rtol=1e-4, atol=1e-6)
    assert history.epoch == [0, 1, 2]
    assert history.params["steps"] == -(-20 // batch)


def test_sample_weights_weigh_the_errors():
    weight = rng.uniform(0, 2, 20).astype("float32")
    model = linear()
    history = model.fit(X, Y, batch_size=8, epochs=2, shuffle=False, sample_weight=weight, verbose=0)
    losses, w, _ = by_hand(X, Y, 8, 2, weight=weight)
    np.testing.assert_allclose(history.history["loss"], losses, rtol=1e-4)
    np.testing.assert_allclose(model.get_weights()[0][:, 0], w, rtol=1e-4, atol=1e-6)


def test_class_weights_are_sample_weights_by_class():
    labels = (Y > 0).astype("float32")
    found = []
    for extra in (
        {"class_weight": {0: 3.0}},
        {"sample_weight": np.where(labels == 0, 3.0, 1.0).astype("float32")},
    ):
        model = linear()
        found.append(model.fit(X, labels, epochs=2, shuffle=False, verbose=0, **extra).history["loss"])
    np.testing.assert_allclose(*found, rtol=1e-6)
    losses, _, _ = by_hand(X, labels, 32, 2, weight=np.where(labels == 0, 3.0, 1.0))
    np.testing.assert_allclose(found[0], losses, rtol=1e-4)


def test_class_and_sample_weights_together_are_refused():
    with pytest.raises(ValueError, match="class_weight"):
        linear().fit(X, Y, class_weight={0: 1.0}, sample_weight=np.ones(20), verbose=0)


def test_the_validation_split_is_the_last_rows_whatever_the_order():
    model = linear()
    history = model.fit(X, Y, epochs=1, validation_split=0.25, verbose=0).history
    np.testing.assert_allclose(history["val_loss"][0], model.evaluate(X[15:], Y[15:], verbose=0), rtol=1e-5)
    only = linear()
    only.fit(X[:15], Y[:15], shuffle=False, verbose=0)
    np.testing.assert_allclose(only.get_weights()[0], model.get_weights()[0], rtol=1e-4)


def test_names_in_the_history():
    model = linear(metrics=["mae", keras.metrics.RootMeanSquaredError(name="error")])
    history = model.fit(X, Y, epochs=2, validation_data=(X, Y), verbose=0).history
    assert list(history) == ["error", "loss", "mae", "val_error", "val_loss", "val_mae"]
    assert all(isinstance(v, float) and len(vs) == 2 for vs in history.values() for v in vs)


def test_evaluate_gives_loss_and_metrics():
    model = linear(metrics=["mae"])
    error = X @ np.full(3, 0.2) - Y
    loss, mae = model.evaluate(X, Y, batch_size=6, verbose=0)
    np.testing.assert_allclose([loss, mae], [(error**2).mean(), np.abs(error).mean()], rtol=1e-4)
    assert model.evaluate(X, Y, verbose=0, return_dict=True) == pytest.approx(
        {"loss": loss, "mae": mae}, rel=1e-5
    )
    assert isinstance(linear().evaluate(X, Y, verbose=0), float)


def test_penalties_are_part_of_the_loss():
    model = keras.Sequential(
        [keras.Input((3,)), layers.Dense(1, kernel_regularizer=keras.regularizers.L2(0.5))]
    )
    model.set_weights([np.full((3, 1), 0.2), np.zeros(1)])
    model.compile("sgd", "mse")
    error = X @ np.full(3, 0.2) - Y
    np.testing.assert_allclose(model.evaluate(X, Y, verbose=0), (error**2).mean() + 0.5 * 3 * 0.04, rtol=1e-5)


def test_predict_is_the_same_in_batches_of_any_size():
    model = linear()
    whole = X @ np.full((3, 1), 0.2)
    for size in (1, 6, 100, None):
        found = model.predict(X, batch_size=size, verbose=0)
        assert found.dtype == "float32"
        np.testing.assert_allclose(found, whole, rtol=1e-5, atol=1e-6)


def test_single_batches():
    model = linear(metrics=["mae"])
    losses, w, _ = by_hand(X, Y, 20, 1)
    loss, _ = model.test_on_batch(X, Y)
    assert loss == pytest.approx(losses[0], rel=1e-5)
    assert model.train_on_batch(X, Y, return_dict=True)["loss"] == pytest.approx(losses[0], rel=1e-5)
    np.testing.assert_allclose(model.get_weights()[0][:, 0], w, rtol=1e-5)
    np.testing.assert_allclose(model.predict_on_batch(X), model(X))


def test_a_second_fit_goes_on_from_the_first():
    once, twice = linear(), linear()
    once.fit(X, Y, epochs=4, shuffle=False, verbose=0)
    twice.fit(X, Y, epochs=2, shuffle=False, verbose=0)
    history = twice.fit(X, Y, epochs=4, initial_epoch=2, shuffle=False, verbose=0)
    assert history.epoch == [2, 3]
    np.testing.assert_allclose(once.get_weights()[0], twice.get_weights()[0], rtol=1e-5)


def test_shuffling_changes_the_order_in_each_epoch_and_follows_the_seed():
    seen = []

    class Watch(keras.Model):
        def train_step(self, data):
            seen.append(np.asarray(data[1]).tolist())
            return super().train_step(data)

    def orders():
        seen.clear()
        keras.utils.set_random_seed(3)
        x = keras.Input((3,))
        model = Watch(x, layers.Dense(1)(x))
        model.compile("sgd", "mse")
        model.fit(X, np.arange(20.0), batch_size=20, epochs=2, verbose=0)
        return [row for row in seen if len(row) == 20]

    first = orders()
    assert first[0] != first[1]
    assert sorted(first[0]) == sorted(first[1]) == list(range(20))
    assert orders() == first


def test_validation_every_second_epoch():
    history = linear().fit(X, Y, epochs=5, validation_data=(X, Y), validation_freq=2, verbose=0).history
    assert (len(history["loss"]), len(history["val_loss"])) == (5, 2)


def test_dict_and_list_inputs_and_weighted_losses():
    a, b = keras.Input((3,), name="a"), keras.Input((1,), name="b")
    both = layers.Concatenate()([a, b])
    outputs = {"p": layers.Dense(1, name="p")(both), "q": layers.Dense(2, name="q")(both)}
    model = keras.Model({"a": a, "b": b}, outputs)
    model.compile("sgd", {"p": "mse", "q": "mae"}, loss_weights={"p": 0.25, "q": 2.0}, metrics={"p": ["mae"]})
    x = {"a": X, "b": Y[:, None]}
    y = {"p": Y[:, None], "q": X[:, :2]}
    found = model.evaluate(x, y, verbose=0, return_dict=True)
    p, q = (np.asarray(v) for v in (model(x)["p"], model(x)["q"]))
    p_loss, q_loss = ((p - y["p"]) ** 2).mean(), np.abs(q - y["q"]).mean()
    expected = {
        "loss": 0.25 * p_loss + 2 * q_loss,
        "p_loss": p_loss,
        "q_loss": q_loss,
        "p_mae": np.abs(p - y["p"]).mean(),
    }
    assert found == pytest.approx(expected, rel=1e-4)
    history = model.fit(x, y, epochs=2, verbose=0).history
    assert set(history) == {"loss", "p_loss", "q_loss", "p_mae"}


def test_compile_is_needed_and_names_are_checked():
    model = keras.Sequential([keras.Input((3,)), layers.Dense(1)])
    with pytest.raises(ValueError, match=r"You must call `compile\(\)`"):
        model.fit(X, Y)
    with pytest.raises(ValueError, match="optimizer identifier: nope"):
        model.compile("nope")
    model.compile("sgd", "nope")
    with pytest.raises(ValueError, match="nope"):
        model.fit(X, Y, verbose=0)


def test_an_unbuilt_model_is_built_by_fit_without_a_warning(recwarn):
    model = keras.Sequential([layers.Dense(2), layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(X, Y, verbose=0)
    assert model.built
    assert [str(w.message) for w in recwarn] == []


def test_accuracy_is_chosen_by_the_shapes():
    labels = np.arange(20) % 3
    model = keras.Sequential([keras.Input((3,)), layers.Dense(3, activation="softmax")])
    right = (model.predict(X, verbose=0).argmax(1) == labels).mean()
    for loss, y in [
        ("sparse_categorical_crossentropy", labels),
        ("categorical_crossentropy", np.eye(3)[labels]),
    ]:
        model.compile("sgd", loss, metrics=["accuracy"])
        assert model.evaluate(X, y, verbose=0)[1] == pytest.approx(right)
