"""First weights against the distributions of SciPy."""

import numpy as np
import pytest
from scipy import stats

from dlteach.functions import glorot_uniform, he_normal


@pytest.mark.parametrize(("fan_in", "fan_out"), [(300, 100), (100, 300)])
def test_glorot_draws_from_the_uniform_distribution(fan_in, fan_out):
    w = glorot_uniform(fan_in, fan_out, np.random.default_rng(0))
    limit = np.sqrt(6 / (fan_in + fan_out))
    assert w.shape == (fan_in, fan_out)
    assert stats.kstest(w.ravel(), stats.uniform(-limit, 2 * limit).cdf).pvalue > 0.001


@pytest.mark.parametrize(("fan_in", "fan_out"), [(300, 100), (100, 300)])
def test_he_draws_from_the_normal_distribution(fan_in, fan_out):
    w = he_normal(fan_in, fan_out, np.random.default_rng(0))
    assert w.shape == (fan_in, fan_out)
    assert stats.kstest(w.ravel(), stats.norm(0, np.sqrt(2 / fan_in)).cdf).pvalue > 0.001


@pytest.mark.parametrize("draw", [glorot_uniform, he_normal])
def test_sizes_are_positive_whole_numbers(draw):
    with pytest.raises(ValueError, match=f"{draw.__name__}: fan_in: .* at least 1, got 0"):
        draw(0, 3, np.random.default_rng(0))
    with pytest.raises(TypeError, match=f"{draw.__name__}: fan_out: .* whole number"):
        draw(3, 2.5, np.random.default_rng(0))
