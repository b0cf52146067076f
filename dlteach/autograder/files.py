"""Write a file so that nobody ever sees half of it."""

import os
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Replace `path` by `content`, or leave it as it was.

    The bytes go to a file beside it first: renaming is atomic only within one file system.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(draft, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # without it, a power cut after the rename may leave an empty file
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
