"""What was handed in: files, folders, globs and zips of a school's system become submissions."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dlteach.grading.archives import Unreadable, entries, opened
from dlteach.grading.learners import IntakeError, learner_pattern
from dlteach.grading.sources import Source, kind
from dlteach.grading.submission import Submission

__all__ = ["Found", "IntakeError", "Source", "collect", "find"]

_Paths = Sequence[str | Path]


@dataclass(frozen=True)
class Found:
    """The submissions in some places, and how many other files there are: data, texts, pictures."""

    sources: list[Source]
    ignored: int


def find(paths: _Paths, learner_from: str | None = None, leave_out: Collection[Path] = ()) -> Found:
    """Look through files, folders, globs and zips for notebooks and scripts; none of them is read yet.

    Hidden files, `.ipynb_checkpoints` and `__MACOSX` are passed over. Whatever else ends in .ipynb, .py or
    .zip is a source, also when it cannot be read: then its submission says why.

    Parameters
    ----------
    paths : sequence of str or Path
    learner_from : str, optional
        A regular expression with a group `learner` that finds the learner in a path. Without it, the ways of
        nbgrader, Canvas, Moodle and Gradescope are known; see `dlteach.grading.learners`.
    leave_out : collection of Path
        Folders not to look into: where the results go.

    Raises
    ------
    IntakeError
        A path does not exist, a zip cannot be opened, or nothing was found.
    """
    pattern = learner_pattern(learner_from) if learner_from else None
    closed = {os.path.realpath(path) for path in leave_out}
    sources: list[Source] = []
    ignored = 0
    for source in _everything(_existing(paths), closed):
        if source is None:
            ignored += 1
        else:
            sources.append(replace(source, pattern=pattern) if pattern else source)
    if not sources:
        others = f"; {ignored:,} other files were left alone" if ignored else ""
        places = ", ".join(map(str, paths)) or "no path"
        raise IntakeError(
            f"nothing to grade in {places}: looked for files that end in .ipynb or .py, in zips too{others}"
        )
    return Found(sources, ignored)


def collect(paths: _Paths, *, learner_from: str | None = None) -> Iterator[Submission]:
    """The submissions in files, folders, globs and zips, one in memory at a time.

    Raises
    ------
    IntakeError
        As `find`.
    """
    return (source.read() for source in find(paths, learner_from).sources)


def _existing(paths: _Paths) -> list[str]:
    """Absolute paths, each once; a glob that the shell has left as it is becomes what it matches."""
    found: dict[str, None] = {}
    for path in map(str, paths):
        try:
            matches = [path] if os.path.lexists(path) else sorted(glob.glob(path, recursive=True))
        except ValueError:  # a null byte
            matches = []
        if not matches:
            what = "matches no file" if glob.has_magic(path) else "does not exist"
            raise IntakeError(f"{path!r} {what}; expected notebooks, scripts, folders or zips of them")
        found |= dict.fromkeys(map(os.path.abspath, matches))
    return list(found)


def _everything(paths: Sequence[str], closed: Collection[str]) -> Iterator[Source | None]:
    """All sources below the paths, and None for each file that is something else."""
    folders = {path for path in paths if os.path.isdir(path)}
    parents = Counter(map(os.path.dirname, folders))
    alone = [path for path in paths if folders.isdisjoint(_above(path))]
    for folder in (path for path in alone if path in folders):
        parent = os.path.dirname(folder)  # folders side by side are one for each learner
        yield from _in_folder(folder, parent if parents[parent] > 1 else folder, closed)
    files = [path for path in alone if path not in folders]
    notebooks = [path for path in files if kind(path) != ".zip"]
    together = os.path.commonpath(map(os.path.dirname, notebooks)) if notebooks else ""
    for path in notebooks:
        below = os.path.relpath(path, together).replace(os.sep, "/")
        yield Source(together, below, path) if kind(path) else None
    for path in files:
        if kind(path) == ".zip":
            try:
                yield from _in_archive(os.path.realpath(path), os.path.realpath(path), "")
            except Unreadable as error:
                raise IntakeError(f"{path} {error}") from None


def _above(path: str) -> Iterator[str]:
    """The folders that a path lies in."""
    while (parent := os.path.dirname(path)) != path:
        yield parent
        path = parent


def _in_folder(folder: str, root: str, closed: Collection[str]) -> Iterator[Source | None]:
    """The sources in a folder and below it; their paths are told from `root` on."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        inner = []
        try:
            with os.scandir(here) as listing:
                items = sorted(listing, key=lambda item: item.name)
        except OSError as error:
            yield Source(
                root, _below(here, root), here, problem=f"is a folder that is closed: {error.strerror}"
            )
            continue
        for item in items:
            if _is_passed_over(item.name):
                continue
            if item.is_dir(follow_symlinks=False):
                inner.append(item.path)
            else:
                yield from _in_file(item, root)
        waiting += [path for path in reversed(inner) if os.path.realpath(path) not in closed]


def _in_file(item: os.DirEntry[str], root: str) -> Iterator[Source | None]:
    below = _below(item.path, root)
    if item.is_symlink() and os.path.isdir(item.path):
        yield Source(root, below, item.path, problem="is a link to a folder; it was not followed")
    elif kind(item.name) == ".zip":
        try:
            yield from _in_archive(item.path, root, f"{below}/")
        except Unreadable as error:
            yield Source(root, below, item.path, problem=str(error))
    else:
        yield Source(root, below, item.path) if kind(item.name) else None


def _in_archive(place: str, given: str, before: str) -> Iterator[Source | None]:
    """The sources in a zip, also in zips in it: Moodle packs what was a zip already."""
    for number, parts in entries(opened(place)):
        path = before + "/".join(parts)
        if any(map(_is_passed_over, parts)):
            continue
        if kind(path) != ".zip":
            yield Source(given, path, place, (number,)) if kind(path) else None
            continue
        try:
            yield from _in_inner_archive(place, given, path, number)
        except Unreadable as error:
            yield Source(given, path, place, (number,), str(error))


def _in_inner_archive(place: str, given: str, before: str, outer: int) -> Iterator[Source | None]:
    for number, parts in entries(opened(place, outer)):
        path = f"{before}/{'/'.join(parts)}"
        if any(map(_is_passed_over, parts)):
            continue
        deeper = "is a zip in a zip in a zip; unpack it and hand in again" if kind(path) == ".zip" else ""
        yield Source(given, path, place, (outer, number), deeper) if kind(path) else None


def _is_passed_over(name: str) -> bool:
    return name == "__MACOSX" or (name.startswith(".") and name != "..")


def _below(path: str, root: str) -> str:
    return os.path.relpath(path, root).replace(os.sep, "/")
