"""The picture of a training: both curves, the best epoch, and the same words as `History.to_text()`."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.figures import plot_history

HISTORY = {"loss": [3, 2, 1, 0.5], "val_loss": [3, 1.5, 2, 2.5], "accuracy": [0.1, 0.5, 0.7, 0.9]}


@pytest.fixture(scope="module")
def history():
    keras.utils.set_random_seed(0)
    x = np.random.default_rng(0).normal(size=(40, 2))
    y = (x[:, :1] > 0).astype(float)
    model = keras.Sequential([keras.layers.Dense(1, "sigmoid")])
    model.compile("sgd", "binary_crossentropy", metrics=["accuracy"])
    return model.fit(x, y, epochs=6, validation_data=(x, y), validation_freq=2, verbose=0)


def legend(picture):
    return [text.get_text() for text in picture.figure.legends[0].get_texts()]


def test_each_quantity_has_a_panel_with_training_and_validation():
    loss, accuracy = plot_history(HISTORY).figure.axes
    assert (loss.get_ylabel(), accuracy.get_ylabel()) == ("loss", "accuracy")
    assert [line.get_label() for line in loss.get_lines()] == ["training", "validation", "best epoch: 1"]
    assert [line.get_label() for line in accuracy.get_lines()] == ["training", "best epoch: 1"]


def test_the_best_epoch_is_a_line_where_validation_is_lowest():
    picture = plot_history(HISTORY)
    assert "best epoch: 1" in legend(picture)
    assert [line.get_xdata()[0] for a in picture.figure.axes for line in a.get_lines()[-1:]] == [1, 1]


def test_the_gap_and_overfitting_are_written_below():
    below = plot_history(HISTORY).figure.get_supxlabel().replace("\n", " ")
    assert "At the end validation loss is 2 above training loss." in below
    assert "Overfitting from epoch 2 on" in below


def test_alt_text_and_history_tell_the_same(history):
    assert plot_history(history, "A net").alt == f"A net. {history.to_text()}"
    assert "Validation loss falls" in history.to_text()


def test_values_stand_at_the_epochs_in_which_they_were_measured(history):
    validation = plot_history(history).figure.axes[0].get_lines()[1]
    assert list(validation.get_xdata()) == [1, 3, 5]


def test_a_history_that_is_used_for_two_trainings_keeps_all_its_values():
    kept = keras.callbacks.History()
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    for _ in range(2):
        model.fit(np.ones((4, 1)), np.ones((4, 1)), epochs=2, verbose=0, callbacks=[kept])
    assert kept.curves["loss"][0] == [0, 1, 0, 1]
    assert kept.to_text().startswith("4 epochs")


def test_chosen_quantities_alone_are_drawn_and_the_first_is_judged():
    picture = plot_history(HISTORY, names=["accuracy"])
    assert len(picture.figure.axes) == 1
    assert "Best epoch: 3, the last, with a training accuracy of 0.9." in picture.alt


def test_at_most_three_quantities_fit():
    many = {name: [1.0, 2.0] for name in ("loss", "a", "b", "c")}
    assert len(plot_history(many).figure.axes) == 3
    with pytest.raises(ValueError, match="at most 3 names, got 4"):
        plot_history(many, names=list(many))


def test_a_training_that_diverges_is_drawn_as_far_as_it_goes():
    picture = plot_history({"loss": [1, 2, float("inf"), float("nan")]})
    assert np.isnan(picture.figure.axes[0].get_lines()[0].get_ydata()[2:]).all()
    assert "is not finite in 2 of 4 epochs" in picture.alt


def test_a_history_before_fit_is_refused():
    with pytest.raises(ValueError, match="has `fit` run"):
        plot_history(keras.callbacks.History())
