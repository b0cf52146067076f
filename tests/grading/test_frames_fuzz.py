"""The grader's parser of frames, under frames that are nearly right.

Whatever bytes come, it reads them or says that they are none; it never takes anything for a right answer
that is not one. The gate tries some; all 100,000::

    DLTEACH_FRAMES=100000 python -m pytest tests/grading/test_frames_fuzz.py
"""

import json
import os
import random
import struct
from copy import deepcopy

import numpy as np
import pytest

from dlteach.autograder.judge import asked_in
from dlteach.autograder.registry import find
from dlteach.grading.judging import judged
from dlteach.grading.replies import Replies
from dlteach.grading.sandbox.wire import BadFrame, FrameReader, frame, pack

SECONDS = 10.0
COUNT = int(os.environ.get("DLTEACH_FRAMES", 6_000))
EXERCISES = ("affine", "predict_shape", "affine_failing_input", "topological_order", "label_encode")
SEED = 3
HOSTILE = (
    None, True, False, 0, 1, -1, 2**31, 2**63, 10**300, 1e308, -0.0, float("nan"), float("inf"), "",
    "a", "\ud800", "\x1b[2J", "<b>", "x" * 1001, "NaN", "ValueError", "SystemExit", "ndarray",
    "function", "class", "value:", "<f8", "<f\u00b2", "|b1", "<f\u0668", ">i2", "|O8", [], {}, [[]], [0,
    0], [0] * 9, [8388608] * 8, [0, 8388608, 8388608, 8388608], [-1], ["<f8", [1]], {"a": ["<f8", [0]]},
    {"?": "x"}, {"L": []}, {"T": [[]]}, {"D": [[1, 2]]}, {"l": ["<i8", [3]]}, {"n": "<f8"}, {"g":
    ["<i8", [2, 3]]}, {"o": [[1], [1]]}, {"ask": 0},
)  # fmt: skip
KEYS = (
    "step", "problem", "answer", "call", "lines", "slow", "end", "value", "error", "lacks", "changed",
    "kind", "printed", "counts", "a", "l", "n", "g", "o", "ask", "L", "T", "D", "?",
)  # fmt: skip
PIECES = (
    b"", b"[", b"]" * 9, b"{", b'"', b"\\", b"\\ud800", b"\xff", b"\x00", b"1e999", b"NaN", b"-", b"9" *
    400, b"[" * 70, b",",
)  # fmt: skip


def wrong_run():
    """All frames of a run whose answers are of the right form and wrong."""
    yield {"step": 0}, b""
    yield {"problem": 0, "error": ["ValueError", "words"]}, b""
    for number, name in enumerate(EXERCISES):
        yield {"step": 1 + number}, b""
        yield {"answer": number, "kind": "function"}, b""
        for k, question in enumerate(asked_in(name, SEED)):
            if question.wanted.error is None and k != 1:
                tree, payload = pack(spoiled(question.wanted.value))
                yield {"call": [number, k], "value": tree, "changed": []}, payload
            else:
                yield {"call": [number, k], "error": ["KeyError", "words"], "lacks": None}, b""
        yield {"lines": number, "counts": [8, 72]}, b""
    yield {"end": True, "printed": 12}, b""


def spoiled(value):
    """A value of the same form with other contents."""
    if isinstance(value, dict):
        return {key: spoiled(inside) for key, inside in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(spoiled, value))
    if isinstance(value, np.ndarray):
        return value + 3 if value.dtype.kind in "iuf" else ~value
    return f"no {value}" if isinstance(value, str) else 17 if value is None else value + 3


def mutated(rng, header, payload):
    """The bytes of a frame in which something is not as it was."""
    way = rng.randrange(9)
    if way == 0:
        return flipped(rng, frame(header, payload))
    if way == 1:
        data = frame(header, payload)
        return data[: rng.randrange(len(data))]
    if way == 2:
        text = bytearray(json.dumps(header).encode())
        place = rng.randrange(len(text))
        text[place : place + rng.randrange(4)] = rng.choice(PIECES)
        return struct.pack(">II", len(text), len(payload)) + text + payload
    if way == 3:
        lengths = [rng.choice((0, 1, 4096, 4097, 2**31, 2**32 - 1, len(payload), 9)) for _ in range(2)]
        return struct.pack(">II", *lengths) + frame(header, payload)[8:]
    if way == 4:
        return frame(header, payload + rng.randbytes(rng.randrange(1, 20)))
    if way == 5:
        return frame(header, flipped(rng, payload) if payload else b"")
    if way == 6:
        codec = rng.choice(("utf-16", "utf-32-le", "utf-8-sig", "latin-1"))
        text = json.dumps(header).encode(codec)
        return struct.pack(">II", len(text), len(payload)) + text + payload
    changed = json.loads(json.dumps(header))
    for _ in range(rng.randrange(1, 4)):
        spoil(rng, changed)
    try:
        return frame(changed, payload)
    except ValueError:
        return b""


