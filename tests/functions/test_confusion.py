"""Confusion matrix and worst mistakes, against counting one by one."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.functions import confusion_matrix, worst_mistakes


@st.composite
def classified(draw):
    k = draw(st.integers(1, 6))
    pairs = draw(st.lists(st.tuples(st.integers(0, k - 1), st.integers(0, k - 1)), max_size=40))
    y_true, y_pred = (np.array([pair[i] for pair in pairs], dtype=int) for i in (0, 1))
    return y_true, y_pred, k


@given(classified())
def test_each_field_counts_its_pair(arguments):
    y_true, y_pred, k = arguments
    pairs = Counter(zip(y_true.tolist(), y_pred.tolist()))
    c = confusion_matrix(y_true, y_pred, k)
    assert c.shape == (k, k)
    assert c.dtype == np.int64
    assert all(c[i, j] == pairs[i, j] for i in range(k) for j in range(k))


def test_the_diagonal_gives_the_accuracy():
    y_true, y_pred = np.array([0, 1, 2, 2]), np.array([0, 2, 2, 1])
    assert np.trace(confusion_matrix(y_true, y_pred, 3)) / 4 == np.mean(y_true == y_pred)


def test_class_numbers_outside_are_refused_by_name():
    with pytest.raises(ValueError, match=r"confusion_matrix: expected y_pred from 0 to 1, got \[2\]"):
        confusion_matrix([0, 1], [0, 2], 2)


def test_arrays_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="one y_pred for each y_true, got 2 and 1"):
        confusion_matrix([0, 1], [0], 2)


@given(st.integers(0, 2**32 - 1), st.integers(0, 8))
def test_the_worst_mistakes_are_wrong_and_no_other_mistake_is_surer(seed, count):
    rng = np.random.default_rng(seed)
    p, y_true = rng.dirichlet(np.ones(3), size=10), rng.integers(0, 3, size=10)
    found = worst_mistakes(y_true, p, count).tolist()
    wrong = {i for i in range(10) if p[i].argmax() != y_true[i]}
    assert len(found) == min(count, len(wrong))
    assert set(found) <= wrong
    assert sorted(found, key=lambda i: -p[i].max()) == found
    assert all(p[i].max() <= p[found[-1]].max() for i in wrong - set(found) if found)


def test_no_mistake_gives_no_rows():
    assert worst_mistakes([0], [[0.9, 0.1]], 3).shape == (0,)
