"""What holds a learner's code back on this host, and what is missing for the next level."""

from __future__ import annotations

import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from typing import Any

from dlteach.grading.sandbox import LEVELS, Level, SandboxError, Zygote
from dlteach.grading.sandbox.levels import MEANING


@dataclass(frozen=True)
class Examined:
    """What was tried at one level, by starting a process at it.

    Parameters
    ----------
    level : str
    holds : bool
    means : str
        What it holds back.
    missing : str
        Why it does not hold, and what to do. Empty when it does.
    """

    level: Level
    holds: bool
    means: str
    missing: str = ""

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON."""
        return asdict(self)


def examine_host() -> list[Examined]:
    """Try every level of isolation here, best first."""
    return [_examined(level) for level in LEVELS]


def _examined(level: Level) -> Examined:
    if level == "bwrap" and not shutil.which("bwrap"):
        return Examined(level, False, MEANING[level], _no_bubblewrap())
    try:
        zygote = Zygote(level)
    except SandboxError as error:
        return Examined(level, False, MEANING[level], str(error))
    zygote.close()
    holds = zygote.held == level
    return Examined(level, holds, MEANING[level], "" if holds else _missing(level, zygote.guards))


def _no_bubblewrap() -> str:
    if sys.platform.startswith("linux"):
        return "bubblewrap is not installed: `apt-get install bubblewrap`, or what your system calls it"
    return f"bubblewrap needs Linux; this is {platform.system()}. A Linux machine or container has it"


def _missing(level: Level, guards: dict[str, Any]) -> str:
    if not sys.platform.startswith("linux"):
        return f"Landlock and seccomp need Linux; this is {platform.system()}. A Linux container has them"
    if not guards["seccomp"]:
        return (
            "no seccomp filter can be set: a kernel without it, or a machine that is neither x86_64 nor "
            f"aarch64 ({platform.machine()})"
        )
    if not guards["landlock"]:
        why = f" ({guards['why']})" if "why" in guards else ""
        return (
            f"the kernel ({platform.release()}) has no Landlock{why}: it needs 5.13 or newer with "
            "`landlock` in its list of security modules, and a container must let its system calls through"
        )
    return (
        "bubblewrap is installed but cannot make namespaces here: in a container, allow user namespaces; "
        "on the host, see `sysctl kernel.unprivileged_userns_clone` and what AppArmor says of user namespaces"
    )
