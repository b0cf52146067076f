"""Cut solutions out of a cell: one source text, an exercise version and a solution version.

Between the two markers stands the solution; its `#: ` lines are what the learner finds in its place:

    def relu(z):
        ### BEGIN SOLUTION
        #: raise NotImplementedError("relu: max(z, 0), elementwise")
        return np.maximum(z, 0)
        ### END SOLUTION

Every line carries its number in the source file through all of this, so that an error in a built notebook
can be reported where its author can mend it.
"""

import re
from typing import NamedTuple

BEGIN, END, STUB = "### BEGIN SOLUTION", "### END SOLUTION", "#:"
DEFAULT_STUB = 'raise NotImplementedError("your code here")'

# A mistyped marker must not hand the solution to the learner.
_LOOKS_LIKE_A_MARKER = re.compile(r"#+\s*(BEGIN|END)\s+SOLUTIONS?\b", re.IGNORECASE)


class BuildError(Exception):
    """The course cannot be built; the message says where and what to do."""


class Line(NamedTuple):
    """A line of text and its number in the source file, from 1."""

    number: int
    text: str


class Cell(NamedTuple):
    """The text of one cell, and where it stands: its file and its number in that file, from 1."""

    file: str
    number: int
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    def error(self, line: int, message: str) -> BuildError:
        return BuildError(f"{self.file}, cell {self.number}, line {line}: {message}")


def exercise_version(cell: Cell) -> Cell:
    """The cell with each solution replaced by its stub.

    Examples
    --------
    >>> cell = Cell("x.py", 1, (Line(1, BEGIN), Line(2, "y = 2"), Line(3, END), Line(4, "print(y)")))
    >>> print(exercise_version(cell).text)
    raise NotImplementedError("your code here")
    print(y)
    """
    return cell._replace(lines=tuple(line for role, line in _roles(cell) if role != "solution"))


def solution_version(cell: Cell) -> Cell:
    """The cell without markers and stubs.

    Examples
    --------
    >>> cell = Cell("x.py", 1, (Line(1, BEGIN), Line(2, "y = 2"), Line(3, END), Line(4, "print(y)")))
    >>> print(solution_version(cell).text)
    y = 2
    print(y)
    """
    return cell._replace(lines=tuple(line for role, line in _roles(cell) if role != "stub"))


def unmarked(cell: Cell) -> Cell:
    """The cell itself, for lessons and for prose, where a marker would cut nothing out."""
    for line in cell.lines:
        if _LOOKS_LIKE_A_MARKER.match(line.text.strip()):
            raise cell.error(
                line.number,
                f"{line.text.strip()!r} cuts nothing here: only code cells of an exercise hold solutions; "
                'delete the marker, or tag a whole cell of text with tags=["solution"]',
            )
    return cell


def _roles(cell: Cell) -> list[tuple[str, Line]]:
    """Label every line that outlives its markers: "shared", "solution" or "stub"."""
    labelled: list[tuple[str, Line]] = []
    begin: Line | None = None
    stub: list[Line] = []
    for line in cell.lines:
        word = line.text.strip()
        if word == BEGIN:
            if begin:
                raise cell.error(
                    line.number,
                    f"{BEGIN} inside the solution that begins on line {begin.number}; end that first",
                )
            begin, stub = line, []
        elif word == END:
            if not begin:
                raise cell.error(
                    line.number, f"{END} without a {BEGIN} above it in this cell; add one or delete this"
                )
            labelled += [("stub", line) for line in stub or [_stub_line(begin, DEFAULT_STUB, begin.number)]]
            begin = None
        elif _LOOKS_LIKE_A_MARKER.match(word):
            raise cell.error(line.number, f"{word!r} is nearly a marker; write exactly {BEGIN!r} or {END!r}")
        elif word.startswith(STUB):
            if not begin:
                raise cell.error(
                    line.number, f"the stub line {word!r} is outside a solution; move it below {BEGIN}"
                )
            stub.append(_stub_line(begin, word.removeprefix(STUB).removeprefix(" "), line.number))
        else:
            labelled.append(("solution" if begin else "shared", line))
    if begin:
        raise cell.error(
            begin.number, f"{BEGIN} without an {END} in the same cell; add it where the solution ends"
        )
    return labelled


def _stub_line(begin: Line, text: str, number: int) -> Line:
    """A stub takes the place, and so the indentation, of the solution's first marker."""
    indent = begin.text[: len(begin.text) - len(begin.text.lstrip())]
    return Line(number, (indent + text).rstrip())
