"""What any format of notebook comes to: code, text, and the set of exercises that it was made from."""

from __future__ import annotations

from dataclasses import dataclass


class NotebookError(Exception):
    """A file that cannot be read as a notebook: what came, and what to do."""


@dataclass(frozen=True)
class Contents:
    """The cells of a file as they stand in it.

    Parameters
    ----------
    code : tuple of str
        The code cells, in order; magics are still in them.
    texts : tuple of str
        The Markdown and raw cells.
    name : str
        The exercise set that the file says it was made from.
    problems : tuple of str
        What is odd about the file, in sentences.
    """

    code: tuple[str, ...]
    texts: tuple[str, ...] = ()
    name: str = ""
    problems: tuple[str, ...] = ()
