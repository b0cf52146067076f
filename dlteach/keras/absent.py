"""What to say about a name that Keras has and dlteach has not, or that neither has.

Python drops what a module's `__getattr__` says when the name comes from `from … import …`: it looks for a
submodule of that name next, so the same words are said there, at the end of the import path.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from importlib import resources
from importlib.abc import MetaPathFinder
from importlib.machinery import PathFinder
from types import ModuleType
from typing import NoReturn

_OURS = "dlteach.keras"


def names(package: str) -> Callable[[str], NoReturn]:
    """The `__getattr__` of a package, for the names that are not in it.

    Parameters
    ----------
    package : str
        The package's `__name__`.

    Examples
    --------
    >>> from dlteach import keras
    >>> keras.layers.GRU
    Traceback (most recent call last):
    AttributeError: keras.layers.GRU is not part of dlteach; Keras has it: import keras
    >>> keras.layers.Dens
    Traceback (most recent call last):
    AttributeError: dlteach.keras.layers has no Dens. Did you mean Dense?
    >>> keras.layers.Adam
    Traceback (most recent call last):
    AttributeError: dlteach.keras.layers has no Adam. Did you mean dlteach.keras.optimizers.Adam?
    >>> from dlteach.keras.layers import GRU
    Traceback (most recent call last):
    ModuleNotFoundError: keras.layers.GRU is not part of dlteach; Keras has it: import keras
    """

    def __getattr__(name: str) -> NoReturn:  # noqa: N807
        raise AttributeError(_explain(package, name) or f"{package} has no {name}")

    return __getattr__


def keras_has(package: str, name: str) -> bool:
    """Whether a package of Keras, `keras.layers` say, has a public name.

    Examples
    --------
    >>> keras_has("keras.layers", "GRU"), keras_has("keras.layers", "Gru")
    (True, False)
    """
    return name in _keras_names().get(package, [])


@functools.cache
def _keras_names() -> dict[str, list[str]]:
    """The public names of Keras 3.15.1 by package; tests/keras/list_keras_names.py wrote the file."""
    tables: dict[str, list[str]] = {}
    path = ""
    for line in resources.files(_OURS).joinpath("keras_names.txt").read_text().splitlines():
        if line.startswith(" "):
            tables[path] += line.split()
        else:
            path = line
            tables[path] = []
    return tables


def _explain(package: str, name: str) -> str | None:
    """What there is to say about a name that a package has not, if it is a known one or like one."""
    if name.startswith("_"):
        return None
    path = package.removeprefix("dlteach.")
    if keras_has(path, name):
        return f"{path}.{name} is not part of dlteach; Keras has it: import keras"
    meant = _elsewhere(name) or _similar(package, name)
    return f"{package} has no {name}. Did you mean {meant}?" if meant else None


def _elsewhere(name: str) -> str | None:
    """Another package of ours which has this name."""
    for path, known in _keras_names().items():
        module = sys.modules.get(f"dlteach.{path}")
        if name in known and module is not None and name in vars(module):
            return f"{module.__name__}.{name}"
    return None


def _similar(package: str, name: str) -> str | None:
    module = sys.modules[package]
    there = getattr(module, "__all__", None) or [known for known in vars(module) if not known.startswith("_")]
    by_lower_case = {known.lower(): known for known in there}
    close = get_close_matches(name.lower(), by_lower_case, n=1, cutoff=0.7)
    return by_lower_case[close[0]] if close else None


class _LastWord(MetaPathFinder):
    """Asked when nobody else knows a module: explains those which look like something of Keras's."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        package, _, name = fullname.rpartition(".")
        if package.split(".")[:2] != _OURS.split(".") or package not in sys.modules:
            return
        there = PathFinder.find_spec(fullname, getattr(sys.modules[package], "__path__", []))
        explanation = _explain(package, name) if there is None else None
        if explanation:
            # `from … import` swallows the error if it bears the name that was asked for.
            raise ModuleNotFoundError(explanation, name=package)


sys.meta_path.append(_LastWord())
