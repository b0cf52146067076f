"""no_grad: where no graph is recorded, and where it is again."""

import threading

import pytest

from dlteach.autodiff import Tensor, no_grad


@pytest.fixture
def w():
    return Tensor(3.0, requires_grad=True)


def test_results_inside_have_no_graph(w):
    with no_grad():
        J = w * w
    assert not J.requires_grad
    with pytest.raises(ValueError, match="outside no_grad"):
        J.backward()


def test_nested_blocks_end_with_the_outer_one(w):
    with no_grad():
        with no_grad():
            pass
        assert not (w * w).requires_grad
    assert (w * w).requires_grad


def test_an_exception_ends_the_block(w):
    with pytest.raises(ZeroDivisionError), no_grad():
        1 / 0  # noqa: B018
    assert (w * w).requires_grad


def test_as_a_decorator_it_works_on_every_call(w):
    @no_grad()
    def square(x):
        return x * x

    assert not square(w).requires_grad
    assert not square(w).requires_grad
    assert (w * w).requires_grad


def test_other_threads_go_on_recording(w):
    recorded = []
    with no_grad():
        thread = threading.Thread(target=lambda: recorded.append((w * w).requires_grad))
        thread.start()
        thread.join()
    assert recorded == [True]


def test_a_leaf_made_inside_still_learns():
    with no_grad():
        w = Tensor(2.0, requires_grad=True)
    (w * w).backward()
    assert w.grad == 4.0
