"""Which files the learner's process may read: Python and its packages, and of the course what is open."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path

import dlteach

COURSE = Path(dlteach.__file__).resolve().parent
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/etc/localtime")
_TIME_ZONES = "/usr/share/zoneinfo"


def import_path() -> list[str]:
    """Python's own library and the folders of installed packages; no checkout, no current folder."""
    standard = [sysconfig.get_path("stdlib"), str(Path(sysconfig.get_path("stdlib")) / "lib-dynload")]
    packages = [place for place in sys.path if Path(place).name in ("site-packages", "dist-packages")]
    return [place for place in dict.fromkeys([*standard, *packages]) if Path(place).is_dir()]


def readable(rooms: Sequence[str]) -> list[str]:
    """Paths that may be read, each with what lies below it; nothing of the course but these rooms."""
    places = [*_SYSTEM, _TIME_ZONES, *import_path(), str(Path(sys.base_prefix) / "lib")]
    found = [path for place in dict.fromkeys(places) for path in _without(Path(place), COURSE)]
    return [*map(str, found), *(str(COURSE / room) for room in rooms)]


def _without(place: Path, closed: Path) -> Iterator[Path]:
    """The place, or, where the closed folder lies in it, all that lies beside that folder."""
    place = place.resolve()
    if not place.exists() or place == closed or closed in place.parents:
        return
    if place not in closed.parents:
        yield place
        return
    for inside in place.iterdir():
        yield from _without(inside, closed)


def bubblewrap(rooms: Sequence[str]) -> list[str]:
    """The arguments of bwrap: a file system of those places alone, and namespaces of its own."""
    places = ["/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", sys.base_prefix, *import_path()]
    places = [str(Path(place).resolve()) if place not in ("/lib", "/lib64") else place for place in places]
    shown = [word for place in dict.fromkeys(places) for word in ("--ro-bind-try", place, place)]
    if any(Path(place) in COURSE.parents for place in places):
        shown += ["--tmpfs", str(COURSE)]
    shown += [word for room in rooms for word in ("--ro-bind", str(COURSE / room), str(COURSE / room))]
    devices = [
        word for name in ("null", "urandom") for word in ("--dev-bind", f"/dev/{name}", f"/dev/{name}")
    ]
    return ["--unshare-all", "--new-session", "--cap-drop", "ALL", "--proc", "/proc", *shown, *devices]
