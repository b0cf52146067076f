"""Label encoding: a numbering that can be undone, the same for training and test data."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.data import label_encode, one_hot

names = st.lists(st.text("abc", max_size=3), min_size=1, max_size=12) | st.lists(
    st.integers(-9, 9), min_size=1, max_size=12
)


@given(labels=names)
def test_the_classes_at_the_codes_are_the_labels(labels):
    codes, classes = label_encode(labels)
    assert classes[codes].tolist() == labels
    assert classes.tolist() == sorted(set(labels)), "sorted, each once"
    assert codes.shape == (len(labels),) and codes.dtype.kind == "i"


@given(labels=names, data=st.data())
def test_given_classes_number_by_their_own_order(labels, data):
    classes = np.array(data.draw(st.permutations(sorted(set(labels)))))
    codes, same = label_encode(labels, classes)
    assert classes[codes].tolist() == labels
    np.testing.assert_array_equal(same, classes)


def test_codes_are_ready_for_one_hot():
    codes, classes = label_encode(["b", "a", "b"])
    np.testing.assert_array_equal(one_hot(codes, len(classes)), [[0, 1], [1, 0], [0, 1]])


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((["a", "d", "b"], ["a", "b"]), ValueError, r"among \['a', 'b'\], got \['d'\]"),
        (([7], [1, 2]), ValueError, r"got \[7\]"),
        ((["a"], ["a", "a"]), ValueError, "each class once"),
        (([1, 2], ["1", "2"]), TypeError, "of one kind"),
        (([1, "a"],), TypeError, "words and numbers"),
        ((["a", None],), TypeError, "objects"),
        (([0.5, 1.0],), TypeError, "words or integers, got float64"),
        (([np.nan],), TypeError, "words or integers"),
        (([["a"], ["b"]],), ValueError, r"shape \(n,\), got \(2, 1\)"),
        (([],), ValueError, "at least one row"),
    ],
)
def test_bad_labels_are_refused(arguments, error, message):
    with pytest.raises(error, match=message):
        label_encode(*arguments)
