"""The commands for a class's gradebook: marks by hand, and the table of what counts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from dlteach.cli.app import app
from dlteach.cli.common import AsJson, err, fail, failing_clearly, out

if TYPE_CHECKING:
    from dlteach.grading.gradebook import Gradebook, HandMark, Mark
    from dlteach.grading.policy import Policy

Grades = Annotated[Path, typer.Option(help="The folder that `dlteach grade --out` filled.")]
Database = Annotated[
    str | None, typer.Option(help="A gradebook elsewhere: postgresql+psycopg://user@host/database.")
]


@app.command()
def mark(
    learner: Annotated[str, typer.Argument(help="The learner, as in the gradebook.")],
    assignment: Annotated[str, typer.Argument(help="The assignment: 02_gradient_descent.")],
    exercise: Annotated[
        str, typer.Argument(help="The exercise; left out, the assignment as a whole.", show_default=False)
    ] = "",
    points: Annotated[float | None, typer.Option(help="The points that count from now on.")] = None,
    above_maximum: Annotated[
        bool, typer.Option("--above-maximum", help="Allow more points than the maximum.")
    ] = False,
    comment: Annotated[str | None, typer.Option(help="What the learner is told.")] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Take back the points and comment by hand.")] = False,
    by: Annotated[str, typer.Option(help="Who gives the mark.", show_default="your user name")] = "",
    grades: Grades = Path("grades"),
    db: Database = None,
) -> None:
    """Give a mark or a comment by hand. No regrade changes it; the newest one counts."""
    with failing_clearly(ModuleNotFoundError):
        from dlteach.grading.gradebook import GradebookError
        from dlteach.grading.gradebook.hand import new_mark
    from dlteach.grading.harmless import harmless

    if clear == (points is not None or bool(comment)):
        fail("expected --points, --comment or both; or --clear alone")
        raise typer.Exit(2)
    with failing_clearly(GradebookError):
        book = existing_gradebook(grades, db)
        most = book.known().most(learner, assignment, exercise)
        if points is not None and not 0 <= points <= (sys.float_info.max if above_maximum else most):
            raise GradebookError(
                f"--points: expected a number from 0 to {most:g}, got {points:g}; "
                "more than the maximum needs --above-maximum"
            )
        said = new_mark(learner, assignment, exercise, points=points, comment=comment, by=by or _user_name())
        book.mark(said)
    _log_mark(grades, said)
    what = f"{points:g} of {most:g} points by hand" if points is not None else "a comment"
    what = "points and comment by hand are taken back" if clear else what
    where = ", ".join(harmless(name, 60) for name in (learner, assignment, exercise) if name)
    print(f"{where}: {what}")


@app.command()
def gradebook(
    grades: Grades = Path("grades"),
    db: Database = None,
    policy: Annotated[
        Path | None,
        typer.Option(
            help="Due times, late work, attempts.", show_default="policy.toml in the folder, if it is there"
        ),
    ] = None,
    csv: Annotated[Path | None, typer.Option(help="Write all marks to this CSV file.")] = None,
    as_json: AsJson = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the gradebook again from the folder of results.")
    ] = False,
) -> None:
    """Show what counts for everybody in every assignment, after the rules for late work and attempts."""
    with failing_clearly(ModuleNotFoundError):
        from dlteach.grading.gradebook import GradebookError, to_csv
        from dlteach.grading.policyfile import PolicyError
    from dlteach.autograder.files import write_atomically

    whole = True
    with failing_clearly(GradebookError, PolicyError, OSError):
        rules = policy_of(grades, policy)
        if rebuild:
            whole = _rebuild(grades, db)
        marks = existing_gradebook(grades, db).marks(rules)
        _note_unknown(rules, {mark.assignment for mark in marks})
        if csv:
            write_atomically(csv, to_csv(marks).encode("utf-8", "backslashreplace"))
            err.print(f"wrote {csv}", markup=False, soft_wrap=True)
    if as_json:
        print(json.dumps({"marks": [mark.to_dict() for mark in marks]}))
    elif not csv:
        _print_class(marks)
    raise typer.Exit(int(not whole))


def _log_mark(grades: Path, said: HandMark) -> None:
    from dlteach.grading.events import log

    try:
        if grades.is_dir():
            log(grades / "events.jsonl", "mark", durable=True, **said.to_dict())
    except OSError as error:
        fail(f"the mark is in the gradebook, but not in the log: {error}")
        raise typer.Exit(2) from None


def existing_gradebook(grades: Path, db: str | None) -> Gradebook:
    from dlteach.grading.gradebook import Gradebook, GradebookError

    file = grades / "gradebook.sqlite"
    if not db and not file.exists():
        raise GradebookError(
            f"{file} is not there; name the folder with --grades, or make it again from the results: "
            f"dlteach gradebook --rebuild --grades {grades}"
        )
    return Gradebook(db or file)


def policy_of(grades: Path, path: Path | None) -> Policy:
    from dlteach.grading.policy import Policy
    from dlteach.grading.policyfile import read_policy

    usual = grades / "policy.toml"
    if path is None and not usual.exists():
        return Policy()
    return read_policy(path or usual)


def _note_unknown(policy: Policy, assignments: set[str]) -> None:
    """A due time under a misspelt name would silently hold for nobody."""
    from difflib import get_close_matches

    from dlteach.autograder.registry import lessons

    known = assignments | {lesson.name for lesson in lessons()}
    for name in policy.assignments:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            err.print(
                f"! the policy names the assignment {name}, which nobody knows{hint}",
                markup=False,
                soft_wrap=True,
            )


def _rebuild(grades: Path, db: str | None) -> bool:
    """Make the gradebook again; whether all results and all marks in the log could be read."""
    from dlteach.grading.events import log, read_events
    from dlteach.grading.gradebook import DamagedGradebook, Gradebook, GradebookError, set_aside
    from dlteach.grading.store import Store

    if not (grades / "results").is_dir():
        raise GradebookError(f"{grades} has no folder of results; name the right one with --grades")
    events, problem = read_events(grades / "events.jsonl")
    problems = [problem] if problem else []
    said = list(_marks_in(events, problems))
    file, store = grades / "gradebook.sqlite", Store(grades)
    try:
        count = Gradebook(db or file).rebuild(store.results(), said)
    except DamagedGradebook as damage:
        if db:
            raise
        err.print(f"! {damage}", markup=False, soft_wrap=True)
        err.print(f"! the damaged file is kept as {set_aside(file)}", markup=False, soft_wrap=True)
        count = Gradebook(file).rebuild(store.results(), said)
    problems += store.damaged
    log(grades / "events.jsonl", "rebuild", results=count, marks=len(said), problems=len(problems))
    err.print(
        f"made again: {count} results, {len(said)} marks by hand from the log", markup=False, soft_wrap=True
    )
    for line in problems:
        fail(line)
    return not problems


def _marks_in(events: list[dict[str, Any]], problems: list[str]) -> Iterator[HandMark]:
    from dlteach.grading.gradebook import HandMark

    for event in events:
        if event["event"] == "mark":
            try:
                yield HandMark.from_dict(event)
            except ValueError as error:
                problems.append(f"a mark in the log of {event.get('at')} cannot be read: {error}")


def _print_class(marks: list[Mark]) -> None:
    assignments = sorted({mark.assignment for mark in marks})
    found = {(mark.learner, mark.assignment): mark for mark in marks}
    table = Table(title="Gradebook")
    table.add_column("learner", no_wrap=True)
    for assignment in assignments:
        table.add_column(_shown(_short(assignment, assignments), 24), justify="right", no_wrap=True)
    table.add_column("points", justify="right", no_wrap=True)
    for learner in sorted({mark.learner for mark in marks}):
        own = [found.get((learner, assignment)) for assignment in assignments]
        total = sum(mark.points for mark in own if mark)
        table.add_row(_shown(learner, 30), *map(_points, own), f"{total:g}")
    # A number that is cut off would be a wrong one: a narrow terminal wraps lines, and a file has no width.
    needed = Measurement.get(out, out.options.update(max_width=100_000), table).maximum
    Console(width=max(out.width, needed), highlight=False).print(table)
    print("L late, H by hand, ? nothing in it could be graded, – nothing handed in")
    if not marks:
        print("There are no results yet.")


def _short(assignment: str, others: list[str]) -> str:
    """The number of an assignment, where it says which one is meant."""
    number = assignment.partition("_")[0]
    alone = sum(other.partition("_")[0] == number for other in others) == 1
    return number if number.isdigit() and alone else assignment or "unknown"


def _points(mark: Mark | None) -> str:
    if mark is None:
        return "–"
    by_hand = any(said.points is not None for said in mark.by_hand)
    signs = "L" * (mark.lost > 0) + "H" * by_hand + "?" * (mark.ungradable > 0 and not mark.attempts)
    return f"{mark.points:g}{signs and ' '}{signs}"


def _shown(text: str, most: int) -> Text:
    from dlteach.grading.harmless import harmless

    return Text(harmless(text, most))


def _user_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container may run as a number that has no name
        return "unknown"
