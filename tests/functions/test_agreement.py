import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from dlteach.functions import same_to

numbers = st.floats(-1e6, 1e6)


@given(st.data(), array_shapes(max_dims=3, max_side=4), st.floats(1e-6, 1e3))
def test_it_is_allclose_without_its_relative_part(data, shape, tolerance):
    a, b = (data.draw(arrays(np.float64, shape, elements=numbers)) for _ in range(2))
    assert same_to(a, b, tolerance) == np.allclose(a, b, rtol=0, atol=tolerance)


@given(arrays(np.float64, array_shapes(max_dims=2, max_side=4), elements=numbers))
def test_every_array_agrees_with_itself_at_tolerance_0(a):
    assert same_to(a, a, 0)


@pytest.mark.parametrize("shape", [(3, 1), (1, 3), (4,), (1,), (3, 3)])
def test_other_shapes_never_agree(shape):
    assert same_to(np.ones(3), np.ones(shape), 1.0) is False


def test_nan_and_infinity_agree_with_nothing():
    assert not same_to([np.nan], [np.nan], 1.0)
    assert not same_to([np.inf], [np.inf], 1.0)


def test_integers_do_not_wrap():
    assert same_to(np.array([1], dtype=np.uint8), np.array([2], dtype=np.uint8), 1)


def test_a_tolerance_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="same_to: tolerance: expected one finite number"):
        same_to([1.0], [1.0], np.nan)
