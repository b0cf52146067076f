import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.functions import fit_line, gradient_descent, gradient_step, minibatches

rates = st.floats(0.01, 0.5)


def bowl(w, b):
    """Gradient of (w + 2b)² + b²: each part needs the other's old value."""
    return 2 * (w + 2 * b), 4 * (w + 2 * b) + 2 * b


@given(st.floats(-5, 5), st.floats(-5, 5), rates)
def test_both_parameters_step_from_the_old_point(w, b, rate):
    grad_w, grad_b = bowl(w, b)
    assert gradient_step(bowl, w, b, rate) == (w - rate * grad_w, b - rate * grad_b)


def test_arrays_step_entry_by_entry():
    w, b = gradient_step(lambda w, b: (w, np.ones(2)), [[1.0, 2.0]], [0.0, 1.0], 0.5)
    np.testing.assert_array_equal(w, [[0.5, 1.0]])
    np.testing.assert_array_equal(b, [-0.5, 0.5])


def test_a_gradient_that_would_broadcast_is_refused():
    message = r"gradient_step: grad_b: expected the shape of the point, \(2,\), got \(3, 2\)"
    with pytest.raises(ValueError, match=message):
        gradient_step(lambda w, b: (w, np.ones((3, 2))), 1.0, np.zeros(2), 0.1)


@given(st.floats(-5, 5), rates, st.integers(0, 20))
def test_the_path_on_a_parabola_is_a_geometric_series(start, rate, steps):
    path = gradient_descent(lambda x: 2 * x, start, rate, steps)
    np.testing.assert_allclose(path, start * (1 - 2 * rate) ** np.arange(steps + 1), atol=1e-12)


@pytest.mark.parametrize(("start", "shape"), [(1.0, (5,)), ([1.0, 2.0, 3.0], (5, 3)), (7, (5,))])
def test_the_path_holds_the_start_and_every_step(start, shape):
    path = gradient_descent(lambda x: x, start, 0.5, 4)
    assert path.shape == shape
    np.testing.assert_array_equal(path[0], start)
    np.testing.assert_array_equal(path[1], np.asarray(start) / 2)


def test_no_steps_leave_the_start():
    start = np.array([1.0, 2.0])
    path = gradient_descent(lambda x: x, start, 0.5, 0)
    np.testing.assert_array_equal(path, [start])
    assert not np.shares_memory(path, start)


def test_too_large_a_step_diverges():
    path = gradient_descent(lambda x: 2 * x, 1.0, 1.1, 10)
    assert (np.diff(np.abs(path)) > 0).all()


def test_a_path_of_a_wrong_gradient_or_length_is_refused():
    with pytest.raises(ValueError, match=r"expected the shape of the point, \(2,\), got \(\)"):
        gradient_descent(lambda x: x.sum(), [1.0, 2.0], 0.1, 3)
    with pytest.raises(
        ValueError, match="gradient_descent: steps: expected a whole number of at least 0, got -1"
    ):
        gradient_descent(lambda x: x, 1.0, 0.1, -1)


@pytest.mark.parametrize(
    ("name", "walk"),
    [
        ("gradient_step", lambda rate: gradient_step(lambda w, b: (w, b), 1.0, 1.0, rate)),
        ("gradient_descent", lambda rate: gradient_descent(lambda x: x, 1.0, rate, 0)),
        ("fit_line", lambda rate: fit_line([0, 1], [1, 3], rate, 0)),
    ],
)
def test_a_wrong_learning_rate_is_refused_by_the_function_that_was_called_even_without_steps(name, walk):
    with pytest.raises(ValueError, match=f"^{name}: learning_rate: expected one finite number"):
        walk(np.nan)


@given(st.integers(0, 2**32 - 1))
def test_a_long_fit_is_the_least_squares_line(seed):
    rng = np.random.default_rng(seed)
    x = np.linspace(-1.5, 1.5, 9)
    y = rng.normal(size=9)
    np.testing.assert_allclose(fit_line(x, y, learning_rate=0.5, epochs=300), np.polyfit(x, y, 1), atol=1e-9)


def test_one_epoch_is_one_step_from_0_on_the_average():
    x, y = np.array([1.0, 2.0, 4.0]), np.array([3.0, -1.0, 2.0])
    assert fit_line(x, y, 0.1, epochs=0) == (0.0, 0.0)
    np.testing.assert_allclose(
        fit_line(x, y, 0.1, epochs=1), [0.1 * np.mean(x * y), 0.1 * np.mean(y)], rtol=1e-15
    )


def test_a_fit_gives_python_floats():
    assert all(type(value) is float for value in fit_line(np.ones(2, np.float32), np.ones(2, np.float32)))


@pytest.mark.parametrize(("x", "y"), [((3, 1), (3,)), ((3,), (4,)), ((3,), (3, 1)), ((0,), (0,))])
def test_a_fit_needs_as_many_targets_as_points(x, y):
    with pytest.raises(ValueError, match="fit_line: expected"):
        fit_line(np.ones(x), np.ones(y))


@given(st.integers(0, 30), st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_an_epoch_has_every_pair_once_in_full_batches_but_the_last(n, batch_size, seed):
    x = np.arange(2 * n).reshape(n, 2)
    batches = list(minibatches(x, x[:, 0] * 10, batch_size, np.random.default_rng(seed)))
    sizes = [len(x_batch) for x_batch, _ in batches]
    full, rest = divmod(n, batch_size)
    assert sizes == [batch_size] * full + [rest] * (rest > 0)
    for x_batch, y_batch in batches:
        np.testing.assert_array_equal(y_batch, x_batch[:, 0] * 10, err_msg="a row lost its partner")
    seen = sorted(int(row[0]) for x_batch, _ in batches for row in x_batch)
    assert seen == list(range(0, 2 * n, 2))


def test_each_epoch_has_an_order_of_its_own():
    x, rng = np.arange(100), np.random.default_rng(0)
    first, second = (np.concatenate([batch for batch, _ in minibatches(x, x, 7, rng)]) for _ in range(2))
    assert (first != x).any()
    assert (first != second).any()


def test_batches_keep_the_types_of_the_data():
    ((x, y),) = minibatches(np.ones(2, np.uint8), ["a", "b"], 2, np.random.default_rng(0))
    assert x.dtype == np.uint8
    assert sorted(y) == ["a", "b"]


def test_wrong_arguments_are_refused_before_the_first_batch():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"as many rows, got x \(3, 2\) and y \(2,\)"):
        minibatches(np.ones((3, 2)), np.ones(2), 1, rng)
    with pytest.raises(ValueError, match="batch_size: expected a whole number of at least 1, got 0"):
        minibatches(np.ones(3), np.ones(3), 0, rng)
    with pytest.raises(TypeError, match=r"got 42; use np.random.default_rng\(seed\)"):
        minibatches(np.ones(3), np.ones(3), 1, 42)
