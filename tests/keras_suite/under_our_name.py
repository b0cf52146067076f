"""`dlteach.keras` under the name `keras`, so that Keras's own unit tests run against it unmodified.

A pytest plugin: `pytest -p tests.keras_suite.under_our_name`. Test files and Keras's test helpers come from
the folder in `KERAS_SOURCE` (an installed or unpacked Keras); every other `keras…` import is ours.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(os.environ["KERAS_SOURCE"])
OURS = "dlteach.keras"


class KerasIsOurs(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers every import of `keras` and below."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name.split(".")[0] != "keras":
            return None
        if name.startswith("keras.src.testing") or name.endswith("_test"):
            return _spec_of_file(name)
        return importlib.util.spec_from_loader(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return Stand(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        ours = _our_module(module.__name__)
        if ours is not None:
            sys.modules[module.__name__] = ours


class Stand(types.ModuleType):
    """A module that we do not have: its names are looked for in the rooms above it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "NumpyTrainer":  # what our back end's trainer is called in Keras
            return importlib.import_module(OURS).Model.__mro__[1]
        if self.__name__.startswith("keras.src.distribution"):
            return None
        for room in _rooms_above(self.__name__):
            try:
                return getattr(room, name)
            except AttributeError:
                pass
        raise AttributeError(f"{OURS} has no {name}, which is looked for in {self.__name__}")


def _spec_of_file(name: str) -> importlib.machinery.ModuleSpec | None:
    path = SOURCE.joinpath(*name.split(".")[1:])
    if path.is_dir():
        return importlib.util.spec_from_file_location(
            name, path / "__init__.py", submodule_search_locations=[str(path)]
        )
    return importlib.util.spec_from_file_location(name, path.with_suffix(".py"))


_OTHER_NAMES = {
    "keras.src.tree.optree_impl": "keras.tree",
    "keras.src.backend.numpy": "keras.ops",
    "keras.src.backend.random": "keras.random",
    "keras.src.ops.numpy": "keras.ops",
    "keras.src.ops.nn": "keras.ops",
    "keras.src.ops.math": "keras.ops",
    "keras.src.ops.core": "keras.ops",
}


def _our_module(name: str) -> types.ModuleType | None:
    if name == "keras.src":
        return None
    name = _OTHER_NAMES.get(name, name)
    below = name.removeprefix("keras").removeprefix(".src")
    try:
        return importlib.import_module(OURS + below)
    except ModuleNotFoundError as error:
        if not (OURS + below).startswith(str(error.name)):
            raise
        return None


def _rooms_above(name: str) -> Iterator[types.ModuleType]:
    parts = name.split(".")[2:]
    for end in range(len(parts), -1, -1):
        room = _our_module(".".join(["keras", *parts[:end]]))
        if room is not None:
            yield room


def skip_if_backend(given_backend: str, reason: str) -> pytest.MarkDecorator:
    """What Keras's own conftest offers its tests."""
    return pytest.mark.skipif(given_backend == "numpy", reason=reason)


class Missing(types.ModuleType):
    """A library that some test files import for a few of their tests; those are skipped."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        pytest.skip(f"needs {self.__name__}")


for library in ["tensorflow", "jax"]:
    if importlib.util.find_spec(library) is None:
        sys.modules[library] = Missing(library)
sys.meta_path.insert(0, KerasIsOurs())
sys.modules["conftest"] = sys.modules[__name__]
