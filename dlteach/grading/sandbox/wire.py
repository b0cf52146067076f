"""Values as frames: a header in JSON and the raw bytes of the arrays behind it. No code crosses, no score.

Both sides use this file: the grader, which believes nothing that comes, and the learner's process, to which
its text is sent. So it needs Python's library and NumPy alone.

A frame is two big-endian 32-bit lengths, then a header in JSON, then bytes. A value in a header is a tree:
None, true, false, a number and a text stand for themselves; an object with one key stands for the rest::

    {"a": [dtype, shape]}    an array; its bytes come next in the payload
    {"l": [dtype, count]}    a list of Python floats, or of Python ints; "t" for a tuple of them
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
MAX_HEADER = 4096
MAX_PAYLOAD = 8 << 20
MAX_DIMENSIONS = 8
MAX_DEPTH = 32
MAX_TEXT = 1000
MAX_ITEMS = 100_000
NUMERIC = "biuf"
_DTYPES = ("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8")


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
        return {"D": [[_key(k), _node(v, chunks, depth + 1)] for k, v in islice(value.items(), MAX_ITEMS)]}
    if isinstance(value, Iterator):
        return _sequence(list(islice(value, MAX_ITEMS)), chunks, depth)
    if isinstance(value, (int, float)) or hasattr(type(value), "__array__"):
        return _array(np.asarray(value), value, chunks)
    return {"?": type(value).__name__[:60]}


def _key(key: Any) -> Any:
    return key if isinstance(key, (str, int, float, bool)) or key is None else {"?": type(key).__name__[:60]}


def _sequence(value: Any, chunks: list[bytes], depth: int) -> Any:
    letters = "tT" if isinstance(value, tuple) else "lL"
    kinds = set(map(type, value))
    if len(value) > 4 and kinds in ({int}, {float}):
        array = np.array(value)
        if array.dtype in (np.int64, np.float64):
            chunks.append(array.tobytes())
            return {letters[0]: [array.dtype.str, len(value)]}
    return {letters[1]: [_node(item, chunks, depth + 1) for item in islice(value, MAX_ITEMS)]}


def _array(array: np.ndarray, value: Any, chunks: list[bytes]) -> Any:
    if array.dtype.kind not in NUMERIC:
        name = f"array of {array.dtype.name}" if isinstance(value, np.ndarray) else type(value).__name__
        return {"?": name[:60]}
    chunks.append(array.tobytes())
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
    value = reader.value(tree, 0)
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
        if not isinstance(inside, list):
            raise BadFrame(f"a list was expected in {kind!r}")
        if kind in ("l", "t"):
            dtype, count = _pair(inside)
            items = self._array(dtype, [count]).tolist()
            return items if kind == "l" else tuple(items)
        if kind in ("L", "T"):
            parts = [self.value(node, depth + 1) for node in inside]
            return parts if kind == "L" else tuple(parts)
        if kind == "D":
            return {_hashable(key): self.value(node, depth + 1) for key, node in map(_pair, inside)}
        raise BadFrame("no known kind of node")

    def _array(self, dtype: Any, shape: Any) -> np.ndarray:
        kind = _dtype(dtype)
        if not isinstance(shape, list) or len(shape) > MAX_DIMENSIONS or not all(map(_is_size, shape)):
            raise BadFrame("no shape of an array")
        end = self.at + kind.itemsize * math.prod(shape)
        if end > len(self.payload):
            raise BadFrame("bytes of an array are missing")
        array = np.frombuffer(self.payload, kind, math.prod(shape), self.at).reshape(shape).copy()
        self.at = end
        return array.astype(kind.newbyteorder("="), copy=False)


def _pair(node: Any) -> tuple[Any, Any]:
    if not (isinstance(node, list) and len(node) == 2):
        raise BadFrame("a pair was expected")
    return node[0], node[1]


def _is_size(size: Any) -> bool:
    return type(size) is int and 0 <= size <= MAX_PAYLOAD


def _hashable(key: Any) -> Any:
    if key is None or isinstance(key, (bool, int, float, str)):
        return key
    raise BadFrame("no key of a dict")


def _dtype(name: Any) -> np.dtype:
    if isinstance(name, str) and name[1:] in _DTYPES and name[0] in "<>|":
        return np.dtype(name)
    raise BadFrame("no dtype of numbers")


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
