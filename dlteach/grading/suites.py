"""What crosses to the learner's process of an exercise, and the hashes that say which suite it was."""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
import platform
import sys
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

import dlteach
from dlteach.autograder.exercise import Exercise, Room, call
from dlteach.autograder.judge import MEMORY, asked_in
from dlteach.autograder.registry import find
from dlteach.grading.sandbox.wire import pack
from dlteach.grading.settings import Settings

BUILT_ON: dict[Room, tuple[Room, ...]] = {
    "functions": (),
    "autodiff": ("functions",),
    "data": ("functions", "autodiff"),
    "tf1": ("functions", "autodiff"),
    "keras": ("functions", "autodiff", "data"),
}
_COUNTED = (8, 72)  # examples for which the lines are counted that Python runs


@dataclass(frozen=True)
class Calls:
    """The calls of an exercise as data: neither what is expected nor how it is judged.

    Parameters
    ----------
    calls : list
        For each call, the tree of its arguments and the part of `payload` that their arrays are in.
    counts : list
        The same, for the calls of which the lines are counted.
    payload : bytes
    """

    calls: list[list[Any]]
    counts: list[list[Any]]
    payload: bytes


@lru_cache(MEMORY)
def calls_of(name: str, seed: int) -> Calls:
    """The calls that a seed draws."""
    exercise = find(name)
    chunks: list[bytes] = []
    calls = [_packed(question.case.args, chunks) for question in asked_in(name, seed)]
    batch = exercise.batch
    counted = [batch(np.random.default_rng(seed), n) for n in _COUNTED] if batch else []
    counts = [_packed(args, chunks) for args in counted]
    return Calls(calls, counts, b"".join(chunks))


def _packed(args: tuple[Any, ...], chunks: list[bytes]) -> list[Any]:
    tree, data = pack(args)
    start = sum(map(len, chunks))
    chunks.append(data)
    return [tree, start, start + len(data)]


def calls_together(
    asked: Iterable[Exercise], defined: Mapping[str, str], seed: int
) -> tuple[list[dict[str, Any]], dict[str, str], bytes]:
    """What crosses of several exercises: neither what is expected nor how it is judged.

    Parameters
    ----------
    asked : iterable of Exercise
    defined : dict
        For each exercise, the name of the answer in the learner's code.
    seed : int

    Returns
    -------
    tuple
        The exercises as plain data, the modules that their drivers import, and the bytes of all arrays.
    """
    crossing: list[dict[str, Any]] = []
    modules: dict[str, str] = {}
    payload = bytearray()
    for exercise in asked:
        calls, start = calls_of(exercise.name, seed), len(payload)
        payload += calls.payload
        modules |= modules_of(exercise.name)
        crossing.append(
            {
                "name": defined[exercise.name],
                "driver": driver_of(exercise.name),
                "calls": [[tree, start + a, start + b] for tree, a, b in calls.calls],
                "counts": [[tree, start + a, start + b] for tree, a, b in calls.counts],
            }
        )
    return crossing, modules, bytes(payload)


def loops_over_examples(counts: list[int]) -> bool:
    """Whether the numbers of lines say that Python visits the examples one at a time."""
    small, large = _COUNTED
    return len(counts) == 2 and counts[1] - counts[0] >= (large - small) // 2


@cache
def driver_of(name: str) -> str | None:
    """The text of the driver; nothing for a plain call."""
    driver = find(name).driver
    return None if driver is call else textwrap.dedent(inspect.getsource(driver))


@cache
def modules_of(name: str) -> dict[str, str]:
    """Modules of the pack that the driver imports, with those that they import: name → text."""
    found: dict[str, str] = {}
    waiting = _imported(driver_of(name) or "")
    while waiting:
        module = waiting.pop()
        if module in found or not _is_of_a_pack(module, find(name)):
            continue
        spec = find_spec(module)
        assert spec is not None and spec.origin is not None
        found[module] = Path(spec.origin).read_text("utf-8")
        waiting += _imported(found[module])
    return dict(reversed(found.items()))  # what is imported comes before what imports it


def _imported(text: str) -> list[str]:
    nodes = ast.walk(ast.parse(text))
    return [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]


def _is_of_a_pack(module: str, exercise: Exercise) -> bool:
    return module.startswith(exercise.cases.__module__.partition(".")[0] + ".") and not any(
        module == f"dlteach.{room}" or module.startswith(f"dlteach.{room}.") for room in BUILT_ON
    )


def rooms_of(exercise: Exercise) -> tuple[Room, ...]:
    """The rooms that are open while the exercise is graded, what they are built on first."""
    wanted = {floor for room in exercise.rooms for floor in (*BUILT_ON[room], room)}
    return tuple(room for room in BUILT_ON if room in wanted)


def suite_hash(exercises: Iterable[Exercise]) -> str:
    """SHA-256 of the exercises, and of all code that has a say in their verdicts."""
    modules = {
        part.__module__
        for exercise in exercises
        for part in (exercise.cases, exercise.reference, exercise.measure)
        if part is not None
    }
    parts = [_machine(), *(_hash_of(folder, "*.py") for folder in sorted(set(map(_folder, modules))))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def _folder(module: str) -> Path:
    """The folder of a module: what lies beside the cases or the reference of an exercise belongs to it."""
    file = sys.modules[module].__file__
    return Path(file).parent if file else Path(dlteach.__file__).parent


@cache
def _machine() -> str:
    course = Path(dlteach.__file__).parent
    rooms = ("autograder", "functions", "autodiff", "tf1", "data", "keras", "grading")
    return "\n".join(_hash_of(course / room, "**/*.py") for room in rooms)


@cache
def _hash_of(folder: Path, pattern: str) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.glob(pattern)):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\n" + path.read_bytes())
    return digest.hexdigest()


@cache
def environment_hash(settings: Settings, isolation: str) -> str:
    """SHA-256 of versions, machine, limits and isolation."""
    facts = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "machine": platform.machine(),
        "system": platform.system(),
        "isolation": isolation,
        **settings.limits,
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
