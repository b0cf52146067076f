import numpy as np
import pytest

from dlteach.autograder.values import Misfit, conform, same, show


def read(expected, value, names=()):
    leaves, remarks = conform(expected, value, names)
    return [leaf.value for leaf in leaves], remarks


@pytest.mark.parametrize(
    "value",
    [
        [1.0, 2.0],
        (1.0, 2.0),
        np.array([1, 2]),
        np.array([1, 2], np.float32),
        iter([1, 2]),
        [np.float64(1), np.float64(2)],
    ],
    ids=["list", "tuple", "int array", "float32", "iterator", "list of scalars"],
)
def test_an_array_is_read_from_every_style_that_holds_its_numbers(value):
    (leaf,), remarks = read(np.array([1.0, 2.0]), value)
    assert leaf.tolist() == [1, 2]
    assert remarks == []


@pytest.mark.parametrize("value", [0.5, np.float64(0.5), np.array(0.5), [[0.5]], np.array([0.5])])
def test_a_number_is_read_from_scalars_and_arrays_of_one_element(value):
    (leaf,), _ = read(0.5, value)
    assert leaf.shape == ()
    assert leaf == 0.5


def test_a_one_by_one_array_for_a_number_is_accepted_with_a_remark():
    _, remarks = read(0.5, np.array([[0.5]]))
    assert "plain number" in remarks[0]


def test_an_answer_with_its_cache_is_read_without_the_cache():
    (leaf,), remarks = read(np.array([1.0, 2.0]), (np.array([1.0, 2.0]), {"z": 3}))
    assert leaf.tolist() == [1, 2]
    assert "first one" in remarks[0]


@pytest.mark.parametrize("cache", [{"z": 3}, np.zeros(5), None, (np.ones(2), "relu")])
def test_a_list_of_an_answer_and_its_cache_is_read_without_the_cache(cache):
    leaves, remarks = conform(np.ones((2, 3)), [np.ones((2, 3)), cache])
    assert leaves[0].value.shape == (2, 3)
    assert "several values" in remarks[0]


def test_a_list_of_rows_is_no_answer_with_a_cache():
    leaves, remarks = conform(np.ones((2, 3)), [np.ones(3), np.ones(3)])
    assert leaves[0].value.shape == (2, 3)
    assert not remarks


def test_booleans_count_as_numbers_with_a_remark():
    (leaf,), remarks = read(np.array([1.0, 0.0]), np.array([True, False]))
    assert leaf.tolist() == [1, 0]
    assert "True and False" in remarks[0]


def test_a_pair_of_arrays_is_compared_part_by_part():
    leaves, _ = conform((np.ones(2), 3.0), [np.ones(2), np.array([3.0])], ("w", "b"))
    assert [leaf.name for leaf in leaves] == ["w", "b"]
    assert leaves[1].value == 3


def test_a_dict_may_hold_more_than_was_asked_for():
    leaves, _ = conform({"a": 1.0}, {"a": 1.0, "extra": 2})
    assert [leaf.name for leaf in leaves] == ["a"]


@pytest.mark.parametrize(
    ("expected", "value", "stage", "words"),
    [
        (1.0, None, "type", "return"),
        (1.0, "0.5", "type", "a text"),
        (np.ones(2), [[1], [1, 2]], "type", "cannot be read"),
        (np.ones(2), 1 + 2j, "type", "complex"),
        ((1.0, 2.0), 3.0, "type", "2 values"),
        ((1.0, 2.0), (1.0, 2.0, 3.0), "shape", "got 3"),
        ((1.0, 2.0), {"dw": 1.0, "db": 2.0}, "type", "side by side"),
        ({"a": 1.0}, {"b": 1.0}, "type", "no key 'a'"),
        ({"a": 1.0}, 1.0, "type", "dict"),
        ((None, 3), (2, 3), "type", "should be None"),
    ],
)
def test_what_cannot_be_read_says_what_came_and_what_was_expected(expected, value, stage, words):
    with pytest.raises(Misfit) as caught:
        conform(expected, value)
    assert caught.value.stage == stage
    assert words in str(caught.value)


def test_same_takes_nan_for_nan_and_refuses_other_shapes():
    assert same(np.array([np.nan, 1]), np.array([np.nan, 1]), 1e-6, 0)
    assert not same(np.ones((2, 1)), np.ones(2), 1e-6, 0)
    assert not same(np.array(1.0), np.array(1.00001), 1e-6, 0)


@pytest.mark.parametrize("other", [1.0, -np.inf, np.nan])
def test_infinity_is_the_same_as_infinity_only(other):
    infinity, other = np.array(np.inf), np.array(other)
    assert same(infinity, infinity, 1e-6, 0)
    assert not same(infinity, other, 1e-6, 0)
    assert not same(other, infinity, 1e-6, 0)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([1.0, 0.5]), "[1. , 0.5]"),
        ((None, 3), "(None, 3)"),
        ((3, 4), "(3, 4)"),
        ((3,), "(3,)"),
        (np.zeros((30, 2)), "an array of shape (30, 2)"),
        ({"a": 1.0}, "{'a': 1}"),
        (0.1 + 0.2, "0.3"),
    ],
)
def test_values_are_shown_as_a_learner_would_type_them(value, text):
    assert show(value) == text
