"""Paths that come from a file, and must not lead out of a folder."""

from __future__ import annotations

import os


def resolve_path(path: str | os.PathLike[str]) -> str:
    """The absolute path, with all links followed."""
    return os.path.realpath(path)


def resolve_sub_path(base_dir: str, relative_path: str) -> str | None:
    """The absolute path of something in a folder, or None if the path leads out of the folder.

    Parameters
    ----------
    base_dir : str
        From `resolve_path`.
    relative_path : str
        Not to be trusted: it may have "..", links, or be absolute.

    Examples
    --------
    >>> resolve_sub_path("/data", "a/../b"), resolve_sub_path("/data", "../b")
    ('/data/b', None)
    """
    path = resolve_path(os.path.join(base_dir, relative_path))
    inside = path == base_dir or path.startswith(os.path.join(base_dir, ""))
    return path if inside else None
