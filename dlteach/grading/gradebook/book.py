"""The gradebook: results go in, marks by hand go in, marks come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dlteach.grading.gradebook import counting
from dlteach.grading.gradebook.counting import Grading, Mark
from dlteach.grading.gradebook.hand import HandMark
from dlteach.grading.gradebook.known import Known
from dlteach.grading.gradebook.opening import (
    DamagedGradebook,
    GradebookError,
    failing_as_gradebook,
    open_engine,
    reading,
    writing,
)
from dlteach.grading.gradebook.tables import EXERCISES, MARKS, RESULTS, exercise_rows, result_row
from dlteach.grading.policy import Policy, time_from
from dlteach.grading.results import Result

BATCH = 500


class Gradebook:
    """The gradebook of one class.

    It is derived from the folder of results and can be made again from there; only marks by hand are its own,
    and those are in the log too. Several processes may write at once.

    Parameters
    ----------
    where : Path or str
        A file of SQLite, or a URL: "postgresql+psycopg://user@host/database". Made when it is not there.

    Raises
    ------
    GradebookError
        From here and from every method, with a sentence, when the database cannot do it. What it could not
        do, it did no part of.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     book = Gradebook(Path(folder) / "gradebook.sqlite")
    ...     book.marks()
    []
    """

    def __init__(self, where: str | Path):
        self._engine = open_engine(where)
        url = self._engine.url
        self.name = str(url.database) if self._engine.dialect.name == "sqlite" else url.render_as_string()

    def keys(self) -> set[str]:
        """The keys of the gradings that it holds."""
        with failing_as_gradebook(self.name), reading(self._engine).connect() as connection:
            return set(connection.scalars(sa.select(RESULTS.c.key)))

    def add(self, results: Iterable[Result]) -> int:
        """Store results in one transaction; those that are there already stay as they are.

        Returns
        -------
        int
            How many were new.
        """
        with failing_as_gradebook(self.name), writing(self._engine).begin() as connection:
            return self._insert(connection, list(results))

    def rebuild(self, results: Iterable[Result], by_hand: Iterable[HandMark] = ()) -> int:
        """Replace all results, in one transaction; marks by hand stay, and those given are put beside them.

        Returns
        -------
        int
            How many results there are now.
        """
        remaining = iter(results)
        with failing_as_gradebook(self.name):
            self._check_whole()
            with writing(self._engine).begin() as connection:
                connection.execute(EXERCISES.delete())
                connection.execute(RESULTS.delete())
                count = 0
                while batch := list(islice(remaining, BATCH)):
                    count += self._insert(connection, batch)
                for mark in by_hand:
                    connection.execute(self._insert_new(MARKS), mark.to_dict())
        return count

    def mark(self, mark: HandMark) -> None:
        """Store a mark by hand. It never replaces one; the newest counts."""
        with failing_as_gradebook(self.name), writing(self._engine).begin() as connection:
            connection.execute(self._insert_new(MARKS), mark.to_dict())

    def marks(self, policy: Policy | None = None) -> list[Mark]:
        """What counts for each learner and assignment, by name."""
        with failing_as_gradebook(self.name), reading(self._engine).connect() as connection:
            by_hand = list(_by_hand(connection))
            gradings = list(_gradings(connection))
        return counting.marks(gradings, by_hand, policy or Policy())

    def by_hand(self) -> list[HandMark]:
        """All that was ever said by hand, oldest first."""
        with failing_as_gradebook(self.name), reading(self._engine).connect() as connection:
            return sorted(_by_hand(connection), key=lambda mark: (mark.at, mark.id))

    def known(self) -> Known:
        """The learners, assignments and exercises that there are results of."""
        wholes = sa.select(RESULTS.c.assignment, sa.literal(""), sa.func.max(RESULTS.c.max_points))
        parts = sa.select(RESULTS.c.assignment, EXERCISES.c.exercise, sa.func.max(EXERCISES.c.max_points))
        found: dict[str, dict[str, float]] = defaultdict(dict)
        with failing_as_gradebook(self.name), reading(self._engine).connect() as connection:
            learners = frozenset(connection.scalars(sa.select(RESULTS.c.learner).distinct()))
            for query in (
                wholes.group_by(RESULTS.c.assignment),
                parts.join_from(RESULTS, EXERCISES).group_by(RESULTS.c.assignment, EXERCISES.c.exercise),
            ):
                for assignment, exercise, most in connection.execute(query):
                    found[assignment][exercise] = most
        return Known(learners, dict(found))

    def _insert(self, connection: sa.Connection, results: list[Result]) -> int:
        # In the order of their keys: two writers that store the same results never wait for each other.
        by_key = {result.key: result for result in results}
        ordered = [by_key[key] for key in sorted(by_key)]
        for result in ordered:
            _check_times(result)
        insert = self._insert_new(RESULTS).returning(RESULTS.c.key)
        new = set(connection.scalars(insert, list(map(result_row, ordered)))) if ordered else set()
        if rows := [row for key in sorted(new) for row in exercise_rows(by_key[key])]:
            connection.execute(EXERCISES.insert(), rows)
        return len(new)

    def _insert_new(self, table: sa.Table) -> postgresql.Insert | sqlite.Insert:
        """Insert the rows whose primary key is not there yet."""
        dialect = sqlite if self._engine.dialect.name == "sqlite" else postgresql
        return dialect.insert(table).on_conflict_do_nothing()

    def _check_whole(self) -> None:
        """A file that opens may still be damaged further in; then marks by hand could be lost silently."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            if found != "ok":
                raise DamagedGradebook(f"{self.name} is damaged: {found}")


def _check_times(result: Result) -> None:
    for name in ("submitted_at", "graded_at"):
        time = getattr(result, name)
        try:
            time_from(time)
        except ValueError:
            raise GradebookError(
                f"result {result.key}: expected {name} as a time in ISO 8601, got {time!r:.60}"
            ) from None


def _by_hand(connection: sa.Connection) -> Iterator[HandMark]:
    for row in connection.execute(sa.select(MARKS)).mappings():
        yield HandMark(**row)


def _gradings(connection: sa.Connection) -> Iterator[Grading]:
    names = [name for name in Grading.__dataclass_fields__ if name != "exercises"]
    exercises = _exercises_by_hand(connection)
    for row in connection.execute(sa.select(*(RESULTS.c[name] for name in names))).mappings():
        yield Grading(**row, exercises=exercises.get(row["key"], {}))


def _exercises_by_hand(connection: sa.Connection) -> dict[str, dict[str, float]]:
    """The points of each exercise, for those results alone of which an exercise was marked by hand."""
    marked = (
        sa.select(MARKS.c.learner, MARKS.c.assignment).where(MARKS.c.exercise != "").distinct().subquery()
    )
    query = (
        sa.select(EXERCISES.c.key, EXERCISES.c.exercise, EXERCISES.c.points)
        .join_from(EXERCISES, RESULTS)
        .join(
            marked,
            sa.and_(
                RESULTS.c.learner == marked.c.learner,
                RESULTS.c.assignment == marked.c.assignment,
            ),
        )
    )
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for key, exercise, points in connection.execute(query):
        found[key][exercise] = points
    return found
