"""Values as frames: a header in JSON and the raw bytes of the arrays behind it. No code crosses, no score.

Both sides use this file: the grader, which believes nothing that comes, and the learner's process, to which
its text is sent. So it needs Python's library and NumPy alone.

A frame is two big-endian 32-bit lengths, then a header in JSON, then bytes. A value in a header is a tree:
None, true, false, a number and a text stand for themselves; an object with one key stands for the rest::

    {"a": [dtype, shape]}    an array; its bytes come next in the payload
    {"n": dtype}             a number of one of NumPy's types
    {"l": [dtype, shape]}    lists of Python floats ("<f8") or ints ("<i8"), nested as the shape says
    {"g": [dtype, shape]}    a list of arrays, or of NumPy's own numbers, all alike
    {"o": [shape, [node…]]}  an array of objects
    {"L": [node, ...]}       any other list; "T" for a tuple
    {"D": [[key, node], …]}  a dict
    {"?": "Value"}           something of another type, which is named and left behind
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np

LENGTHS = struct.Struct(">II")
MAX_HEADER = 1 << 16
MAX_PAYLOAD = 8 << 20
MAX_DIMENSIONS = 8
MAX_DEPTH = 32
MAX_TEXT = 1000
MAX_ITEMS = 100_000  # of a list: each becomes an object, which takes far more memory than its bytes
NUMERIC = "biuf"
_SIZES = ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8")
_OF_PYTHON = ("<i8", "<f8")
_DTYPES = {  # as sent, and as used
    order + size: (np.dtype(order + size), np.dtype(size)) for order in "<>|" for size in _SIZES
}


class BadFrame(Exception):
    """What came is no frame, or holds what no frame may hold."""


class Unreadable:
    """Stands where something of another type was: only the name of its type is known."""


# ---------------------------------------------------------------- value -> bytes


def pack(value: Any) -> tuple[Any, bytes]:
    """The tree of a value, and the bytes of its arrays."""
    chunks: list[bytes] = []
    return _node(value, chunks, 0), b"".join(chunks)


def _node(value: Any, chunks: list[bytes], depth: int) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if depth > MAX_DEPTH:
        return {"?": type(value).__name__[:60]}
    if isinstance(value, str):
        return str.__str__(value)[:MAX_TEXT]
    if type(value) in (int, float):
        return value if type(value) is float or abs(value) < 2**63 else {"?": "int of more than 64 bits"}
    if isinstance(value, (list, tuple)):
        return _sequence(value, chunks, depth)
    if isinstance(value, Mapping):
        pairs = islice(value.items(), MAX_ITEMS)
        return {"D": [[_node(k, chunks, depth + 1), _node(v, chunks, depth + 1)] for k, v in pairs]}
    if isinstance(value, Iterator):
        return _sequence(list(islice(value, MAX_ITEMS)), chunks, depth)
    if isinstance(value, (int, float)) or hasattr(type(value), "__array__"):
        return _array(np.asarray(value), value, chunks, depth)
    return {"?": type(value).__name__[:60]}


def _sequence(value: Any, chunks: list[bytes], depth: int) -> Any:
    if type(value) is list and len(value) > 4:
        alike = _all_alike(value)
        if alike:
            kind, array = alike
            chunks.append(array.tobytes())
            return {kind: [array.dtype.str, list(array.shape)]}
    nodes = [_node(item, chunks, depth + 1) for item in islice(value, MAX_ITEMS)]
    return {"T" if isinstance(value, tuple) else "L": nodes}


def _all_alike(value: list[Any]) -> tuple[str, np.ndarray] | None:
    """A long list as one array, where it comes back from it as it was."""
    kinds = _kinds(value, 0)
    kind = "l" if kinds in ({int}, {float}) else "g"
    if kind == "g" and not _are_of_numpy(value):
        return None
    try:
        array = np.array(value)
    except ValueError:  # rows of different lengths
        return None
    fits = array.dtype.str in _OF_PYTHON if kind == "l" else array.dtype.kind in NUMERIC
    return (kind, array) if fits and array.ndim <= MAX_DIMENSIONS and 0 < array.size <= MAX_ITEMS else None


def _kinds(value: list[Any], depth: int) -> set[type]:
    """The types of all that is in nested lists."""
    found = set(map(type, value))
    if list in found and depth < MAX_DIMENSIONS:
        found.discard(list)
        found.update(*(_kinds(item, depth + 1) for item in value if type(item) is list))
    return found


def _are_of_numpy(value: list[Any]) -> bool:
    """Whether they are arrays of one shape and dtype, or numbers of one of NumPy's types."""
    kinds = set(map(type, value))
    return (kinds == {np.ndarray} or (len(kinds) == 1 and issubclass(kinds.pop(), np.generic))) and len(
        {(item.dtype, item.shape) for item in value}
    ) == 1


