"""The commands that grade: `grade`, `replay` and `doctor`."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from dlteach.cli.app import app
from dlteach.cli.common import AsJson, err, fail, failing_clearly, out
from dlteach.grading.sandbox.levels import MEANING, Level, SandboxError, at_least, refuse_windows

if TYPE_CHECKING:
    from dlteach.grading import Result
    from dlteach.grading.gradebook import Gradebook
    from dlteach.grading.runner import Engine, Source
    from dlteach.grading.settings import Settings
    from dlteach.grading.store import Store

_IN_ONE_TRANSACTION = 200


@app.command()
def grade(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            help="Files, folders, globs, or a zip from Canvas, Moodle or Gradescope. "
            "Left out, all that is in the folder of results is graded again."
        ),
    ] = None,
    grades: Annotated[
        Path, typer.Option("--out", "--grades", help="The folder of results; made when it is not there.")
    ] = Path("grades"),
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Processes that grade.", show_default="as many as cores")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(help="The address of a Dask scheduler whose workers grade.")
    ] = None,
    require_isolation: Annotated[
        Level, typer.Option(help="Grade nothing unless learners' code is held back at this level.")
    ] = "process",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Change nothing; print who would gain and who would lose.")
    ] = False,
    learner_from: Annotated[
        str | None, typer.Option(help="A regular expression with a group `learner`, for the paths.")
    ] = None,
    db: Annotated[
        str | None, typer.Option(help="A gradebook elsewhere: postgresql+psycopg://user@host/database.")
    ] = None,
    cell_seconds: Annotated[float, typer.Option(min=0.1, help="Limit for each cell.")] = 10.0,
    exercise_seconds: Annotated[float, typer.Option(min=0.1, help="Limit for each exercise.")] = 10.0,
    seconds: Annotated[float, typer.Option(min=1, help="Limit for each submission.")] = 60.0,
    memory: Annotated[int, typer.Option(min=64, help="Megabytes for each submission.")] = 1024,
    as_json: AsJson = False,
) -> None:
    """Grade what learners handed in. Stopped anywhere, the same command goes on where it was."""
    with failing_clearly(ModuleNotFoundError, SandboxError):
        refuse_windows()
        from dlteach.grading.gradebook import Gradebook, GradebookError
    from dlteach.grading.intake import IntakeError, find
    from dlteach.grading.process import CrewError
    from dlteach.grading.settings import Settings
    from dlteach.grading.store import Store, StoreError

    with failing_clearly(IntakeError, StoreError, CrewError, GradebookError):
        store = Store(grades)
        sources: Sequence[Source]
        if paths:
            found = find(paths, learner_from, leave_out=[grades])
            sources = found.sources
        else:
            sources = _stored(store)
        settings = Settings(
            store.secret,
            required="seccomp"
            if cluster and not at_least(require_isolation, "seccomp")
            else require_isolation,
            cell_seconds=cell_seconds,
            exercise_seconds=exercise_seconds,
            seconds=seconds,
            memory=memory << 20,
        )
        engine = _engine(settings, jobs, cluster)
        if dry_run:
            _print_changes(sources, store, engine, as_json)
            return
        book = Gradebook(db or grades / "gradebook.sqlite")
        _print_done(_graded(sources, store, engine, book, grades), store, as_json)


def _stored(store: Store) -> Sequence[Source]:
    from dlteach.grading.again import stored_submissions
    from dlteach.grading.store import StoreError

    sources = list(stored_submissions(store))
    if not sources:
        raise StoreError(f"{store.folder} holds no results to grade again; name what learners handed in")
    return sources


def _engine(settings: Settings, jobs: int | None, cluster: str | None) -> Engine:
    from dlteach.grading.cluster import Cluster
    from dlteach.grading.crew import Crew

    return Cluster(cluster, settings.to_dict()) if cluster else Crew(settings.to_dict(), jobs)


def _graded(
    sources: Sequence[Source], store: Store, engine: Engine, book: Gradebook, grades: Path
) -> dict[str, Any]:
    """Grade, and keep the log and the gradebook in step with the folder of results."""
    from dlteach.grading.events import log

    learners = len({source.learner for source in sources})
    facts: dict[str, Any] = {"files": len(sources), "learners": learners, "graded": 0, "before": 0}
    facts |= {"not_gradable": 0, "isolation": []}
    fresh: list[Result] = []

    def take(result: Result | None) -> None:
        if result is None:
            facts["before"] += 1
            return
        facts["graded"] += 1
        facts["not_gradable"] += not result.gradable
        if result.isolation and result.isolation not in facts["isolation"]:
            facts["isolation"].append(result.isolation)
        log(
            grades / "events.jsonl",
            "graded",
            key=result.key,
            learner=result.learner,
            assignment=result.assignment,
            points=result.points,
        )
        fresh.append(result)
        if len(fresh) >= _IN_ONE_TRANSACTION:
            book.add(fresh)
            fresh.clear()

    log(grades / "events.jsonl", "grading begins", submissions=len(sources))
    _run(sources, store, engine, take)
    book.add(fresh)
    # A grader may have been killed between the folder and the gradebook.
    missing = store.results(store.keys() - book.keys())
    while batch := list(islice(missing, _IN_ONE_TRANSACTION)):
        book.add(batch)
    log(grades / "events.jsonl", "grading ends", **facts)
    return facts


def _run(
    sources: Sequence[Source], store: Store, engine: Engine, take: Callable[[Result | None], None]
) -> None:
    """Grade under a bar that shows rate and time left."""
    from dlteach.grading import runner

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True) as shown:
        task = shown.add_task("grading", total=len(sources), rate="")

        def came(result: Result | None, progress: runner.Progress) -> None:
            shown.update(task, completed=progress.done, rate=f"{progress.rate:.0f}/s")
            take(result)

        runner.grade_all(sources, store, engine, came)


def _print_done(facts: dict[str, Any], store: Store, as_json: bool) -> None:
    if as_json:
        print(json.dumps({**facts, "results": len(store), "folder": str(store.folder)}))
        return
    before = f", {facts['before']} were graded before" if facts["before"] else ""
    print(f"{facts['files']} files of {facts['learners']} learners: {facts['graded']} graded{before}")
    if facts["not_gradable"]:
        print(f"! {facts['not_gradable']} hold nothing to grade: `dlteach report` lists them")
    for level in facts["isolation"]:
        print(f"isolation: {level} ({MEANING[level]})")
    print(f"Next: dlteach report --grades {store.folder}, dlteach feedback, dlteach gradebook")


def _print_changes(sources: Sequence[Source], store: Store, engine: Engine, as_json: bool) -> None:
    """Who would gain and who would lose, found without changing anything."""
    from dlteach.grading.gradebook.regrade import compare
    from dlteach.grading.store import Store

    with tempfile.TemporaryDirectory() as folder:
        trial = Store(folder)
        _run(sources, trial, engine, lambda result: None)
        changes = compare(store.results(), trial.results(), _marks_by_hand(store.folder))
    print(json.dumps(changes.to_dict()) if as_json else changes)


def _marks_by_hand(grades: Path) -> Iterable[Any]:
    from dlteach.grading.gradebook import Gradebook

    path = grades / "gradebook.sqlite"
    return Gradebook(path).by_hand() if path.exists() else ()


@app.command()
def replay(
    results: Annotated[list[Path], typer.Argument(help="Results: grades/results/ab/….json.")],
    as_json: AsJson = False,
) -> None:
    """Grade again what a result is of, and compare bit for bit. Exit code 1 when it is not the same."""
    with failing_clearly(SandboxError):
        refuse_windows()
    from dlteach.grading.again import replay as graded_again
    from dlteach.grading.store import StoreError

    same = True
    for path in results:
        with failing_clearly(StoreError, SandboxError):
            found = graded_again(path)
        same = same and not found.differs_in
        if as_json:
            print(json.dumps({"result": str(path), **found.to_dict()}))
        elif found.differs_in:
            fail(f"{path} is not the same now: {', '.join(found.differs_in)}")
        else:
            print(f"✓ {path}: the same, bit for bit")
    raise typer.Exit(int(not same))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Try how well this host holds learners' code back. Exit code 1 when it leaves files open to it."""
    with failing_clearly(SandboxError):
        refuse_windows()
    from dlteach.grading.doctor import examine_host

    found = examine_host()
    best = next((e for e in found if e.holds), None)
    if as_json:
        print(json.dumps({"best": best and best.level, "levels": [e.to_dict() for e in found]}))
    else:
        table = Table(
            "", "level", "what learners' code meets", title="Isolation on this host", show_lines=True
        )
        for e in found:
            why = f"\n{e.missing}" if e.missing else ""
            table.add_row("✓ holds" if e.holds else "✗ no", e.level, e.means + why)
        out.print(table)
        print(f"`dlteach grade` uses {best.level}." if best else "`dlteach grade` cannot grade here.")
    raise typer.Exit(int(best is None or best.level not in ("bwrap", "landlock")))
