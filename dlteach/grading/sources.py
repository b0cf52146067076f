"""Where a submission is: a handle that costs little to keep, and reads the submission when it is wanted."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from datetime import datetime, timezone

from dlteach.grading.archives import Unreadable, entry_bytes, entry_time, limited, opened
from dlteach.grading.learners import learner_of
from dlteach.grading.submission import Submission
from dlteach.grading.timestamps import time_in

# Browsers like to add .txt or .json to what they do not know.
_WANTED = re.compile(r"\.(ipynb|py|zip)(?:\.txt|\.json)?$", re.IGNORECASE)
_READ_ONLY = sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"))


def kind(name: str) -> str:
    """What a file is by its name: ".ipynb", ".py", ".zip", or empty for anything else."""
    match = _WANTED.search(name)
    return f".{match[1].lower()}" if match else ""


@dataclass(frozen=True, slots=True)  # there may be hundreds of thousands
class Source:
    """A place where a submission is.

    Parameters
    ----------
    given : str
        The folder or zip that was asked for.
    path : str
        The file below it, with "/" between folders, zips and entries.
    place : str
        The file on the disk: a notebook, or the zip that holds it.
    entry : tuple of int
        Its number in the zip; two numbers for a zip in the zip. Empty for a file on the disk.
    problem : str
        What was found out already, in words that follow "The file".
    pattern : compiled pattern, optional
        Finds the learner in the path.
    """

    given: str
    path: str
    place: str
    entry: tuple[int, ...] = ()
    problem: str = ""
    pattern: re.Pattern[str] | None = None

    @property
    def learner(self) -> str:
        """Whose it is; see `dlteach.grading.learners`."""
        return learner_of(self.path.split("/"), self.given, self.pattern)

    @property
    def name(self) -> str:
        """Where it is, for people to read: the path below the folder, or with the zip before it."""
        in_given_zip = self.entry and self.place == self.given
        return f"{os.path.basename(self.given)}/{self.path}" if in_given_zip else self.path

    def read(self) -> Submission:
        """The submission. What cannot be read is a submission with a problem, not an error."""
        learner, data, problem = self.learner, b"", self.problem
        if not learner and not problem:
            problem = "has a path in which --learner-from finds no learner"
        if not problem:
            try:
                data = self._bytes()
            except Unreadable as error:
                problem = str(error)
        suffix = ".py" if kind(self.path) == ".py" else ".ipynb"
        says = f"The file {problem}." if problem else ""
        return Submission(learner, self.name, data, suffix, self._submitted(), says)

    def _bytes(self) -> bytes:
        if not self.entry:
            return file_bytes(self.place)
        archive = opened(self.place, *self.entry[:-1])
        return entry_bytes(archive, archive.infolist()[self.entry[-1]])

    def _submitted(self) -> str:
        """When it was handed in, as far as the place tells; else when the file was last changed."""
        try:
            time = self._time_of_entry() if self.entry else self._time_beside()
            time = time or datetime.fromtimestamp(os.lstat(self.place).st_mtime, timezone.utc)
        except (OSError, OverflowError, ValueError):
            time = datetime.fromtimestamp(0, timezone.utc)
        return time.isoformat(timespec="seconds")

    def _time_of_entry(self) -> datetime | None:
        """A zip in a zip was handed in as a whole."""
        try:
            return entry_time(opened(self.place).infolist()[self.entry[0]])
        except Unreadable:
            return None

    def _time_beside(self) -> datetime | None:
        """The time that nbgrader writes beside the file."""
        beside = os.path.join(os.path.dirname(self.place), "timestamp.txt")
        try:
            return time_in(file_bytes(beside)[:200].decode("utf-8", "replace"))
        except Unreadable:
            return None


def file_bytes(place: str) -> bytes:
    """The content of a file.

    Raises
    ------
    Unreadable
        It is too large, no ordinary file, or a link: that may lead to anything that the grader can read, or
        to the work of somebody else.
    """
    try:
        mode = os.lstat(place).st_mode
        if stat.S_ISLNK(mode):
            raise Unreadable("is a link; it was not followed")
        if not stat.S_ISREG(mode):
            raise Unreadable("is no ordinary file")  # opening a pipe would wait for somebody to write
        with os.fdopen(os.open(place, os.O_RDONLY | _READ_ONLY), "rb") as file:
            return limited(file)
    except (OSError, ValueError) as error:
        raise Unreadable(f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
