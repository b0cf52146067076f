import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from dlteach.functions import cross_entropy, entropy, kl_divergence


@st.composite
def distributions(draw, count):
    """That many distributions over the same classes, often with zeros in them."""
    k = draw(st.integers(1, 6))
    weights = st.lists(st.sampled_from([0.0, 1e-12]) | st.floats(0.01, 1), min_size=k, max_size=k)
    drawn = [np.array(draw(weights.filter(lambda w: sum(w) > 0.01))) for _ in range(count)]
    return [p / p.sum() for p in drawn]


@given(distributions(1))
def test_entropy_is_that_of_scipy(ps):
    assert entropy(*ps) == pytest.approx(stats.entropy(*ps), rel=1e-12, abs=1e-15)


@given(distributions(2))
def test_kl_divergence_is_that_of_scipy(ps):
    p, q = ps
    assert kl_divergence(p, q) == pytest.approx(special.rel_entr(p, q).sum(), rel=1e-9, abs=1e-14)


@given(distributions(2))
def test_cross_entropy_is_entropy_plus_divergence(ps):
    p, q = ps
    assert cross_entropy(p, q) == pytest.approx(entropy(p) + kl_divergence(p, q), rel=1e-12, abs=1e-14)


@given(distributions(2))
def test_no_belief_is_cheaper_than_the_truth(ps):
    p, q = ps
    assert cross_entropy(p, q) >= entropy(p) - 1e-12
    assert kl_divergence(p, p) == 0


@given(st.integers(1, 50))
def test_the_uniform_distribution_surprises_most(k):
    assert entropy(np.full(k, 1 / k)) == pytest.approx(np.log(k), rel=1e-12, abs=1e-15)


def test_the_weather_table_of_the_course():
    nats = cross_entropy([1, 0], [0.6, 0.4])
    assert round(nats, 3) == 0.511
    assert round(nats / np.log(2), 3) == 0.737


def test_certainty_costs_exactly_0_without_a_minus_sign():
    for value in [entropy([0, 1]), cross_entropy([0, 1], [0, 1]), kl_divergence([0, 1], [0, 1])]:
        assert value == 0
        assert not np.signbit(value)


def test_ruling_out_what_happens_costs_inf():
    assert cross_entropy([0.5, 0.5], [1, 0]) == kl_divergence([0.5, 0.5], [1, 0]) == np.inf


def test_each_row_is_a_distribution_of_its_own():
    p, q = np.array([[0.5, 0.5], [0.0, 1.0]]), np.array([[0.25, 0.75], [0.5, 0.5]])
    np.testing.assert_allclose(entropy(p), [np.log(2), 0])
    np.testing.assert_allclose(cross_entropy(p, q), [cross_entropy(*rows) for rows in zip(p, q)])
    np.testing.assert_allclose(kl_divergence(p, q), [kl_divergence(*rows) for rows in zip(p, q)])


@pytest.mark.parametrize(
    ("p", "message"),
    [
        ([0.4, 0.4], "expected p to sum to 1 over the last axis, got 0.8"),
        ([[0.5, 0.5], [0.5, 0.6]], "sum to 1 over the last axis, got 1.1"),
        ([1.5, -0.5], "expected p from 0 to 1, got 1.5"),
        (1.0, r"expected p of shape \(k,\) or \(n, k\), got \(\)"),
    ],
)
def test_what_is_no_distribution_is_refused(p, message):
    for function in [lambda p: entropy(p), lambda p: cross_entropy(p, p), lambda p: kl_divergence(p, p)]:
        with pytest.raises(ValueError, match=message):
            function(p)


@pytest.mark.parametrize("function", [cross_entropy, kl_divergence])
def test_distributions_over_different_classes_are_refused(function):
    with pytest.raises(ValueError, match="expected p and q of one shape"):
        function([0.5, 0.5], [0.2, 0.3, 0.5])
    with pytest.raises(ValueError, match="expected q to sum to 1"):
        function([0.5, 0.5], [0.5, 0.6])
