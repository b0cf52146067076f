"""A Dataset behaves as tf.data documents it: lazy, in order, from the start each time."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.data import Dataset

sizes = st.integers(1, 30)


def numbers(n):
    return Dataset.from_tensor_slices(np.arange(n))


def values(dataset):
    return [int(x) for x in dataset]


def test_slices_of_a_tuple_are_tuples_of_rows():
    x, y = np.arange(6.0).reshape(3, 2), np.array([7, 8, 9])
    for i, (row, label) in enumerate(Dataset.from_tensor_slices((x, y))):
        np.testing.assert_array_equal(row, x[i])
        assert label == y[i]


def test_nothing_runs_before_the_loop_and_no_more_than_asked_for_in_it():
    seen = []
    dataset = numbers(100).map(lambda x: seen.append(int(x)) or x).batch(3).take(2)
    assert seen == [], "building a pipeline must not run it"
    list(dataset)
    assert seen == list(range(6)), "two batches of three are six elements"


def test_no_step_can_change_the_data():
    x = np.ones((3, 2))

    def spoil(row):
        row += 1
        return row

    with pytest.raises(ValueError, match="read-only"):
        list(Dataset.from_tensor_slices(x).map(spoil))
    np.testing.assert_array_equal(x, 1)
    assert x.flags.writeable, "the caller's own array stays writeable"


@given(n=sizes, buffer_size=sizes, seed=st.integers(0, 99))
def test_a_shuffle_loses_nothing_and_draws_the_i_th_from_the_first_i_plus_buffer_size(n, buffer_size, seed):
    order = values(numbers(n).shuffle(buffer_size, seed))
    assert sorted(order) == list(range(n))
    assert all(value < i + buffer_size for i, value in enumerate(order)), order


@pytest.mark.parametrize(("n", "buffer_size", "orders"), [(3, 3, 6), (4, 2, 8)])
def test_every_order_that_the_buffer_allows_has_the_same_chance(n, buffer_size, orders):
    counts = {}
    dataset = numbers(n).shuffle(buffer_size, seed=0)
    for _ in range(500 * orders):
        order = tuple(values(dataset))
        counts[order] = counts.get(order, 0) + 1
    assert len(counts) == orders
    # 500 expected, standard deviation about 20
    assert all(400 < count < 600 for count in counts.values()), counts


def test_a_seed_decides_all_passes_and_the_passes_differ():
    one, two = numbers(20).shuffle(20, seed=3), numbers(20).shuffle(20, seed=3)
    first, second = values(one), values(one)
    assert first != second, "each pass has an order of its own"
    assert [first, second] == [values(two), values(two)], "the same seed gives the same passes"


def test_without_reshuffling_all_passes_are_alike():
    dataset = numbers(20).shuffle(20, seed=3, reshuffle_each_iteration=False)
    first = values(dataset)
    assert first == values(dataset) != list(range(20))


def test_a_generator_as_the_seed_is_used_once_when_the_step_is_made():
    rng = np.random.default_rng(5)
    dataset = numbers(9).shuffle(9, seed=rng)
    state = rng.bit_generator.state
    values(dataset)
    assert rng.bit_generator.state == state, "a pass must not draw from the caller's Generator"


def test_a_repeat_after_a_shuffle_shuffles_anew_and_finishes_each_pass_first():
    passes = np.array(values(numbers(20).shuffle(20, seed=0).repeat(3))).reshape(3, 20)
    assert (np.sort(passes, axis=1) == np.arange(20)).all(), "every pass has every element"
    assert len({tuple(p) for p in passes.tolist()}) == 3


@given(n=sizes, size=sizes, drop=st.booleans())
def test_batches_put_together_are_the_data(n, size, drop):
    dataset = numbers(n).batch(size, drop_remainder=drop)
    batches = list(dataset)
    assert len(batches) == len(dataset)
    assert all(len(batch) == size for batch in batches[:-1])
    kept = n - n % size if drop else n
    assert [int(x) for batch in batches for x in batch] == list(range(kept))


def test_batches_of_tuples_are_tuples_of_batches_with_types_kept():
    x = np.zeros((5, 4, 4, 1), np.float32)
    dataset = Dataset.from_tensor_slices((x, np.arange(5, dtype=np.uint8))).batch(2)
    images, labels = next(iter(dataset))
    assert (images.shape, images.dtype) == ((2, 4, 4, 1), np.float32)
    assert (labels.shape, labels.dtype) == ((2,), np.uint8)


@given(n=sizes, count=st.integers(0, 40))
def test_take_and_skip_divide_the_data(n, count):
    head, tail = numbers(n).take(count), numbers(n).skip(count)
    assert values(head) + values(tail) == list(range(n))
    assert (len(head), len(tail)) == (len(values(head)), len(values(tail)))


def test_map_and_filter_take_the_parts_of_a_tuple_as_arguments():
    pairs = Dataset.zip(numbers(6), numbers(6).map(lambda x: x * x))
    assert [int(a + b) for a, b in pairs.filter(lambda a, b: b > 5)] == [12, 20, 30]


def test_a_filter_drops_rows_with_nan():
    x = np.array([[1.0, 2.0], [np.nan, 0.0], [3.0, 4.0]])
    kept = list(Dataset.from_tensor_slices(x).filter(lambda row: np.isfinite(row).all()))
    np.testing.assert_array_equal(kept, x[[0, 2]])


def test_zip_nests_tuples_and_ends_with_the_shortest():
    pairs = Dataset.from_tensor_slices((np.arange(4), np.arange(4)))
    (a, b), weight = next(iter(Dataset.zip(pairs, numbers(2)).batch(2)))
    assert a.shape == b.shape == weight.shape == (2,)


def test_a_cache_computes_once_and_only_a_complete_pass_counts():
    computed = []
    dataset = numbers(3).map(lambda x: computed.append(int(x)) or x).cache()
    next(iter(dataset))
    assert computed == [0]
    assert values(dataset) == values(dataset) == [0, 1, 2]
    assert computed == [0, 0, 1, 2], "the broken-off pass is forgotten, the complete one is kept"


def test_what_is_cached_cannot_be_changed_by_a_consumer():
    dataset = Dataset.from_tensor_slices(np.ones((2, 2))).map(lambda row: row * 2).cache()
    with pytest.raises(ValueError, match="read-only"):
        next(iter(dataset))[0] = 5


def test_two_loops_over_one_dataset_do_not_disturb_each_other():
    dataset = numbers(4)
    assert [(int(a), int(b)) for a, b in zip(dataset, dataset)] == [(i, i) for i in range(4)]


def test_an_endless_repetition_of_nothing_ends():
    assert values(numbers(3).filter(lambda x: x > 5).repeat()) == []
    assert values(numbers(3).skip(3).repeat()) == []


@pytest.mark.parametrize(
    ("dataset", "length"),
    [
        (numbers(5).map(lambda x: x).shuffle(2).cache().prefetch(1), 5),
        (numbers(5).repeat(3), 15),
        (numbers(5).repeat(0), 0),
        (numbers(5).repeat().take(7), 7),
        (numbers(5).repeat().batch(2).take(4), 4),
        (Dataset.zip(numbers(5), numbers(3).repeat()), 5),
        (numbers(5).filter(lambda x: x > 1).take(0), 0),
        (numbers(5).skip(9).repeat(), 0),
    ],
)
def test_the_length_is_known_where_it_can_be(dataset, length):
    assert len(dataset) == length == len(list(dataset))


@pytest.mark.parametrize(
    ("dataset", "state", "text"),
    [
        (numbers(5).filter(lambda x: x > 1), "unknown", "Dataset(unknown length)"),
        (numbers(5).filter(lambda x: x > 1).take(3), "unknown", "Dataset(unknown length)"),
        (numbers(5).repeat(), "infinite", "Dataset(endless)"),
        (Dataset(lambda: iter([]), math.inf), "infinite", "Dataset(endless)"),
    ],
)
def test_a_length_that_cannot_be_known_is_no_number(dataset, state, text):
    with pytest.raises(TypeError, match=state):
        len(dataset)
    assert bool(dataset), "truth must not ask for the length"
    assert repr(dataset) == text


def test_a_generator_is_made_anew_for_each_pass():
    dataset = Dataset.from_generator(lambda: iter([1, 2, 3]), length=3)
    assert len(dataset) == 3
    assert values(dataset.repeat(2)) == [1, 2, 3, 1, 2, 3]


@pytest.mark.parametrize(("promised", "message"), [(4, "ended after 3"), (2, "has more")])
def test_a_generator_that_breaks_its_promise_is_told_so_after_its_elements(promised, message):
    seen = []
    with pytest.raises(ValueError, match=message):
        seen.extend(Dataset.from_generator(lambda: iter([1, 2, 3]), length=promised))
    assert seen == [1, 2, 3][:promised], "what came before the error is not lost"


def test_stop_iteration_in_a_function_does_not_cut_the_data_short():
    def stop(x):
        raise StopIteration

    with pytest.raises(RuntimeError, match="StopIteration"):
        list(numbers(3).map(stop))


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (
            lambda: Dataset.from_tensor_slices((np.ones(3), np.ones(2))),
            ValueError,
            r"as many rows, got \[3, 2\]",
        ),
        (
            lambda: Dataset.from_tensor_slices(np.ones((0, 2))),
            ValueError,
            r"at least one row, got shape \(0, 2\)",
        ),
        (lambda: Dataset.from_tensor_slices(3.0), ValueError, r"at least one row, got shape \(\)"),
        (lambda: Dataset.from_tensor_slices([[1], [2, 3]]), ValueError, "rows of equal length"),
        (lambda: Dataset.from_tensor_slices(np.array([1, None])), TypeError, "ndarray of objects"),
        (lambda: Dataset.from_tensor_slices(i for i in range(3)), TypeError, "generator of objects"),
        (lambda: Dataset.from_tensor_slices(()), ValueError, "at least one array"),
        (lambda: Dataset.from_generator(i for i in range(3)), TypeError, "a function .* got generator"),
        (lambda: Dataset.zip((numbers(1), numbers(1))), TypeError, "got tuple; write Dataset.zip"),
        (lambda: numbers(3).batch(0), ValueError, "batch_size"),
        (lambda: numbers(3).batch(2.0), TypeError, "batch_size"),
        (lambda: numbers(3).shuffle(0), ValueError, "buffer_size"),
        (lambda: numbers(3).shuffle(3, seed="a"), TypeError, "Dataset.shuffle: seed"),
        (lambda: numbers(3).take(-1), ValueError, "count"),
        (lambda: numbers(3).prefetch(0), ValueError, "buffer_size"),
    ],
)
def test_a_bad_argument_is_refused_when_the_pipeline_is_built(make, error, message):
    with pytest.raises(error, match=message):
        make()


@pytest.mark.parametrize(
    ("dataset", "error", "message"),
    [
        (numbers(3).map(lambda x: None), TypeError, "element 0: .* got NoneType; does the function return"),
        (numbers(3).map(lambda x: (x, object())), TypeError, "element 0: .* got object"),
        (numbers(3).map(lambda x: [[1], [2, 3]]), ValueError, "element 0: expected rows of equal length"),
        (numbers(3).filter(lambda x: None), TypeError, "element 0: expected one True or False, got object"),
        (numbers(3).filter(lambda x: x % 2), TypeError, "got int64"),
        (numbers(3).filter(lambda x: np.ones(2) > 0), TypeError, r"shape \(2,\)"),
        (numbers(3).map(lambda x: np.ones(x + 1)).batch(2), ValueError, r"alike, got \(1,\) and \(2,\)"),
        (numbers(2).map(lambda x: x if x else 0.5).batch(2), ValueError, "alike, got float64 and int64"),
        (numbers(2).map(lambda x: (x, x) if x else (x,)).batch(2), ValueError, "tuples of 1 parts"),
    ],
)
def test_a_bad_element_is_named_in_the_loop(dataset, error, message):
    with pytest.raises(error, match=message):
        list(dataset)
