"""Writing a file so that either the new one is there in full or the old one as it was."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A file to write into, which takes the place of `path` when the block ends without an error.

    Parameters
    ----------
    path : path
        The file to make or to replace; the new content is collected in a file beside it.

    Raises
    ------
    OSError
        If the folder is missing or not writable, or the disk is full. The file that was there is unchanged.
    ValueError
        If `path` is a folder or a device.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder, "a")) as file:
    ...         _ = file.write(b"new")
    ...     Path(folder, "a").read_bytes()
    b'new'
    """
    target = Path(os.path.realpath(path))  # the file behind a link, not the link
    if target.exists() and not target.is_file():
        raise ValueError(f"cannot save to {path}: it is not a file; give the name of a file")
    beside = target.with_name(f".{target.name[:100]}.{uuid.uuid4().hex}.tmp")
    try:
        with open(beside, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(beside, target.stat().st_mode)
        os.replace(beside, target)
    except OSError as error:
        kept = "The file that was there is unchanged." if target.exists() else "Nothing was left behind."
        raise OSError(
            error.errno,
            f"could not write {path}: {error.strerror or error}. {kept} Make room, or save to another "
            "folder.",
        ) from error
    finally:
        beside.unlink(missing_ok=True)
