import math

import numpy as np
import pytest

from dlteach import keras
from dlteach.functions import exponential_decay

S = keras.optimizers.schedules
STEPS = np.arange(12)


@pytest.mark.parametrize("staircase", [False, True])
def test_exponential_decay_is_the_function_of_the_course(staircase):
    schedule = S.ExponentialDecay(0.5, 4, 0.25, staircase)
    expected = [exponential_decay(0.5, int(t), 4, 0.25, staircase) for t in STEPS]
    np.testing.assert_allclose(schedule(STEPS), expected, rtol=1e-6)


def test_inverse_time_decay():
    np.testing.assert_allclose(S.InverseTimeDecay(0.5, 4, 2.0)(STEPS), [0.5 / (1 + t / 2) for t in STEPS])


def test_polynomial_decay_ends_and_cycles():
    once = [(0.5 - 0.1) * (1 - min(t, 5) / 5) ** 2 + 0.1 for t in STEPS]
    np.testing.assert_allclose(S.PolynomialDecay(0.5, 5, 0.1, 2.0)(STEPS), once, rtol=1e-6)
    cycled = S.PolynomialDecay(1.0, 5, 0.0, cycle=True)
    assert [float(cycled(t)) for t in (0, 5, 6, 10)] == pytest.approx([1, 0, 0.4, 0])


def test_piecewise_constant_decay_keeps_a_rate_up_to_the_boundary():
    schedule = S.PiecewiseConstantDecay([2, 4], [0.5, 0.25, 0.125])
    assert schedule(STEPS[:6]).tolist() == [0.5, 0.5, 0.5, 0.25, 0.25, 0.125]


def test_cosine_decay_with_and_without_a_warm_up():
    expected = [0.25 * (1 + math.cos(math.pi * min(t, 8) / 8)) for t in STEPS]
    np.testing.assert_allclose(S.CosineDecay(0.5, 8)(STEPS), expected, atol=1e-8)
    warm = S.CosineDecay(0.0, 8, warmup_target=0.5, warmup_steps=2)
    assert float(warm(1)) == 0.25
    np.testing.assert_allclose(warm(STEPS[2:]), expected[:10], atol=1e-8)


@pytest.mark.parametrize("t_mul", [1.0, 2.0, 3.0])
def test_cosine_restarts_begin_each_period_at_its_top(t_mul):
    schedule = S.CosineDecayRestarts(1.0, 10, t_mul=t_mul, m_mul=0.5)
    start, length = 0, 10
    for period in range(6):
        assert float(schedule(start)) == pytest.approx(0.5**period)
        assert float(schedule(start + length / 2)) == pytest.approx(0.5**period / 2)
        start, length = start + length, length * t_mul


@pytest.mark.parametrize(
    "schedule",
    [
        S.ExponentialDecay(0.5, 4, 0.25, True),
        S.InverseTimeDecay(0.5, 4, 2.0),
        S.PolynomialDecay(0.5, 5, cycle=True),
        S.PiecewiseConstantDecay([2], [0.5, 0.25]),
        S.CosineDecay(0.5, 8, 0.1, warmup_target=1.0, warmup_steps=3),
        S.CosineDecayRestarts(0.5, 8, 1.5, 0.5, 0.1),
    ],
    ids=lambda schedule: type(schedule).__name__,
)
def test_a_schedule_comes_back_from_its_config(schedule):
    again = S.deserialize(S.serialize(schedule))
    assert type(again) is type(schedule)
    np.testing.assert_array_equal(again(STEPS), schedule(STEPS))
    assert schedule(3).dtype == np.float32


@pytest.mark.parametrize("steps", [0, -1])
def test_a_decay_over_no_steps_is_refused(steps):
    with pytest.raises(ValueError, match="decay_steps` must be > 0"):
        S.CosineDecay(0.1, steps)
