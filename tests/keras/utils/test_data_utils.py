import numpy as np
import pytest

from dlteach import keras


def test_a_split_keeps_pairs_together_and_loses_nothing():
    x, y = np.arange(20).reshape(10, 2), np.arange(10)
    left, right = keras.utils.split_dataset((x, y), left_size=0.7, shuffle=True, seed=3)
    assert (len(left), len(right)) == (7, 3)
    pairs = [*left, *right]
    assert all(row.tolist() == [2 * label, 2 * label + 1] for row, label in pairs)
    assert sorted(int(label) for _, label in pairs) == list(range(10))


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [({"left_size": 3}, (3, 7)), ({"right_size": 0.4}, (6, 4)), ({"left_size": 2, "right_size": 3}, (2, 3))],
)
def test_sizes_are_numbers_or_fractions(sizes, expected):
    assert tuple(map(len, keras.utils.split_dataset(np.arange(10), **sizes))) == expected


def test_a_part_in_batches_trains_a_model():
    x, y = np.ones((10, 2)), np.ones((10, 1))
    left, right = keras.utils.split_dataset([x, y], left_size=0.8)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    history = model.fit(left.batch(3), epochs=2, verbose=0, validation_data=right.batch(2))
    assert history.params["steps"] in (3, None)
    assert len(history.history["val_loss"]) == 2


@pytest.mark.parametrize(
    ("data", "sizes", "error", "message"),
    [
        (np.arange(10), {}, ValueError, "At least one of"),
        (np.arange(10), {"left_size": 0.6, "right_size": 0.6}, ValueError, "greater than 1"),
        (np.arange(10), {"left_size": 10}, ValueError, "smaller than 10"),
        (np.arange(10), {"left_size": "half"}, TypeError, "Invalid `left_size` Type"),
        ((np.arange(3), np.arange(4)), {"left_size": 1}, ValueError, "different lengths"),
        (np.arange(0), {"left_size": 0.5}, ValueError, "empty"),
        (5, {"left_size": 0.5}, TypeError, "must be an array"),
    ],
)
def test_a_split_that_cannot_be_is_refused(data, sizes, error, message):
    with pytest.raises(error, match=message):
        keras.utils.split_dataset(data, **sizes)


def test_sequences_are_filled_and_cut_at_the_side_that_was_asked_for():
    pad = keras.utils.pad_sequences
    sequences = [[1], [2, 3, 4]]
    np.testing.assert_array_equal(pad(sequences), [[0, 0, 1], [2, 3, 4]])
    np.testing.assert_array_equal(pad(sequences, 2, padding="post", value=9), [[1, 9], [3, 4]])
    np.testing.assert_array_equal(pad(sequences, 2, truncating="post"), [[0, 1], [2, 3]])
    np.testing.assert_array_equal(pad([[], [[5, 6]]]), [[[0, 0]], [[5, 6]]])
    assert pad([["a"], ["b", "cc"]], dtype=object, value="").tolist() == [["", "a"], ["b", "cc"]]
    with pytest.raises(ValueError, match='Padding type "both"'):
        pad(sequences, padding="both")
    with pytest.raises(ValueError, match="Found non-iterable: 1"):
        pad([1, 2])


def test_names_of_other_rooms_are_found_in_utils_too():
    assert keras.utils.PyDataset is keras.utils.Sequence
    assert keras.utils.serialize_keras_object is keras.saving.serialize_keras_object
    for name in keras.utils.__all__:
        assert getattr(keras.utils, name) is not None
