"""The commands that tell what grading has found: to a learner, to a teacher, and what looks alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from dlteach.cli.app import app
from dlteach.cli.common import AsJson, err, fail, failing_clearly, out
from dlteach.grading.harmless import NAME, file_name, harmless

if TYPE_CHECKING:
    from dlteach.grading.classreport import AssignmentCount
    from dlteach.grading.results import Result
    from dlteach.grading.similarity import Class, Pair

MOST_PAIRS, MOST_EXCERPTS, MOST_LINES = 100, 10, 20

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
    more = f"The page is {html}" if html else "For one page with pictures add --html monday.html"
    out.print(more, markup=False)


def _print_count(count: AssignmentCount) -> None:
    from dlteach.grading.monday import advice
    from dlteach.grading.words import heading, summary

    out.rule(escape(heading(count)), align="left")
    out.print(summary(count), markup=False)
    if not count.exercises:
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True)
    table.add_column("exercise", no_wrap=True)
    for head in ("right", "nearly", "wrong", "open", "seconds"):
        table.add_column(head, justify="right", no_wrap=True)
    for exercise in count.exercises:
        right, nearly, wrong, *rest = exercise.verdicts.values()
        numbers = map(str, (right, nearly, wrong, sum(rest)))
        name = escape(exercise.name)
        table.add_row(name, *numbers, f"{exercise.median_seconds:.2g}")
    out.print(table)
    out.print("Most frequent mistakes", style="bold")
    for exercise in count.exercises:
        made = [f"{len(mistake.learners)} × {mistake.name}" for mistake in exercise.mistakes[:3]]
        out.print(f"{exercise.name}: {', '.join(made) or 'none'}", markup=False)
    out.print("\nOn Monday", style="bold")
    for number, one in enumerate(advice(count), 1):
        out.print(f"{number}. {one.says}", markup=False)
        if one.mistake and one.mistake.says:
            out.print(f"   Say: {one.mistake.says}", markup=False)
        for line in one.mistake.example if one.mistake else ():
            out.print(f"   {line}", markup=False)
    out.print()


def _results(grades: Path) -> Iterator[Result]:
    """All results in a folder; a damaged one is named and left out."""
    from dlteach.grading.store import Store

    if not (grades / "results").is_dir():
        raise NoResults(f"{grades} holds no results: expected a folder that `dlteach grade` has filled")
    store = Store(grades)
    yield from store.results()
    for message in store.damaged:
        fail(harmless(message))


@app.command()
def similar(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders and zips, as for `dlteach grade`.")],
    threshold: Annotated[
        float, typer.Option(min=0.3, max=1, help="How alike; at 0.8 every fifth piece differs.")
    ] = 0.8,
    as_json: AsJson = False,
) -> None:
    """List submissions that are suspiciously alike: a place to look, not a verdict.

    Names, constants, comments, prints and the order of the file do not count; nor does what the stub gives
    and what many in the class write alike.
    """
    from dlteach.grading.intake import IntakeError
    from dlteach.grading.similarity import alike

    with failing_clearly(NoResults, IntakeError, OSError), err.status("reading"):
        everyone = _class_of(paths)
        pairs = alike(everyone, threshold)
    if as_json:
        print(json.dumps({"threshold": threshold, "pairs": [pair.to_dict() for pair in pairs]}))
        return
    learners = {learner for answers in everyone.answers.values() for learner in answers}
    out.print(f"{len(learners)} learners, {len(pairs)} pairs at least {threshold:g} alike.", markup=False)
    if pairs:
        out.print("A place to look, not a verdict: people who learn together write alike.", style="bold")
        _print_pairs(pairs)
    shown: set[str] = set()
    for pair in pairs[:MOST_EXCERPTS]:
        if not {pair.first, pair.second} <= shown:
            _print_excerpt(everyone, pair)
            shown |= {pair.first, pair.second}


def _class_of(paths: list[Path]) -> Class:
    """The answers in files, of each learner the latest, and what the course gives."""
    from dlteach.autograder.notebook import read_notebook
    from dlteach.autograder.registry import exercises
    from dlteach.course import course_root
    from dlteach.grading.answers import NotebookError, read_answers
    from dlteach.grading.intake import collect
    from dlteach.grading.similarity import Class

    everyone = Class()
    for one in collect(paths):
        try:
            if one.problem:
                raise NotebookError(one.problem)
            found = read_answers(one.data, one.suffix, exercises().values())
        except NotebookError as error:
            fail(harmless(f"{one.source} is left out: {error}"))
            continue
        everyone.add(one.learner, found, one.submitted_at)
    if not everyone.answers:
        raise NoResults("no answer to any exercise is in these files; expected notebooks or Python files")
    for path in sorted((course_root() / "exercises").glob("*.ipynb")):
        everyone.give(read_notebook(path).cells)
    return everyone


def _print_pairs(pairs: list[Pair]) -> None:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("learner")
    table.add_column("learner")
    table.add_column("alike", justify="right", no_wrap=True)
    table.add_column("exercises")
    for pair in pairs[:MOST_PAIRS]:
        scores = sorted(pair.exercises.items(), key=lambda item: -item[1])
        listed = ", ".join(f"{name} {score:.0%}" for name, score in scores if score >= 0.5)
        names = (escape(harmless(name, NAME)) for name in (pair.first, pair.second))
        table.add_row(*names, f"{pair.score:.0%}", listed)
    out.print(table)
    if len(pairs) > MOST_PAIRS:
        out.print(f"and {len(pairs) - MOST_PAIRS:,} more: a higher --threshold, or --json for all")


def _print_excerpt(everyone: Class, pair: Pair) -> None:
    """The exercise that is most alike, side by side."""
    answers = {e: everyone.answers[e][pair.first] for e in pair.exercises}
    name = max(answers, key=lambda e: (pair.exercises[e], len(answers[e].prints)))
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True, title=f"{name}, {pair.exercises[name]:.0%}")
    codes = []
    for learner in (pair.first, pair.second):
        table.add_column(escape(harmless(learner, NAME)), ratio=1)
        lines = everyone.answers[name][learner].code.splitlines()
        more = ["…"] if len(lines) > MOST_LINES else []
        codes.append(escape("\n".join([harmless(line, 200) for line in lines[:MOST_LINES]] + more)))
    table.add_row(*codes)
    out.print(table)
