"""The backward pass: which gradients arrive, where they stay, and what is refused."""

import gc
import re
import weakref

import numpy as np
import pytest

from dlteach.autodiff import Tensor, concatenate, no_grad, record, relu


def leaf(value, name=None):
    return Tensor(value, requires_grad=True, name=name)


def test_a_quadratic_cost_by_hand():
    w, x, b, y = leaf(2.0), leaf(-2.0), leaf(8.0), leaf(2.0)
    c = w * x
    a = c + b
    d = a - y
    J = d**2 / 2
    for node in (a, c, d):
        node.retain_grad()
    J.backward()
    assert (c.item(), a.item(), d.item(), J.item()) == (-4, 4, 2, 2)
    assert (d.grad, a.grad, c.grad, b.grad, w.grad, x.grad, y.grad) == (2, 2, 2, 2, -4, 4, -2)


def test_a_square_of_a_line():
    w = leaf(3.0)
    a = 2 + 3 * w
    a.retain_grad()
    J = a**2
    J.backward()
    assert (a.item(), J.item(), a.grad, w.grad) == (11, 121, 22, 66)


def test_a_node_used_twice_adds_up():
    a = leaf(1.0)
    b = a + a
    c = b + b
    c.backward()
    assert a.grad == 4


def test_a_diamond_with_a_product_waits_for_all_shares():
    a = leaf(3.0)
    b = 2 * a
    J = b + b * b
    b.retain_grad()
    J.backward()
    assert (b.grad, a.grad) == (13, 26)


def test_the_unequal_diamond_of_the_catalogue():
    a = leaf(0.5)
    b = 2 * a
    (b + b * b * 3).backward()
    assert a.grad == 14


def test_a_chain_multiplies_local_derivatives():
    x = leaf(1.0)
    J = ((((x * 2) * 3) * 5) * 2) * 1
    J.backward()
    assert x.grad == 60


def test_the_root_starts_with_one_and_leaves_with_nothing():
    a, b = leaf(2.0), leaf(5.0)
    (a * b).backward()
    assert (a.grad, b.grad) == (5, 2)


def test_the_result_itself_may_be_the_leaf():
    w = leaf(7.0)
    w.backward()
    assert w.grad == 1


def test_dead_relu_sends_nothing():
    a = leaf(-0.5)
    relu(a).backward()
    assert a.grad == 0


def test_subtraction_and_division_keep_their_sides():
    a = leaf(4.0)
    (2 - a).backward()
    assert a.grad == -1
    a.zero_grad()
    (2 / a).backward()
    assert a.grad == -0.125


def test_a_second_pass_over_the_same_graph_adds_one_more_gradient():
    a = leaf(3.0)
    b = a * a
    J = b * b
    b.retain_grad()
    J.backward()
    first, first_b = a.grad, b.grad
    J.backward()
    assert (a.grad, b.grad) == (2 * first, 2 * first_b)


def test_gradients_of_two_costs_add_up_until_they_are_zeroed():
    a = leaf(3.0)
    (a * 2).backward()
    (a * 5).backward()
    assert a.grad == 7
    a.zero_grad()
    (a * 5).backward()
    assert a.grad == 5


def test_only_leaves_keep_gradients():
    a = leaf(3.0)
    b = a * 2
    J = b * 2
    J.backward()
    assert (b.grad, J.grad, a.grad) == (None, None, 4)


def test_constants_are_given_no_gradient():
    x, w = Tensor([1.0, 2.0]), leaf([3.0, 4.0])
    (x * w).sum().backward()
    assert x.grad is None


def test_no_gradient_is_computed_for_what_requires_none():
    def refuse(grad):
        raise AssertionError("this gradient is not needed")

    x, w = Tensor(2.0), leaf(3.0)
    record("product", x.data * w.data, (x, w), (refuse, x.data)).backward()
    assert w.grad == 2


def test_no_graph_is_kept_where_nothing_requires_a_gradient():
    x = Tensor(np.ones(3))
    product = x * 2
    alive = weakref.ref(x)
    del x
    assert alive() is None
    assert not product.requires_grad


