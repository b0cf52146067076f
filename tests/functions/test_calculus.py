import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlteach.functions import nudge, numerical_gradient, relative_error

points = hnp.arrays(
    np.float64, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3), elements=st.floats(-3, 3)
)
numbers = st.floats(-1e6, 1e6)
arrays = hnp.arrays(np.float64, 3, elements=numbers)


@given(points)
def test_numerical_gradient_of_known_functions(x):
    np.testing.assert_allclose(numerical_gradient(lambda x: np.sum(np.sin(x)), x), np.cos(x), atol=1e-9)
    np.testing.assert_allclose(
        numerical_gradient(lambda x: np.sum(x) ** 2, x), 2 * np.sum(x) * np.ones(x.shape), atol=1e-7
    )


def test_the_differences_are_central():
    at_h = [numerical_gradient(lambda x: x**3, 1.0, h) - 3 for h in [0.1, 0.2]]
    np.testing.assert_allclose(at_h, [0.01, 0.04], rtol=1e-9)


def test_integers_and_float32_are_differenced_in_float64():
    def f(x):
        return np.sum(x**2)

    np.testing.assert_allclose(numerical_gradient(f, [1, 2]), [2, 4], rtol=1e-9)
    single = numerical_gradient(f, np.array([1, 2], np.float32))
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, [2, 4], rtol=1e-7)


def test_a_function_that_writes_into_its_argument_cannot_spoil_the_point():
    def careless(x):
        x *= 2
        return x.sum()

    x = np.ones(3)
    np.testing.assert_allclose(numerical_gradient(careless, x), 2, rtol=1e-9)
    np.testing.assert_array_equal(x, 1)


@pytest.mark.parametrize("f", [lambda x: x, lambda x: x[:1], lambda x: np.nan])
def test_a_function_without_one_finite_value_is_refused(f):
    with pytest.raises(ValueError, match=r"numerical_gradient: f\(x\): expected one finite number"):
        numerical_gradient(f, [1.0, 2.0])


def test_the_step_is_positive():
    with pytest.raises(ValueError, match="numerical_gradient: h: expected one positive number, got 0"):
        numerical_gradient(np.sum, [1.0], h=0)


def lesson_graph(w, x, b, y):
    return (w * x + b - y) ** 2 / 2


INPUTS = {"w": 2, "x": -2, "b": 8, "y": 2}


@pytest.mark.parametrize(("name", "slope"), [("w", -4), ("x", 4), ("b", 2), ("y", -2)])
def test_nudges_of_the_lessons_graph(name, slope):
    assert nudge(lesson_graph, INPUTS, name) == pytest.approx(slope * 0.001, rel=2e-3)
    assert nudge(lesson_graph, INPUTS, name, 1e-6) / 1e-6 == pytest.approx(slope, rel=1e-5)


@given(st.floats(-5, 5), st.floats(-1, 1))
def test_a_nudge_is_the_exact_difference(w, amount):
    expected = lesson_graph(**{**INPUTS, "w": w + amount}) - lesson_graph(**{**INPUTS, "w": w})
    assert nudge(lesson_graph, {**INPUTS, "w": w}, "w", amount) == expected


def test_nudge_leaves_the_inputs_alone():
    inputs = {"x": np.array([1, 2])}
    assert nudge(lambda x: x.sum(), inputs, "x", 0.5) == 1
    assert list(inputs) == ["x"]
    np.testing.assert_array_equal(inputs["x"], [1, 2])


def test_nudging_an_unknown_input_names_the_known_ones():
    with pytest.raises(ValueError, match="expected name to be one of 'w', 'x', 'b', 'y', got 'c'"):
        nudge(lesson_graph, INPUTS, "c")


@given(arrays, arrays)
def test_relative_error_is_the_worst_entry(a, b):
    expected = max(abs(p - q) / max(abs(p), abs(q)) if p or q else 0 for p, q in zip(a.tolist(), b.tolist()))
    assert relative_error(a, b) == expected == relative_error(b, a)
    assert 0 <= relative_error(a, b) <= 2
    assert relative_error(a, a) == 0


@given(arrays, arrays, st.integers(-20, 20))
def test_relative_error_has_no_unit(a, b, power):
    scale = 2.0**power
    a, b = np.round(a, 3), np.round(b, 3)
    assert relative_error(a * scale, b * scale) == relative_error(a, b)


def test_opposite_signs_differ_by_2_and_zeros_by_0():
    assert relative_error([1.0], [-1.0]) == 2
    assert relative_error([0.0, 0.0], [0.0, 0.0]) == 0


def test_nan_is_never_called_equal():
    assert np.isnan(relative_error([np.nan, 1.0], [np.nan, 1.0]))


def test_relative_error_of_different_shapes_is_refused():
    with pytest.raises(ValueError, match="relative_error: expected a and b of one shape"):
        relative_error(np.ones((3, 1)), np.ones(3))
