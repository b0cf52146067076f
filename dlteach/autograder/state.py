"""A learner's progress: one JSON file, replaced whole, that no crash and no half-written file takes away."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from dlteach.autograder.files import write_atomically

DEFAULT_WORKSPACE = "dlteach-course"
FOLDER = ".dlteach"
SCHEMA = 1


def state_path() -> Path | None:
    """Where progress is kept; None where ``DLTEACH_STATE=off`` says that nothing is.

    ``$DLTEACH_STATE`` names the file. Without it, the file lies in the `.dlteach` folder of the workspace:
    the nearest one upwards from here, or that of the default workspace below; away from any workspace, in
    the one at home.
    """
    setting = os.environ.get("DLTEACH_STATE")
    if setting:
        return None if setting == "off" else Path(setting).expanduser()
    here, home = Path.cwd(), Path.home()
    places = [p for p in (here, *here.parents) if p != home] + [here / DEFAULT_WORKSPACE]
    return next((p for p in places if (p / FOLDER).is_dir()), home) / FOLDER / "progress.json"


def load_state() -> dict[str, dict[str, Any]]:
    """What is known of each exercise; nothing, where the file cannot be read."""
    return load_state_and_note()[0]


def load_state_and_note() -> tuple[dict[str, dict[str, Any]], str]:
    """What is known of each exercise, and a sentence when the file was damaged or unreadable."""
    path = state_path()
    try:
        return ({}, "") if path is None else _read(path)
    except OSError as error:
        return {}, f"Progress could not be read from {path} ({error.strerror or error})."


def update(name: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> str | None:
    """Replace what is known of an exercise by `change` of it; returns a sentence when something is wrong."""
    path = state_path()
    if path is None:
        return None
    from filelock import FileLock, Timeout

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(str(path) + ".lock", timeout=5):
            state, note = _read(path)
            state[name] = change(state.get(name, {}))
            _write(path, state)
    except (OSError, Timeout) as error:
        reason = getattr(error, "strerror", None) or error
        return f"Progress could not be saved to {path} ({reason}). The check itself is not affected."
    return note or None


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


def _read(path: Path) -> tuple[dict[str, dict[str, Any]], str]:
    """The progress in the file. A damaged one is set aside, never deleted, and the copy beside it is read."""
    note = ""
    for candidate in (path, _backup(path)):
        try:
            entries = _parse(candidate.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except ValueError:
            _set_aside(candidate)
            note = f"The progress file was damaged; it is kept as {candidate.name}.damaged in {path.parent}. "
            continue
        return entries, note and note + "The copy of it was read: nothing is lost."
    return {}, note and note + "There is no copy, so run your checks again."


def _parse(text: str) -> dict[str, dict[str, Any]]:
    data = json.loads(text)
    entries = data["exercises"] if isinstance(data, dict) and data.get("schema") == SCHEMA else None
    if not isinstance(entries, dict) or not all(isinstance(entry, dict) for entry in entries.values()):
        raise ValueError("not a progress file")
    return entries


def _write(path: Path, state: dict[str, Any]) -> None:
    """Put the state in the file and a copy of it beside, each whole or not at all."""
    text = json.dumps({"schema": SCHEMA, "exercises": state}, indent=1, sort_keys=True, ensure_ascii=False)
    content = (text + "\n").encode()
    write_atomically(path, content)
    with contextlib.suppress(OSError):  # the copy is for a damaged file; without it the file is still saved
        write_atomically(_backup(path), content)


def _backup(path: Path) -> Path:
    return path.with_suffix(".json.bak")


def _set_aside(path: Path) -> None:
    with contextlib.suppress(OSError):  # in a read-only folder the damaged file stays where it is
        os.replace(path, path.with_suffix(path.suffix + ".damaged"))
