"""What all commands share: consoles, options, progress bars, and errors in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines.")]


def bar() -> Progress:
    """A progress bar on standard error; it leaves nothing behind."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=err, transient=True)


def fail(message: str) -> None:
    """Say on standard error what went wrong."""
    err.print(f"✗ {message}", style="red", markup=False, soft_wrap=True)


@contextmanager
def failing_clearly(*expected: type[Exception]) -> Iterator[None]:
    """Turn an expected error into its message and exit code 2."""
    try:
        yield
    except expected as error:
        fail(str(error))
        raise typer.Exit(2) from None
