"""bfloat16: a type that NumPy has from the package ml_dtypes."""

import sys

import numpy as np
import pytest

from dlteach.keras import Variable, ops
from dlteach.keras.backend.core import numpy_dtype


def test_it_computes_and_keeps_the_type():
    pytest.importorskip("ml_dtypes")
    x = ops.cast([1.0, 2.0], "bfloat16")
    assert ops.dtype(x * x) == ops.dtype(ops.matmul(x, x)) == "bfloat16"


def test_a_variable_may_have_it():
    pytest.importorskip("ml_dtypes")
    assert Variable(np.ones(3), dtype="bfloat16").numpy().sum() == 3


def test_without_the_package_the_error_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "ml_dtypes", None)
    with pytest.raises(ValueError, match="pip install ml_dtypes"):
        numpy_dtype("bfloat16")
