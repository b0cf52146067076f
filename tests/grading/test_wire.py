"""Values cross as they are; what is no frame is refused and nothing else happens."""

import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlteach.grading.sandbox.wire import BadFrame, FrameReader, Unreadable, frame, pack, unpack

DTYPES = st.sampled_from(["b1", "<i1", "<i4", "<i8", "<u1", "<u8", "<f2", "<f4", "<f8", ">f8", ">i4"])
arrays = DTYPES.flatmap(lambda dtype: hnp.arrays(np.dtype(dtype), hnp.array_shapes(min_dims=0, min_side=0)))
scalars = (
    st.none()
    | st.booleans()
    | st.floats().map(np.float64)
    | st.integers(0, 99).map(np.uint8)
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats()
    | st.text(max_size=50)
)
values = st.recursive(
    scalars | arrays,
    lambda inner: (
        st.lists(inner, max_size=8)
        | st.lists(inner, max_size=8).map(tuple)
        | st.dictionaries(st.text(max_size=9) | st.integers(-99, 99), inner, max_size=4)
    ),
    max_leaves=12,
)


def crossed(value):
    """The value after it has crossed."""
    tree, payload = pack(value)
    return unpack(json.loads(json.dumps(tree)), payload)


def same(a, b):
    if isinstance(b, np.ndarray) and b.dtype == object:
        return a.dtype == object and a.shape == b.shape and all(map(same, a.flat, b.flat))
    if isinstance(a, np.ndarray):
        return (
            a.shape == b.shape
            and a.dtype == b.dtype.newbyteorder("=")
            and a.tobytes() == b.astype(a.dtype).tobytes()
        )
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    return type(a) is type(b) and bool(a == b or a != a)


@given(values)
def test_a_value_crosses_with_its_types(value):
    assert same(crossed(value), value)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (object(), "object"),
        (1j, "complex"),
        (np.array([1j]), "array of complex128"),
        (lambda: 1, "function"),
        (2**70, "int of more than 64 bits"),
        ({1, 2}, "set"),
    ],
)
def test_what_cannot_cross_is_named(value, name):
    came = crossed(value)
    assert isinstance(came, Unreadable)
    assert type(came).__name__ == name


def test_a_generator_crosses_as_its_items():
    assert crossed(x * x for x in range(3)) == [0, 1, 4]


@pytest.mark.parametrize(
    "value",
    [
        [[1.0, 2.0, 3.0]] * 400,
        [[[1, 2], [3, 4]]] * 300,
        list(np.arange(5000.0)),
        [np.eye(3)] * 500,
        np.array([1, 2.5, None, "x"], dtype=object),
        [1, 2.0, True, None, "x", [1, 2]],
        [[1.0], [1.0, 2.0], [3.0], [], [4.0]],
    ],
    ids=["rows", "blocks", "numpy-numbers", "arrays", "objects", "mixed", "ragged"],
)
def test_a_long_list_crosses_as_it_is_under_a_short_header(value):
    assert same(crossed(value), value)
    assert len(json.dumps(pack(value)[0])) < 500


def test_a_subclass_crosses_as_plain_numbers():
    class Lying(float):
        def __eq__(self, other):
            return True

        __hash__ = float.__hash__

    assert type(crossed(Lying(2.0))) is np.ndarray
    assert not np.array_equal(crossed(np.ma.masked_array([1.0, 2.0])), [1.0, 3.0])


def test_values_nested_without_end_are_cut():
    endless = []
    endless.append(endless)
    assert json.dumps(pack(endless)[0]).count("[") < 100


@pytest.mark.parametrize(
    "tree",
    [
        {"a": ["<f8", [3]]},
        {"a": ["<f8", [-1]]},
        {"a": ["<f8", [True]]},
        {"a": ["<f8", [1] * 9]},
        {"a": ["<f8", [2**62, 2**62, 0]]},
        {"a": ["<f8", "3"]},
        {"a": ["O", [1]]},
        {"a": ["<M8", [0]]},
        {"a": ["<c16", [0]]},
        {"a": ["f8,f8", [0]]},
        {"a": [["x", "<f8"], [0]]},
        {"a": "<f8"},
        {"n": "O"},
        {"n": ["<f8"]},
        {"n": "<f8"},
        {"l": ["<f8", 10**9]},
        {"g": ["<f8", [2**30]]},
        {"o": [[2], [1]]},
        {"o": [[8388608] * 8, []]},
        {"L": {}},
        {"D": [[[], 1]]},
        {"D": [[1, 2, 3]]},
        {"?": ""},
        {"?": "x" * 61},
        {"?": "\x1b[2J"},
        {"x": 1},
        {"a": 1, "L": 2},
        {},
        [1],
    ],
)
def test_a_tree_that_is_none_is_refused(tree):
    with pytest.raises(BadFrame):
        unpack(tree, b"")


def test_bytes_that_no_array_takes_are_refused():
    with pytest.raises(BadFrame, match="left over"):
        unpack({"a": ["<f8", [1]]}, bytes(16))


def test_frames_come_out_however_the_bytes_are_cut():
    data = frame({"call": [0, 1], "value": {"a": ["|u1", [3]]}}, b"abc") + frame({"end": True})
    reader, found = FrameReader(), []
    for byte in data:
        found += reader.feed(bytes([byte]))
    assert found == [({"call": [0, 1], "value": {"a": ["|u1", [3]]}}, b"abc"), ({"end": True}, b"")]


@pytest.mark.parametrize(
    "data",
    [
        struct.pack(">II", 70_000, 0),
        struct.pack(">II", 2, 2**31) + b"{}",
        struct.pack(">II", 3, 0) + b"[1]",
        struct.pack(">II", 3, 0) + b"{1}",
        struct.pack(">II", 2, 0) + b"\xff\xff",
        struct.pack(">II", 4000, 0) + b"[" * 4000,
        struct.pack(">II", 4000, 0) + b'{"a":' * 800,
    ],
)
def test_bytes_that_are_no_frame_are_refused(data):
    with pytest.raises(BadFrame):
        list(FrameReader().feed(data))


def test_a_flood_of_frames_is_refused():
    flood = frame({"step": 0}) * 1000
    with pytest.raises(BadFrame, match="too many"):
        list(FrameReader(max_total=len(flood) - 1).feed(flood))
