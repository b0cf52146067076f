"""What the build adds to every notebook of the reading order.

Links at the top and the bottom, the review of missed questions at the opening of a lesson, its own questions
near the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from dlteach.autograder.exercise import Lesson
from dlteach.autograder.registry import exercises, questions
from dlteach.course.maps import lessons_in

CLOSING = "## You can now"
_REVIEW = "What you missed in the questions of earlier lessons comes back here."
_QUIZ = "## Three questions"


class Piece(NamedTuple):
    """A cell that the build adds: "markdown" or "code", and its text."""

    kind: str
    text: str


def furnished(root: Path, kind: str, name: str, cells: Sequence[str]) -> Iterator[int | Piece]:
    """The cells of a page with what is added: the position of each of its own, a `Piece` for each other.

    Parameters
    ----------
    root : Path
        The course.
    kind : {"lesson", "exercise", "solution"}
    name : str
        The name of the page. One that is not in the reading order stays as it is.
    cells : sequence of str
        The texts of its own cells.
    """
    rows = lessons_in(root)
    row = next((row for row in rows if row.name == name), None)
    if row is None:
        yield from range(len(cells))
        return
    yield Piece("markdown", _above(kind, row, rows))
    asks = kind == "lesson" and any(q.lesson == name for q in questions())
    for position, text in enumerate(cells):
        if asks and text.startswith(CLOSING):
            yield Piece("markdown", _QUIZ)
            yield Piece("code", f'from dlteach import quiz\n\nquiz("{row.number}")')
        yield position
        if asks and position == 0 and row.needs:
            yield Piece("markdown", _REVIEW)
            yield Piece("code", f'from dlteach import review\n\nreview("{row.number}")')
    yield Piece("markdown", _links(kind, row, rows))


def _above(kind: str, row: Lesson, rows: Sequence[Lesson]) -> str:
    links = _links(kind, row, rows)
    if kind != "lesson":
        return links
    titles = {other.number: _link(f"{other.number} {other.title}", "", other) for other in rows}
    needs = " and ".join(titles.get(number, number) for number in row.needs)
    about = f"Builds on {needs}. " if needs else ""
    return f"{links}\n\n{about}About {row.minutes} minutes with the exercises."


def _links(kind: str, row: Lesson, rows: Sequence[Lesson]) -> str:
    """Where to go from here: back, the map, the other notebook of this lesson, on."""
    to_lessons = "" if kind == "lesson" else "../lessons/"
    position = rows.index(row)
    links = [f"[The map]({to_lessons}index.ipynb)"]
    if kind == "lesson" and any(exercise.lesson == row.name for exercise in exercises().values()):
        links.append(_link(f"Exercises {row.number}", "../exercises/", row))
    if kind != "lesson":
        links.append(_link(f"Lesson {row.number}", to_lessons, row))
    if position:
        before = rows[position - 1]
        links.insert(0, _link(f"← {before.number} {before.title}", to_lessons, before))
    if row is not rows[-1]:
        after = rows[position + 1]
        links.append(_link(f"{after.number} {after.title} →", to_lessons, after))
    return " · ".join(links)


def _link(words: str, folder: str, row: Lesson) -> str:
    return f"[{words}]({folder}{row.name}.ipynb)"
