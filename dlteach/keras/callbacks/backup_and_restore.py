"""BackupAndRestore: go on with a training that was interrupted."""

from __future__ import annotations

import json
import os
import shutil
from typing import Any

from dlteach.keras.callbacks.save_frequency import SaveFrequency


class BackupAndRestore(SaveFrequency):
    """Keep the state of a training in a folder; the next `fit` with the same folder goes on from there.

    The folder is removed at the regular end of the training. Needs h5py.

    Parameters
    ----------
    backup_dir : path
        A folder for this training alone.
    save_freq : "epoch" or int, default "epoch"
        After each epoch, or after so many batches.
    double_checkpoint : bool, default False
        Whether to keep the state before the last one too, in case the last one is damaged.
    delete_checkpoint : bool, default True
        Whether to remove the folder at the end.

    Raises
    ------
    ValueError
        If there is no folder, `save_freq` is neither, or the model is not built.
    """

    def __init__(
        self,
        backup_dir: str | os.PathLike[str],
        save_freq: str | int = "epoch",
        double_checkpoint: bool = False,
        delete_checkpoint: bool = True,
    ) -> None:
        super().__init__()
        if not backup_dir:
            raise ValueError("Empty `backup_dir` argument passed")
        if save_freq != "epoch" and not isinstance(save_freq, int):
            raise ValueError(
                f"Invalid value for argument `save_freq`. Received: save_freq={save_freq}. Expected either "
                "'epoch' or an integer value."
            )
        self.backup_dir = os.fspath(backup_dir)
        self.save_freq = save_freq
        self.double_checkpoint = double_checkpoint
        self.delete_checkpoint = delete_checkpoint
        self._current_epoch = 0
        self._weights_path = os.path.join(self.backup_dir, "latest.weights.h5")
        self._training_metadata_path = os.path.join(self.backup_dir, "training_metadata.json")
        self._prev_weights_path = f"{self._weights_path}.bkp"
        self._prev_training_metadata_path = f"{self._training_metadata_path}.bkp"

    def _pairs(self) -> list[tuple[str, str]]:
        """The files of the last state, and of the one before."""
        return [
            (self._weights_path, self._prev_weights_path),
            (self._training_metadata_path, self._prev_training_metadata_path),
        ]

    def on_train_begin(self, logs: Any = None) -> None:
        if not self.model.built:
            raise ValueError(
                "To use the BackupAndRestore callback, the model must be built before you call `fit()`. "
                f"Model {self.model.name} is unbuilt. You can build it by calling it on a batch of data."
            )
        try:
            self._load_model()
        except (OSError, ValueError):
            if not os.path.exists(self._prev_weights_path):
                raise
            for path, previous in self._pairs():
                if os.path.exists(previous):
                    shutil.copy(previous, path)
            self._load_model()

    def _load_model(self) -> None:
        if os.path.exists(self._weights_path):
            optimizer = self.model.optimizer
            if optimizer is not None and not optimizer.built:
                optimizer.build(self.model.trainable_variables)
            self.model.load_weights(self._weights_path)
        if os.path.exists(self._training_metadata_path):
            with open(self._training_metadata_path, encoding="utf-8") as file:
                self.model._initial_epoch = json.load(file)["epoch"]

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self._current_epoch = epoch + 1
        self._last_batch_seen = -1
        if self.save_freq == "epoch":
            self._save_model()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        if self._should_save_on_batch(batch):
            self._save_model()

    def _save_model(self) -> None:
        os.makedirs(self.backup_dir, exist_ok=True)
        if self.double_checkpoint:
            for path, previous in self._pairs():
                if os.path.exists(path):
                    shutil.copy(path, previous)
        self.model.save_weights(self._weights_path, overwrite=True)
        beside = f"{self._training_metadata_path}.tmp"
        with open(beside, "w", encoding="utf-8") as file:
            json.dump({"epoch": self._current_epoch, "batch": max(self._last_batch_seen, 0)}, file)
        os.replace(beside, self._training_metadata_path)

    def on_train_end(self, logs: Any = None) -> None:
        if self.delete_checkpoint and os.path.exists(self.backup_dir):
            shutil.rmtree(self.backup_dir)
