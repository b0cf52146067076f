"""The process in which `dlteach check` runs a notebook: cells in order, errors kept apart, then every check.

It is started with the job as JSON on standard input. It writes one JSON line for each step to what was its
standard output. It helps a learner who checks a file of their own; it does not defend a mark against a
hostile one.
"""

from __future__ import annotations

import json
import os
import sys
import types
from typing import Any

from dlteach.autograder.effort import TooLong, time_limit
from dlteach.autograder.judge import grade


def main() -> None:
    """Run the job and report it line by line."""
    job = json.load(sys.stdin)
    report = os.fdopen(os.dup(1), "w", encoding="utf-8")
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)

    def tell(**line: Any) -> None:
        report.write(json.dumps(line) + "\n")
        report.flush()

    space = _main_module(job["folder"])
    for number, cell in enumerate(job["cells"], 1):
        tell(cell=number)
        problem = _run(cell, number, space, job["cell_seconds"])
        if problem:
            tell(cell=number, problem=problem)
    for name in job["names"]:
        tell(exercise=name)
        tell(exercise=name, feedback=grade(space.get(name), name).to_dict())
    report.close()
    os._exit(0)  # threads that a notebook has started do not keep the process


def _main_module(folder: str) -> dict[str, Any]:
    """The namespace of the notebook: a fresh `__main__`, with the notebook's folder last on the path."""
    sys.path.append(folder)
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    return vars(module)


def _run(cell: str, number: int, space: dict[str, Any], seconds: float) -> str:
    """Run one cell; the answer is what went wrong, in words, or nothing."""
    try:
        with time_limit(seconds):
            exec(compile(cell, f"<cell {number}>", "exec"), space)
    except TooLong:
        return (
            f"Code cell {number} did not finish within {seconds:g} seconds and was stopped: "
            "is there a loop that never ends?"
        )
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: the other cells still count
        words = f": {str(error)[:300]}" if str(error) else ""
        return f"Code cell {number} raises {type(error).__name__}{words}."
    return ""


if __name__ == "__main__":
    main()
