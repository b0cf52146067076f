"""Reading `.ipynb` files of any version and state as text. Nothing in them is believed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dlteach.autograder.contents import Contents, NotebookError
from dlteach.autograder.merges import both_sides
from dlteach.autograder.outputs import TooManyValues, without_outputs

LARGE = 4_000_000  # bytes; what is smaller is read as it is
MAX_REST = 40_000_000
MAX_VALUES = 2_000_000
_CLEAR = "clear its outputs (Edit, Clear Outputs of All Cells), save, try again"
_COPY = "JupyterLab keeps an older copy in `.ipynb_checkpoints` beside it; copy that one over it."


def thinned(data: bytes, called: str) -> bytes:
    """The bytes of a notebook, without its outputs when it is large: memory stays bounded."""
    if len(data) <= LARGE:
        return data
    try:
        data = without_outputs(data)
    except TooManyValues:
        raise NotebookError(f"{called} has too many outputs to be read: {_CLEAR}") from None
    if len(data) > MAX_REST or (len(data) > LARGE and sum(map(data.count, b",[{")) > MAX_VALUES):
        raise NotebookError(
            f"{called} has {len(data) / 1e6:.0f} MB besides its outputs; that is data in a cell. "
            "Load it from a file."
        )
    return data


def contents(text: str, called: str) -> Contents:
    """The cells of a notebook.

    Raises
    ------
    NotebookError
        The text is no notebook, or so damaged that no code cell can be read.
    """
    if not text.strip():
        raise NotebookError(
            f"{called} is empty. Move it away and run `dlteach learn`: that brings a fresh one."
        )
    try:
        return _contents(_loaded(text), called)
    except json.JSONDecodeError as error:
        sides = both_sides(text)
        if sides:
            return _merged(sides, called)
        cut = error.pos >= len(text.rstrip()) - 1 or "Unterminated" in error.msg
        broken_off = "ends in the middle, as after a crash or a broken download"
        what = broken_off if cut else f"is damaged at line {error.lineno}"
        raise NotebookError(f"{called} {what}. {_COPY}") from None
    except (RecursionError, MemoryError):
        raise NotebookError(f"{called} is damaged: it is nested too deeply. {_COPY}") from None


def _merged(sides: tuple[str, str], called: str) -> Contents:
    """What both sides of a merge have in common, or the one that can be read."""
    found = []
    for side in sides:
        try:
            found.append(_contents(_loaded(side), called))
        except (ValueError, RecursionError, MemoryError, NotebookError):
            continue
    if not found or len({one.code for one in found}) > 1:
        raise NotebookError(
            f"{called} holds an unfinished merge (lines that begin with <<<<<<<): two versions of the "
            "answers are in it. Keep one of them, delete the markers, save, try again."
        )
    problem = "The file holds an unfinished merge (<<<<<<<); the version that can be read was taken."
    return Contents(found[0].code, found[0].texts, found[0].name, (*found[0].problems, problem))


def _loaded(text: str) -> Any:
    return json.loads(text, parse_int=_integer)


def _integer(digits: str) -> int:
    """No number in a notebook matters; Python refuses to read one of more than 4300 digits."""
    return int(digits[:20])


def _contents(data: Any, called: str) -> Contents:
    if not isinstance(data, dict) or not {"nbformat", "cells", "worksheets"} & data.keys():
        raise NotebookError(f"{called} is no Jupyter notebook; is it the right file?")
    cells = list(_cells(data))
    code: list[str] = []
    texts: list[str] = []
    damaged = 0
    for cell in cells:
        source = _source(cell)
        if source is None:
            damaged += 1
            source = ""
        (code if _is_code(cell) else texts).append(source)
    if damaged == len(cells):
        raise NotebookError(f"{called} is damaged: no cell in it can be read. {_COPY}")
    problems = [f"{damaged} of its {len(cells)} cells are damaged and were left out."] if damaged else []
    return Contents(tuple(code), tuple(texts), _name(data), tuple(problems))


def _cells(data: dict[str, Any]) -> Iterator[Any]:
    """Version 4 has cells; 2 and 3 have them in worksheets."""
    sheets = data.get("worksheets")
    for holder in [data, *(sheets if isinstance(sheets, list) else ())]:
        cells = holder.get("cells") if isinstance(holder, dict) else None
        yield from cells if isinstance(cells, list) else ()


def _is_code(cell: Any) -> bool:
    if not isinstance(cell, dict):
        return False
    kind = cell.get("cell_type")
    return (
        kind == "code"
        if isinstance(kind, str)
        else bool({"outputs", "execution_count", "input"} & cell.keys())
    )


def _source(cell: Any) -> str | None:
    """The text of a cell; None when there is none, empty when it is in another language."""
    if not isinstance(cell, dict):
        return None
    source = cell.get("source", cell.get("input"))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        whole = any(line.endswith("\n") for line in source[:-1])
        source = ("" if whole else "\n").join(source)
    if not isinstance(source, str):
        return None
    return source if _language(cell) in ("", "python") or not _is_code(cell) else ""


def _language(cell: dict[str, Any]) -> str:
    """Version 3 has a language for each cell, VS Code too; only Python's are answers."""
    metadata = cell.get("metadata")
    vscode = metadata.get("vscode") if isinstance(metadata, dict) else None
    language = vscode.get("languageId") if isinstance(vscode, dict) else cell.get("language")
    return language if isinstance(language, str) else ""


def _name(data: dict[str, Any]) -> str:
    metadata = data.get("metadata")
    about = metadata.get("dlteach") if isinstance(metadata, dict) else None
    name = about.get("name") if isinstance(about, dict) else None
    return name[:100] if isinstance(name, str) else ""
