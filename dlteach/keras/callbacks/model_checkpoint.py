"""ModelCheckpoint: save the model, or its weights, while it is trained."""

from __future__ import annotations

import os
import re
import warnings
from typing import Any

import numpy as np

from dlteach.keras.callbacks.monitor_callback import MonitorCallback
from dlteach.keras.callbacks.save_frequency import SaveFrequency
from dlteach.keras.utils import io_utils


class ModelCheckpoint(MonitorCallback, SaveFrequency):
    """Save the model after each epoch, or only when it is better than before.

    A file is replaced as a whole: when the disk is full, an error says so and the file before it is intact.

    Parameters
    ----------
    filepath : path
        Ends in ".keras", with `save_weights_only` in ".weights.h5". It may have `{epoch:02d}` and names from
        the logs in it, such as `{val_loss:.2f}`.
    monitor : str, default "val_loss"
        The number that tells which model is the best.
    verbose : int, default 0
        1 says what is saved.
    save_best_only : bool, default False
    save_weights_only : bool, default False
    mode : "auto", "min" or "max", default "auto"
    save_freq : "epoch" or int, default "epoch"
        After each epoch, or after so many batches.
    initial_value_threshold : float, optional
        With `save_best_only`: what the first model has to beat.

    Raises
    ------
    ValueError
        If the path ends otherwise, or `save_freq` is neither.
    """

    def __init__(
        self,
        filepath: str | os.PathLike[str],
        monitor: str = "val_loss",
        verbose: int = 0,
        save_best_only: bool = False,
        save_weights_only: bool = False,
        mode: str = "auto",
        save_freq: str | int = "epoch",
        initial_value_threshold: float | None = None,
    ) -> None:
        super().__init__(monitor, mode, initial_value_threshold)
        self.verbose = verbose
        self.filepath = os.fspath(filepath)
        self.save_best_only = save_best_only
        self.save_weights_only = save_weights_only
        self.save_freq = save_freq
        self._current_epoch = 0
        if save_freq != "epoch" and not isinstance(save_freq, int):
            raise ValueError(
                f"Unrecognized save_freq: {save_freq}. Expected save_freq are 'epoch' or integer values"
            )
        if save_weights_only and not self.filepath.endswith(".weights.h5"):
            raise ValueError(
                "When using `save_weights_only=True` in `ModelCheckpoint`, the filepath provided must end in "
                f"`.weights.h5` (Keras weights format). Received: filepath={self.filepath}"
            )
        if not save_weights_only and not self.filepath.endswith((".keras", ".h5")):
            raise ValueError(
                "The filepath provided must end in `.keras` (Keras model format). Received: "
                f"filepath={self.filepath}"
            )

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._current_epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if self._should_save_on_batch(batch):
            if self.monitor_op is None:
                self._set_monitor_op()
            self._save_model(self._current_epoch, batch, logs)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        if self.monitor_op is None:
            self._set_monitor_op()
        if self.save_freq == "epoch":
            self._save_model(epoch, None, logs)

    def _save_model(self, epoch: int, batch: int | None, logs: Any) -> None:
        logs = logs or {}
        path = self._get_file_path(epoch, batch, logs)
        if not self._should_save_model(epoch, batch, logs, path):
            return
        if os.path.isdir(path):
            raise OSError(
                "Please specify a non-directory filepath for ModelCheckpoint. Filepath used is an existing "
                f"directory: {path}"
            )
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        if self.save_weights_only:
            self.model.save_weights(path, overwrite=True)
        else:
            self.model.save(path, overwrite=True)
        self._say(epoch, f"finished saving model to {path}")

    def _should_save_model(self, epoch: int, batch: int | None, logs: dict[str, Any], filepath: str) -> bool:
        if not self.save_best_only:
            self._say(epoch, f"saving model to {filepath}")
            return True
        current = logs.get(self.monitor)
        if current is None:
            warnings.warn(f"Can save best model only with {self.monitor} available.", stacklevel=2)
            return True
        if np.ndim(current):
            warnings.warn(
                f"Can save best model only when `monitor` is a scalar value. Received: {current}. Falling "
                "back to `save_best_only=False`.",
                stacklevel=2,
            )
            return True
        best = "None" if self.best is None else f"{self.best:.5f}"
        better = self._is_improvement(current, self.best)
        if better:
            self._say(
                epoch, f"{self.monitor} improved from {best} to {current:.5f}, saving model to {filepath}"
            )
            self.best = current
        else:
            self._say(epoch, f"{self.monitor} did not improve from {best}")
        return better

    def _say(self, epoch: int, what: str) -> None:
        if self.verbose > 0:
            io_utils.print_msg(f"\nEpoch {epoch + 1}: {what}")

    def _get_file_path(self, epoch: int, batch: int | None, logs: dict[str, Any]) -> str:
        """The path with its placeholders filled in."""
        numbers = {"epoch": epoch + 1, **logs}
        if batch is not None:
            numbers.setdefault("batch", batch + 1)
        try:
            return self.filepath.format(**numbers)
        except KeyError as error:
            raise KeyError(
                f'Failed to format this callback filepath: "{self.filepath}". Reason: {error}'
            ) from error

    def _checkpoint_exists(self, filepath: str) -> bool:
        return os.path.exists(filepath)

    def _get_most_recently_modified_file_matching_pattern(self, pattern: str) -> str | None:
        """The newest file whose name fits a path with placeholders; of several the last in the alphabet."""
        folder, name = os.path.split(pattern)
        if not os.path.isdir(folder):
            return None
        regex = re.compile(f"^{re.sub(r'{.*}', r'.*', name)}$")
        paths = [os.path.join(folder, found) for found in os.listdir(folder) if regex.match(found)]
        return max(paths, key=lambda path: (os.path.getmtime(path), path), default=None)
