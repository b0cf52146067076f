"""`dlteach export`: sets of exercises as assignments of other systems."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from dlteach.cli.app import app
from dlteach.cli.common import err, failing_clearly
from dlteach.grading.sandbox.levels import Level

export = typer.Typer(
    no_args_is_help=True, help="Write sets of exercises, or results, in the formats of other systems."
)
app.add_typer(export, name="export")

Lessons = Annotated[
    list[str] | None, typer.Argument(help="Sets of exercises by name or number: 02. All, when left out.")
]
Lesson = Annotated[str, typer.Argument(help="The set of exercises, by name or number: 02.")]
Folder = Annotated[Path, typer.Option("--to", help="The folder to write to.")]
File = Annotated[Path, typer.Option("--to", help="The file to write.")]


@export.command()
def nbgrader(to: Folder, lessons: Lessons = None) -> None:
    """Sets of exercises, as assignments of an nbgrader course."""
    from dlteach.grading.exports.nbgrader import write_assignment

    _write_sets(write_assignment, to, lessons or [])
    print(f"Next, in {to}: nbgrader generate_assignment NAME")


@export.command()
def otter(to: Folder, lessons: Lessons = None) -> None:
    """Sets of exercises, with test files for Otter."""
    from dlteach.grading.exports.otter import write_assignment

    _write_sets(write_assignment, to, lessons or [])
    print(f"Next, in {to}/NAME: otter generate")


@export.command()
def gradescope(
    lesson: Lesson,
    to: File,
    require_isolation: Annotated[
        Level, typer.Option(help="Grade nothing unless learners' code is held back at this level.")
    ] = "landlock",
    wheel: Annotated[
        list[Path] | None, typer.Option(help="A wheel to install beside dlteach, such as a pack of yours.")
    ] = None,
) -> None:
    """A set of exercises, as the zip of a Gradescope autograder."""
    from dlteach.autograder.files import write_atomically
    from dlteach.course import WorkspaceError
    from dlteach.grading.exports.gradescope_zip import autograder_zip
    from dlteach.grading.exports.sets import ExportError

    with failing_clearly(ExportError, WorkspaceError, OSError):
        name = chosen_sets([lesson])[0].stem
        with err.status("building the wheel"):
            data = autograder_zip(name, require_isolation, wheel or ())
        write_atomically(to, data)
    print(f"wrote {to}. Upload it as the autograder of an assignment, and test it there with a solution.")


def chosen_sets(names: list[str]) -> list[Path]:
    """The exercise notebooks of the course that are meant."""
    from dlteach.course import course_root
    from dlteach.grading.exports.sets import ExportError

    known = sorted((course_root() / "exercises").glob("*.ipynb"))
    chosen = [path for path in known if path.stem in names or path.stem.partition("_")[0] in names]
    for name in names:
        if not any(name in (path.stem, path.stem.partition("_")[0]) for path in known):
            raise ExportError(
                f"no set of exercises is called {name!r}; there are {', '.join(path.stem for path in known)}"
            )
    return chosen if names else known


def _write_sets(write: Callable[[Path, str, Any, Any], list[Path]], to: Path, names: list[str]) -> None:
    from dlteach.course import WorkspaceError
    from dlteach.grading.exports.sets import ExportError

    with failing_clearly(ExportError, WorkspaceError, OSError):
        for path in chosen_sets(names):
            solution = path.parents[1] / "solutions" / path.name
            texts = (json.loads(each.read_text("utf-8")) for each in (path, solution))
            for written in write(to, path.stem, *texts):
                print(f"wrote {written}")
