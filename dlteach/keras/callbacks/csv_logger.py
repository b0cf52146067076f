"""CSVLogger: the logs of every epoch in a table."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from contextlib import suppress
from typing import IO, Any

import numpy as np

from dlteach.keras.callbacks.callback import Callback


class CSVLogger(Callback):
    """Write a row of a CSV file after each epoch.

    Parameters
    ----------
    filename : path
    separator : str, default ","
    append : bool, default False
        Whether to go on in a file that is there; otherwise it is replaced.

    Raises
    ------
    OSError
        If a row cannot be written; the rows before it are intact.
    """

    def __init__(self, filename: str | os.PathLike[str], separator: str = ",", append: bool = False) -> None:
        super().__init__()
        self.sep = separator
        self.filename = os.fspath(filename)
        self.append = append
        self.append_header = True
        self.keys: list[str] | None = None
        self.writer: Any = None
        self.csv_file: IO[str] | None = None

    def on_train_begin(self, logs: Any = None) -> None:
        self._close()
        if self.append and os.path.exists(self.filename):
            self.append_header = os.path.getsize(self.filename) == 0
        mode = "a" if self.append else "w"
        self.csv_file = open(self.filename, mode, newline="", encoding="utf-8")  # noqa: SIM115 - till the end
        self.keys = None

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        assert self.csv_file is not None, "CSVLogger: on_train_begin comes first"
        logs = logs or {}
        before = os.path.getsize(self.filename)
        try:
            if self.keys is None or self.writer is None:
                self._start_table(self.csv_file, logs)
            row = {name: _cell(logs.get(name, "NA")) for name in self.keys or ()}
            self.writer.writerow({"epoch": epoch, **row})
            self.csv_file.flush()
        except OSError as error:
            self._drop_after(before)
            raise OSError(
                error.errno,
                f"CSVLogger: epoch {epoch} could not be written to {self.filename}: {error.strerror}. The "
                "rows before it are intact. Make room, or log to another folder.",
            ) from error

    def _start_table(self, file: IO[str], logs: dict[str, Any]) -> None:
        self.keys = sorted(logs)
        if not any(name.startswith("val_") for name in self.keys):
            # The validation may come in later epochs only.
            self.keys += [f"val_{name}" for name in self.keys]
        self.writer = csv.DictWriter(file, ["epoch", *self.keys], delimiter=self.sep)
        if self.append_header:
            self.writer.writeheader()

    def _drop_after(self, size: int) -> None:
        """Close the file and cut off what was written in part."""
        with suppress(OSError):  # the rest of the row does not fit either
            self._close()
        os.truncate(self.filename, size)

    def _close(self) -> None:
        self.writer = None
        file, self.csv_file = self.csv_file, None
        if file is not None:
            file.close()

    def on_train_end(self, logs: Any = None) -> None:
        self._close()


def _cell(value: Any) -> Any:
    if isinstance(value, Iterable) and not isinstance(value, str) and np.ndim(value):  # type: ignore[arg-type]
        return f'"[{", ".join(map(str, value))}]"'
    return value
