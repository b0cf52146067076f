"""What a learner's notebook imports besides NumPy: pictures, widgets and the course, made harmless and quick.

Sent to the learner's process as text: Python's library alone.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

ROOMS = ("functions", "autodiff", "tf1", "data", "keras")
_SHOWN = ("ipywidgets", "anywidget", "IPython", "IPython.display", "google", "google.colab", "tqdm.notebook")
_COURSE = ("check", "hint", "progress", "quiz", "review")


class Nothing:
    """Takes whatever is done to it and does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs and isinstance(args[0], types.FunctionType):
            return args[0]  # used as a decorator
        return self

    def __getitem__(self, key: Any) -> Nothing:
        return self

    def __setitem__(self, key: Any, value: Any) -> None:
        pass

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __enter__(self) -> Nothing:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __bool__(self) -> bool:
        return False


class _Idle(types.ModuleType):
    """A module of which every name is `Nothing`."""

    __path__: Any = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()


class _Absent(types.ModuleType):
    """A room of the course that is closed while an exercise is graded. Importing from it does no harm."""

    __path__: Any = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _closed(f"{self.__name__}.{name}")


def _closed(name: str) -> Any:
    def closed(*args: Any, **kwargs: Any) -> Any:
        raise ImportError(f"{name} is closed while this exercise is graded: write what it does yourself")

    return closed


def install(root: str, version: str, rooms: Sequence[str], pictures: bool) -> None:
    """Put the stand-ins in place, and load what is allowed.

    Parameters
    ----------
    root, version : str
        The folder that holds `dlteach`, and its version.
    rooms : sequence of str
        Rooms of the course that a learner may use here.
    pictures : bool
        Load matplotlib, which then draws nowhere.
    """
    if pictures:
        _draw_nowhere()
    for name in _SHOWN:
        sys.modules[name] = _Idle(name)
    sys.modules["IPython"].version_info = (99, 0)  # type: ignore[attr-defined]  # matplotlib asks
    _open(root, version, rooms)


def _draw_nowhere() -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import figure, pyplot

    for place in (pyplot, figure.Figure):
        for name in ("show", "savefig", "draw", "pause"):
            setattr(place, name, Nothing())
    pyplot.subplots()  # the first figure costs much more than the next
    pyplot.close()


def _open(root: str, version: str, rooms: Sequence[str]) -> None:
    """The package with these rooms; all others are closed."""
    course: Any = types.ModuleType("dlteach")
    course.__version__ = version
    course.__path__ = [f"{root}/dlteach"] if rooms else []
    sys.modules["dlteach"] = course
    for name in _COURSE:
        setattr(course, name, Nothing())
    for name in ("autograder", "exercises", "course", "grading", "cli", "figures", *ROOMS):
        if name not in rooms:
            kind = _Idle if name == "figures" else _Absent
            sys.modules[f"dlteach.{name}"] = kind(f"dlteach.{name}")
            setattr(course, name, sys.modules[f"dlteach.{name}"])
    sys.modules["dlteach.course"].mine = _mine(rooms)  # type: ignore[attr-defined]
    for name in rooms:
        setattr(course, name, import_module(f"dlteach.{name}"))


def _mine(rooms: Sequence[str]) -> Any:
    """`mine` gives the reference where its room is open: the learner's other notebooks are not here."""

    def mine(name: str, folder: Any = None) -> Any:
        for room in rooms:
            found = getattr(sys.modules[f"dlteach.{room}"], name, None)
            if found is not None:
                return found
        return _closed(f"mine({name!r})")

    return mine


def add_modules(texts: dict[str, str]) -> None:
    """Modules that drivers import, by name, from their text."""
    for name, text in texts.items():
        module = types.ModuleType(name)
        sys.modules[name] = module
        exec(compile(text, f"<{name}>", "exec"), vars(module))
