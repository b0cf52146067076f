"""Where a learner's code runs: a process that holds nothing worth stealing and can reach nothing."""

from dlteach.grading.sandbox.launch import Ended, Zygote
from dlteach.grading.sandbox.levels import LEVELS, Level, SandboxError, at_least, refuse_windows

__all__ = ["LEVELS", "Ended", "Level", "SandboxError", "Zygote", "at_least", "refuse_windows"]
