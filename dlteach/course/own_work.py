"""`mine`: a learner's own function, by name, from their exercise notebook; else the reference, said so."""

from __future__ import annotations

import ast
import functools
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from dlteach.autograder.effort import TooLong, time_limit
from dlteach.autograder.inputs import fresh
from dlteach.autograder.judge import grade
from dlteach.autograder.notebook import Notebook, NotebookError, read_notebook
from dlteach.autograder.registry import find
from dlteach.autograder.running import quiet
from dlteach.autograder.state import state_path
from dlteach.autograder.values import conform

_SECONDS = 10.0


def mine(name: str, folder: str | Path | None = None) -> Callable[..., Any]:
    """Your own function of this name, from your exercise notebook; prints where it comes from.

    The definition runs with what it needs from its notebook: imports, other functions, constants. It is
    checked first. While it is missing or not right yet, the reference of the course stands in for it.
    What the check calls a matter of style may stay: own names of arguments, no defaults, a list for an
    array, a cache beside the answer. The course calls all of them in one way and gets results in one form.

    Parameters
    ----------
    name : str
        The exercise: "softmax".
    folder : path, optional
        Where the exercise notebooks are; by default those of the workspace that you are in.

    Returns
    -------
    callable
        The function or class.

    Raises
    ------
    dlteach.autograder.registry.UnknownExercise
        No exercise has this name; the message names the nearest.

    Examples
    --------
    >>> softmax = mine("softmax", "no/such/folder")
    softmax: the reference (no notebook of yours defines it)
    """
    exercise = find(name)
    found, why = _found(name, exercise.lesson, Path(folder) if folder else _exercise_folder())
    if found is not None:
        print(f"{name}: yours, {why}")
        return _called_like(exercise.reference, found)
    print(f"{name}: the reference ({why})")
    return exercise.reference


def _exercise_folder() -> Path:
    """The exercises beside the folder that we are in, or those of the workspace that holds the progress."""
    here = Path.cwd()
    state = state_path()
    places = [here, here.parent / "exercises", here / "exercises"]
    places += [state.parent.parent / "exercises"] if state else []
    return next((place for place in places if place.name == "exercises" and place.is_dir()), here)


def _found(name: str, lesson: str, folder: Path) -> tuple[Callable[..., Any] | None, str]:
    """The answer if it is right, and where it comes from or why it is not taken."""
    notebook = _notebook_with(name, lesson, folder)
    if notebook is None:
        return None, _not_defined(lesson, folder)
    where = f"{notebook.path.parent.name}/{notebook.path.name}"
    try:
        with quiet(), time_limit(_SECONDS):
            answer = _defined(notebook, name)
    except (Exception, SystemExit, TooLong) as error:
        return None, f"the cell in {where} raises {type(error).__name__}"
    feedback = grade(answer, name)
    if feedback.passed:
        return answer, f"from {where}"
    state = "is not attempted yet" if feedback.passed is None else "is not right yet"
    return None, f"yours in {where} {state}"


def _notebook_with(name: str, lesson: str, folder: Path) -> Notebook | None:
    """The exercise notebook that defines the name: that of its lesson before any other."""
    paths = sorted(folder.glob("*.ipynb"), key=lambda path: (path.stem != lesson, path.name))
    for path in paths:
        try:
            notebook = read_notebook(path)
        except NotebookError:
            continue
        if name in notebook.defined:
            return notebook
    return None


def _not_defined(lesson: str, folder: Path) -> str:
    """Why no notebook defines the name: perhaps Python cannot read the cell that should."""
    path = folder / f"{lesson}.ipynb"
    try:
        unread = read_notebook(path).problems
    except NotebookError:
        unread = ()
    about = f"; in {folder.name}/{path.name}: {' '.join(unread)}".rstrip(".") if unread else ""
    return f"no notebook of yours defines it{about}"


def _called_like(reference: Callable[..., Any], answer: Any) -> Any:
    """The answer with the names, the defaults and the form of result that the reference has."""
    if isinstance(answer, type):
        return answer
    theirs, required = inspect.signature(reference), _required(answer)
    form: list[Any] = []

    @functools.wraps(answer)
    def called(*args: Any, **kwargs: Any) -> Any:
        bound = theirs.bind(*args, **kwargs)
        last = max((k for k, name in enumerate(theirs.parameters, 1) if name in bound.arguments), default=0)
        bound.apply_defaults()
        args = bound.args[: max(last, required)]
        if not form:
            form.append(reference(*map(fresh, bound.args)))
        return _in_the_form_of(form[0], answer(*args))

    called.__signature__ = theirs  # type: ignore[attr-defined]
    return called


def _required(answer: Callable[..., Any]) -> int:
    try:
        own = inspect.signature(answer).parameters.values()
    except ValueError:  # a function of NumPy under another name, which tells nothing of its arguments
        return 0
    return sum(p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD for p in own)


def _in_the_form_of(expected: Any, value: Any) -> Any:
    """Arrays and numbers as the autograder reads them; anything else stays as it is."""
    whole = expected if isinstance(expected, tuple) else (expected,)
    if not all(isinstance(part, (np.ndarray, np.generic, int, float)) for part in whole):
        return value
    parts = tuple(leaf.value[()] for leaf in conform(expected, value)[0])
    return parts if isinstance(expected, tuple) else parts[0]


def _defined(notebook: Notebook, name: str) -> Any:
    """The object of this name after running its definition and what that needs, in the notebook's order."""
    statements = [node for cell in notebook.cells for node in ast.parse(cell).body]
    makers = {made: node for node in statements for made in _makes(node)}  # the last definition wins
    needed: set[ast.stmt] = {node for node in statements if _is_star_import(node)}
    waiting = [name]
    while waiting:
        node = makers.get(waiting.pop())
        if node is not None and node not in needed:
            needed.add(node)
            waiting += [n.id for n in ast.walk(node) if isinstance(n, ast.Name)]
    space: dict[str, Any] = {"__name__": f"exercises_{notebook.path.stem}"}
    for node in statements:
        if node in needed:
            exec(compile(ast.Module([node], []), notebook.path.name, "exec"), space)
    return space[name]


def _makes(node: ast.stmt) -> Iterator[str]:
    """The names that a statement at top level defines."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from ((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    elif isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name))


def _is_star_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
