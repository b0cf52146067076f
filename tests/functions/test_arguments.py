import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlteach.functions import _arguments as arguments


@given(hnp.arrays(st.sampled_from([np.float16, np.float32, np.float64]), hnp.array_shapes(min_dims=0)))
def test_a_float_array_is_taken_as_it_is(array):
    assert arguments.as_float(array, "f: x") is array


@pytest.mark.parametrize("value", [3, True, [1, 2], [[1.5]], np.uint8(3), np.array([True, False])])
def test_every_other_number_becomes_float64(value):
    array = arguments.as_float(value, "f: x")
    assert array.dtype == np.float64
    np.testing.assert_array_equal(array, np.asarray(value))


def test_ragged_rows_are_refused():
    with pytest.raises(ValueError, match="f: x: expected rows of equal length"):
        arguments.as_float([[1], [2, 3]], "f: x")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (np.float32, np.int64, np.float32),
        (np.uint8, np.float32, np.float32),
        (np.float32, np.float64, np.float64),
        (np.int8, np.uint8, np.float64),
    ],
)
def test_integers_do_not_decide_the_float_type(one, other, expected):
    for array in arguments.as_floats("f", a=np.ones(2, one), b=np.ones(2, other)):
        assert array.dtype == expected


def test_targets_do_not_decide_the_type_of_a_loss():
    y_true, y_pred = arguments.as_targets("f", np.ones(2), y_pred=np.ones(2, np.float32))
    assert y_true.dtype == y_pred.dtype == np.float32


def test_one_letter_stands_for_one_size():
    message = r"f: expected x \(n, d\), w \(d, k\), got x \(5, 3\), w \(4, 2\); d is 3 in x but 4 in w"
    with pytest.raises(ValueError, match=message):
        arguments.as_shaped("f", x=(np.ones((5, 3)), "nd"), w=(np.ones((4, 2)), "dk"))


@pytest.mark.parametrize(
    ("shape", "letters", "fix"),
    [((3,), "nk", r"expected z of shape \(n, k\), got \(3,\); use z\[None, :\] for one example"),
     ((3, 1), "n", r"expected z of shape \(n,\), got \(3, 1\); use z.ravel\(\)"),
     ((2, 3, 4), "nk", r"expected z of shape \(n, k\), got \(2, 3, 4\)$")],
)  # fmt: skip
def test_a_wrong_number_of_axes_is_refused_with_the_fix(shape, letters, fix):
    with pytest.raises(ValueError, match=fix):
        arguments.as_shaped("f", z=(np.ones(shape), letters))


def test_a_pair_that_numpy_would_broadcast_is_refused_with_the_reason():
    message = r"got \(3, 1\) and \(3,\); NumPy would compare every entry with every other, \(3, 3\)"
    with pytest.raises(ValueError, match=message):
        arguments.as_pair("f", a=np.ones((3, 1)), b=np.ones(3))


def test_a_pair_that_fits_in_no_way_is_refused():
    with pytest.raises(ValueError, match=r"f: expected a and b of one shape, got \(2,\) and \(3,\)$"):
        arguments.as_pair("f", a=np.ones(2), b=np.ones(3))


@pytest.mark.parametrize("value", [np.nan, np.inf, [1.0, 2.0], 0.0, -1.0])
def test_a_positive_number_is_one_finite_number_above_0(value):
    with pytest.raises(ValueError, match="f: h: expected one positive number, got"):
        arguments.as_number(value, "f: h", positive=True)


@pytest.mark.parametrize("value", [2.5, "3", None, [1]])
def test_a_count_is_a_whole_number(value):
    with pytest.raises(TypeError, match="f: steps: expected a whole number, got"):
        arguments.as_count(value, "f: steps", at_least=0)


def test_a_count_is_large_enough():
    assert arguments.as_count(np.int8(1), "f: steps", at_least=1) == 1
    with pytest.raises(ValueError, match="at least 1, got 0"):
        arguments.as_count(0, "f: steps", at_least=1)
