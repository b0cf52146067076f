"""The ladder of isolation: what each level holds back, best first."""

from __future__ import annotations

import os
from typing import Literal, get_args

Level = Literal["bwrap", "landlock", "seccomp", "rlimits", "process"]
LEVELS: tuple[Level, ...] = get_args(Level)

MEANING: dict[Level, str] = {
    "bwrap": "bubblewrap, Landlock and seccomp: no file system, network or process but its own",
    "landlock": "Landlock and seccomp: no files but Python's own, no network, no other processes",
    "seccomp": "seccomp and limits: files can be read, none written; no network, no other processes",
    "rlimits": "limits on memory, time and the size of files; the rest is open",
    "process": "a process of its own, and nothing else",
}


class SandboxError(Exception):
    """No process for learners' code could be started, or it was lost."""


def refuse_windows() -> None:
    """Raise `SandboxError`, with the way out, where processes cannot be forked."""
    if not hasattr(os, "fork"):
        raise SandboxError(
            "grading needs Linux or macOS. On Windows, run it in WSL: `wsl --install`, then install dlteach "
            "there and run the same command."
        )


def at_least(level: Level, required: Level) -> bool:
    """Whether a level holds back all that the required one does.

    Examples
    --------
    >>> at_least("landlock", "seccomp"), at_least("rlimits", "seccomp")
    (True, False)
    """
    return LEVELS.index(level) <= LEVELS.index(required)


def held(asked: Level, landlock: int, seccomp: bool, rlimits: bool) -> Level:
    """The level that the guards in place amount to."""
    if seccomp and landlock:
        return "bwrap" if asked == "bwrap" else "landlock"
    if seccomp:
        return "seccomp"
    return "rlimits" if rlimits else "process"