def test_detach_stops_the_gradient():
    a = leaf(3.0)
    (a * (a * a).detach()).backward()
    assert a.grad == 9


def test_broadcast_inputs_get_the_sum():
    b = leaf(np.zeros(3))
    (Tensor(np.ones((4, 3))) + b).sum().backward()
    assert b.grad.tolist() == [4, 4, 4]


def test_a_given_gradient_weighs_the_entries():
    x = leaf([1.0, 2.0, 3.0])
    (x * x).backward([1.0, 10.0, 100.0])
    assert x.grad.tolist() == [2, 40, 600]


def test_a_given_gradient_is_not_shared():
    x, seed = leaf([1.0, 2.0]), np.ones(2)
    x.reshape(2, 1).reshape(2).backward(seed)
    x.grad *= 5
    assert seed.tolist() == [1, 1]


def test_gradients_of_different_tensors_share_no_memory():
    a, b = leaf(np.ones(3)), leaf(np.ones(3))
    total = a + b
    flat = concatenate([total, total]).reshape(2, 3)
    flat.retain_grad()
    flat.sum().backward()
    a.grad *= 100
    assert b.grad.tolist() == [2, 2, 2]
    assert flat.grad.tolist() == [[1, 1, 1], [1, 1, 1]]


def test_the_gradient_of_a_sum_can_be_written_to():
    x = leaf(np.ones(3))
    x.sum().backward()
    x.grad[0] = 7
    assert x.grad.tolist() == [7, 1, 1]


def test_replacing_weights_after_the_forward_pass_does_not_change_the_gradient():
    w = leaf([2.0])
    J = (w * w).sum()
    w.data = w.data + 1
    J.backward()
    assert w.grad.tolist() == [4]


def test_several_numbers_need_a_gradient_to_start_from():
    with pytest.raises(
        ValueError, match=re.escape("got 2 of shape (2,); reduce them with .sum() or .mean()")
    ):
        (leaf([1.0, 2.0]) * 2).backward()


def test_a_gradient_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=re.escape("expected grad of shape (2,), got (2, 1)")):
        (leaf([1.0, 2.0]) * 2).backward(np.ones((2, 1)))


def test_nothing_to_differentiate_is_explained():
    with pytest.raises(ValueError, match="requires_grad=True"):
        (Tensor(1.0) * 2).backward()
    with no_grad():
        J = leaf(1.0) * 2
    with pytest.raises(ValueError, match="no_grad"):
        J.backward()


def test_an_operation_with_a_gradient_of_the_wrong_shape_is_told():
    x = leaf(np.ones((2, 3)))
    wrong = record("turn", x.data.T, (x,), (lambda grad: grad,))
    with pytest.raises(ValueError, match=re.escape("shape (3, 2) does not fit an input of shape (2, 3)")):
        wrong.sum().backward()


def test_an_error_on_the_way_leaves_no_half_gradients_for_the_next_pass():
    a = leaf(2.0)
    fails = [True]

    def backward(grad):
        if fails.pop():
            raise RuntimeError("broken")
        return grad

    b = record("fragile", a.data, (a,), (backward,))
    J = b + a
    with pytest.raises(RuntimeError):
        J.backward()
    fails[:] = [False]
    J.backward()
    assert a.grad == 2


def test_a_chain_of_100_000_nodes_goes_back_and_is_freed():
    a = leaf(1.0)
    node = a
    for _ in range(50_000):
        node = node + 1.0
        node = relu(node)
    last = weakref.ref(node)
    node.backward()
    assert a.grad == 1
    del node
    assert last() is None, "a graph has no cycles, so reference counting frees it"


def test_a_graph_is_freed_without_the_garbage_collector():
    gc.disable()
    try:
        w = leaf(np.ones(3))
        J = (w * w).sum()
        middle = weakref.ref(J)
        J.backward()
        del J
        assert middle() is None
    finally:
        gc.enable()
