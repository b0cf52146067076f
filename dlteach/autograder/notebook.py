"""Reading a learner's notebook as text: its code cells and what they define. Nothing is run here."""

from __future__ import annotations

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAX_BYTES = 200_000_000
MAX_CODE = 2_000_000
_MAGIC = re.compile(r"^\s*([%!?]|[\w.]+\s*\?{1,2}\s*$)")
_PERCENT_CELL = re.compile(r"^# %%.*$", re.MULTILINE)


class NotebookError(Exception):
    """A file that cannot be read as a notebook: what came, and what to do."""


@dataclass(frozen=True)
class Notebook:
    """The code cells of a notebook, without magics.

    Parameters
    ----------
    path : Path
    cells : tuple of str
    problems : tuple of str
        Cells that Python cannot read, in words; they are left out of what runs.
    name : str
        The exercise set it was made from ("01_cost_functions"), empty when the file does not say.
    """

    path: Path
    cells: tuple[str, ...]
    problems: tuple[str, ...]
    name: str

    @property
    def defined(self) -> set[str]:
        """Names that the cells define at top level: functions, classes and what is assigned.

        What `mine` brings from another notebook is no answer in this one.
        """
        return {name for cell in self.cells for name in _defined(ast.parse(cell))}


def read_notebook(path: str | Path) -> Notebook:
    """Read an `.ipynb` or `.py` file.

    Raises
    ------
    NotebookError
        With a sentence that says what is wrong with the file and what to do.
    """
    path = Path(path)
    text = _text(path)
    if path.suffix == ".py":
        sources, name = _PERCENT_CELL.split(text), ""
    else:
        sources, name = _cells(path, text)
    length = sum(map(len, sources))
    if length > MAX_CODE:
        raise NotebookError(
            f"{path}: {length:,} characters of code; that is data in a cell. Load it from a file."
        )
    cells, problems = [], []
    for number, source in enumerate(sources, 1):
        try:
            cells.append(_readable(source))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = f", line {error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
            cells.append("")  # keeps the numbers of the cells that follow
            words = getattr(error, "msg", error)
            problems.append(f"Code cell {number}{line} is not Python yet: {words}. It was left out.")
    return Notebook(path, tuple(cells), tuple(problems), name)


def _text(path: Path) -> str:
    try:
        if path.is_dir():
            raise NotebookError(f"{path} is a folder; name the notebook in it")
        if path.suffix not in (".ipynb", ".py"):
            raise NotebookError(f"{path} is no notebook; expected a file that ends in .ipynb or .py")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise NotebookError(
                f"{path} has {size / 1e6:.0f} MB: "
                "clear its outputs (Edit, Clear Outputs of All Cells), save, try again"
            )
        data = path.read_bytes()
    except OSError as error:
        raise NotebookError(f"{path} cannot be read: {error.strerror or error}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotebookError(
            f"{path} is not UTF-8 text (byte 0x{data[error.start]:02x} at position {error.start}); "
            "save it again as UTF-8"
        ) from None


def _cells(path: Path, text: str) -> tuple[list[str], str]:
    import nbformat

    if not text.strip():
        raise NotebookError(
            f"{path} is empty. Move it away and run `dlteach learn`: that brings a fresh one."
        )
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or "nbformat" not in data:
            raise NotebookError(f"{path} is no Jupyter notebook; is it the right file?")
        notebook: Any = data if data["nbformat"] == 4 else nbformat.convert(nbformat.reader.reads(text), 4)
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        sources = ["".join(cell["source"]) for cell in cells]
        about = notebook.get("metadata", {}).get("dlteach", {})
        return sources, str(about.get("name", ""))
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) - 1 or "Unterminated" in error.msg
        broken_off = "ends in the middle, as after a crash or a broken download"
        what = broken_off if cut else f"is damaged at line {error.lineno}"
        raise NotebookError(
            f"{path} {what}. JupyterLab keeps an older copy in `.ipynb_checkpoints` beside it; "
            "copy that one over it."
        ) from None
    except NotebookError:
        raise
    except Exception as error:  # nbformat and a damaged structure raise errors of many kinds
        what = str(error).splitlines()[0] if str(error) else ""
        raise NotebookError(
            f"{path} is damaged ({type(error).__name__}: {what:.100}). Take the copy in `.ipynb_checkpoints`."
        ) from None


def _readable(source: str) -> str:
    """The source if Python can read it, else the source without IPython's magics and shell lines."""
    try:
        ast.parse(source)
    except SyntaxError:
        if re.match(r"\s*%%(?!time|timeit|capture|prun)", source):
            return ""  # a cell in another language, or for the shell
        source = "\n".join("pass  # " + line if _MAGIC.match(line) else line for line in source.splitlines())
        ast.parse(source)
    return source


def _defined(tree: ast.Module) -> set[str]:
    names = set()
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Assign) and not _is_taken_over(node.value):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


def _is_taken_over(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "mine"
