"""How far a learner is: the map of the course with what is right, tried and open."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from dlteach.autograder.display import present, was_just_shown
from dlteach.autograder.exercise import Exercise, Lesson
from dlteach.autograder.quizzes import key
from dlteach.autograder.registry import exercises, lessons, questions
from dlteach.autograder.state import load_state_and_note

_SYMBOLS = {"right": "✓", "tried": "✗", "open": "○"}
_LEGEND = "   ".join(f"{symbol} {status}" for status, symbol in _SYMBOLS.items())


@dataclass(frozen=True)
class Task:
    """An exercise with how far it is: "right", "tried" or "open"."""

    name: str
    lesson: str
    status: str
    points: float
    max_points: float

    @property
    def notebook(self) -> str:
        return f"exercises/{self.lesson}.ipynb"

    def __str__(self) -> str:
        return f"{_SYMBOLS[self.status]} {self.name}"


@dataclass(frozen=True)
class Asked:
    """The questions of a lesson: how many there are, how many are right, how many wait for a review."""

    lesson: str
    right: int
    due: int
    total: int

    def __str__(self) -> str:
        waiting = f", {self.due} to review" if self.due else ""
        return f"{self.right} of {self.total} questions right{waiting}"


@dataclass(frozen=True)
class Progress:
    """All tasks in the order of the course, and the questions of each lesson."""

    tasks: tuple[Task, ...]
    quizzes: tuple[Asked, ...] = ()
    note: str = ""

    @property
    def next(self) -> Task | None:
        """The first task that is not right yet."""
        return next((task for task in self.tasks if task.status != "right"), None)

    @property
    def headline(self) -> str:
        right = sum(task.status == "right" for task in self.tasks)
        points, most = sum(t.points for t in self.tasks), sum(t.max_points for t in self.tasks)
        answered, asked = sum(q.right for q in self.quizzes), sum(q.total for q in self.quizzes)
        return (
            f"{right} of {len(self.tasks)} exercises right, {points:g} of {most:g} points, "
            f"{answered} of {asked} questions right"
        )

    def quiz_of(self, lesson: str) -> Asked | None:
        """The questions of a lesson, None when it has none."""
        return next((asked for asked in self.quizzes if asked.lesson == lesson), None)

    @property
    def lessons(self) -> list[tuple[Lesson, list[Task]]]:
        """Lessons in order with their tasks; those of other packs follow the course's own."""
        known = {lesson.name: lesson for lesson in lessons()}
        names = dict.fromkeys([*known, *(task.lesson for task in self.tasks)])
        return [
            (
                known.get(name, Lesson(name, name.replace("_", " "))),
                [t for t in self.tasks if t.lesson == name],
            )
            for name in names
        ]

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON."""
        return {
            "points": sum(t.points for t in self.tasks),
            "max_points": sum(t.max_points for t in self.tasks),
            "next": self.next.name if self.next else None,
            "tasks": [vars(task) for task in self.tasks],
            "quizzes": [vars(asked) for asked in self.quizzes],
        }

    def __str__(self) -> str:
        lines = [f"Your way through the course: {self.headline}", ""]
        for lesson, tasks in self.lessons:
            lines.append(f"  {lesson.number}  {lesson.title}")
            words = [str(task) for task in tasks]
            if asked := self.quiz_of(lesson.name):
                words.append(f"({asked})")
            lines += [f"      {row}" for row in _rows(words, _width() - 6)]
        lines += ["", f"  {_LEGEND}"]
        if self.next:
            lines.append(f"  Next: {self.next.name}, in {self.next.notebook}")
        if self.note:
            lines += ["", f"  {self.note}"]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row' style='text-align:left'>{escape(lesson.number)} {escape(lesson.title)}</th>"
            f"<td style='text-align:left'>{' '.join(map(_labelled, tasks)) or 'reading only'}</td>"
            f"<td style='text-align:left'>{self.quiz_of(lesson.name) or ''}</td></tr>"
            for lesson, tasks in self.lessons
        )
        return (
            "<table style='color:var(--jp-content-font-color1,inherit)'>"
            f"<caption style='text-align:left'>Your way through the course: {escape(self.headline)}</caption>"
            f"<tbody>{rows}</tbody></table><p>{_LEGEND}</p>{self._next_link()}"
            f"{f'<p>{escape(self.note)}</p>' if self.note else ''}"
        )

    def _next_link(self) -> str:
        if self.next is None:
            return ""
        name, notebook = escape(self.next.name), escape(self.next.notebook)
        return f"<p>Next: <code>{name}</code>, in <a href='../{notebook}'>{notebook}</a></p>"

    def _ipython_display_(self) -> None:
        if not was_just_shown(self):
            present(self)


def progress() -> Progress:
    """Show how far you are in the course.

    Returns
    -------
    Progress
        Also shown: as a table in Jupyter, printed elsewhere.
    """
    found = read_progress()
    present(found)
    return found


def read_progress() -> Progress:
    """The progress that `progress` shows."""
    state, note = load_state_and_note()
    order = {lesson.name: number for number, lesson in enumerate(lessons())}
    known = sorted(exercises().values(), key=lambda e: order.get(e.lesson, len(order)))
    tasks = tuple(_task(exercise, state.get(exercise.name, {})) for exercise in known)
    return Progress(tasks, tuple(_quizzes(state)), note)


def _quizzes(state: dict[str, dict[str, Any]]) -> Iterator[Asked]:
    for lesson in lessons():
        entries = [state.get(key(q), {}) for q in questions() if q.lesson == lesson.name]
        if entries:
            right, due = (sum(bool(entry.get(what)) for entry in entries) for what in ("right", "due"))
            yield Asked(lesson.name, right, due, len(entries))


def _task(exercise: Exercise, entry: dict[str, Any]) -> Task:
    status = "right" if entry.get("passed") else "tried" if entry.get("attempts") else "open"
    return Task(exercise.name, exercise.lesson, status, float(entry.get("points", 0)), exercise.points)


def _labelled(task: Task) -> str:
    return (
        f"<span style='white-space:nowrap'><span aria-label='{task.status}'>{_SYMBOLS[task.status]}</span> "
        f"<code>{escape(task.name)}</code></span>"
    )


def _width() -> int:
    """Columns to write in: those of the terminal, at most 98."""
    return min(shutil.get_terminal_size((98, 24)).columns, 98)


def _rows(words: list[str], width: int) -> list[str]:
    """The words set in rows of at most so many characters."""
    rows: list[str] = []
    for word in words:
        if rows and len(rows[-1]) + len(word) + 3 <= width:
            rows[-1] += "   " + word
        else:
            rows.append(word)
    return rows
