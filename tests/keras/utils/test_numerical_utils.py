import numpy as np
import pytest

from dlteach.keras import utils
from dlteach.keras.utils.numerical_utils import build_pos_neg_masks

X = np.random.default_rng(1).normal(size=(3, 4))


@pytest.mark.parametrize(("shape", "rows"), [((4,), (4, 5)), ((4, 1), (4, 5)), ((2, 3), (2, 3, 5))])
def test_the_largest_of_each_row_is_the_label(shape, rows):
    labels = np.random.default_rng(0).integers(0, 5, shape)
    one_hot = utils.to_categorical(labels, 5)
    assert one_hot.shape == rows
    np.testing.assert_array_equal(one_hot.sum(-1), 1)
    np.testing.assert_array_equal(one_hot.argmax(-1).reshape(shape), labels)


def test_without_a_number_there_are_as_many_classes_as_the_largest_label_needs():
    assert utils.to_categorical([0, 2]).shape == (2, 3)


def test_labels_outside_the_classes_are_refused():
    with pytest.raises(ValueError, match=r"from 0 to 1, got \[2\]"):
        utils.to_categorical([0, 2], 2)


def test_no_label_and_no_number_of_classes_is_refused():
    with pytest.raises(ValueError, match="at least one label, or num_classes"):
        utils.to_categorical([])


@pytest.mark.parametrize("axis", [0, 1, -1])
@pytest.mark.parametrize("order", [1, 2, 3])
def test_normalized_vectors_have_the_length_one(axis, order):
    np.testing.assert_allclose(np.linalg.norm(utils.normalize(X, axis, order), order, axis), 1)


def test_a_vector_of_zeros_stays_one():
    np.testing.assert_array_equal(utils.normalize(np.zeros((2, 3))), np.zeros((2, 3)))


def test_a_list_is_normalized_too():
    np.testing.assert_allclose(utils.normalize([3.0, 4.0]), [0.6, 0.8], rtol=1e-6)


def test_every_pair_but_that_of_an_example_with_itself_is_positive_or_negative():
    labels = np.array([0, 1, 0, 2])
    positive, negative = build_pos_neg_masks(labels, labels)
    np.testing.assert_array_equal(positive ^ negative, ~np.eye(4, dtype=bool))
    np.testing.assert_array_equal(np.argwhere(positive), [[0, 2], [2, 0]])
