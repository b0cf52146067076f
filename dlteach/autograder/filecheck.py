"""Checking a notebook file.

It is read as text, run in another process under a time limit, and reported exercise by exercise.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dlteach.autograder.exercise import Exercise
from dlteach.autograder.feedback import Feedback
from dlteach.autograder.judge import unchecked
from dlteach.autograder.notebook import Notebook, read_notebook
from dlteach.autograder.registry import exercises

CELL_SECONDS = 10.0


@dataclass(frozen=True)
class FileReport:
    """The feedback on every exercise of a notebook, and what went wrong on the way."""

    path: Path
    feedback: tuple[Feedback, ...]
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return bool(self.feedback) and all(f.passed is True for f in self.feedback)

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON."""
        return {
            "path": str(self.path),
            "passed": self.passed,
            "points": sum(f.points for f in self.feedback),
            "max_points": sum(f.max_points for f in self.feedback),
            "problems": list(self.problems),
            "feedback": [f.to_dict() for f in self.feedback],
        }


def check_file(
    path: str | Path, seconds: float = 60.0, progress: Callable[[str], None] = lambda words: None
) -> FileReport:
    """Check the answers in a notebook.

    Parameters
    ----------
    path : path of an `.ipynb` or `.py` file
    seconds : float
        Limit for the whole notebook; what was checked by then is kept.
    progress : callable
        Called with a few words before each step.

    Raises
    ------
    NotebookError
        The file cannot be read.
    """
    notebook = read_notebook(path)
    wanted = _wanted(notebook)
    defined = notebook.defined
    present = [e for e in wanted if e.name in defined]
    missing = [_missing(e, notebook) for e in wanted if e.name not in defined]
    results, problems = _run(notebook, [e.name for e in present], seconds, progress) if present else ({}, [])
    feedback = {f.name: f for f in missing} | results
    for exercise in present:
        feedback.setdefault(exercise.name, _not_reached(exercise))
    if not wanted:
        problems.append(f"{path} holds no answer to any exercise: no function in it has an exercise's name.")
    return FileReport(Path(path), tuple(feedback[e.name] for e in wanted), (*notebook.problems, *problems))


def _wanted(notebook: Notebook) -> list[Exercise]:
    """The exercises of the set that the notebook was made from, and any other that it has an answer to."""
    defined = notebook.defined
    return [e for e in exercises().values() if e.lesson == notebook.name or e.name in defined]


def _missing(exercise: Exercise, notebook: Notebook) -> Feedback:
    says = f"No cell defines {exercise.name}."
    if notebook.problems:
        says += " It may stand in a cell that Python cannot read."
    return unchecked(exercise, "exists", says)


def _not_reached(exercise: Exercise) -> Feedback:
    return unchecked(exercise, "exists", "Not checked: the notebook was stopped before.")


def _run(
    notebook: Notebook, names: list[str], seconds: float, progress: Callable[[str], None]
) -> tuple[dict[str, Feedback], list[str]]:
    folder = str(notebook.path.resolve().parent)
    job = {
        "cells": notebook.cells,
        "names": names,
        "folder": folder,
        "cell_seconds": min(CELL_SECONDS, seconds / 2),
    }
    child = _start(folder)
    late = threading.Event()

    def stop() -> None:
        late.set()
        _kill(child)

    timer = threading.Timer(seconds, stop)
    timer.start()
    results: dict[str, Feedback] = {}
    problems: list[str] = []
    last = "starting"
    try:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps(job))
        child.stdin.close()
        for text in child.stdout:
            line = json.loads(text)
            if "feedback" in line:
                results[line["exercise"]] = _feedback(line["feedback"])
            elif "problem" in line:
                problems.append(line["problem"])
            else:
                last = f"cell {line['cell']}" if "cell" in line else line["exercise"]
                progress(last)
        child.wait()
    except (OSError, ValueError):
        pass  # the process ended in the middle of a line; what came before counts
    finally:
        timer.cancel()
        _kill(child)
        child.wait()
    if len(results) < len(names):
        why = (
            f"it ran longer than {seconds:g} seconds in all" if late.is_set() else "it ended its own process"
        )
        problems.append(f"The notebook was stopped at {last}: {why}.")
    return results, problems


def _start(folder: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "dlteach.autograder.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, "MPLBACKEND": "Agg", "DLTEACH_STATE": "off", "DLTEACH_STRICT": ""},
        start_new_session=True,
        text=True,
        encoding="utf-8",
    )


def _feedback(data: dict[str, Any]) -> Feedback:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
    return Feedback(**fields)


def _kill(child: subprocess.Popen[str]) -> None:
    """End the process and all that it has started."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(child.pid, signal.SIGKILL)
        else:
            child.kill()
    except (ProcessLookupError, PermissionError):
        pass
