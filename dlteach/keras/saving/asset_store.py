"""Files of their own that layers put into a `.keras` archive, such as a vocabulary."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import zipfile
from pathlib import Path

from dlteach.keras.saving.damage import Allowance, DamagedFile, reading
from dlteach.keras.utils.file_utils import resolve_path, resolve_sub_path

_LIMIT = 1 << 30


class DiskIOStore:
    """A folder with a subfolder for each object that has such files.

    Parameters
    ----------
    root_path : str
        The folder; with an archive, its name in the archive.
    archive : zipfile.ZipFile, optional
        Where the files come from, or go to when the store is closed.
    mode : {"r", "w"}
    """

    def __init__(
        self, root_path: str, archive: zipfile.ZipFile | None = None, mode: str | None = None
    ) -> None:
        self.root_path = root_path
        self.archive = archive
        self.mode = mode
        self.tmp_dir: str | None = None
        self.working_dir = root_path
        if archive is not None or mode == "w":
            self.tmp_dir = tempfile.mkdtemp()
            self.working_dir = os.path.join(self.tmp_dir, root_path)
            os.makedirs(self.working_dir)
        if archive is not None and mode == "r":
            try:
                self._unpack(archive)
            except BaseException:
                self.close()
                raise

    def make(self, path: str) -> str:
        """The folder for the object at `path`, made if it is not there."""
        folder = self._full_path(path)
        os.makedirs(folder, exist_ok=True)
        return folder

    def get(self, path: str) -> str | None:
        """The folder of the object at `path`, or None."""
        folder = self._full_path(path)
        return folder if os.path.exists(folder) else None

    def has_path(self, path: str) -> bool:
        """Whether the object at `path` has a folder."""
        try:
            return self.get(path) is not None
        except ValueError:
            return False

    def close(self) -> None:
        """Put the files into the archive, and forget the folder."""
        if self.mode == "w" and self.archive is not None:
            for file in sorted(Path(self.working_dir).rglob("*")):
                if file.is_file():
                    inside = file.relative_to(self.working_dir).as_posix()
                    self.archive.write(file, f"{self.root_path}/{inside}")
        if self.tmp_dir is not None:
            shutil.rmtree(self.tmp_dir, ignore_errors=True)

    def _full_path(self, path: str) -> str:
        full = resolve_sub_path(resolve_path(self.working_dir), path.replace("\\", "/"))
        if full is None:
            raise DamagedFile(f"Invalid asset path: '{path}' escapes the asset directory.")
        return full

    def _unpack(self, archive: zipfile.ZipFile) -> None:
        allowance = Allowance(_LIMIT)
        for info in archive.infolist():
            if info.filename.startswith(self.root_path + "/") and not info.is_dir():
                if stat.S_ISLNK(info.external_attr >> 16):
                    raise DamagedFile(f"{info.filename} in the archive is a link, which is not allowed")
                allowance.take(info.file_size, info.filename)
                target = Path(self._full_path(info.filename[len(self.root_path) + 1 :]))
                with reading(info.filename):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with archive.open(info) as source, open(target, "xb") as file:
                        shutil.copyfileobj(source, file)
