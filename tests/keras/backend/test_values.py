import numpy as np
import pytest

from dlteach.autodiff import Tensor
from dlteach.keras import backend


@pytest.mark.parametrize(
    ("given", "dtype"),
    [
        (1, np.int32),
        (1.5, np.float32),
        (True, np.bool_),
        ([1, 2.5], np.float32),
        ([[1, 2], [3, 4]], np.int32),
        ([], np.float32),
        (np.ones(2), np.float64),
        (np.ones(2, np.float16), np.float16),
        ([np.ones(2), np.zeros(2)], np.float32),
    ],
)
def test_type_of_a_converted_value(given, dtype):
    assert backend.convert_to_tensor(given).dtype == dtype


def test_a_list_with_a_tensor_keeps_its_gradient():
    w = Tensor(np.float32([1.0, 2.0]), requires_grad=True)
    (backend.convert_to_tensor([w, [3.0, 4.0]]) * 2).sum().backward()
    np.testing.assert_array_equal(w.grad, [2, 2])


def test_a_cast_passes_the_gradient_on_in_the_type_of_its_input():
    w = Tensor(np.float32([1.0, 2.0]), requires_grad=True)
    out = backend.cast(w, "float64") * 3
    assert out.dtype == np.float64
    out.sum().backward()
    assert w.grad.dtype == np.float32
    np.testing.assert_array_equal(w.grad, [3, 3])


def test_a_cast_to_integers_ends_the_gradient():
    assert isinstance(backend.cast(Tensor(np.float32([1.5]), requires_grad=True), "int32"), np.ndarray)


def test_a_number_too_large_for_int32_is_an_error():
    with pytest.raises(OverflowError):
        backend.convert_to_tensor([2**40])


def test_a_mask_stays_with_its_array_and_goes_with_it():
    x, mask = np.ones((2, 3)), np.ones((2, 3), bool)
    backend.set_keras_mask(x, mask)
    assert backend.get_keras_mask(x) is mask
    assert backend.get_keras_mask(x.copy()) is None
    backend.set_keras_mask(x, None)
    assert backend.get_keras_mask(x) is None


def test_masks_of_arrays_that_are_gone_are_forgotten():
    from dlteach.keras.backend.common import masking

    before = len(masking._masks)
    for _ in range(100):
        backend.set_keras_mask(np.ones(3), np.ones(3, bool))
    assert len(masking._masks) == before
