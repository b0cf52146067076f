"""Opening a gradebook: the connection, its rules, and whether the file or database is one of ours."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from dlteach.grading.gradebook.tables import ABOUT, METADATA, SCHEMA

WAIT = 60.0  # seconds for another writer to finish
_LOCK = 0x646C7465  # "dlte": one gradebook is made at a time


class GradebookError(Exception):
    """A gradebook that cannot be opened, read or written: what happened, and what to do."""


class DamagedGradebook(GradebookError):
    """A file that is no database, or a broken one."""


def open_engine(url: str | Path) -> sa.Engine:
    """Connect to a gradebook, which is made when it is not there.

    Raises
    ------
    GradebookError
        No such database, no driver for it, or a database of something else.
    """
    parsed = _parsed(url)
    shown = parsed.database if parsed.drivername == "sqlite" else parsed.render_as_string()
    waits: dict[str, Any] = {"timeout": WAIT}
    if parsed.drivername != "sqlite":
        waits = {"client_encoding": "utf8", "connect_timeout": 30}
    try:
        # No pool: the grader forks, and a connection must not be in two processes.
        engine = sa.create_engine(parsed, poolclass=NullPool, connect_args=waits)
    except ModuleNotFoundError:
        raise GradebookError("PostgreSQL needs a driver: pip install 'dlteach[postgresql]'") from None
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_up_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
    with failing_as_gradebook(str(shown)):
        _make_or_check(engine, str(shown))
    return engine


def writing(engine: sa.Engine) -> sa.Engine:
    """The engine for a transaction that writes: SQLite takes the lock at once, so it never has to give up."""
    return engine.execution_options(writes=True)


def reading(engine: sa.Engine) -> sa.Engine:
    """The engine for a transaction that reads several tables as they were at one moment."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


@contextmanager
def failing_as_gradebook(shown: str) -> Iterator[None]:
    """Turn what a database says into a sentence for the teacher."""
    try:
        yield
    except IntegrityError as error:
        raise GradebookError(
            f"{shown} refused a row that is no result or mark: {_said(error)}. Nothing of it was stored."
        ) from None
    except SQLAlchemyError as error:
        raise _error_in_words(shown, _said(error)) from None


def set_aside(path: Path) -> Path:
    """Rename a damaged gradebook file, and what SQLite keeps beside it; the new name is returned."""
    stamp = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%S")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    for ending in ("-wal", "-shm", ""):
        found = Path(f"{path}{ending}")
        if found.exists():
            os.replace(found, f"{aside}{ending}")
    return aside


def _parsed(url: str | Path) -> sa.URL:
    if isinstance(url, Path):
        return sa.URL.create("sqlite", database=str(url))
    try:
        parsed = sa.make_url(url)
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise GradebookError(
            "this is no address of a database; expected sqlite:///file.sqlite or "
            "postgresql+psycopg://user@host/database"
        ) from None
    name = parsed.get_backend_name()
    if name in ("postgresql", "postgres"):
        return parsed.set(drivername="postgresql+psycopg")
    if name != "sqlite":
        raise GradebookError(f"expected a database of sqlite or postgresql, got {name}")
    if parsed.database in (None, "", ":memory:"):
        raise GradebookError("a gradebook in memory keeps nothing; name a file: sqlite:///gradebook.sqlite")
    return parsed.set(drivername="sqlite")


def _set_up_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says
    connection.execute("PRAGMA journal_mode=WAL")  # readers and one writer do not wait for each other
    connection.execute("PRAGMA foreign_keys=ON")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _make_or_check(engine: sa.Engine, shown: str) -> None:
    version = _version(engine)
    if version is None:
        _make(engine, shown)
        version = _version(engine)
    if version != SCHEMA:
        raise GradebookError(
            f"{shown} has schema {version}; this version of dlteach reads {SCHEMA}. "
            "Update dlteach: pip install --upgrade dlteach"
        )


def _version(engine: sa.Engine) -> int | None:
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(ABOUT.name):
            return None
        return connection.scalar(sa.select(ABOUT.c.schema_version))


def _make(engine: sa.Engine, shown: str) -> None:
    with writing(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        there = set(sa.inspect(connection).get_table_names())
        if ABOUT.name in there:
            return  # another process was faster
        if foreign := there & set(METADATA.tables):
            raise GradebookError(
                f"{shown} is no gradebook, but has tables called {', '.join(sorted(foreign))}; "
                "name a database of its own"
            )
        METADATA.create_all(connection)
        connection.execute(ABOUT.insert(), {"schema_version": SCHEMA})


def _said(error: SQLAlchemyError) -> str:
    """What the database itself said, without SQL and values."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _error_in_words(shown: str, said: str) -> GradebookError:
    low = said.lower()
    if "not a database" in low or "malformed" in low:
        return DamagedGradebook(
            f"{shown} is damaged or no gradebook ({said}). `dlteach gradebook --rebuild` puts it aside and "
            "makes a new one from the results and the log"
        )
    if "full" in low or "disk i/o" in low or "no space" in low or "could not extend" in low:
        return GradebookError(
            f"{shown} could not be written ({said}): is the disk full? Nothing of it was stored. "
            "Make room and run the command again"
        )
    if "locked" in low:
        return GradebookError(f"{shown} was locked by another program for {WAIT:g} seconds; try again")
    if "unable to open" in low:
        return GradebookError(f"{shown} cannot be opened ({said}): is the folder there, may you write in it?")
    return GradebookError(f"{shown}: {said}")
