"""`dlteach export`: results in the formats of other systems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dlteach.cli.common import err, failing_clearly
from dlteach.cli.exporting import File, chosen_sets, export
from dlteach.cli.marks import Database, Grades, existing_gradebook, policy_of

if TYPE_CHECKING:
    from dlteach.grading.exports.scores import Score
    from dlteach.grading.exports.sheet import Report
    from dlteach.grading.results import Result

Target = Annotated[Path | None, typer.Option("--to", help="The file to write; printed when left out.")]
Assignment = Annotated[str, typer.Option(help="Only this assignment: 02_gradient_descent.")]
OneAssignment = Annotated[str, typer.Option(help="The assignment: 02_gradient_descent.")]
Learner = Annotated[str, typer.Option(help="Only this learner.")]
PolicyFile = Annotated[
    Path | None,
    typer.Option(
        "--policy", help="Late work, attempts.", show_default="policy.toml in the folder, if it is there"
    ),
]


@export.command()
def canvas(
    gradebook: Annotated[Path, typer.Argument(help="The CSV file that Canvas exported.")],
    assignment: OneAssignment,
    to: File,
    column: Annotated[str, typer.Option(help="Canvas's column: 'Homework 2 (12345)', or 12345.")] = "",
    grades: Grades = Path("grades"),
    db: Database = None,
    policy: PolicyFile = None,
) -> None:
    """Points into the gradebook that Canvas exported, to be imported there again."""
    from dlteach.grading.exports.canvas import fill_gradebook

    scores = _scores(grades, db, policy, assignment)
    _fill(lambda data: fill_gradebook(data, column or assignment, scores), gradebook, to)


@export.command()
def moodle(
    worksheet: Annotated[
        Path, typer.Argument(help="The grading worksheet (CSV) of the assignment in Moodle.")
    ],
    assignment: OneAssignment,
    to: File,
    grades: Grades = Path("grades"),
    db: Database = None,
    policy: PolicyFile = None,
) -> None:
    """Points and comments into Moodle's grading worksheet, to be uploaded there again."""
    from dlteach.grading.exports.moodle import fill_worksheet

    scores = _scores(grades, db, policy, assignment)
    _fill(lambda data: fill_worksheet(data, scores), worksheet, to)


@export.command()
def junit(
    grades: Grades = Path("grades"), assignment: Assignment = "", learner: Learner = "", to: Target = None
) -> None:
    """Results as JUnit XML, a test case for each exercise."""
    from dlteach.grading.exports.junit import as_junit

    _write(as_junit(_results(grades, assignment, learner)), to)


@export.command()
def prairielearn(
    grades: Grades = Path("grades"), assignment: Assignment = "", learner: Learner = "", to: Target = None
) -> None:
    """A result as the results.json of PrairieLearn's external graders."""
    from dlteach.grading.exports.prairielearn import as_results_json

    _write(as_results_json(_result(grades, assignment, learner)), to)


@export.command("github-classroom")
def github_classroom(
    grades: Grades = Path("grades"),
    assignment: Assignment = "",
    learner: Learner = "",
    to: Target = None,
    workflow: Annotated[
        str, typer.Option(metavar="LESSON", help="Write the workflow file of this set of exercises instead.")
    ] = "",
) -> None:
    """A result for GitHub Classroom's reporter, or the workflow that makes one."""
    from dlteach.course import WorkspaceError
    from dlteach.grading.exports import classroom
    from dlteach.grading.exports.sets import ExportError

    if not workflow:
        _write(classroom.as_output(_result(grades, assignment, learner)), to)
        return
    with failing_clearly(ExportError, WorkspaceError):
        name = chosen_sets([workflow])[0].stem
    _write(classroom.workflow(name), to or Path(".github/workflows/classroom.yml"))


def _stored(grades: Path) -> Iterator[Result]:
    """All results in the folder; those that cannot be read are named."""
    from dlteach.grading.store import Store

    store = Store(grades)
    yield from store.results()
    for problem in store.damaged:
        err.print(f"! {problem}", markup=False, soft_wrap=True)


def _results(grades: Path, assignment: str, learner: str = "") -> list[Result]:
    """The results that hold. None at all is an error: nobody wants an empty export."""
    from dlteach.grading.exports.scores import newest
    from dlteach.grading.exports.sets import ExportError
    from dlteach.grading.store import StoreError

    with failing_clearly(ExportError, StoreError, OSError):
        found = newest(_stored(grades), assignment, learner)
        if not found:
            what = " ".join(filter(None, (assignment, f"of {learner}" if learner else "")))
            raise ExportError(
                f"{grades} holds no result {what}; `dlteach grade PATH --out {grades}` makes them"
            )
        return found


def _result(grades: Path, assignment: str, learner: str) -> Result:
    from dlteach.grading.exports.sets import ExportError
    from dlteach.grading.exports.text import line

    found = _results(grades, assignment, learner)
    with failing_clearly(ExportError):
        if len(found) > 1:
            first = ", ".join(f"{line(each.learner)} {line(each.assignment)}" for each in found[:5])
            raise ExportError(
                f"this format holds one result and there are {len(found)} ({first}, …): "
                "choose with --learner and --assignment"
            )
    return found[0]


def _scores(grades: Path, db: str | None, policy: Path | None, assignment: str) -> dict[str, Score]:
    """What the gradebook says of an assignment, after late policy and marks by hand."""
    with failing_clearly(ModuleNotFoundError):
        from dlteach.grading.gradebook import GradebookError
        from dlteach.grading.policyfile import PolicyError
    from dlteach.grading.exports.scores import scores_of
    from dlteach.grading.exports.sets import ExportError
    from dlteach.grading.exports.text import line
    from dlteach.grading.store import StoreError

    with failing_clearly(GradebookError, PolicyError, StoreError, ExportError, OSError):
        marks = existing_gradebook(grades, db).marks(policy_of(grades, policy))
        scores, nothing = scores_of(marks, _stored(grades), assignment)
        if not scores:
            known = ", ".join(sorted({line(mark.assignment) for mark in marks if mark.assignment})) or "none"
            raise ExportError(f"the gradebook has no marks for {assignment!r}; its assignments: {known}")
    _list("learners of whom nothing could be graded", list(map(line, nothing)))
    return scores


def _fill(fill: Callable[[bytes], tuple[bytes, Report]], table: Path, to: Path) -> None:
    from dlteach.autograder.files import write_atomically
    from dlteach.grading.exports.sets import ExportError

    with failing_clearly(ExportError, OSError):
        data, report = fill(table.read_bytes())
        write_atomically(to, data)
    _list("marks without a row of their own", report.nowhere)
    _list("rows without a mark, left as they were", report.without)
    _list("left alone", report.kept)
    print(f"wrote {to}: {len(report.written)} marks are in it")
    raise typer.Exit(int(bool(report.nowhere or report.kept)))


def _list(title: str, lines: list[str]) -> None:
    if lines:
        print(f"{title}: {len(lines)}", *lines, sep="\n  ")


def _write(text: str, to: Path | None) -> None:
    from dlteach.autograder.files import write_atomically

    if to is None:
        print(text, end="")
        return
    with failing_clearly(OSError):
        write_atomically(to, text.encode())
    print(f"wrote {to}")
