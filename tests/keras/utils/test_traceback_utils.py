import os
import traceback

import numpy as np
import pytest

from dlteach.keras import backend, config
from dlteach.keras.utils.traceback_utils import filter_traceback, inject_argument_info_in_traceback


def fail(inputs, scale=2):
    backend.standardize_dtype("float13")


def test_the_message_has_the_arguments_and_arrays_by_their_shape():
    explained = inject_argument_info_in_traceback(fail, "Dense.call()")
    with pytest.raises(ValueError, match="Invalid dtype: float13") as caught:
        explained(np.ones((2, 3), np.float32))
    message = str(caught.value)
    assert message.startswith("Exception encountered when calling Dense.call().")
    assert "inputs=array(shape=(2, 3), dtype=float32)" in message
    assert "scale=2" in message


def test_only_the_innermost_call_is_described():
    inner = inject_argument_info_in_traceback(fail, "inner")
    outer = inject_argument_info_in_traceback(lambda x: inner(x), "outer")
    with pytest.raises(ValueError, match="calling inner") as caught:
        outer(1)
    assert "outer" not in str(caught.value)


def test_an_error_made_from_something_else_becomes_a_runtime_error():
    class Own(Exception):
        def __init__(self, a, b):
            super().__init__(a)

    def fails(x):
        raise Own(x, x)

    with pytest.raises(RuntimeError, match="Arguments received"):
        inject_argument_info_in_traceback(fails)(1)


def frames_of(fn):
    try:
        fn(1)
    except ValueError as error:
        return [frame.filename for frame in traceback.extract_tb(error.__traceback__)]


def test_the_trace_leaves_the_library_out():
    inside = [name for name in frames_of(filter_traceback(fail)) if name != __file__]
    assert [os.path.basename(name) for name in inside] == ["traceback_utils.py"], "only the filter itself"


def test_the_whole_trace_is_there_when_filtering_is_off():
    config.disable_traceback_filtering()
    try:
        assert any("dtypes.py" in name for name in frames_of(filter_traceback(fail)))
    finally:
        config.enable_traceback_filtering()
