"""Other frameworks beside dlteach: asked where they are installed, else known by recorded numbers."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import warnings
from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import numpy as np


def run_with(name: str, step: Callable[..., dict[str, Any]], *job: Any) -> dict[str, Any]:
    """Let a framework do a job; where it cannot be imported, give what it gave when the course was made.

    Parameters
    ----------
    name : {"keras", "torch"}
        What stands behind `import`.
    step : callable
        ``step(framework, *job)`` with the imported module; it returns numbers and arrays by name.
    *job
        What the step works on.

    Returns
    -------
    dict
        What the step returns, and as "from" a sentence that says where the numbers come from.

    Raises
    ------
    ValueError
        The framework is not installed, and the job is not the recorded one.

    Examples
    --------
    >>> run_with("math", lambda math, x: {"root": math.sqrt(x)}, 9.0)["root"]
    3.0
    """
    framework = _imported(name)
    if framework is None:
        _check_job(name, job)
        numbers = recorded("keras on jax" if name == "keras" else name)
        return {**numbers, "from": f"not installed here, so {numbers['from']}"}
    with _quiet():
        return {**step(framework, *job), "from": f"{_titled(framework)}, run here"}


def recorded(name: str) -> dict[str, Any]:
    """What a framework gave for the job of the lesson when the course was made.

    Parameters
    ----------
    name : str
        "torch", "keras on jax", "keras on torch" or "keras on tensorflow".

    Returns
    -------
    dict
        Arrays by name, and as "from" a sentence that says which version gave them.

    Examples
    --------
    >>> recorded("torch")["predictions"].shape
    (6, 2)
    """
    numbers = _record()["numbers"]
    if name not in numbers:
        raise KeyError(f"no numbers are recorded for {name!r}; there are: {', '.join(numbers)}")
    found = dict(numbers[name])
    version = found.pop("version")
    return {**{key: _arrays(value) for key, value in found.items()}, "from": f"recorded with {version}"}


def _record() -> dict[str, Any]:
    return json.loads(files("dlteach.course").joinpath("frameworks.json").read_text(encoding="utf-8"))


def _arrays(value: Any) -> Any:
    """An array; for a list of arrays of several shapes, a list of them."""
    ragged = isinstance(value, list) and len({np.shape(part) for part in value if isinstance(part, list)}) > 1
    return [np.array(part) for part in value] if ragged else np.array(value)


def _check_job(name: str, job: tuple[Any, ...]) -> None:
    wanted = _record()["job"]
    given = json.loads(json.dumps(job, default=np.ndarray.tolist))
    if given != wanted:
        raise ValueError(
            f"{name} is not installed here, and its recorded numbers belong to the job of the lesson, not to "
            f"this one; install it, or go back to the lesson's job"
        )


def _imported(name: str) -> ModuleType | None:
    """The framework, or None where it or what it needs is missing."""
    if name == "keras" and "KERAS_BACKEND" not in os.environ:
        here = next((end for end in ("jax", "torch", "tensorflow") if find_spec(end)), None)
        if here is None:
            return None
        os.environ["KERAS_BACKEND"] = here
    try:
        with _quiet():
            framework = importlib.import_module(name)
    except Exception:  # a framework that is installed badly fails in many ways
        return None
    return framework if framework.__spec__ and framework.__spec__.origin else None  # no mere folder


def _titled(framework: ModuleType) -> str:
    version = getattr(framework, "__version__", "")
    backend = os.environ.get("KERAS_BACKEND", "") if framework.__name__ == "keras" else ""
    return f"{framework.__name__} {version}".strip() + (f" on {backend}" if backend else "")


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Frameworks greet with warnings on missing graphics cards."""
    with contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
