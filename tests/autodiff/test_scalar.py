"""Single numbers take a shortcut past NumPy: what they show must be what arrays show."""

import copy
import operator
import pickle
import threading

import numpy as np
import pytest

import dlteach.autodiff as ad
from dlteach.autodiff import Tensor, no_grad

NUMBERS = [-800.0, -2.5, -1.0, -0.0, 0.0, 0.3, 1.0, 3.0, 800.0, 1e200, np.inf, np.nan]
BINARY = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow]
UNARY = [ad.negative, ad.exp, ad.log, ad.sqrt, ad.abs, ad.sigmoid, ad.tanh, ad.relu]


def leaf(value):
    return Tensor(value, requires_grad=True)


def value_and_gradients(f, *values):
    """Of `f` on leaves; an entry that is no float is handed on as it is."""
    leaves = [leaf(value) if isinstance(value, float | np.ndarray) else value for value in values]
    with np.errstate(all="ignore"):
        out = f(*leaves)
        out.backward()
    return [out.item(), *(x.grad.item() for x in leaves if isinstance(x, Tensor))]


@pytest.mark.parametrize("x", NUMBERS)
@pytest.mark.parametrize("f", UNARY)
def test_a_number_gives_what_an_array_of_one_entry_gives(f, x):
    expected = value_and_gradients(f, np.array([x]))
    np.testing.assert_allclose(value_and_gradients(f, x), expected, rtol=1e-13, atol=1e-300)


@pytest.mark.parametrize("y", [*NUMBERS, 2, 0, -1])
@pytest.mark.parametrize("x", NUMBERS)
@pytest.mark.parametrize("f", BINARY)
def test_two_numbers_give_what_two_arrays_of_one_entry_give(f, x, y):
    expected = value_and_gradients(f, np.array([x]), np.array([y]) if isinstance(y, float) else y)
    np.testing.assert_allclose(value_and_gradients(f, x, y), expected, rtol=1e-13)


@pytest.mark.parametrize("number", [3, 3.0, np.float64(3.0), Tensor(3.0), Tensor(3)])
@pytest.mark.parametrize("f", BINARY)
def test_a_constant_may_stand_on_either_side(f, number):
    w = leaf(2.0)
    np.testing.assert_allclose(value_and_gradients(lambda w: f(w, number), 2.0)[0], f(2.0, 3.0))
    np.testing.assert_allclose(value_and_gradients(lambda w: f(number, w), 2.0)[0], f(3.0, 2.0))
    assert ad.gradient_check(lambda w: f(w, number), 2.0) and ad.gradient_check(lambda w: f(number, w), 2.0)
    assert f(number, w).trace().nodes[0].value == 3, "a picture has the operands in their order"
    assert f(w, number).trace().nodes[1].value == 3


def test_a_number_shows_numpys_types():
    w = leaf(2.0)
    J = w * w
    J.backward()
    assert {type(w.data), type(w.grad), type(J.data)} == {np.float64}
    assert (J.shape, J.ndim, J.size, J.dtype) == ((), 0, 1, np.float64)


def test_new_numbers_and_gradients_may_be_assigned():
    w = leaf(2.0)
    w.data -= 0.5
    w.grad = 1.0
    (w * w).backward()
    assert (w.item(), w.grad) == (1.5, 4.0)
    with pytest.raises(ValueError, match="single number"):
        w.data = np.zeros(2)


def test_a_graph_of_constants_or_under_no_grad_needs_no_gradient():
    w, x = leaf(2.0), Tensor(3.0)
    with no_grad():
        assert not (w * x + 1.0).requires_grad
    assert not (x * x - x).requires_grad
    w.requires_grad = False
    assert not (w * x).requires_grad
    assert (w * leaf(1.0)).requires_grad


def test_numbers_and_arrays_meet_in_one_graph():
    w, b = leaf(2.0), leaf(np.array([1.0, 2.0]))
    J = ((w * w) * b).sum() * (w + 1.0)
    J.backward()
    assert (J.item(), w.grad, b.grad.tolist()) == (36, 48, [12, 12])


def test_float32_numbers_stay_float32():
    w = leaf(np.float32(2.0))
    J = (w * 3.0 + 1.0) ** 2
    J.backward()
    assert (J.dtype, w.grad.dtype) == (np.float32, np.float32)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda w: pickle.loads(pickle.dumps(w))])
def test_a_copy_has_its_own_gradient(copied):
    w = leaf(2.0)
    other = copied(w)
    (other * 3.0).backward()
    assert (w.grad, other.grad) == (None, 3)


def test_a_number_is_a_tensor_for_whoever_asks():
    assert leaf(2.0).__class__ is Tensor
    assert isinstance(leaf(2.0) * 3.0, Tensor)


def test_threads_that_share_a_weight_both_add_their_gradient():
    w, x = leaf(2.0), leaf(np.ones(3))

    def work():
        for _ in range(200):
            ((w * w) * x + w).sum().backward()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert w.grad == 800 * 15
    assert x.grad.tolist() == [3200.0] * 3
