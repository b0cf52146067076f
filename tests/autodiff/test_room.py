"""Leaves with room for their gradient: the first share is written there, further ones are added."""

import numpy as np
import pytest

from dlteach.autodiff import Tensor, affine, matmul, record
from dlteach.autodiff.recording import room_for


def with_room(*shape, dtype=np.float64):
    leaf = Tensor(np.arange(1.0, 1 + np.prod(shape)).reshape(shape).astype(dtype), requires_grad=True)
    leaf._grad_room = np.full(shape, np.nan, dtype)
    return leaf


def plain(leaf):
    return Tensor(leaf.data, requires_grad=True)


COSTS = {
    "affine": lambda w, b: affine(np.ones((4, 3)), w, b).sum(),
    "matmul and add": lambda w, b: (matmul(np.ones((4, 3)), w) + b).sum(),
    "a stack of matrices": lambda w, b: (matmul(np.ones((5, 4, 3)), w) * b).sum(),
    "used twice": lambda w, b: (affine(np.ones((4, 3)), w, b) * affine(np.ones((4, 3)), w, b)).sum(),
    "used twice in different ways": lambda w, b: (
        affine(np.ones((4, 3)), w * 2.0, b).sum() + (w * w + b).sum()
    ),
    "an operation that asks after one that does not": lambda w, b: (
        (w * b).sum() + (Tensor(np.ones(3)) @ w).sum()
    ),
}


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_the_gradient_is_the_same_and_stands_in_the_room(cost):
    w, b = with_room(3, 2), with_room(2)
    expected = [plain(w), plain(b)]
    cost(w, b).backward()
    cost(*expected).backward()
    for leaf, other in zip((w, b), expected):
        assert leaf.grad is leaf._grad_room
        np.testing.assert_allclose(leaf.grad, other.grad, rtol=1e-15)


def test_there_is_room_until_the_first_share_has_arrived():
    w = with_room(2)
    seen = []

    def backward(grad):
        seen.append(room_for(w))
        return np.multiply(grad, 1, out=room_for(w))

    record("asks", w.data, (w, w), (backward, backward)).sum().backward()
    assert seen[0] is w._grad_room
    assert seen[1] is None
    assert w.grad.tolist() == [2, 2]
    assert room_for(w) is None, "there is room during a backward pass only"


def test_a_second_pass_adds_and_a_step_later_the_room_is_used_again():
    w, b = with_room(3, 2), with_room(2)
    x = np.ones((4, 3))
    for _ in range(2):
        affine(x, w, b).sum().backward()
    assert w.grad is w._grad_room
    assert (w.grad == 8).all() and (b.grad == 8).all()
    for leaf in (w, b):
        leaf.zero_grad()
    affine(x, w, b).sum().backward()
    assert w.grad is w._grad_room
    assert (w.grad == 4).all() and (b.grad == 4).all()


def test_float32_room_takes_what_comes_in_float64():
    w = with_room(3, 2, dtype=np.float32)
    (np.ones((4, 3)) @ w).sum().backward()
    (w * np.ones((3, 2))).sum().backward()
    assert w.grad is w._grad_room
    assert (w.grad == 5).all()


def test_an_intermediate_result_and_a_leaf_without_room_have_none():
    w = plain(with_room(3, 2))
    double = w * 2.0
    seen = []
    record(
        "asks", double.data, (double, w), (lambda grad: seen.append(room_for(double)) or grad,) * 2
    ).sum().backward()
    assert seen == [None, None]
