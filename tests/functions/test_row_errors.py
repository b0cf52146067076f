import numpy as np
import pytest

from dlteach import functions

RNG = np.random.default_rng(8)
Y, P = RNG.normal(size=(2, 3, 4)), RNG.normal(size=(2, 3, 4))


@pytest.mark.parametrize(
    ("of_rows", "of_all"),
    [
        (functions.squared_errors_of_rows, functions.mean_squared_error),
        (functions.absolute_errors_of_rows, functions.mean_absolute_error),
    ],
)
def test_the_mean_over_the_rows_is_the_mean_over_all_entries(of_rows, of_all):
    losses = of_rows(Y, P)
    assert losses.shape == (2, 3)
    np.testing.assert_allclose(losses.mean(), of_all(Y, P), rtol=1e-14)


@pytest.mark.parametrize("name", ["squared_errors_of_rows", "absolute_errors_of_rows"])
def test_gradients_agree_with_difference_quotients(name, difference_quotients):
    value, gradient = getattr(functions, name), getattr(functions, f"{name}_gradient")
    numeric = difference_quotients(lambda p: value(Y, p).sum(), P)
    np.testing.assert_allclose(gradient(Y, P), numeric, atol=1e-9)
