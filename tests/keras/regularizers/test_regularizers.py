import numpy as np
import pytest

from dlteach.autodiff import Tensor
from dlteach.keras import Variable, ops, regularizers

W = np.array([[1.0, -2.0], [0.0, 3.0]], dtype=np.float32)


@pytest.mark.parametrize(
    ("regularizer", "cost", "gradient"),
    [
        (regularizers.L1(0.1), 0.6, 0.1 * np.sign(W)),
        (regularizers.L2(0.1), 1.4, 0.2 * W),
        (regularizers.L1L2(l1=0.1, l2=0.2), 0.6 + 2.8, 0.1 * np.sign(W) + 0.4 * W),
        (regularizers.L1L2(), 0.0, None),
    ],
)
def test_a_cost_and_its_gradient(regularizer, cost, gradient):
    assert regularizer(Variable(W)) == pytest.approx(cost)
    if gradient is not None:
        weights = Tensor(W, requires_grad=True)
        regularizer(weights).backward()
        np.testing.assert_allclose(weights.grad, gradient, rtol=1e-6)


@pytest.mark.parametrize("mode", ["rows", "columns"])
def test_orthogonal_vectors_cost_nothing_and_parallel_ones_the_factor(mode):
    regularizer = regularizers.OrthogonalRegularizer(factor=0.5, mode=mode)
    assert regularizer(ops.eye(3)) == 0
    assert regularizer(ops.ones((2, 2))) == pytest.approx(0.5)


def test_the_cost_keeps_the_type_of_the_weights():
    assert regularizers.L2()(W.astype(np.float16)).dtype == np.float16


@pytest.mark.parametrize("name", ["l1", "l2", "l1l2", "L1L2", "orthogonal_regularizer"])
def test_a_regularizer_comes_back_from_its_configuration(name):
    regularizer = regularizers.get(name)
    again = regularizers.deserialize(regularizers.serialize(regularizer))
    assert type(again) is type(regularizer)
    assert again.get_config() == regularizer.get_config()


@pytest.mark.parametrize("factor", [-1, np.inf, np.nan, "0.1", None])
def test_a_factor_is_a_number_of_at_least_zero(factor):
    with pytest.raises(ValueError, match="factor: expected a non-negative float"):
        regularizers.OrthogonalRegularizer(factor)


def test_a_name_that_means_nothing_is_refused():
    with pytest.raises(ValueError, match="Could not interpret regularizer identifier: 'l3'"):
        regularizers.get("l3")
