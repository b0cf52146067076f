import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlteach.functions import one_hot


@st.composite
def labelled(draw):
    k = draw(st.integers(1, 300))
    dtype = np.uint8 if k <= 256 else np.int64
    return draw(hnp.arrays(dtype, st.integers(0, 20), elements=st.integers(0, k - 1))), k


@given(labelled())
def test_each_row_has_one_1_at_its_label(pair):
    labels, k = pair
    rows = one_hot(labels, k)
    assert rows.shape == (len(labels), k)
    assert rows.dtype == np.float64
    np.testing.assert_array_equal(rows.sum(axis=1), 1)
    np.testing.assert_array_equal(rows[np.arange(len(labels)), labels], 1)


def test_classes_that_do_not_occur_keep_their_columns():
    np.testing.assert_array_equal(one_hot([1, 1], 4), [[0, 1, 0, 0], [0, 1, 0, 0]])


@pytest.mark.parametrize(
    ("labels", "named"),
    [([-1, 0], r"\[-1\]"), ([0, 3, 7, 3], r"\[3, 7\]"), (np.array([255], np.uint8), r"\[255\]")],
)
def test_labels_outside_the_classes_are_refused_and_named(labels, named):
    with pytest.raises(ValueError, match=rf"one_hot: expected labels from 0 to 2, got {named}"):
        one_hot(labels, 3)


@pytest.mark.parametrize("labels", [1, [[0], [1]]])
def test_labels_have_one_axis(labels):
    with pytest.raises(ValueError, match=r"expected labels of shape \(n,\)"):
        one_hot(labels, 2)


def test_float_labels_are_refused_with_the_fix():
    with pytest.raises(TypeError, match=r"use labels.astype\(int\)"):
        one_hot([0.0, 1.0], 2)


def test_the_number_of_classes_is_a_positive_whole_number():
    with pytest.raises(ValueError, match="num_classes: expected a whole number of at least 1, got 0"):
        one_hot([], 0)
    with pytest.raises(TypeError, match=r"num_classes: expected a whole number, got 2\.0"):
        one_hot([0], 2.0)
