"""Tensor as an array: what it keeps, shows, compares and refuses."""

import re

import numpy as np
import pytest

from dlteach.autodiff import Tensor, as_tensor, record


def test_a_tensor_does_not_share_numbers_with_what_it_was_made_of():
    start = np.zeros(3)
    w = Tensor(start, requires_grad=True)
    w.data -= 1
    assert (start == 0).all()


def test_a_constant_is_not_copied():
    x = np.zeros(3)
    assert np.shares_memory(as_tensor(x).data, x)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_float_types_stay_through_operations_and_gradients(dtype):
    x = Tensor(np.array([1.0, 2.0], dtype), requires_grad=True)
    y = ((2 * x + 1) / 3 - x**2) * 0.5
    y.sum().backward()
    assert y.dtype == x.grad.dtype == dtype


def test_a_float32_weight_that_meets_float64_data_gets_a_float32_gradient():
    w = Tensor(np.ones(2, np.float32), requires_grad=True)
    (w * np.ones(2)).sum().backward()
    assert w.grad.dtype == np.float32


def test_integers_are_kept_without_gradient():
    assert Tensor([1, 2]).dtype == np.int64
    assert (Tensor([1, 2]) * 0.5 == [0.5, 1.0]).all()


def test_integers_with_gradient_are_refused():
    with pytest.raises(TypeError, match=re.escape("got int64; write 3.0 for 3")):
        Tensor(3, requires_grad=True)
    labels = Tensor([1, 2])
    with pytest.raises(TypeError, match="int64"):
        labels.requires_grad = True


@pytest.mark.parametrize("data", ["text", None, 1j, object()])
def test_what_is_no_real_number_is_refused(data):
    with pytest.raises(TypeError, match="Tensor: expected real numbers"):
        Tensor(data)
    with pytest.raises(TypeError, match="Tensor: expected real numbers"):
        Tensor(1.0) + data


def test_shape_size_length_and_rows():
    x = Tensor(np.arange(6.0).reshape(2, 3))
    assert (x.shape, x.ndim, x.size, len(x), x.T.shape) == ((2, 3), 2, 6, 2, (3, 2))
    assert [row.data.tolist() for row in x] == [[0, 1, 2], [3, 4, 5]]


def test_a_single_number_has_no_length_and_no_rows():
    with pytest.raises(TypeError, match="single number"):
        len(Tensor(1.0))
    with pytest.raises(TypeError, match="single number"):
        iter(Tensor(1.0))


def test_one_number_becomes_a_python_number():
    assert float(Tensor([[2.5]])) == 2.5
    assert isinstance(Tensor(2.5).item(), float)
    assert f"{Tensor(2.0):.2f}" == "2.00"
    assert bool(Tensor(0.0)) is False


@pytest.mark.parametrize("convert", [float, Tensor.item, "{:.2f}".format])
def test_several_numbers_do_not_become_one(convert):
    with pytest.raises(ValueError, match=re.escape("got 3 of shape (3,); reduce them with .sum()")):
        convert(Tensor([1.0, 2.0, 3.0]))


def test_comparisons_give_plain_arrays():
    x = Tensor([1.0, 2.0, 3.0])
    for result, expected in [
        (x > 2, [False, False, True]),
        (x >= x, [True, True, True]),
        (np.array([2.0, 2.0, 2.0]) <= x, [False, True, True]),
        (x == 2, [False, True, False]),
        (x != Tensor(2.0), [True, False, True]),
    ]:
        assert type(result) is np.ndarray
        assert result.tolist() == expected


def test_tensors_in_a_set_are_told_apart_by_identity():
    a, b = Tensor(1.0), Tensor(1.0)
    assert len({a, b, a}) == 2


@pytest.mark.parametrize(
    ("tensor", "text"),
    [
        (Tensor(3.0), "Tensor(3.)"),
        (Tensor([1.0, 2.0], requires_grad=True, name="w"), "Tensor([1., 2.], requires_grad=True, name='w')"),
        (Tensor(np.float32(0.5)), "Tensor(0.5, dtype=float32)"),
        (Tensor([1, 2]), "Tensor([1, 2])"),
        (Tensor(3.0, requires_grad=True) * 2, "Tensor(6., op='multiply')"),
    ],
)
def test_repr_shows_numbers_and_origin(tensor, text):
    assert repr(tensor) == text


def test_numpy_functions_that_would_lose_the_gradient_are_refused():
    w = Tensor([1.0, 2.0], requires_grad=True)
    with pytest.raises(TypeError):
        np.exp(w)
    with pytest.raises(TypeError, match="would lose the gradient"):
        np.dot(w, w)
    with pytest.raises(TypeError, match="stack for a list of tensors"):
        Tensor([w, w])
    assert np.dot(w.detach(), w.numpy()) == 5.0


@pytest.mark.parametrize("left", [2.0, np.float64(2.0), np.array([2.0, 4.0]), [2.0, 4.0]])
def test_numbers_and_arrays_on_the_left(left):
    x = Tensor([1.0, 2.0])
    for result, expected in [
        (left + x, np.asarray(left) + x.data),
        (left - x, np.asarray(left) - x.data),
        (left * x, np.asarray(left) * x.data),
        (left / x, np.asarray(left) / x.data),
        (left**x, np.asarray(left) ** x.data),
    ]:
        assert isinstance(result, Tensor)
        np.testing.assert_array_equal(result.data, expected)


def test_a_matrix_on_the_left():
    assert (np.eye(2) @ Tensor([1.0, 2.0]) == [1.0, 2.0]).all()


def test_shapes_that_do_not_fit_a_product_are_named():
    with pytest.raises(ValueError, match=re.escape("cannot multiply shapes (2, 3) and (2, 3)")):
        Tensor(np.ones((2, 3))) @ Tensor(np.ones((2, 3)))


def test_freezing_a_weight_stops_its_gradient():
    w, b = Tensor(2.0, requires_grad=True), Tensor(1.0, requires_grad=True)
    w.requires_grad = False
    (w * 3.0 + b).backward()
    assert w.grad is None
    assert b.grad == 1.0


def test_a_computed_tensor_cannot_be_frozen():
    with pytest.raises(ValueError, match="detach"):
        (Tensor(2.0, requires_grad=True) * 2).requires_grad = False


def test_a_subclass_takes_part_in_operations():
    class Weight(Tensor):
        pass

    w = Weight(3.0, requires_grad=True)
    (w * w).backward()
    assert w.grad == 6.0


def test_an_operation_of_ones_own():
    def cube(x):
        return record("cube", x.data**3, (x,), (lambda grad: grad * 3 * x.data**2,))

    x = Tensor([2.0, 3.0], requires_grad=True)
    cube(x).sum().backward()
    assert x.grad.tolist() == [12.0, 27.0]
    assert cube(x).op == "cube"
