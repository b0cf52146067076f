"""The words of the alt text say what the curve does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.figures import describe_curve
from dlteach.figures.describe import describe_number


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-0.5, "-0.5"),
        (0.12345, "0.123"),
        (999.6, "1000"),
        (12345.4, "12345"),
        (999999.7, "1e6"),
        (-1.234e9, "-1.23e9"),
        (2e-5, "2e-5"),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
    ],
)
def test_numbers_are_said_shortly(value, words):
    assert describe_number(value) == words


@given(st.floats(-1e300, 1e300))
def test_a_number_is_right_to_half_a_unit_of_its_third_digit(value):
    assert float(describe_number(value)) == pytest.approx(value, rel=5.01e-3, abs=1e-320)


X = np.linspace(-2, 2, 41)


@pytest.mark.parametrize(
    ("y", "words"),
    [
        (X + 3, "J rises from 1 at -2 to 5 at 2"),
        (-X, "J falls from 2 at -2 to -2 at 2, crosses 0 at 0"),
        (X**2, "J falls from 4 at -2 to 0 at 0, then rises to 4 at 2"),
        (X**2 - 1, "J falls from 3 at -2 to -1 at 0, then rises to 3 at 2, crosses 0 at -1, 1"),
        (1 - X**2, "J rises from -3 at -2 to 1 at 0, then falls to -3 at 2, crosses 0 at -1, 1"),
        (np.full(41, 3.0), "J stays at 3 from -2 to 2"),
        (np.zeros(41), "J stays at 0 from -2 to 2"),
        (np.maximum(X, 0), "J stays at 0 from -2 to 0, then rises to 2 at 2"),
        (np.minimum(X, 0), "J rises from -2 at -2 to 0 at 0, then stays at 0 from 0 to 2"),
        (
            np.clip(X, -1, 1) + 2,
            "J stays at 1 from -2 to -1, then rises to 3 at 1, then stays at 3 from 1 to 2",
        ),
    ],
    ids=["up", "down", "valley", "valley-crossing", "hill", "constant", "zero", "relu", "ceiling", "clip"],
)
def test_the_trend(y, words):
    assert describe_curve(X, y, "J") == words


def test_many_turns_are_a_swing():
    x = np.linspace(0, 10 * np.pi, 201)
    words = describe_curve(x, np.sin(x), "wave")
    assert words.startswith("wave swings between -1 at ")
    assert "turning 10 times, from 0 at 0 to 0 at 31.4" in words
    assert words.endswith("crosses 0 9 times")


def test_noise_on_the_way_is_no_turn_but_the_lowest_point_is_told():
    assert (
        describe_curve(range(5), [10, 4, 4.2, 0.9, 1], "cost")
        == "cost falls from 10 at 0 to 1 at 4, lowest 0.9 at 3"
    )


def test_the_highest_point_is_told_when_it_is_not_an_end():
    assert (
        describe_curve(range(4), [0, 9.9, 10, 9.8], "gain")
        == "gain rises from 0 at 0 to 9.8 at 3, highest 10 at 2"
    )


def test_rounding_errors_of_the_arithmetic_are_not_told():
    assert describe_curve([0, 1, 2], [1.0, 0.5, 1e-17], "p") == "p falls from 1 at 0 to 0 at 2"
    assert describe_curve([0, 1, 2], [0.3, 0.1 + 0.2, 0.3], "p") == "p stays at 0.3 from 0 to 2"
    assert (
        describe_curve([-1, 1e-17, 1], [-1, 1e-17, 1], "a")
        == "a rises from -1 at -1 to 1 at 1, crosses 0 at 0"
    )


def test_a_logarithmic_scale_shows_turns_that_a_linear_one_hides():
    epochs, cost = np.arange(5), [1000, 10, 0.1, 1, 10]
    assert "falls from 1000 at 0 to 10 at 4, lowest 0.1 at 2" in describe_curve(epochs, cost, "cost")
    assert "falls from 1000 at 0 to 0.1 at 2, then rises to 10" in describe_curve(
        epochs, cost, "cost", log=True
    )


def test_a_logarithmic_scale_keeps_the_smallest_values():
    assert describe_curve([0, 1], [1, 1e-20], "cost", log=True) == "cost falls from 1 at 0 to 1e-20 at 1"


@pytest.mark.parametrize(
    ("y", "words"),
    [
        ([1, 2, np.inf, np.nan], "w rises from 1 at 0 to 2 at 1, is not finite from 2 on"),
        ([1, np.nan, 3, 4], "w rises from 1 at 0 to 4 at 3, is not finite at 1"),
        ([np.nan, 2, np.nan, 1], "w falls from 2 at 1 to 1 at 3, is not finite at 2 of 4 points"),
        ([np.nan] * 4, "w has no finite value"),
    ],
    ids=["diverges", "gap", "gaps", "nothing"],
)
def test_values_that_are_not_finite_are_told(y, words):
    assert describe_curve(range(4), y, "w") == words


def test_a_single_point_is_told():
    assert describe_curve([3], [7], "w") == "w is 7 at 3"


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=30, unique=True))
def test_a_sorted_curve_rises_and_its_mirror_image_falls(values):
    y = sorted(values)
    rising, falling = (describe_curve(range(len(y)), way, "w") for way in (y, y[::-1]))
    assert rising.startswith("w rises from ")
    assert falling.startswith("w falls from ")
    assert "then" not in rising + falling


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=30))
def test_any_curve_can_be_told(values):
    assert describe_curve(range(len(values)), values, "w").startswith("w ")