def flipped(rng, data):
    data = bytearray(data)
    for _ in range(rng.randrange(1, 6)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def spoil(rng, node):
    """Change a node of a tree in its place."""
    while True:
        keys = list(node) if isinstance(node, dict) else range(len(node))
        if not keys:
            return
        key = rng.choice(list(keys))
        if isinstance(node[key], (dict, list)) and node[key] and rng.random() < 0.7:
            node = node[key]
            continue
        way = rng.randrange(4)
        if way == 0 and isinstance(node, dict):
            node[rng.choice(KEYS)] = node.pop(key)
        elif way == 1 and isinstance(node, list):
            node.insert(key, deepcopy(rng.choice(HOSTILE)))
        elif way == 2:
            del node[key]
        else:
            node[key] = deepcopy(rng.choice(HOSTILE))
        return


def read(rng, data):
    """What is known after these bytes, which come in pieces of any size."""
    replies = Replies(1, [len(asked_in(name, SEED)) for name in EXERCISES])
    reader = FrameReader()
    try:
        while data:
            size = rng.choice((1, 7, 100, 65536))
            for header, payload in reader.feed(data[:size]):
                replies.take(header, payload)
            data = data[size:]
    except BadFrame:
        pass
    return replies


def test_no_frame_crashes_the_parser_or_earns_a_point():
    rng = random.Random(0)
    frames = list(wrong_run())
    plain = [frame(*one) for one in frames]
    exercises = [find(name) for name in EXERCISES]
    for _ in range(COUNT // 4):
        run = list(plain)
        for _ in range(4):
            place = rng.randrange(len(run))
            run[place] = mutated(rng, *frames[place])
        if rng.random() < 0.3:
            rng.shuffle(run)
        replies = read(rng, b"".join(run))
        for exercise, reply in zip(exercises, replies.exercises):
            if rng.random() < 0.3:
                feedback = judged(exercise, SEED, reply, SECONDS).feedback
                assert feedback.points == 0, (run, feedback)
                assert feedback.stage != "grader", feedback.summary
                assert all(c.isprintable() or c in "\n\t" for c in str(feedback)), str(feedback)


def test_one_hostile_word_in_each_place_is_read_or_refused():
    """Every word of `HOSTILE` in every place of every kind of frame."""
    rng = random.Random(1)
    kinds = {tuple(header): (header, payload) for header, payload in wrong_run()}
    for header, payload in kinds.values():
        for path in paths(header):
            for word in HOSTILE:
                changed = json.loads(json.dumps(header))
                node = changed
                for step in path[:-1]:
                    node = node[step]
                node[path[-1]] = deepcopy(word)
                read(rng, frame(changed, payload))


def paths(node, above=()):
    """The way to every node below this one."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, inside in pairs:
        yield (*above, key)
        yield from paths(inside, (*above, key))


@pytest.mark.parametrize("tree", HOSTILE, ids=repr)
def test_a_hostile_tree_is_read_or_refused(tree):
    for payload in (b"", bytes(8), bytes(64)):
        read(random.Random(2), frame({"call": [0, 0], "value": tree, "changed": []}, payload))


def test_right_answers_still_earn_their_points():
    """The wrong run, with the values that are wanted: so it is the values that earn nothing above."""
    frames = []
    for number, name in enumerate(EXERCISES):
        frames.append(frame({"answer": number, "kind": "function"}))
        for k, question in enumerate(asked_in(name, SEED)):
            exercise = find(name)
            if question.wanted.error is not None:
                error = question.wanted.error
                frames.append(
                    frame({"call": [number, k], "error": [type(error).__name__, ""], "lacks": None})
                )
                continue
            tree, payload = pack(exercise.driver(exercise.reference, *question.case.args))
            frames.append(frame({"call": [number, k], "value": tree, "changed": []}, payload))
    replies = read(random.Random(3), b"".join(frames))
    for name, reply in zip(EXERCISES, replies.exercises):
        assert judged(find(name), SEED, reply, SECONDS).feedback.passed is True, name
