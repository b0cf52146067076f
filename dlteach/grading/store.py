"""The folder of results: what was handed in, what came of it, and the secret that draws the seeds."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import secrets
import time
from collections.abc import Collection, Iterator
from pathlib import Path

from dlteach.grading.results import Result
from dlteach.grading.submission import Submission

_HASH = re.compile(r"[0-9a-f]{64}")
_SUFFIXES = (".ipynb", ".py")
_DRAFT_SECONDS = 3600.0  # a draft lives for milliseconds; an older one belongs to a grader that was killed
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class StoreError(Exception):
    """The folder of results cannot be read or written."""


class Store:
    """Results of a class in a folder, one file each, which several graders may fill at the same time.

    Every file is written under another name, forced to the disk and only then given its own: it is there
    whole or not at all, whenever the grader is killed.

    Parameters
    ----------
    folder : path
        Made with the first thing that is written.

    Attributes
    ----------
    damaged : list of str
        What the last walk through `results` could not read, a sentence each.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = Store(folder)
    ...     len(store.secret), len(store), list(store.results())
    (64, 0, [])
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.damaged: list[str] = []

    def __len__(self) -> int:
        """How many results there are, read or not."""
        return sum(1 for _ in self._files())

    @property
    def secret(self) -> str:
        """32 random bytes as hex, made once; only the owner may read it."""
        path = self.folder / "secret"
        with self._saying("read or make the secret"):
            if not path.exists():
                self._write(path, secrets.token_hex(32).encode() + b"\n", mode=0o600)
            text = path.read_text("ascii", "replace").strip()
        if not _HASH.fullmatch(text):
            raise StoreError(
                f"{path} should hold 64 hexadecimal digits and holds {len(text)} other characters: put it "
                "back from a copy, or remove it, and all is graded again with other inputs"
            )
        return text

    def has(self, key: str) -> bool:
        """Whether this grading is done."""
        return self._result(key).exists()

    def holds(self, submission: Submission) -> bool:
        """Whether the file is here; where it is not, no result of it is."""
        return self._copy(submission).exists()

    def put(self, submission: Submission, result: Result) -> bool:
        """Keep a result and the file it is of; False when the same grading was here before.

        Raises
        ------
        StoreError
            The disk is full, or the folder cannot be written.
        """
        path = self._result(result.key)
        if path.exists():
            return False
        copy = self._copy(submission)
        with self._saying(f"keep the result of {submission.source!r}"):
            if not copy.exists():
                self._write(copy, submission.data)
                # No power cut may leave a result without its file. A name of a result that is forgotten needs
                # no such care: it is graded again.
                for folder in (copy.parent, copy.parent.parent):
                    _sync_folder(folder)
            # Lone surrogates, which UTF-8 cannot hold, become the escapes that JSON has for them.
            return self._write(path, result.to_json().encode("utf-8", "backslashreplace"))

    def withdraw(self, key: str) -> None:
        """Forget a result that another one is about to replace."""
        with self._saying("withdraw a result"):
            self._result(key).unlink(missing_ok=True)

    def keys(self) -> set[str]:
        """The keys of all results, read or not."""
        return {path.stem for path in self._files()}

    def results(self, keys: Collection[str] | None = None) -> Iterator[Result]:
        """All results, or those with these keys, in the order of their keys.

        A file that cannot be read, or holds another result than its name says, is put into the folder
        `damaged` and named in `Store.damaged`: the next grading does it again.
        """
        self.damaged = []
        for path in self._files():
            if keys is not None and path.stem not in keys:
                continue
            try:
                result = Result.from_dict(json.loads(path.read_text("utf-8")))
                if result.key != path.stem:
                    raise ValueError("its name and what it holds do not belong together")
            except FileNotFoundError:
                continue  # set aside by another reader
            except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
                self.damaged.append(self._set_aside(path, error))
            else:
                yield result

    def submission(self, hash_: str) -> Path:
        """The file with this SHA-256 as it came.

        Raises
        ------
        StoreError
            There is none.
        """
        named = _HASH.fullmatch(hash_) is not None
        for suffix in (*_SUFFIXES, ".other") if named else ():
            path = self.folder / "submissions" / hash_[:2] / f"{hash_}{suffix}"
            if path.exists():
                return path
        raise StoreError(f"{self.folder}/submissions holds no file with the hash {hash_[:64]!r}")

    def clean(self) -> None:
        """Remove what graders that were killed have left half-written."""
        with contextlib.suppress(OSError):
            for draft in self._drafts.glob("*.draft"):
                with contextlib.suppress(OSError):
                    if time.time() - draft.stat().st_mtime > _DRAFT_SECONDS:
                        draft.unlink()

    @property
    def _drafts(self) -> Path:
        return self.folder / ".drafts"

    def _files(self) -> Iterator[Path]:
        for folder in sorted((self.folder / "results").glob("[0-9a-f][0-9a-f]")):
            yield from sorted(folder.glob("[!.]*.json"))

    def _result(self, key: str) -> Path:
        return self.folder / "results" / _checked(key)[:2] / f"{key}.json"

    def _copy(self, submission: Submission) -> Path:
        suffix = submission.suffix if submission.suffix in _SUFFIXES else ".other"
        return self.folder / "submissions" / submission.hash[:2] / f"{submission.hash}{suffix}"

    def _write(self, path: Path, content: bytes, mode: int = 0o666) -> bool:
        """Make the file whole or not at all; False when another grader was first."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # marks are nobody else's business
        self._drafts.mkdir(exist_ok=True)
        draft = self._drafts / f"{secrets.token_hex(8)}.draft"
        try:
            with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(draft, path)
            except FileExistsError:
                return False
            except OSError:  # a file system without hard links
                draft.replace(path)
            return True
        finally:
            draft.unlink(missing_ok=True)

    def _set_aside(self, path: Path, error: Exception) -> str:
        why = f"{type(error).__name__}: {error}"[:300]
        place = self.folder / "damaged" / path.name
        try:
            place.parent.mkdir(exist_ok=True)
            path.replace(place)
        except OSError:
            return f"{path} is damaged ({why}): remove it and grade again"
        return f"{path.name} was damaged ({why}) and is in {place.parent} now: grade again"

    @contextlib.contextmanager
    def _saying(self, what: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            safe = len(self)
            if error.errno in _FULL:
                raise StoreError(
                    f"no space left in {self.folder}: could not {what}; {safe} results are safe; free some "
                    "space and run the same command again: it goes on where it stopped"
                ) from None
            raise StoreError(
                f"could not {what} in {self.folder} ({error.strerror or error}); {safe} results are safe; "
                "run the same command again when that is mended: it goes on where it stopped"
            ) from None


def _checked(key: str) -> str:
    if not _HASH.fullmatch(key):
        raise StoreError(f"a key is 64 hexadecimal digits, not {key[:80]!r}")
    return key


def _sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk: without it a power cut may forget a renamed file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
