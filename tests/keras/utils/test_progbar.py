"""What is on the screen, letter by letter: read off Keras 3.15."""

import re

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras.utils import progbar

GREEN, WHITE, BOLD, END = "\33[32m", "\33[37m", "\33[1m", "\33[0m"


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by hand."""
    now = [1000.0]
    monkeypatch.setattr(progbar.time, "time", lambda: now[0])
    return now


def test_a_bar_that_is_half_full(clock, capsys):
    bar = keras.utils.Progbar(4, stateless_metrics=[])
    clock[0] += 2
    bar.update(2, [("loss", 0.5), ("mae", -0.0005)])
    assert capsys.readouterr().out == (
        f"\r{BOLD}2/4{END} {GREEN}{'━' * 10}{END}{WHITE}{'━' * 10}{END} {BOLD}2s{END} 1s/step"
        " - loss: 0.5000 - mae: -5.0000e-04"
    )


def test_the_last_drawing_ends_the_line_and_erases_what_was_longer(clock, capsys):
    bar = keras.utils.Progbar(1, stateless_metrics=[])
    bar.update(0, [("loss", 123.0)])
    width = len("0/1 ") + 20 + len(" 0s 0s/step - loss: 123.0000")
    clock[0] += 0.003
    bar.update(1, [("loss", 1.0)], finalize=True)
    out = capsys.readouterr().out
    drawn = f"{BOLD}1/1{END} {GREEN}{'━' * 20}{END}{WHITE}{END} {BOLD}0s{END} 3ms/step - loss: 1.0000"
    assert out.endswith("\b" * width + "\r" + drawn + " \n")


def test_a_bar_is_not_drawn_more_often_than_its_interval(clock, capsys):
    bar = keras.utils.Progbar(100)
    for step in range(1, 11):
        clock[0] += 0.02
        bar.update(step)
    assert capsys.readouterr().out.count("\r") == 4


def test_values_are_averaged_over_steps(clock, capsys):
    bar = keras.utils.Progbar(10, interval=0)
    bar.update(1, [("x", 1.0)])
    bar.update(4, [("x", 3.0)])
    assert capsys.readouterr().out.endswith("x: 2.5000")


@pytest.mark.parametrize(
    ("seconds", "text"), [(5, " 5s/step"), (0.25, " 250ms/step"), (2e-5, " 20us/step"), (0, " 0s/step")]
)
def test_the_time_of_a_step_has_a_unit_that_suits_it(seconds, text):
    assert keras.utils.Progbar(1)._format_time(seconds, "step") == text


@pytest.mark.parametrize(("seconds", "text"), [(7, "7s"), (61, "1:01"), (3725, "1:02:05")])
def test_the_time_that_is_left(clock, capsys, seconds, text):
    bar = keras.utils.Progbar(2)
    clock[0] += seconds
    bar.update(1)
    assert f" {BOLD}{text}{END}" in capsys.readouterr().out


def test_without_a_target_only_the_steps_are_counted(clock, capsys):
    keras.utils.Progbar(None).update(3)
    assert "      3/Unknown" in capsys.readouterr().out


def without_times(text):
    return re.sub(r"\d+(s|ms|us)\b", "T", re.sub(r"\x1b\[\d+m|[\b]", "", text))


def fitted(verbose, capsys):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, kernel_initializer="ones")])
    model.compile(keras.optimizers.SGD(0.0), "mse", metrics=["mae"])
    x, y = np.ones((4, 2)), np.zeros((4, 1))
    model.fit(x, y, epochs=2, batch_size=2, validation_data=(x, y), verbose=verbose)
    return without_times(capsys.readouterr().out)


def test_fit_with_a_bar(capsys):
    bar = f"2/2 {'━' * 20} T T/step - loss: 4.0000 - mae: 2.0000 - val_loss: 4.0000 - val_mae: 2.0000"
    lines = fitted(1, capsys).split("\n")
    assert [lines[0], lines[2]] == ["Epoch 1/2", "Epoch 2/2"]
    for line in (lines[1], lines[3]):
        assert line.split("\r")[-1].rstrip() == bar


def test_fit_with_a_line_an_epoch(capsys):
    line = "2/2 - T - T/step - loss: 4.0000 - mae: 2.0000 - val_loss: 4.0000 - val_mae: 2.0000\n"
    assert fitted(2, capsys) == f"Epoch 1/2\n{line}Epoch 2/2\n{line}"


def test_fit_in_silence(capsys):
    assert fitted(0, capsys) == ""
