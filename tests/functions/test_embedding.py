"""Rows of a table by their numbers, and the sums on the way back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach import autodiff, functions

TABLE = np.arange(12.0).reshape(4, 3)


@given(st.lists(st.integers(0, 3), max_size=8))
def test_it_is_the_product_of_one_hot_rows_and_the_table(indices):
    indices = np.array(indices, dtype=int)
    np.testing.assert_array_equal(functions.embedding(TABLE, indices), np.eye(4)[indices] @ TABLE)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=8))
def test_the_gradient_is_the_transposed_product(indices):
    indices = np.array(indices)
    grad = np.arange(3.0 * len(indices)).reshape(-1, 3)
    got = functions.embedding_gradient(grad, indices, 4)
    np.testing.assert_allclose(got, np.eye(4)[indices].T @ grad)


def test_the_gradient_agrees_with_differences():
    assert autodiff.gradient_check(lambda table: autodiff.embedding(table, [[0, 1], [1, 1]]), TABLE)


@pytest.mark.parametrize("wrong", [[4], [-1], [[0, 7]]])
def test_an_index_without_a_row_is_refused(wrong):
    with pytest.raises(ValueError, match="embedding: expected indices from 0 to 3, got"):
        functions.embedding(TABLE, wrong)


def test_float_indices_are_refused():
    with pytest.raises(TypeError, match="expected integer indices, got float64"):
        functions.embedding(TABLE, [1.0])
