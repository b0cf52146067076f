"""The commands that tell what grading has found: to a learner, to a teacher, and what looks alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.markup import escape
from rich.table import Table

from dlteach.cli.app import app
from dlteach.cli.common import AsJson, err, fail, failing_clearly, out

if TYPE_CHECKING:
    from dlteach.grading.classreport import AssignmentCount, ExerciseCount
    from dlteach.grading.results import Result

Grades = Annotated[Path, typer.Option(help="The folder that `dlteach grade` has filled.")]


class NoResults(Exception):
    """There is nothing to tell."""


@app.command()
def feedback(
    learners: Annotated[list[str] | None, typer.Argument(help="Only these; left out, all.")] = None,
    grades: Grades = Path("grades"),
    form: Annotated[
        Literal["html", "md", "txt"], typer.Option("--format", help="Page, Markdown or text.")
    ] = "html",
) -> None:
    """Write what each learner reads: one file for each assignment, in the folder's `feedback`."""
    from dlteach.autograder.files import write_atomically
    from dlteach.grading.harmless import NAME, file_name, harmless
    from dlteach.grading.newest import newest
    from dlteach.grading.pages import as_html, as_markdown, as_text

    write = {"html": as_html, "md": as_markdown, "txt": as_text}[form]
    with failing_clearly(NoResults, OSError):
        found = newest(r for r in _results(grades) if not learners or r.learner in learners)
        for result in found:
            folder = grades / "feedback" / file_name(result.learner)
            path = folder / f"{file_name(result.assignment or 'unknown')}.{form}"
            write_atomically(path, write(result).encode("utf-8", "replace"))
        missing = [name for name in learners or () if name not in {r.learner for r in found}]
        if missing:
            listed = ", ".join(harmless(name, NAME) for name in missing)
            raise NoResults(f"{grades} has no result of {listed}; {len(found)} files were written")
    print(f"{len(found)} files in {grades / 'feedback'}")


@app.command()
def report(
    grades: Grades = Path("grades"),
    assignment: Annotated[str | None, typer.Option(help="Only this one: 02_gradient_descent.")] = None,
    html: Annotated[Path | None, typer.Option(help="Write one page with pictures to this file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show what the class got wrong, and what to do about it on Monday."""
    from dlteach.autograder.files import write_atomically
    from dlteach.grading.counting import count_class

    with failing_clearly(NoResults, OSError):
        with err.status("counting"):
            counts = count_class(_results(grades), assignment)
        if not counts:
            of_it = f" of {assignment}" if assignment else ""
            raise NoResults(f"{grades} has no results{of_it}; `dlteach grade` makes them")
        if html:
            from dlteach.grading.classpage import as_page

            with err.status("drawing"):
                write_atomically(html, as_page(counts).encode("utf-8", "replace"))
    if as_json:
        print(json.dumps({"assignments": [count.to_dict() for count in counts]}))
        return
    for count in counts:
        _print_count(count)
    out.print(
        f"The page is {html}" if html else "One page with pictures: add --html monday.html", markup=False
    )


def _print_count(count: AssignmentCount) -> None:
    from dlteach.grading.monday import advice
    from dlteach.grading.words import heading, summary

    out.rule(escape(heading(count)), align="left")
    out.print(summary(count), markup=False)
    if not count.exercises:
        return
    table = Table(
        "exercise", *("right", "nearly", "wrong", "not begun", "unchecked"), "median s", "most often"
    )
    for exercise in count.exercises:
        numbers = (str(number) for number in exercise.verdicts.values())
        table.add_row(exercise.name, *numbers, f"{exercise.median_seconds:.2g}", _most_often(exercise))
    out.print(table)
    out.print("On Monday", style="bold")
    for number, one in enumerate(advice(count), 1):
        out.print(f"{number}. {one.says}", markup=False)
        if one.mistake and one.mistake.says:
            out.print(f"   Say: {one.mistake.says}", markup=False)
        for line in one.mistake.example if one.mistake else ():
            out.print(f"   {line}", markup=False)
    out.print()


def _most_often(exercise: ExerciseCount) -> str:
    if not exercise.mistakes:
        return ""
    return escape(f"{len(exercise.mistakes[0].learners)} × {exercise.mistakes[0].name}")


def _results(grades: Path) -> Iterator[Result]:
    """All results in a folder; a damaged one is named and left out."""
    from dlteach.grading.results import Result

    if not (grades / "results").is_dir():
        raise NoResults(f"{grades} holds no results: expected a folder that `dlteach grade` has filled")
    for path in sorted((grades / "results").glob("*/*.json")):
        try:
            yield Result.from_dict(json.loads(path.read_bytes()))
        except ValueError as error:
            fail(f"{path} is left out: {error}")
