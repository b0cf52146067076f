import copy

import numpy as np

from dlteach import keras
from dlteach.keras.backend.common.flat import flat_of, flatten


def weights():
    return [keras.Variable([[1.0, 2.0], [3.0, 4.0]]), keras.Variable(5.0), keras.Variable([6.0])]


def test_variables_keep_their_numbers_and_shapes():
    w = weights()
    flat = flatten(w)
    np.testing.assert_array_equal(flat.values, [1, 2, 3, 4, 5, 6])
    assert [v.shape for v in w] == [(2, 2), (), (1,)]
    assert [g.shape for g in flat.gradient_views] == [(2, 2), (), (1,)]


def test_the_vector_and_the_variables_are_the_same_memory():
    w = weights()
    flat = flatten(w)
    w[0].assign(np.zeros((2, 2)))
    flat.values[4:] = 9
    np.testing.assert_array_equal(flat.values, [0, 0, 0, 0, 9, 9])
    assert float(w[1]) == 9
    flat.gradients[:] = np.arange(6)
    np.testing.assert_array_equal(flat.gradient_views[0], [[0, 1], [2, 3]])


def test_flattening_again_changes_nothing():
    w = weights()
    assert flatten(w) is flatten(w)


def test_another_set_of_variables_takes_them_out():
    w = weights()
    first = flatten(w)
    second = flatten(w[:2])
    assert not first.holds(w)
    assert second.holds(w[:2])
    np.testing.assert_array_equal(w[0].numpy(), [[1, 2], [3, 4]])


def test_copies_are_not_part_of_the_vector():
    w = weights()
    flatten(w)
    copies = copy.deepcopy(w)
    assert flat_of(copies) is None
    flatten(copies).values[:] = 0
    assert w[0].numpy()[0, 0] == 1


def test_what_does_not_fit_in_one_vector_stays_as_it_is():
    half = keras.Variable([1.0], dtype="float16")
    assert flatten([]) is None
    assert flatten([keras.Variable([1.0]), half]) is None
    assert flatten([half, half]) is None
    assert flatten([keras.Variable([1], dtype="int32")]) is None


def test_the_vector_starts_at_a_cache_line():
    assert flatten(weights()).values.ctypes.data % 64 == 0
