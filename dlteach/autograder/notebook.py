"""Reading a learner's notebook as text: its code cells and what they define. Nothing is run here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from dlteach.autograder import ipynb, scripts
from dlteach.autograder.contents import NotebookError
from dlteach.autograder.mending import mended
from dlteach.autograder.parsing import names_made, parse, statements

__all__ = ["MAX_BYTES", "Notebook", "NotebookError", "notebook_from", "read_notebook"]

MAX_BYTES = 200_000_000
MAX_CODE = 250_000  # characters; the tree of a dense text takes a thousand times as many bytes
MAX_CELLS = 10_000
SUFFIXES = (".ipynb", ".py")


@dataclass(frozen=True)
class Notebook:
    """The code cells of a notebook, without magics.

    Parameters
    ----------
    path : Path
    cells : tuple of str
        Python, one entry for each code cell; empty where Python cannot read it.
    problems : tuple of str
        Cells that Python cannot read, in words; they are left out of what runs.
    name : str
        The exercise set it was made from ("01_cost_functions"), empty when the file does not say.
    texts : tuple of str
        Its Markdown and raw cells.
    """

    path: Path
    cells: tuple[str, ...]
    problems: tuple[str, ...]
    name: str
    texts: tuple[str, ...] = ()

    @property
    def defined(self) -> set[str]:
        """Names that the cells define at top level: functions, classes and what is assigned.

        What `mine` brings from another notebook is no answer in this one.
        """
        return {name for cell in self.cells for node in statements(parse(cell)) for name in names_made(node)}


def read_notebook(path: str | Path) -> Notebook:
    """Read an `.ipynb` or `.py` file.

    Raises
    ------
    NotebookError
        With a sentence that says what is wrong with the file and what to do.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise NotebookError(f"{path} is a folder; name the notebook in it")
        if path.suffix not in SUFFIXES:
            raise NotebookError(f"{path} is no notebook; expected a file that ends in .ipynb or .py")
        _refuse_large(path.stat().st_size, str(path))
        data = path.read_bytes()
    except OSError as error:
        raise NotebookError(f"{path} cannot be read: {error.strerror or error}") from None
    return notebook_from(data, path.suffix, str(path))


def notebook_from(data: bytes, suffix: str, called: str) -> Notebook:
    """Read the bytes of an `.ipynb` or `.py` file.

    Parameters
    ----------
    data : bytes
    suffix : str
        ".ipynb" or ".py".
    called : str
        What messages call the file.

    Raises
    ------
    NotebookError
        With a sentence that says what is wrong with the file and what to do.
    """
    _refuse_large(len(data), called)
    if suffix == ".py":
        _refuse_data(len(data) // 4, called)
        found = scripts.contents(_text(data, called))
    else:
        found = ipynb.contents(_text(ipynb.thinned(data, called), called), called)
    _refuse_data(sum(map(len, found.code)), called)
    if len(found.code) > MAX_CELLS:
        raise NotebookError(f"{called} has {len(found.code):,} code cells; {MAX_CELLS:,} are read at most")
    cells, problems = mended(found.code)
    return Notebook(Path(called), tuple(cells), (*found.problems, *problems), found.name, found.texts)


def _refuse_large(size: int, called: str) -> None:
    if size > MAX_BYTES:
        raise NotebookError(
            f"{called} has {size / 1e6:.0f} MB: "
            "clear its outputs (Edit, Clear Outputs of All Cells), save, try again"
        )


def _refuse_data(length: int, called: str) -> None:
    if length > MAX_CODE:
        raise NotebookError(
            f"{called}: {length:,} characters of code; that is data in a cell. Load it from a file."
        )


def _text(data: bytes, called: str) -> str:
    """The text, in the encoding that its first bytes tell."""
    encoding = json.detect_encoding(data)
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        raise NotebookError(
            f"{called} is not UTF-8 text (byte 0x{data[error.start]:02x} at position {error.start}); "
            "save it again as UTF-8"
        ) from None
