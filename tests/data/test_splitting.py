"""A split: disjoint, complete, rows kept together, classes shared out fairly, decided by its Generator."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.data import train_test_split


@given(n=st.integers(2, 60), data=st.data())
def test_every_row_is_in_one_part_beside_its_own_label(n, data):
    size = data.draw(st.integers(1, n - 1))
    x = np.arange(2 * n).reshape(n, 2)
    x_train, x_test, y_train, y_test = train_test_split(
        x, x[:, 0], test_size=size, rng=data.draw(st.integers(0, 9))
    )
    assert len(x_test) == size
    assert sorted([*y_train, *y_test]) == list(range(0, 2 * n, 2))
    np.testing.assert_array_equal(x_train[:, 0], y_train)
    np.testing.assert_array_equal(x_test[:, 0], y_test)


@given(
    counts=st.lists(st.integers(2, 15), min_size=1, max_size=5),
    fraction=st.floats(0.05, 0.95),
    seed=st.integers(0, 99),
)
def test_a_stratified_split_gives_each_class_its_share_to_within_one_row(counts, fraction, seed):
    labels = np.repeat(np.arange(len(counts)), counts)
    size = min(max(round(fraction * len(labels)), 1), len(labels) - 1)
    train, test = train_test_split(labels, test_size=size, rng=seed, stratify=labels)
    assert len(test) == size
    share = np.array(counts) * size / len(labels)
    assert (abs(np.bincount(test, minlength=len(counts)) - share) < 1).all()
    np.testing.assert_array_equal(np.bincount(np.append(train, test)), counts)


def test_both_parts_are_in_random_order():
    labels = np.repeat(np.arange(3), 50)
    for part in train_test_split(labels, rng=0, stratify=labels):
        assert (np.diff(part) < 0).any(), "classes must not follow each other in blocks"


def test_each_row_has_the_same_chance_to_be_tested():
    rng, counts = np.random.default_rng(0), np.zeros(8)
    for _ in range(2000):
        counts[train_test_split(np.arange(8), test_size=2, rng=rng)[1]] += 1
    assert (abs(counts - 500) < 100).all(), counts


def test_a_seed_and_its_generator_give_the_same_split_and_another_seed_another():
    x = np.arange(50)
    one, two, three = (train_test_split(x, rng=rng)[1].tolist() for rng in (1, np.random.default_rng(1), 2))
    assert one == two != three


def test_a_fraction_is_rounded_to_whole_rows():
    assert [len(part) for part in train_test_split(np.arange(100), test_size=0.07, rng=0)] == [93, 7]


def test_types_are_kept_and_the_data_is_copied():
    x = np.arange(8, dtype=np.uint8)
    train, _ = train_test_split(x, rng=0)
    train[:] = 99
    assert train.dtype == np.uint8 and x.tolist() == list(range(8))


@pytest.mark.parametrize(
    ("arrays", "options", "error", "message"),
    [
        ((np.ones(3), np.ones(4)), {}, ValueError, r"as many rows, got \[3, 4\]"),
        ((), {}, TypeError, "at least one array"),
        ((np.ones(1),), {}, ValueError, "0.25 of 1 rows leaves"),
        ((np.ones(8),), {"test_size": 1.0}, ValueError, "between 0 and 1"),
        (
            (np.ones(8),),
            {"test_size": 0.01},
            ValueError,
            "0.01 of 8 rows leaves 8 for training and 0 for testing",
        ),
        ((np.ones(8),), {"test_size": 8}, ValueError, "8 of 8 rows"),
        ((np.ones(8),), {"test_size": np.nan}, ValueError, "test_size"),
        ((np.ones(8),), {"rng": None}, TypeError, "expected a Generator or a seed .* got None"),
        ((np.ones(8),), {"rng": np.random.RandomState(0)}, TypeError, r"use np.random.default_rng\(seed\)"),
        ((np.array([1, None]),), {}, TypeError, "objects"),
        ((np.ones(3),), {"stratify": ["a", "b", "b"]}, ValueError, "class a has 1 row"),
        ((np.ones(3),), {"stratify": ["a", "a"]}, ValueError, "as many rows"),
        ((np.ones(2),), {"test_size": 1, "stratify": [[1], [1]]}, ValueError, r"stratify of shape \(n,\)"),
    ],
)
def test_bad_arguments_are_refused(arrays, options, error, message):
    with pytest.raises(error, match=message):
        train_test_split(*arrays, **{"rng": 0, **options})
