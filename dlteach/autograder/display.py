"""Showing a result at once: as rich output in Jupyter, as printed text elsewhere."""

from __future__ import annotations

import sys
from typing import Any, Protocol


class Showable(Protocol):
    """What can be shown: text for anywhere, HTML for Jupyter."""

    def __str__(self) -> str: ...

    def _repr_html_(self) -> str: ...


def present(result: Showable) -> None:
    """Show a result now, so that a cell with several checks shows them all."""
    shell = _notebook()
    if shell is None:
        print(result)
        return
    display_in_notebook(result)


def display_in_notebook(result: Showable, extra: dict[str, Any] | None = None) -> None:
    """Show a result in the running notebook; `extra` holds further forms of it by their media type."""
    from IPython.display import display

    display({"text/plain": str(result), "text/html": result._repr_html_(), **(extra or {})}, raw=True)
    shell = _notebook()
    shell.user_ns["_dlteach_shown"] = (shell.execution_count, id(result))


def in_notebook() -> bool:
    """Whether a notebook's kernel runs this."""
    return _notebook() is not None


def was_just_shown(result: Any) -> bool:
    """Whether `present` has shown this very result in the cell that runs now."""
    shell = _notebook()
    return shell is not None and shell.user_ns.get("_dlteach_shown") == (shell.execution_count, id(result))


def _notebook() -> Any:
    """The running IPython kernel; None in plain Python, where IPython may not even be loaded."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell if shell is not None and hasattr(shell, "kernel") else None
