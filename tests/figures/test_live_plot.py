"""LivePlot: in place while somebody watches, once where nobody does."""

import sys
from types import SimpleNamespace

import numpy as np
import pytest

from dlteach import keras
from dlteach.figures import LivePlot, live_plot, plot_history


class Notebook:
    """A kernel as LivePlot sees it; counts what is shown and what is replaced."""

    def __init__(self, monkeypatch, metadata):
        self.shown, self.clock = [], 0.0
        kernel = SimpleNamespace(get_parent=lambda channel: {"metadata": metadata})
        shell = SimpleNamespace(kernel=kernel)
        monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
        monkeypatch.setitem(sys.modules, "IPython.display", SimpleNamespace(display=self.display))
        monkeypatch.setattr(live_plot.time, "perf_counter", lambda: self.clock)

    def display(self, picture, display_id):
        self.shown.append(["new", picture.alt])
        return SimpleNamespace(update=lambda p: self.shown.append(["update", p.alt]))


@pytest.fixture
def watched(monkeypatch):
    return Notebook(monkeypatch, {"cellId": "a cell"})


@pytest.fixture
def unwatched(monkeypatch):
    return Notebook(monkeypatch, {})


def train(callback, epochs=4, **options):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mae"])
    x = np.ones((8, 1))
    return model.fit(x, x, epochs=epochs, verbose=0, callbacks=[callback], **options)


def test_where_nobody_watches_it_draws_once_at_the_end(unwatched):
    history = train(LivePlot("A line"))
    assert unwatched.shown == [["new", f"A line. {history.to_text()}"]]


def test_a_person_sees_one_picture_that_changes_in_place(watched):
    history = train(LivePlot(every=0))
    kinds = [kind for kind, _ in watched.shown]
    assert kinds == ["new"] + ["update"] * 4
    assert watched.shown[-1][1].endswith(history.to_text())


def test_epochs_that_come_faster_than_the_eye_are_not_all_drawn(watched):
    plot = LivePlot(every=0.5)
    for epoch in range(100):
        plot.on_epoch_end(epoch, {"loss": 1 / (epoch + 1)})
        watched.clock += 0.125
    plot.on_train_end()
    assert len(watched.shown) == 25 + 1
    assert "100 epochs" in watched.shown[-1][1]


def test_drawing_takes_a_fifth_of_the_time_at_most(watched, monkeypatch):
    def slow(*arguments, **options):
        watched.clock += 2.0
        return plot_history(*arguments, **options)

    monkeypatch.setattr(live_plot, "plot_history", slow)
    plot = LivePlot(every=0)
    for epoch in range(40):
        plot.on_epoch_end(epoch, {"loss": 1.0})
        watched.clock += 1.0
    assert len(watched.shown) == 5, "2 s of drawing, then 8 s without"


def test_in_a_terminal_its_words_are_printed(capsys, monkeypatch):
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    history = train(LivePlot("A line"))
    assert capsys.readouterr().out == f"Picture: A line. {history.to_text()}\n"


def test_the_end_figure_has_all_epochs_and_validation(unwatched):
    plot = LivePlot("A line", ["mae"])
    train(plot, epochs=3, validation_split=0.5)
    (axes,) = plot.picture.figure.axes
    assert axes.get_ylabel() == "mae"
    assert [list(line.get_xdata()) for line in axes.get_lines()[:2]] == [[0, 1, 2]] * 2


def test_a_second_training_begins_a_second_picture(unwatched):
    plot = LivePlot()
    train(plot, epochs=2)
    train(plot, epochs=3)
    assert [kind for kind, _ in unwatched.shown] == ["new", "new"]
    assert "3 epochs" in unwatched.shown[-1][1]


def test_a_training_of_no_epochs_shows_nothing(unwatched):
    plot = LivePlot()
    plot.on_train_begin()
    plot.on_train_end()
    assert unwatched.shown == []


def test_keras_skips_it_after_each_batch():
    callbacks = keras.callbacks.CallbackList([LivePlot()])
    assert callbacks.listeners("on_train_batch_end") == []


def test_a_name_that_is_no_station_is_not_there():
    with pytest.raises(AttributeError, match="no attribute 'plot'"):
        LivePlot().plot  # noqa: B018
