"""From the text of a lesson or exercise to a notebook that has not run yet."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from dlteach.course.furniture import Piece, furnished
from dlteach.course.maps import index, lessons_in
from dlteach.course.markers import BuildError, Cell, Line, exercise_version, solution_version, unmarked

FOLDERS = {"lesson": "lessons", "exercise": "exercises", "solution": "solutions", "index": "lessons"}

_OUR_TAGS = {"solution", "solution-only", "student-only"}
_DROPPED_TAGS = {
    "lesson": set[str](),
    "exercise": {"solution", "solution-only"},
    "solution": {"student-only"},
}
_CELL_START = re.compile(r"#\s*%%+(\s|$)")
_LEFT_BY_JUPYTEXT = {"lines_to_next_cell", "lines_to_end_of_cell_marker", "cell_marker"}


@dataclass(frozen=True)
class Page:
    """One notebook of the course: what it is made from, and where it goes."""

    root: Path
    kind: str  # "lesson", "exercise", "solution" or "index"
    name: str  # "01_cost_functions"

    @property
    def source(self) -> Path:
        folder = "lessons" if self.kind == "lesson" else "exercises"
        return self.root / "authoring" / folder / f"{self.name}.py"

    @property
    def path(self) -> Path:
        return self.root / FOLDERS[self.kind] / f"{self.name}.ipynb"

    @property
    def origin(self) -> str:
        """What it is made from, as an author writes it."""
        if self.kind == "index":
            return "the reading order"
        return self.source.relative_to(self.root).as_posix()

    @property
    def label(self) -> str:
        """The notebook's path as an author writes it, the same on every system."""
        return self.path.relative_to(self.root).as_posix()


@dataclass
class Draft:
    """A notebook, and for each of its cells the source cell that it came from."""

    page: Page
    notebook: Any
    cells: list[Cell]


def draft(page: Page) -> Draft:
    """Make the notebook of a page, with no outputs; the same text gives the same notebook."""
    kept: list[Cell] = []
    nodes = []
    repeats: Counter[str] = Counter()
    for node, cell in _furnished(page, list(_own_cells(page))):
        key = f"{page.kind}/{page.name}|{node.cell_type}|{cell.text}"
        repeats[key] += 1
        node.id = hashlib.sha256(f"{key}|{repeats[key]}".encode()).hexdigest()[:8]
        node.source = cell.text
        node.metadata = {k: v for k, v in node.metadata.items() if k not in _LEFT_BY_JUPYTEXT}
        kept.append(cell)
        nodes.append(node)
    metadata = {
        "dlteach": {"kind": page.kind, "name": page.name},
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return Draft(page, nbformat.v4.new_notebook(cells=nodes, metadata=metadata), kept)


def _own_cells(page: Page) -> Iterator[tuple[Any, Cell]]:
    """The cells of the page's source that this kind of page keeps, without what is not for it."""
    if page.kind == "index":
        yield _added(Piece("markdown", index(lessons_in(page.root))))
        return
    for number, (node, lines) in enumerate(_read(page.source, page.origin), start=1):
        cell = Cell(page.origin, number, lines)
        if not _DROPPED_TAGS[page.kind] & _tags(node, cell):
            yield node, _version(cell, page.kind, node.cell_type)


def _furnished(page: Page, own: list[tuple[Any, Cell]]) -> Iterator[tuple[Any, Cell]]:
    for piece in furnished(page.root, page.kind, page.name, [cell.text for _, cell in own]):
        yield _added(piece) if isinstance(piece, Piece) else own[piece]


def _added(piece: Piece) -> tuple[Any, Cell]:
    make = nbformat.v4.new_code_cell if piece.kind == "code" else nbformat.v4.new_markdown_cell
    lines = tuple(Line(number, text) for number, text in enumerate(piece.text.split("\n"), start=1))
    return make(), Cell("added by the build", 0, lines)


def _tags(node: Any, cell: Cell) -> set[str]:
    """The cell's tags; one that is nearly ours is an error, because it would hand out a solution."""
    tags = set(node.metadata.get("tags", []))
    for tag in sorted(tags - _OUR_TAGS):
        if "solution" in tag.lower() or "student" in tag.lower():
            known = ", ".join(sorted(_OUR_TAGS))
            raise BuildError(
                f"{cell.file}, cell {cell.number}: tag {tag!r} cuts nothing out; the tags that do are {known}"
            )
    return tags


def _version(cell: Cell, kind: str, cell_type: str) -> Cell:
    if kind == "lesson" or cell_type != "code":
        return unmarked(cell)
    return exercise_version(cell) if kind == "exercise" else solution_version(cell)


def _read(path: Path, name: str) -> list[tuple[Any, tuple[Line, ...]]]:
    """The cells of a percent file, each with its numbered lines."""
    try:
        import jupytext
    except ImportError as error:
        raise BuildError('building the course needs jupytext: pip install "dlteach[author]"') from error
    text = path.read_text(encoding="utf-8")
    starts = [number for number, line in enumerate(text.split("\n"), start=1) if _CELL_START.match(line)]
    try:
        nodes = jupytext.reads(text, fmt="py:percent").cells
    except nbformat.ValidationError as error:
        raise BuildError(f"{name}: not a notebook, mend its cells' tags: {error.message}") from error
    if len(starts) != len(nodes):
        raise BuildError(
            f"{name}: {len(starts)} lines begin with '# %%' but there are {len(nodes)} cells; begin every "
            "cell, also the first, with '# %%' at the left margin, and write that nowhere else, "
            "not even in a string"
        )
    return [(node, _numbered(node.source, start + 1)) for node, start in zip(nodes, starts)]


def _numbered(source: str, first: int) -> tuple[Line, ...]:
    lines = [Line(number, text) for number, text in enumerate(source.split("\n"), start=first)]
    while lines and not lines[0].text.strip():
        lines.pop(0)
    return tuple(lines)
