"""Whose a file is, read from its path, in the ways in which schools' systems name what is handed in.

In this order:

1. the pattern of the instructor, with a group called `learner`;
2. Gradescope's export: a folder `submission_12345`;
3. Moodle: `Full Name_12345_assignsubmission_file_`, as a folder or before the name of the file;
4. Canvas: `lastnamefirst_12345_67890_file.ipynb`, also with `_LATE_`;
5. nbgrader: `submitted/<learner>/<assignment>/<file>`;
6. the first folder below the one that was given, which is not called like a lesson or like the archive;
7. the file's own name, or that of the given folder when the file is called like a lesson.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from dlteach.autograder.registry import lessons

_GRADESCOPE = re.compile(r"submission_(\d+)")
_MOODLE = re.compile(r".+?_(\d+)_assignsubmission_(?:file|onlinetext)(?:_.*)?", re.DOTALL)
_CANVAS = re.compile(r"[^_]+(?:_LATE)?_(\d+)_\d+_.+", re.DOTALL)


class IntakeError(Exception):
    """What was given to grade cannot be used: what came, what was looked for, what to do."""


def learner_pattern(text: str) -> re.Pattern[str]:
    """The pattern that an instructor has written, compiled.

    Raises
    ------
    IntakeError
        It is no regular expression, or has no group called `learner`.

    Examples
    --------
    >>> learner_pattern(r"(?P<learner>[a-z]+)_hw").search("anna_hw.ipynb")["learner"]
    'anna'
    """
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise IntakeError(f"the pattern {text!r} is no regular expression: {error}") from None
    if "learner" not in pattern.groupindex:
        raise IntakeError(
            f"the pattern {text!r} has no group called learner; write (?P<learner>...) around the part of "
            "the path that names the learner"
        )
    return pattern


def learner_of(parts: Sequence[str], given: str, pattern: re.Pattern[str] | None = None) -> str:
    """The learner whose file this is; empty when the pattern does not match.

    Parameters
    ----------
    parts : sequence of str
        The path below what was given: folders, then the file.
    given : str
        The folder or archive that was given, with what is above it.
    pattern : compiled pattern, optional
        See `learner_pattern`; it is searched for in the whole path.

    Examples
    --------
    >>> learner_of(["anna", "02_gradient_descent.ipynb"], "class")
    'anna'
    >>> learner_of(["doeanna_LATE_12345_67890_work-1.ipynb"], "class.zip")
    '12345'
    """
    if pattern is not None:
        match = pattern.search("/".join([given, *parts]))
        return (match["learner"] or "") if match else ""
    for system in (_GRADESCOPE, _MOODLE):
        if match := next(filter(None, map(system.fullmatch, parts)), None):
            return match[1]
    if match := _CANVAS.fullmatch(parts[-1]):
        return match[1]
    above = PurePosixPath(given.replace("\\", "/"))
    whole = [*above.parts, *parts]
    if whole[-4:-3] == ["submitted"]:
        return whole[-3]
    no_learners = {lesson.name for lesson in lessons()} | {_stem(above.name), ".."}
    return next((name for name in map(_stem, parts) if name not in no_learners), _stem(above.name))


def _stem(name: str) -> str:
    """A name without the endings that tell what kind of file it is."""
    return re.sub(r"\.(ipynb|py|zip)(\.txt|\.json)?$", "", name, flags=re.IGNORECASE)