def _array(array: np.ndarray, value: Any, chunks: list[bytes], depth: int) -> Any:
    if array.dtype == object and isinstance(value, np.ndarray) and array.ndim <= MAX_DIMENSIONS:
        nodes = [_node(item, chunks, depth + 1) for item in islice(array.flat, MAX_ITEMS)]
        return {"o": [list(array.shape), nodes]}
    if array.dtype.kind not in NUMERIC:
        name = f"array of {array.dtype.name}" if isinstance(value, np.ndarray) else type(value).__name__
        return {"?": name[:60]}
    chunks.append(array.tobytes())
    if isinstance(value, np.generic):
        return {"n": array.dtype.str}
    return {"a": [array.dtype.str, list(array.shape)]}


def frame(header: Mapping[str, Any], payload: bytes = b"") -> bytes:
    """The bytes of a frame."""
    text = json.dumps(header, separators=(",", ":")).encode("ascii")
    return LENGTHS.pack(len(text), len(payload)) + text + payload


# ---------------------------------------------------------------- bytes -> value


def unpack(tree: Any, payload: bytes) -> Any:
    """The value of a tree, each array a fresh one. Every byte must be used.

    Raises
    ------
    BadFrame
        The tree or the number of bytes is not as it must be.
    """
    reader = _Reader(payload)
    try:
        value = reader.value(tree, 0)
    except (ValueError, MemoryError):  # sizes beyond all bounds, next to one that is 0
        raise BadFrame("no shape of an array") from None
    if reader.at != len(payload):
        raise BadFrame(f"{len(payload) - reader.at} bytes are left over")
    return value


