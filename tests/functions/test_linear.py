import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.functions import affine, affine_gradient, predict_shape

sizes = st.integers(1, 5)
any_size = st.none() | st.integers(0, 9)


@given(sizes, sizes, sizes, st.integers(0, 2**32 - 1))
def test_affine_is_the_weighted_sum_written_out(n, d, k, seed):
    rng = np.random.default_rng(seed)
    x, w, b = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k)
    expected = [[sum(x[i, m] * w[m, j] for m in range(d)) + b[j] for j in range(k)] for i in range(n)]
    np.testing.assert_allclose(affine(x, w, b), expected, rtol=1e-12, atol=1e-12)


def test_each_unit_has_its_own_bias():
    np.testing.assert_array_equal(affine(np.zeros((2, 2)), np.zeros((2, 2)), [1, 2]), [[1, 2], [1, 2]])


@given(sizes, sizes, sizes, st.integers(0, 2**32 - 1))
def test_affine_gradients_are_the_slopes(difference_quotients, n, d, k, seed):
    rng = np.random.default_rng(seed)
    x, w, b, grad = (
        rng.normal(size=(n, d)),
        rng.normal(size=(d, k)),
        rng.normal(size=k),
        rng.normal(size=(n, k)),
    )
    slopes = (
        difference_quotients(lambda x: np.sum(grad * affine(x, w, b)), x),
        difference_quotients(lambda w: np.sum(grad * affine(x, w, b)), w),
        difference_quotients(lambda b: np.sum(grad * affine(x, w, b)), b),
    )
    for gradient, slope in zip(affine_gradient(grad, x, w), slopes, strict=True):
        np.testing.assert_allclose(gradient, slope, rtol=1e-8, atol=1e-8)


def test_an_empty_batch_gives_no_rows():
    assert affine(np.zeros((0, 3)), np.zeros((3, 2)), np.zeros(2)).shape == (0, 2)


@pytest.mark.parametrize(
    ("x", "w", "b", "message"),
    [((5, 3), (4, 2), (2,), "d is 3 in x but 4 in w"),
     ((5, 3), (3, 2), (3,), "k is 2 in w but 3 in b"),
     ((3,), (3, 2), (2,), r"use x\[None, :\] for one example"),
     ((5, 3), (3,), (1,), r"use w\[:, None\] for one unit"),
     ((5, 3), (3, 2), (1, 2), r"use b.ravel\(\)")],
)  # fmt: skip
def test_shapes_that_do_not_fit_are_refused(x, w, b, message):
    with pytest.raises(ValueError, match=message):
        affine(np.ones(x), np.ones(w), np.ones(b))


def test_a_gradient_of_another_batch_is_refused():
    with pytest.raises(ValueError, match="n is 4 in grad_output but 5 in x"):
        affine_gradient(np.ones((4, 2)), np.ones((5, 3)), np.ones((3, 2)))


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_predicted_shape_is_the_shape_numpy_gives(n, d, k):
    assert predict_shape((n, d), (d, k)) == (np.zeros((n, d)) @ np.zeros((d, k))).shape


@given(any_size, any_size, any_size)
def test_none_stays_none_outside_and_fits_everything_inside(n, d, k):
    assert predict_shape((n, None), (d, k)) == predict_shape((n, d), (None, k)) == (n, k)


def test_sizes_that_do_not_meet_are_refused():
    with pytest.raises(ValueError, match="x has 3 columns but w has 4 rows"):
        predict_shape((None, 3), (4, 2))


@pytest.mark.parametrize("shapes", [((3,), (3, 4)), ((2, 3), (3,)), ((1, 2, 3), (3, 4))])
def test_only_shapes_of_two_sizes_are_multiplied(shapes):
    with pytest.raises(ValueError, match=r"expected two sizes in [xw]_shape"):
        predict_shape(*shapes)
