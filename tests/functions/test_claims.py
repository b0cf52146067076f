import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.functions import counter_example

numbers = st.lists(st.floats(-100, 100), max_size=6)


@given(numbers, st.floats(0.001, 10))
def test_it_is_the_first_candidate_beyond_the_tolerance(candidates, tolerance):
    found = counter_example(lambda x: x, lambda x: 0.0, candidates, tolerance)
    beyond = [x for x in candidates if abs(x) > tolerance]
    assert found == (beyond[0] if beyond else None)


@given(numbers)
def test_the_two_functions_may_be_exchanged(candidates):
    def square(x):
        return x**2

    assert counter_example(square, abs, candidates) == counter_example(abs, square, candidates)


def test_nan_against_a_number_is_a_difference():
    assert counter_example(lambda x: math.nan, lambda x: x, [1.0]) == 1.0


def test_a_difference_of_the_tolerance_is_none():
    assert counter_example(lambda x: x + 1, lambda x: x, [5], tolerance=1) is None


def test_candidates_may_be_anything_that_the_functions_take():
    assert counter_example(sum, max, [(0, 3), (1, 3)]) == (1, 3)


def test_a_tolerance_of_0_is_refused():
    with pytest.raises(ValueError, match="counter_example: tolerance: expected one positive number"):
        counter_example(abs, abs, [1.0], tolerance=0)
