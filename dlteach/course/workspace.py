"""The learner's own copy of the course, and the door into JupyterLab.

The workspace belongs to the learner: the course may replace what it wrote there itself, and nothing else.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from dlteach.autograder.files import write_atomically
from dlteach.autograder.state import FOLDER

_LAB_DEFAULTS = Path(__file__).with_name("jupyter")


class WorkspaceError(Exception):
    """The workspace cannot be made or opened; the message says why and what to do."""


class Workspace(NamedTuple):
    """What `create_workspace` did, as paths relative to the workspace's folder.

    `written` are new copies; `updated` replace copies that the learner had not edited; `kept` were edited and
    are left alone; `offered` are new versions put beside edited ones. What was up to date is in none of them.
    """

    path: Path
    written: list[str]
    updated: list[str]
    kept: list[str]
    offered: list[str]


def course_root() -> Path:
    """The folder that holds `lessons` and `exercises`: packed in an installed wheel, else the checkout."""
    package = Path(__file__).resolve().parents[1]
    for root in (package / "_course", package.parent):
        if (root / "lessons").is_dir():
            return root
    raise WorkspaceError(
        "the course's notebooks are not installed; reinstall dlteach, or in a checkout run `dlteach build`"
    )


def create_workspace(dest: Path, solutions: bool = False) -> Workspace:
    """Copy lessons and exercises to `dest`, or bring an earlier copy up to date.

    A notebook that the learner ran but did not edit is replaced by a newer version. An edited one is never
    touched: if the course has a newer version, that is put beside it as `NAME.new.ipynb`, once.

    Parameters
    ----------
    dest : Path
        The workspace; made if it does not exist.
    solutions : bool
        Copy the solutions too.

    Raises
    ------
    WorkspaceError
        `dest` cannot be written, or is the course itself. Every file is whole, old or new, and running this
        again goes on where it stopped.
    """
    course, dest = course_root(), Path(dest).expanduser().resolve()
    if dest == course:
        raise WorkspaceError(
            f"{dest} is the course itself; choose another folder to work in, such as ./dlteach-course"
        )
    if dest.exists() and not dest.is_dir():
        raise WorkspaceError(f"{dest} is a file; name a folder, new or your own")
    folders = ("lessons", "exercises", "solutions") if solutions else ("lessons", "exercises")
    manifest = _read_manifest(dest)
    result = Workspace(dest, [], [], [], [])
    try:
        for source in _course_files(course, folders):
            _bring(source, source.relative_to(course).as_posix(), result, manifest)
        write_atomically(_manifest_path(dest), json.dumps(manifest, indent=1, sort_keys=True).encode())
    except OSError as error:
        raise WorkspaceError(
            f"cannot write to {dest}: {error.strerror or error}; free space, change its permissions or "
            "choose another folder, then run this again. Nothing of yours was changed"
        ) from error
    return result


def open_lab(workspace: Path, notebook: Path | None = None) -> int:
    """Start JupyterLab on a notebook of the workspace, by default the first lesson, and wait until it ends.

    Parameters
    ----------
    workspace : Path
        A folder made by `create_workspace`.
    notebook : Path, optional
        The notebook to open, absolute or relative to the workspace.

    Returns
    -------
    int
        The exit code of JupyterLab.

    Raises
    ------
    WorkspaceError
        JupyterLab is not installed, or there is no such notebook in the workspace.
    """
    if find_spec("jupyterlab") is None:
        raise WorkspaceError("JupyterLab is not installed in this environment: pip install jupyterlab")
    workspace = Path(workspace).expanduser().resolve()
    lessons = sorted((workspace / "lessons").glob("*.ipynb"))
    target = (workspace / notebook).resolve() if notebook else next(iter(lessons), workspace / "lessons")
    if not (target.is_file() and target.is_relative_to(workspace)):
        raise WorkspaceError(f"no notebook at {target}; give the path of one inside {workspace}")
    address = "/lab/tree/" + quote(target.relative_to(workspace).as_posix())
    # In a container the learner is often root, whom Jupyter refuses unless told. It serves this machine only.
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    lab = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *as_root, f"--LabApp.default_url={address}"],
        cwd=workspace,
        env=_lab_environment(),
    )
    while True:
        try:
            return lab.wait()
        except KeyboardInterrupt:
            # JupyterLab gets Ctrl-C too, and asks whether to stop.
            continue


def _course_files(course: Path, folders: tuple[str, ...]) -> Iterator[Path]:
    """Every file of the course, without hidden ones such as JupyterLab's checkpoints."""
    for folder in folders:
        for path in sorted((course / folder).rglob("*")):
            if path.is_file() and not any(part.startswith(".") for part in path.relative_to(course).parts):
                yield path


def _bring(source: Path, name: str, result: Workspace, manifest: dict[str, str]) -> None:
    """Bring one file up to date; `manifest` holds what the course wrote last under each name."""
    content = source.read_bytes()
    newest = _fingerprint(name, content)
    target = result.path / name
    present = _fingerprint(name, target.read_bytes()) if target.exists() else None
    if present not in (None, newest, manifest.get(name)):
        result.kept.append(name)
        # For an edited file the manifest holds the version that the learner has or was offered.
        if manifest.get(name) == newest:
            return
        beside = _free_name(result.path, name, manifest)
        write_atomically(result.path / beside, content)
        manifest[beside] = newest
        result.offered.append(beside)
    elif present != newest:
        write_atomically(target, content)
        (result.updated if present else result.written).append(name)
    manifest[name] = newest


def _free_name(workspace: Path, name: str, manifest: dict[str, str]) -> str:
    """`NAME.new.ipynb`, or with a number if the learner has begun to work in that one too."""
    path = Path(name)
    number = 1
    while True:
        beside = path.with_suffix(f".new{number if number > 1 else ''}{path.suffix}").as_posix()
        target = workspace / beside
        if not target.exists() or _fingerprint(beside, target.read_bytes()) == manifest.get(beside):
            return beside
        number += 1


def _fingerprint(name: str, content: bytes) -> str:
    """A hash of what people write: for a notebook the text of its cells, not what running it adds."""
    if name.endswith(".ipynb"):
        try:
            cells = [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(content)["cells"]]
            content = json.dumps(cells).encode()
        except (ValueError, KeyError, TypeError):
            pass  # no notebook any more; then its bytes are what the learner wrote
    return hashlib.sha256(content).hexdigest()


def _manifest_path(workspace: Path) -> Path:
    return workspace / FOLDER / "manifest.json"


def _read_manifest(workspace: Path) -> dict[str, str]:
    """What the course wrote before; without a readable record every file counts as the learner's."""
    try:
        manifest = json.loads(_manifest_path(workspace).read_bytes())
    except (OSError, ValueError):
        return {}
    return manifest if isinstance(manifest, dict) else {}


def _lab_environment() -> dict[str, str]:
    """Our defaults, no news and no update pop-ups, below the learner's own settings."""
    path = os.pathsep.join(filter(None, [str(_LAB_DEFAULTS), os.environ.get("JUPYTER_CONFIG_PATH")]))
    return {**os.environ, "JUPYTER_CONFIG_PATH": path}
