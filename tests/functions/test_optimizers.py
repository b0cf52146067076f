import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.functions import (
    adagrad_step,
    adam_step,
    exponential_decay,
    momentum_step,
    rmsprop_step,
    sgd_step,
)

W = np.array([1.0, -2.0])
G = np.array([0.5, -4.0])
ZEROS = np.zeros(2)
STEPS = {
    "sgd_step": lambda w, g, **options: sgd_step(w, g, **options),
    "momentum_step": lambda w, g, **options: momentum_step(w, g, np.zeros_like(w), **options)[0],
    "adagrad_step": lambda w, g, **options: adagrad_step(w, g, np.zeros_like(w), **options)[0],
    "rmsprop_step": lambda w, g, **options: rmsprop_step(w, g, np.zeros_like(w), **options)[0],
    "adam_step": lambda w, g, **options: adam_step(w, g, np.zeros_like(w), np.zeros_like(w), 1, **options)[0],
}
gradients = st.lists(st.floats(-10, 10), min_size=1, max_size=8)


def test_two_momentum_steps_by_hand():
    w, v = momentum_step(1.0, 2.0, 0.0, learning_rate=0.1, momentum=0.5)
    assert (w, v) == pytest.approx((0.8, 2.0))
    w, v = momentum_step(w, 3.0, v, learning_rate=0.1, momentum=0.5)
    assert (w, v) == pytest.approx((0.4, 4.0)), "v = 0.5 · 2 + 3, w = 0.8 − 0.1 · 4"


def test_two_adagrad_steps_by_hand():
    w, s = adagrad_step(1.0, 3.0, 0.0, learning_rate=0.5)
    assert (w, s) == pytest.approx((0.5, 9.0))
    w, s = adagrad_step(w, 4.0, s, learning_rate=0.5)
    assert (w, s) == pytest.approx((0.1, 25.0)), "0.5 − 0.5 · 4 / √25"


def test_two_rmsprop_steps_by_hand():
    w, s = rmsprop_step(1.0, 2.0, 0.0, learning_rate=0.1, rho=0.75)
    assert (w, s) == pytest.approx((0.8, 1.0)), "s = 0.25 · 4"
    w, s = rmsprop_step(w, 5.0, s, learning_rate=0.1, rho=0.75)
    assert (w, s) == pytest.approx((0.8 - 0.5 / np.sqrt(7), 7.0)), "s = 0.75 · 1 + 0.25 · 25"


def test_two_adam_steps_by_hand():
    w, m, v = adam_step(1.0, 2.0, 0.0, 0.0, 1, learning_rate=0.1, beta_1=0.5, beta_2=0.75)
    assert (w, m, v) == pytest.approx((0.9, 1.0, 1.0)), "m̂ = 1 / 0.5 and v̂ = 1 / 0.25: both undo the start"
    w, m, v = adam_step(w, -2.0, m, v, 2, learning_rate=0.1, beta_1=0.5, beta_2=0.75)
    assert (m, v) == pytest.approx((-0.5, 1.75))
    assert w == pytest.approx(0.9 + 0.1 * (0.5 / 0.75) / np.sqrt(1.75 / 0.4375))


def test_a_large_epsilon_is_outside_adams_root_and_inside_the_others():
    assert adam_step(0.0, 3.0, 0.0, 0.0, 1, 1.0, epsilon=7.0)[0] == pytest.approx(-3 / (3 + 7))
    assert adagrad_step(0.0, 3.0, 0.0, 1.0, epsilon=7.0)[0] == pytest.approx(-3 / np.sqrt(9 + 7))
    assert rmsprop_step(0.0, 3.0, 0.0, 1.0, 0.0, epsilon=7.0)[0] == pytest.approx(-3 / np.sqrt(9 + 7))


@given(st.floats(-10, 10), st.floats(-10, 10), st.floats(0, 1))
def test_momentum_0_is_gradient_descent(w, g, rate):
    assert momentum_step(w, g, 123.0, rate, momentum=0.0) == (sgd_step(w, g, rate), g)


@given(gradients, st.floats(0, 0.99))
def test_velocity_is_the_fading_sum_of_all_gradients(path, momentum):
    velocity = 0.0
    for g in path:
        _, velocity = momentum_step(0.0, g, velocity, momentum=momentum)
    expected = np.polyval(path, momentum)
    assert velocity == pytest.approx(expected, abs=1e-9)


