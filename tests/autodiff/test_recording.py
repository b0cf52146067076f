"""Operations of one's own: variables as operands, and one function for the shares of all inputs."""

import numpy as np
import pytest

from dlteach.autodiff import Tensor, as_tensor, record, trace


class Variable:
    """Something that stands for a tensor, as a weight of a model does."""

    def __init__(self, value):
        self.value = value

    def __tensor__(self):
        return self.value


@pytest.fixture
def w():
    return Tensor(np.array([[1.0, 2.0]], np.float32), requires_grad=True)


def test_a_variable_is_taken_for_its_tensor(w):
    assert as_tensor(Variable(w)) is w
    assert as_tensor(Variable(np.ones(2))).data.tolist() == [1, 1]


def test_a_variable_may_stand_on_either_side_of_an_operator(w):
    x = Tensor(np.ones((2, 1), np.float32))
    for out in (x @ Variable(w), x * Variable(w), Variable(np.float32(1.0)) - w, Variable(x) @ w):
        assert out.requires_grad
        assert out.dtype == np.float32
    (2 * w * Variable(w)).sum().backward()
    assert w.grad.tolist() == [[4.0, 8.0]]


def product(x, y, calls):
    def backward(grad):
        calls.append(1)
        return grad * y.data, grad * x.data if y.requires_grad else None

    return record("product", x.data * y.data, (x, y), backward)


def test_one_function_may_give_the_shares_of_all_inputs(w):
    calls = []
    row = Tensor([[3.0], [4.0]], requires_grad=True)
    product(w, row, calls).sum().backward()
    assert (w.grad.tolist(), row.grad.tolist()) == ([[7.0, 7.0]], [[3.0], [3.0]])
    assert w.grad.dtype == np.float32
    assert calls == [1]


def test_what_needs_no_gradient_may_get_none(w):
    x = Tensor([[3.0, 4.0]])
    product(w, x, []).sum().backward()
    assert (w.grad.tolist(), x.grad) == ([[3.0, 4.0]], None)


def test_a_forgotten_share_is_told(w):
    with pytest.raises(TypeError, match="'half': expected a share of gradient for each of its 2 inputs"):
        record("half", w.data, (w, w), lambda grad: (grad, None)).sum().backward()
    with pytest.raises(TypeError, match="'half'"):
        record("half", w.data, (w, w), lambda grad: (grad,)).sum().backward()


def test_a_trace_shows_the_shares(w):
    x = Tensor([[3.0, 4.0]])
    steps = trace(product(w, x, []).sum()).steps
    assert [step.contribution.tolist() for step in steps] == [[[1.0, 1.0]], [[3.0, 4.0]]]


def test_float16_flows():
    w = Tensor(np.ones(2, np.float16), requires_grad=True)
    ((w * 2 + 1) ** 2).sum().backward()
    assert w.grad.dtype == np.float16
    assert w.grad.tolist() == [12, 12]