class _Reader:
    """Walks a tree and takes the bytes of its arrays, in order."""

    def __init__(self, payload: bytes):
        self.payload = payload
        self.at = 0

    def value(self, tree: Any, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise BadFrame("nested too deeply")
        if tree is None or isinstance(tree, (bool, int, float, str)):
            return tree
        if not (isinstance(tree, dict) and len(tree) == 1):
            raise BadFrame("no node of a tree")
        ((kind, inside),) = tree.items()
        if kind == "?":
            return _stranger(inside)
        if kind == "a":
            return self._array(*_pair(inside))
        if kind == "n":
            return self._array(inside, [])[()]
        if kind in ("l", "g"):
            return self._list(kind, *_pair(inside))
        if kind == "o":
            return self._objects(*_pair(inside), depth)
        if not isinstance(inside, list):
            raise BadFrame(f"a list was expected in {kind!r}")
        if kind in ("L", "T"):
            parts = [self.value(node, depth + 1) for node in inside]
            return parts if kind == "L" else tuple(parts)
        if kind == "D":
            pairs = ((self.value(part, depth + 1) for part in _pair(node)) for node in inside)
            return {_hashable(key): value for key, value in pairs}
        raise BadFrame("no known kind of node")

    def _list(self, kind: str, dtype: Any, shape: Any) -> list[Any]:
        if not 0 < math.prod(_shape(shape)) <= MAX_ITEMS or (kind == "l" and dtype not in _OF_PYTHON):
            raise BadFrame("no list of numbers")
        array = np.atleast_1d(self._array(dtype, shape))
        return array.tolist() if kind == "l" else list(array)

    def _objects(self, shape: Any, nodes: Any, depth: int) -> np.ndarray:
        if not isinstance(nodes, list) or math.prod(_shape(shape)) != len(nodes):
            raise BadFrame("no array of objects")
        array = np.empty(len(nodes), dtype=object)
        for k, node in enumerate(nodes):
            array[k] = self.value(node, depth + 1)
        return array.reshape(shape)

    def _array(self, dtype: Any, shape: Any) -> np.ndarray:
        if not isinstance(dtype, str) or dtype not in _DTYPES:
            raise BadFrame("no dtype of numbers")
        (kind, native), shape = _DTYPES[dtype], _shape(shape)
        end = self.at + kind.itemsize * math.prod(shape)
        if end > len(self.payload):
            raise BadFrame("bytes of an array are missing")
        array = np.ndarray(shape, kind, self.payload, self.at).astype(native)
        self.at = end
        return array


def _pair(node: Any) -> tuple[Any, Any]:
    if not (isinstance(node, list) and len(node) == 2):
        raise BadFrame("a pair was expected")
    return node[0], node[1]


def _shape(shape: Any) -> list[int]:
    if isinstance(shape, list) and len(shape) <= MAX_DIMENSIONS and all(map(_is_size, shape)):
        return shape
    raise BadFrame("no shape of an array")


def _is_size(size: Any) -> bool:
    return type(size) is int and 0 <= size <= MAX_PAYLOAD


def _hashable(key: Any) -> Any:
    plain = (type(None), bool, int, float, str, Unreadable)
    if isinstance(key, plain) or (isinstance(key, tuple) and all(isinstance(part, plain) for part in key)):
        return key
    raise BadFrame("no key of a dict")


def _stranger(name: Any) -> Unreadable:
    """An object whose type has the name that came."""
    if not (isinstance(name, str) and 0 < len(name) <= 60 and name.isprintable()):
        raise BadFrame("no name of a type")
    return type(name, (Unreadable,), {})()


class FrameReader:
    """Frames out of a stream of bytes, with limits.

    Parameters
    ----------
    max_header, max_total : int
        Bytes of one header, and of all frames together.
    """

    def __init__(self, max_header: int = MAX_HEADER, max_total: int = MAX_PAYLOAD):
        self._max_header = max_header
        self._left = max_total
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[dict[str, Any], bytes]]:
        """All frames that are whole with these bytes: their headers and payloads.

        Raises
        ------
        BadFrame
            After it, the stream cannot be read any further.
        """
        self._left -= len(data)
        if self._left < 0:
            raise BadFrame("too many bytes")
        self._buffer += data
        while len(self._buffer) >= LENGTHS.size:
            header, payload = LENGTHS.unpack_from(self._buffer)
            if header > self._max_header or payload > self._left + len(self._buffer):
                raise BadFrame("a frame that is too large")
            end = LENGTHS.size + header + payload
            if len(self._buffer) < end:
                return
            text = bytes(self._buffer[LENGTHS.size : LENGTHS.size + header])
            body = bytes(self._buffer[LENGTHS.size + header : end])
            del self._buffer[:end]
            yield _header(text), body


def _header(text: bytes) -> dict[str, Any]:
    if _depth(text) > 2 * MAX_DEPTH + 8:
        raise BadFrame("a header nested too deeply")
    try:
        header = json.loads(text)
    except (ValueError, RecursionError):
        raise BadFrame("a header that is no JSON") from None
    if not isinstance(header, dict):
        raise BadFrame("a header that is no object")
    return header


def _depth(text: bytes) -> int:
    """How deep brackets nest, at most; brackets in texts count too, which does no harm."""
    if (all_of_them := text.count(b"[") + text.count(b"{")) < MAX_DEPTH:
        return all_of_them
    depth = deepest = 0
    for byte in text:
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def receive(read: Callable[[int], bytes]) -> tuple[dict[str, Any], bytes]:
    """One frame from a blocking source that is trusted, without limits."""
    header, payload = LENGTHS.unpack(_exactly(read, LENGTHS.size))
    return json.loads(_exactly(read, header)), _exactly(read, payload)


def _exactly(read: Callable[[int], bytes], count: int) -> bytes:
    chunks = []
    while count:
        chunk = read(min(count, 1 << 20))
        if not chunk:
            raise EOFError("the other side has gone")
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)
