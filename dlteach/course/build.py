"""The build: `authoring/*.py` in, three folders of notebooks out. Same text, same bytes.

`plan` lists the notebooks, `build` writes those that are not up to date, `check` says which are not.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import nbformat

from dlteach.autograder.files import write_atomically
from dlteach.course.drafts import FOLDERS, Draft, Page, draft
from dlteach.course.maps import lessons_in, with_map
from dlteach.course.markers import BuildError
from dlteach.course.running import run

Progress = Callable[[Page, int, int], None]
"""Called before each notebook with the page, its number from 1, and how many there are."""


_RUN = {"lesson", "solution"}


class Problem(NamedTuple):
    """A notebook that is not what the build would make, and why."""

    notebook: str
    reason: str


class Built(NamedTuple):
    """What a build did: labels such as `lessons/01_cost_functions.ipynb`."""

    written: list[str]
    unchanged: list[str]
    removed: list[str]


def plan(root: Path, names: Sequence[str] = ()) -> list[Page]:
    """The notebooks of the course, or those with the given names or numbers (`01_cost_functions`, `01`).

    Raises
    ------
    BuildError
        There is nothing to build, or a name is not that of any source.
    """
    root = Path(root).resolve()
    pages = [
        Page(root, "lesson", path.stem) for path in sorted((root / "authoring" / "lessons").glob("*.py"))
    ]
    for path in sorted((root / "authoring" / "exercises").glob("*.py")):
        pages += [Page(root, "exercise", path.stem), Page(root, "solution", path.stem)]
    if not pages:
        raise BuildError(
            f"no sources in {root / 'authoring'}; run this in a checkout of the course, or give its folder"
        )
    if lessons_in(root):
        pages.append(Page(root, "index", "index"))
    for name in names:
        if not any(_is_called(page, name) for page in pages):
            known = ", ".join(sorted({page.name for page in pages}))
            raise BuildError(f"no lesson or exercise is called {name!r}; there are: {known}")
    return [page for page in pages if not names or any(_is_called(page, name) for name in names)]


def build(
    root: Path,
    names: Sequence[str] = (),
    execute: bool = False,
    progress: Progress = lambda page, number, total: None,
) -> Built:
    """Write every notebook that is not up to date, and run it unless it is an exercise.

    Parameters
    ----------
    root : Path
        The checkout: the folder that holds `authoring`.
    names : sequence of str
        Build only these, by name or number; all by default, and then notebooks without a source are removed.
    execute : bool
        Run also what is up to date.
    progress : callable
        Called before each notebook with its page, its number and the total.

    Raises
    ------
    BuildError
        A source cannot be turned into a notebook, or a cell fails. That notebook stays as it was; those
        before it are written.
    """
    pages = plan(root, names)
    index = Page(Path(root).resolve(), "index", "index")
    if index not in pages and lessons_in(index.root):
        pages.append(index)  # a map like those of the README and docs/, which every build brings up to date
    result = Built([], [], [])
    for number, page in enumerate(pages, start=1):
        progress(page, number, len(pages))
        made = draft(page)
        if _trouble(made) is None and not (execute and page.kind in _RUN):
            result.unchanged.append(page.label)
            continue
        if page.kind in _RUN:
            run(made)
        _write(made)
        result.written.append(page.label)
    if not names:
        for path in _orphans(pages):
            path.unlink()
            result.removed.append(_label(path))
    for path, text in _pages_with_an_old_map(Path(root)):
        write_atomically(path, text.encode())
        result.written.append(path.relative_to(root).as_posix())
    return result


def check(root: Path, names: Sequence[str] = ()) -> list[Problem]:
    """Compare the notebooks with their sources in all but outputs; writes nothing and runs nothing."""
    pages = plan(root, names)
    problems = [Problem(page.label, reason) for page in pages if (reason := _trouble(draft(page)))]
    if not names:
        problems += [Problem(_label(path), "has no source; build removes it") for path in _orphans(pages)]
        problems += [
            Problem(path.relative_to(root).as_posix(), "holds a map that differs from the reading order")
            for path, _ in _pages_with_an_old_map(Path(root))
        ]
    return problems


def _pages_with_an_old_map(root: Path) -> Iterator[tuple[Path, str]]:
    """The README and the pages of docs/ whose map is not up to date, each with the text it should have."""
    for path in [root / "README.md", *sorted((root / "docs").glob("*.md"))]:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        wanted = with_map(text, lessons_in(root.resolve()), "" if path.parent == root else "../")
        if wanted != text:
            yield path, wanted


def _is_called(page: Page, name: str) -> bool:
    return name in (page.name, page.name.partition("_")[0])


def _orphans(pages: list[Page]) -> list[Path]:
    made = {page.path for page in pages}
    folders = [pages[0].root / folder for folder in dict.fromkeys(FOLDERS.values())]
    return [path for folder in folders for path in sorted(folder.glob("*.ipynb")) if path not in made]


def _label(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _write(made: Draft) -> None:
    try:
        write_atomically(made.page.path, _bytes(made.notebook))
    except OSError as error:
        raise BuildError(
            f"cannot write {made.page.label}, which stays as it was: {error.strerror or error}; "
            "free space or change its permissions"
        ) from error


def _bytes(notebook: Any) -> bytes:
    nbformat.validate(notebook)
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode()


def _trouble(made: Draft) -> str | None:
    """Why the notebook on disk is not the one that this draft becomes; None if it is."""
    page = made.page
    if not page.path.exists():
        return "is not built"
    try:
        content = page.path.read_bytes()
        old = nbformat.reads(content.decode(), as_version=4)
        as_written = _bytes(old) == content
        counts = [
            cell.execution_count for cell in old.cells if cell.cell_type == "code" and cell.source.strip()
        ]
        has_run = counts == list(range(1, len(counts) + 1))
        has_outputs = any(cell.get("outputs") or cell.get("execution_count") for cell in old.cells)
        same = _without_outputs(old) == made.notebook
    except (ValueError, AttributeError, KeyError, nbformat.ValidationError):
        return "is not a readable notebook"
    if not (same and as_written):
        return f"differs from {page.origin}"
    if page.kind not in _RUN:
        return "holds outputs; it is handed out unrun" if has_outputs else None
    return None if has_run else "was not run from top to bottom"


def _without_outputs(notebook: Any) -> Any:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook
