"""One file from the first of several mirrors that has it, kept for the next time."""

import http.client
import sys
from pathlib import Path
from typing import Any, BinaryIO
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pooch  # type: ignore[import-untyped]

BLOCK = 1 << 16


def fetch(name: str, mirrors: list[str], sha256: str, folder: str | Path | None, otherwise: str) -> Path:
    """Path of a file in the cache, downloaded if it is not there or not as it should be.

    A download that was cut off goes on where it stopped, from whichever mirror answers next.

    Parameters
    ----------
    name : str
        What the file is called in the cache.
    mirrors : list of str
        Addresses, tried in this order.
    sha256 : str
        What the file's bytes must add up to; nothing else is kept.
    folder : path, optional
        The cache; by default `dlteach` among the user's caches.
    otherwise : str
        What the reader can do without the file, for the error.

    Raises
    ------
    ConnectionError
        If no mirror gives the file.
    """
    cache = Path(folder or pooch.os_cache("dlteach"))
    download = _Resuming(cache / f"{name}.part", sha256)
    failures = []
    for url in mirrors:
        try:
            return Path(pooch.retrieve(url, f"sha256:{sha256}", name, cache, downloader=download))
        except (OSError, http.client.HTTPException, ValueError) as error:  # ValueError: pooch, wrong hash
            failures.append(f"  {url}: {error}")
    tried = "\n".join(failures)
    raise ConnectionError(
        f"no mirror gave {name}:\n{tried}\nCheck the connection and call again, or {otherwise}"
    )


class _Resuming:
    """A downloader for pooch that keeps what has come in a .part file."""

    def __init__(self, part: Path, sha256: str) -> None:
        self.part = part
        self.sha256 = sha256

    def __call__(self, url: str, output_file: str, _: Any) -> None:
        try:
            resumed = self._receive(url)
        except HTTPError as error:
            if error.code != http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
                raise
            self.part.unlink()  # longer than the file, or as long: nothing can be added to it
            resumed = self._receive(url)
        if resumed and pooch.file_hash(str(self.part)) != self.sha256:
            self.part.unlink()  # the first half was of some other file
            self._receive(url)
        self.part.replace(output_file)

    def _receive(self, url: str) -> bool:
        """Add what is missing to the part; tells whether there was something to add to."""
        have = self.part.stat().st_size if self.part.exists() else 0
        request = Request(url, headers={"Range": f"bytes={have}-"} if have else {})
        with urlopen(request, timeout=30) as response:
            resumed = response.status == http.client.PARTIAL_CONTENT
            have = have if resumed else 0
            total = have + int(response.headers.get("Content-Length", 0))
            with self.part.open("ab" if resumed else "wb") as file:
                have = _copy(response, file, have, total)
        if have < total:
            raise ConnectionError(f"cut off after {have} of {total} bytes")
        return resumed


def _copy(response: Any, file: BinaryIO, have: int, total: int) -> int:
    while block := response.read(BLOCK):
        file.write(block)
        have += len(block)
        _show_progress(have, total)
    print(file=sys.stderr)
    return have


def _show_progress(have: int, total: int) -> None:
    share = have / total if total else 0
    bar = "█" * round(30 * share)
    print(f"\r{bar:░<30} {have / 1e6:.1f} of {total / 1e6:.1f} MB", end="", file=sys.stderr, flush=True)