@given(gradients)
def test_rmsprop_without_memory_and_adam_without_memory_step_by_the_sign(path):
    for g in path:
        if abs(g) > 0.1:
            length = 0.01 * np.sign(g)
            assert rmsprop_step(0.0, g, 5.0, 0.01, rho=0.0, epsilon=1e-12)[0] == pytest.approx(-length)
            step = adam_step(0.0, g, 5.0, 5.0, 3, 0.01, beta_1=0.0, beta_2=0.0, epsilon=1e-12)
            assert step[0] == pytest.approx(-length)


@given(st.floats(-5, 5).filter(lambda g: abs(g) > 0.1), st.integers(1, 50))
def test_under_a_constant_gradient_every_adam_step_has_the_length_of_the_rate(g, steps):
    w = m = v = 0.0
    for t in range(1, steps + 1):
        w, m, v = adam_step(w, g, m, v, t, learning_rate=0.01)
    assert w == pytest.approx(-0.01 * steps * np.sign(g), rel=1e-6)


@pytest.mark.parametrize("name", STEPS)
def test_every_first_step_goes_downhill_in_each_parameter(name):
    moved = STEPS[name](W, G) - W
    assert (np.sign(moved) == -np.sign(G)).all()


@pytest.mark.parametrize("name", STEPS)
def test_no_gradient_moves_nothing_and_divides_by_no_zero(name):
    np.testing.assert_array_equal(STEPS[name](W, ZEROS), W)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", STEPS)
def test_the_parameters_keep_their_type_whatever_the_gradient_has(name, dtype):
    assert STEPS[name](W.astype(dtype), G).dtype == dtype
    assert STEPS[name](W.astype(dtype)[0], 1).dtype == dtype


@pytest.mark.parametrize("name", STEPS)
def test_a_gradient_that_would_broadcast_is_refused(name):
    message = rf"{name}: expected gradient of the shape of w, \(2,\), got \(2, 1\)"
    with pytest.raises(ValueError, match=message):
        STEPS[name](W, G[:, None])


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (lambda: momentum_step(W, G, ZEROS, momentum=1.0), "momentum_step: momentum: .* below 1, got 1.0"),
        (
            lambda: momentum_step(W, G, np.zeros(3)),
            r"velocity of the shape of w, \(2,\), got \(3,\)",
        ),
        (lambda: rmsprop_step(W, G, ZEROS, rho=-0.1), "rmsprop_step: rho: expected a number from 0"),
        (lambda: adagrad_step(W, G, ZEROS, epsilon=0), "adagrad_step: epsilon: expected one positive number"),
        (lambda: adam_step(W, G, ZEROS, ZEROS, 0), "adam_step: t: expected a whole number of at least 1"),
        (lambda: adam_step(W, G, ZEROS, ZEROS, 1, beta_2=1), "adam_step: beta_2: expected a number from 0"),
        (lambda: sgd_step(W, G, [0.1, 0.2]), "sgd_step: learning_rate: expected one finite number"),
        (lambda: exponential_decay(0.1, -1, 10, 0.5), "exponential_decay: step: .* at least 0, got -1"),
        (lambda: exponential_decay(0.1, 1, 0, 0.5), "exponential_decay: decay_steps: .* at least 1, got 0"),
        (lambda: exponential_decay(0.1, 1, 10, 0), "exponential_decay: decay_rate: expected one positive"),
    ],
)
def test_a_number_outside_its_range_is_refused_by_name(step, message):
    with pytest.raises(ValueError, match=message):
        step()


@given(st.integers(0, 200), st.integers(1, 50), st.floats(0.1, 1))
def test_the_rate_shrinks_by_the_same_factor_every_period(step, period, factor):
    before, after = (exponential_decay(0.5, t, period, factor) for t in (step, step + period))
    assert after == pytest.approx(factor * before)


@given(st.integers(0, 200), st.integers(1, 50), st.floats(0.1, 1))
def test_a_staircase_stands_still_within_a_period(step, period, factor):
    start = step - step % period
    rate = exponential_decay(0.5, step, period, factor, staircase=True)
    assert rate == exponential_decay(0.5, start, period, factor, staircase=True)
    assert rate == pytest.approx(exponential_decay(0.5, start, period, factor))
