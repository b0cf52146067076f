"""The course as files: the build (text to notebooks), the learner's workspace and their own work in it.

A name's module is loaded when the name is used: looking at the course must not cost Jupyter's imports.
"""

from importlib import import_module
from typing import Any

_DOORS = {
    "BuildError": ("markers", "BuildError"),
    "WorkspaceError": ("workspace", "WorkspaceError"),
    "build_course": ("build", "build"),
    "check_course": ("build", "check"),
    "course_root": ("workspace", "course_root"),
    "create_workspace": ("workspace", "create_workspace"),
    "mine": ("own_work", "mine"),
    "new_pack": ("packs", "new_pack"),
    "open_lab": ("workspace", "open_lab"),
    "recorded": ("frameworks", "recorded"),
    "run_with": ("frameworks", "run_with"),
}
__all__ = list(_DOORS)


def __getattr__(name: str) -> Any:
    if name not in _DOORS:
        raise AttributeError(f"module 'dlteach.course' has no attribute {name!r}")
    module, attribute = _DOORS[name]
    return getattr(import_module(f"dlteach.course.{module}"), attribute)
