import importlib.util

import numpy as np
import pytest

from dlteach.keras import backend, config


@pytest.mark.parametrize(
    ("dtypes", "expected"),  # JAX's rules, as its documentation tabulates them
    [
        (("int32", "float32"), "float32"),
        (("float16", "bfloat16"), "float32"),
        (("uint8", "int8"), "int16"),
        (("uint32", "int8"), "int32"),
        (("bool", "uint8"), "uint8"),
        (("float16", "int32"), "float16"),
        (("float16", float), "float16"),
        (("int8", float), "float32"),
        (("bool", int), "int32"),
        (("float64", "float32"), "float32"),
        (("complex64", "float32"), "complex64"),
        ((int, float), "float32"),
        ((), "float32"),
        ((None, "int32"), "float32"),
    ],
)
def test_type_of_a_result(dtypes, expected):
    assert backend.result_type(*dtypes) == expected


def test_the_order_of_the_types_does_not_matter():
    names = ("bool", "uint8", "int16", "int32", "float16", "float32", int, float)
    for a in names:
        for b in names:
            assert backend.result_type(a, b) == backend.result_type(b, a), (a, b)


def test_types_without_a_common_type_are_an_error():
    with pytest.raises(ValueError, match="no implicit conversions from float8"):
        backend.result_type("float8_e4m3fn", "float32")


@pytest.mark.parametrize("dtype", ["float32", np.float32, np.dtype("float32"), np.dtype(">f4"), None, float])
def test_a_type_has_one_name_however_it_is_given(dtype):
    assert backend.standardize_dtype(dtype) == "float32"


def test_an_unknown_type_is_named_in_the_error():
    with pytest.raises(ValueError, match="Invalid dtype: float13"):
        backend.standardize_dtype("float13")


@pytest.mark.skipif(importlib.util.find_spec("ml_dtypes") is not None, reason="ml_dtypes brings the type")
def test_bfloat16_is_an_error_where_numbers_are_needed():
    with pytest.raises(ValueError, match="pip install ml_dtypes"):
        backend.convert_to_tensor([1.0], "bfloat16")


def test_plain_numbers_follow_floatx():
    config.set_floatx("float16")
    try:
        assert backend.convert_to_tensor([1.0, 2.0]).dtype == np.float16
        assert backend.result_type("int32", float) == "float16"
    finally:
        config.set_floatx("float32")
