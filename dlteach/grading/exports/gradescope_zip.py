"""Gradescope: the zip of an autograder that grades a set of exercises in Gradescope's own container."""

from __future__ import annotations

import io
import secrets
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from dlteach import __version__
from dlteach.grading.exports.sets import ExportError
from dlteach.grading.sandbox.levels import Level

_SETUP = """\
#!/usr/bin/env bash
# Written by `dlteach export gradescope`. Gradescope runs this once, as root, when it builds the image.
set -euo pipefail
apt-get update
apt-get install -y python3 python3-venv bubblewrap
python3 -m venv /autograder/venv
/autograder/venv/bin/pip install {packages}
chmod -R go-rwx /autograder/source
"""
_RUN = """\
#!/usr/bin/env bash
# Written by `dlteach export gradescope`. Gradescope runs this for every submission.
root=${{DLTEACH_AUTOGRADER:-/autograder}}
exec "$root/venv/bin/python" -I -m dlteach.grading.exports.gradescope_run "$root" {lesson} {required}
"""


def autograder_zip(lesson: str, required: Level = "landlock", wheels: Iterable[Path] = ()) -> bytes:
    """The zip to upload.

    It holds the course as a wheel, or, where the course was installed from one, a requirement of the same
    version; and a secret of its own that draws the inputs.

    Parameters
    ----------
    lesson : str
        The set of exercises: "02_gradient_descent".
    required : str
        The level of isolation without which nothing is graded. Below "landlock" a learner's code can read
        the course's own functions.
    wheels : iterable of path
        More to install in the container: packs of exercises.
    """
    packed = {wheel.name: _read(wheel) for wheel in wheels}
    with tempfile.TemporaryDirectory() as folder:
        packed |= {wheel.name: wheel.read_bytes() for wheel in _own_wheel(Path(folder))}
    packages = [f"/autograder/source/{name}" for name in packed]
    if not any(name.startswith("dlteach-") for name in packed):
        packages.append(f"'dlteach=={__version__}'")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "setup.sh", _SETUP.format(packages=" ".join(packages)).encode(), 0o755)
        _add(archive, "run_autograder", _RUN.format(lesson=lesson, required=required).encode(), 0o755)
        _add(archive, "secret", secrets.token_hex(32).encode(), 0o600)
        for name, data in packed.items():
            _add(archive, name, data, 0o644)
    return file.getvalue()


def _own_wheel(folder: Path) -> list[Path]:
    """The wheel of a checkout; nothing where the package is installed."""
    checkout = Path(__file__).resolve().parents[3]
    if not (checkout / "pyproject.toml").is_file():
        return []
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder)]
    done = subprocess.run([*command, str(checkout)], capture_output=True, text=True)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise ExportError(f"pip cannot build the wheel of this checkout: {reason}")
    return list(folder.glob("*.whl"))


def _read(wheel: Path) -> bytes:
    if wheel.suffix != ".whl" or not wheel.is_file():
        raise ExportError(f"{wheel} is no wheel; `pip wheel --no-deps FOLDER` makes one of a pack")
    return wheel.read_bytes()


def _add(archive: zipfile.ZipFile, name: str, data: bytes, mode: int) -> None:
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (0o100000 | mode) << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)
