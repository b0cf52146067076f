"""SaveFrequency: when it is time to save, for callbacks that do so after epochs or after batches."""

from __future__ import annotations

from dlteach.keras.callbacks.callback import Callback


class SaveFrequency(Callback):
    """Counts batches.

    Attributes
    ----------
    save_freq : "epoch" or int
        After each epoch, or after so many batches.
    """

    save_freq: str | int = "epoch"
    _batches_seen_since_last_saving = 0
    _last_batch_seen = -1

    def _should_save_on_batch(self, batch: int) -> bool:
        if isinstance(self.save_freq, str):
            return False
        # With `steps_per_execution` several batches have passed; a smaller number starts a new epoch.
        last = self._last_batch_seen if batch > self._last_batch_seen else -1
        self._batches_seen_since_last_saving += batch - last
        self._last_batch_seen = batch
        if self._batches_seen_since_last_saving < self.save_freq:
            return False
        self._batches_seen_since_last_saving = 0
        return True
