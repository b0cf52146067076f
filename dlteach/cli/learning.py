"""The commands of a learner and of an author."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from dlteach.autograder.state import DEFAULT_WORKSPACE
from dlteach.cli.app import app
from dlteach.cli.common import AsJson, bar, err, fail, failing_clearly, out

if TYPE_CHECKING:
    from dlteach.autograder.audit import Audit
    from dlteach.autograder.feedback import Feedback
    from dlteach.autograder.filecheck import FileReport


@app.command()
def learn(
    folder: Annotated[Path, typer.Argument(help="Your folder; made when it is not there.")] = Path(
        DEFAULT_WORKSPACE
    ),
    solutions: Annotated[bool, typer.Option("--solutions", help="Copy the solutions too.")] = False,
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Make the folder, do not start JupyterLab.")
    ] = False,
) -> None:
    """Put the course in a folder of yours and open it in JupyterLab. What you wrote is never overwritten."""
    from dlteach.course.workspace import WorkspaceError, create_workspace, open_lab

    with failing_clearly(WorkspaceError):
        made = create_workspace(folder, solutions=solutions)
        out.print(
            f"The course is in [bold]{made.path}[/bold]: "
            f"{len(made.written)} new files, {len(made.updated)} brought up to date."
        )
        for name in made.kept:
            out.print(f"  {name} is as you left it.")
        for name in made.offered:
            out.print(f"  The version of the course is beside it: {name}")
        if not no_open:
            out.print("JupyterLab opens in your browser. To end it, press Ctrl-C here.")
            raise typer.Exit(open_lab(made.path))


@app.command()
def status(as_json: AsJson = False) -> None:
    """Show the map of the course and how far you are."""
    from dlteach.course.progress import read_progress

    found = read_progress()
    print(json.dumps(found.to_dict()) if as_json else found)


@app.command("next")
def next_task() -> None:
    """Name the exercise to do next."""
    from dlteach.course.progress import read_progress

    task = read_progress().next
    if task is None:
        print("All exercises are right.")
        return
    print(f"{task.name}, in {task.notebook} (first read lessons/{task.lesson}.ipynb)")


@app.command()
def check(
    notebooks: Annotated[list[Path], typer.Argument(help="Notebooks (.ipynb) or Python files to check.")],
    time_limit: Annotated[float, typer.Option(min=1, help="Seconds for each notebook.")] = 60.0,
    as_json: AsJson = False,
) -> None:
    """Check the answers in notebooks, as `check(...)` does in a cell. Exit code 1 when one is not right."""
    from dlteach.autograder.notebook import NotebookError
    from dlteach.autograder.selfcheck import remember

    reports, unreadable = [], []
    for path in notebooks:
        try:
            reports.append(_checked(path, time_limit))
        except NotebookError as error:
            unreadable.append(str(error))
            continue
        notes = [remember(feedback) for feedback in reports[-1].feedback]
        if not as_json:
            _print_report(reports[-1], notes)
    if as_json:
        print(json.dumps({"notebooks": [report.to_dict() for report in reports], "unreadable": unreadable}))
    for message in unreadable:
        fail(message)
    raise typer.Exit(2 if unreadable else int(not all(report.passed for report in reports)))


def _checked(path: Path, seconds: float) -> FileReport:
    """The report on one notebook; a line says how far the check is."""
    from dlteach.autograder.filecheck import check_file

    with err.status(f"{path}: reading") as line:
        return check_file(path, seconds, lambda step: line.update(f"{path}: {step}"))


def _print_report(report: FileReport, notes: list[Feedback]) -> None:
    out.rule(str(report.path), align="left")
    for problem in report.problems:
        print(f"! {problem}")
    for feedback in notes:
        print(feedback)
    right = sum(f.passed is True for f in report.feedback)
    points = sum(f.points for f in report.feedback)
    most = sum(f.max_points for f in report.feedback)
    print(f"{right} of {len(report.feedback)} exercises right, {points:g} of {most:g} points")


@app.command()
def hint(
    exercise: Annotated[str, typer.Argument(help="The exercise, as in its notebook: affine.")],
    rung: Annotated[
        int | None, typer.Option(min=1, max=3, help="1 the concept, 2 the place, 3 nearly the code.")
    ] = None,
) -> None:
    """Show a hint; each further call shows a stronger one."""
    from dlteach.autograder.hints import next_hint

    found = next_hint(exercise, rung)
    print(found)
    raise typer.Exit(0 if found.rung else 2)


@app.command(context_settings={"ignore_unknown_options": True})  # -0.25 is a reply
def quiz(
    lesson: Annotated[str, typer.Argument(help="The lesson, by number: 07.")],
    replies: Annotated[
        list[str] | None, typer.Argument(help="Letters and numbers, in order; left out, you are asked.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--review", help="What you missed before this lesson, in place of its questions.")
    ] = False,
) -> None:
    """Ask the questions of a lesson. Exit code 1 when a reply is not right."""
    from dlteach.autograder.quizzes import due_before, questions_on

    asked = due_before(lesson) if again else questions_on(lesson)
    print(asked.title.partition(" Reply here")[0])
    for number in range(len(asked.questions)):
        print(f"\n{asked.in_words(number)}")
        given = replies[number] if replies and number < len(replies) else None
        while given is None or asked.reply(number, given).right is None:
            if given is not None:
                print(f"   {asked.verdicts[number]}")
            given = typer.prompt("  ", prompt_suffix="> ")
        print(f"   {asked.verdicts[number]}")
    right = sum(verdict.right is True for verdict in asked.verdicts.values())
    if asked.questions:
        print(f"\n{right} of {len(asked.questions)} right")
    raise typer.Exit(int(right < len(asked.questions)) if asked.questions or again else 2)


@app.command()
def build(
    names: Annotated[list[str] | None, typer.Argument(help="Only these, by name or number: 01.")] = None,
    check_only: Annotated[
        bool, typer.Option("--check", help="Write and run nothing; exit code 1 when a notebook is stale.")
    ] = False,
    execute: Annotated[bool, typer.Option("--execute", help="Run also what is up to date.")] = False,
    root: Annotated[Path, typer.Option(help="The folder that holds `authoring`.")] = Path("."),
) -> None:
    """Make the notebooks from the texts in `authoring`: lessons, exercises without and with solutions."""
    from dlteach.course import BuildError
    from dlteach.course.build import build as build_course
    from dlteach.course.build import check as check_course

    with failing_clearly(BuildError):
        if check_only:
            problems = check_course(root, names or ())
            for problem in problems:
                print(f"stale: {problem.notebook} {problem.reason}")
            print(f"{len(problems)} notebooks to build" if problems else "all notebooks are up to date")
            raise typer.Exit(int(bool(problems)))
        with bar() as shown:
            task = shown.add_task("building", total=None)
            made = build_course(
                root,
                names or (),
                execute,
                lambda page, k, total: shown.update(
                    task, completed=k - 1, total=total, description=page.label
                ),
            )
            shown.update(task, completed=len(made.written) + len(made.unchanged), description="built")
        for label in made.written:
            print(f"wrote {label}")
        for label in made.removed:
            print(f"removed {label}")
        print(f"{len(made.written)} written, {len(made.unchanged)} unchanged")


@app.command("new-pack")
def new_pack_command(
    folder: Annotated[Path, typer.Argument(help="The folder of the pack; its name is the pack's name.")],
) -> None:
    """Write a pack of your own to start from: a lesson, an exercise, a question, and tests that pass."""
    from dlteach.course.packs import new_pack
    from dlteach.course.workspace import WorkspaceError

    with failing_clearly(WorkspaceError):
        written = new_pack(folder)
    for path in written:
        print(f"wrote {path}")
    print(f"Next: cd {folder} && pip install -e '.[test]' && pytest && dlteach build")


@app.command()
def audit(
    names: Annotated[list[str] | None, typer.Argument(help="Only these exercises.")] = None,
    as_json: AsJson = False,
) -> None:
    """Put every exercise through its gates: right answers pass, mistakes are recognised, mutants caught."""
    from dlteach.autograder.audit import audit as audit_exercise
    from dlteach.autograder.registry import UnknownExercise, exercises, find
    from dlteach.course.gates import notebook_problems

    with failing_clearly(UnknownExercise):
        chosen = [find(name) for name in names] if names else list(exercises().values())
    with bar() as shown:
        task = shown.add_task("auditing", total=len(chosen))
        results = []
        for exercise in chosen:
            shown.update(task, description=exercise.name)
            results.append(audit_exercise(exercise))
            shown.advance(task)
    problems = notebook_problems(chosen)
    passed = not problems and all(result.passed for result in results)
    if as_json:
        print(
            json.dumps({"passed": passed, "exercises": [r.to_dict() for r in results], "notebooks": problems})
        )
    else:
        _print_audit(results, problems)
    raise typer.Exit(int(not passed))


def _print_audit(results: list[Audit], problems: list[str]) -> None:
    table = Table("exercise", "mistakes", "mutants", "killed", "gates", title="Audit of the exercises")
    for result in results:
        table.add_row(
            result.name,
            str(result.mistakes),
            str(result.mutants),
            _percent(result),
            "passed" if result.passed else "FAILED",
        )
    mistakes, mutants = sum(r.mistakes for r in results), sum(r.mutants for r in results)
    killed = sum(r.killed for r in results)
    table.add_section()
    table.add_row(
        f"{len(results)} exercises", str(mistakes), str(mutants), f"{killed / max(mutants, 1):.1%}", ""
    )
    out.print(table)
    for result in results:
        for change in result.survivors:
            print(f"{result.name}: survives: {change}")
        for change, reason in result.explained.items():
            print(f"{result.name}: survives with a reason: {change} ({reason})")
        for problem in result.problems:
            print(f"{result.name}: {problem}")
    for problem in problems:
        print(problem)


def _percent(result: Audit) -> str:
    return f"{result.killed / result.mutants:.0%}" if result.mutants else "–"
