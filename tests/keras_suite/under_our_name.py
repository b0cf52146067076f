"""`dlteach.keras` under the name `keras`, so that Keras's own unit tests run against it unmodified.

A pytest plugin: `pytest -p tests.keras_suite.under_our_name`. Test files and Keras's test helpers come from
the folder in `KERAS_SOURCE` (an installed or unpacked Keras); every other `keras…` import is ours.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.util
import os
import sys
import types
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import pytest

import dlteach.keras
from dlteach.keras.absent import keras_has

SOURCE = Path(os.environ["KERAS_SOURCE"])
OURS = "dlteach.keras"
OUR_FOLDER = Path(dlteach.keras.__file__).parent
# What some tests import for a few of their cases, which are skipped.
NOT_HERE = [
    name for name in ("tensorflow", "torch", "grain", "jax") if importlib.util.find_spec(name) is None
]

# Keras's inner modules whose names ours has elsewhere.
_ELSEWHERE = {
    "keras.src.tree.optree_impl": "keras.tree",
    "keras.src.backend.numpy": "keras.ops",
    "keras.src.backend.random": "keras.random",
}
_OTHER_NAMES = {
    "NumpyTrainer": lambda: importlib.import_module(f"{OURS}.trainers.trainer").Trainer,
    "optree": lambda: types.SimpleNamespace(available=True),  # what Keras's tree stands on
}


class KerasIsOurs(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers every import of `keras` and below."""

    def find_spec(self, name: str, path: Any, target: Any = None) -> ModuleSpec | None:
        if name.split(".")[0] in NOT_HERE:
            return importlib.util.spec_from_loader(name, self, is_package=True)
        if name.startswith(OURS + ".") and not _file_in(OUR_FOLDER, name.split(".")[2:]):
            name = name.replace(OURS, "keras.src", 1)  # what Keras has beside the modules of ours
        if name.split(".")[0] != "keras":
            return None
        if name.startswith("keras.src.testing") or name.endswith("_test"):
            return _spec_of_file(name)
        known = _source_of(name) or _our_module(name)
        return importlib.util.spec_from_loader(name, self, is_package=True) if known else None

    def create_module(self, spec: ModuleSpec) -> types.ModuleType:
        return Missing(spec.name) if spec.name.split(".")[0] in NOT_HERE else Stand(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        ours = _our_module(module.__name__) if isinstance(module, Stand) else None
        if ours is not None:
            sys.modules[module.__name__] = ours


class Stand(types.ModuleType):
    """A module that Keras has and we have not: its names are looked for in the rooms above it."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if _source_of(f"{self.__name__}.{name}"):
            return importlib.import_module(f"{self.__name__}.{name}")
        if name in _OTHER_NAMES:
            return _OTHER_NAMES[name]()
        for room in _rooms_above(self.__name__):
            try:
                return getattr(room, name)
            except AttributeError:
                pass
        return Missing(f"{self.__name__}.{name}")


class Missing(types.ModuleType):
    """What neither is here nor ours. Tests may name it, check for it and inherit from it; those that call it
    are skipped."""

    def __getattr__(self, name: str) -> Any:
        if name == "available":
            return False
        if name.startswith("__"):
            raise AttributeError(name)
        return Missing(f"{self.__name__}.{name}")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if "PYTEST_CURRENT_TEST" in os.environ:
            pytest.skip(f"needs {self.__name__}")
        return self

    def __instancecheck__(self, instance: Any) -> bool:
        return False

    __subclasscheck__ = __instancecheck__

    def __mro_entries__(self, bases: Any) -> tuple[()]:
        return ()


def _file_in(folder: Path, parts: list[str]) -> Path | None:
    path = folder.joinpath(*parts)
    return next((found for found in (path, path.with_suffix(".py")) if found.exists()), None)


def _source_of(name: str) -> Path | None:
    """Keras's own file or folder of a module."""
    return _file_in(SOURCE, name.split(".")[1:])


def _spec_of_file(name: str) -> ModuleSpec | None:
    path = _source_of(name)
    if path is None:
        return None
    if path.suffix:
        return importlib.util.spec_from_file_location(name, path)
    return importlib.util.spec_from_file_location(
        name, path / "__init__.py", submodule_search_locations=[str(path)]
    )


def _our_module(name: str) -> types.ModuleType | None:
    below = _ELSEWHERE.get(name, name).removeprefix("keras").removeprefix(".src").removeprefix(".")
    if name == "keras.src" or not _file_in(OUR_FOLDER, below.split(".")):
        return None
    return importlib.import_module(f"{OURS}.{below}".rstrip("."))


def _rooms_above(name: str) -> Iterator[types.ModuleType]:
    parts = name.split(".")[2:]
    for end in range(len(parts), -1, -1):
        room = _our_module(".".join(["keras", *parts[:end]]))
        if room is not None:
            yield room


def _name_absent_layers() -> None:
    """Let test files name layers that we have not, when they are read; a test that uses one fails."""
    layers = importlib.import_module(f"{OURS}.layers")
    ours = layers.__getattr__

    def __getattr__(name: str) -> Any:  # noqa: N807
        running = "PYTEST_CURRENT_TEST" in os.environ
        return Missing(name) if keras_has("keras.layers", name) and not running else ours(name)

    layers.__getattr__ = __getattr__  # type: ignore[method-assign]


def skip_if_backend(given_backend: str, reason: str) -> pytest.MarkDecorator:
    """What Keras's own conftest offers its tests."""
    return pytest.mark.skipif(given_backend == "numpy", reason=reason)


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector:
    """A folder is no package here: pytest would run Keras's `__init__.py`."""
    return pytest.Dir.from_parent(parent, path=path)


def pytest_pycollect_makemodule(module_path: Path) -> None:
    """Import the package of a test file here: pytest would load Keras's own."""
    importlib.import_module(".".join([SOURCE.name, *module_path.parent.relative_to(SOURCE).parts]))


os.environ.pop("PYTEST_CURRENT_TEST", None)  # of a run that started this one
sys.meta_path.insert(0, KerasIsOurs())
_name_absent_layers()
with contextlib.suppress(ImportError):
    import ml_dtypes  # noqa: F401  # so that NumPy knows "bfloat16", in which some cases are written
sys.modules["conftest"] = sys.modules[__name__]
