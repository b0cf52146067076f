"""ProgbarLogger: the bar on the screen."""

from __future__ import annotations

from typing import Any

from dlteach.keras.callbacks.callback import Callback
from dlteach.keras.utils import io_utils
from dlteach.keras.utils.progbar import Progbar


class ProgbarLogger(Callback):
    """Shows how far the training is, with a bar (`verbose=1`) or a line for each epoch (`verbose=2`)."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = 0
        self.progbar: Progbar | None = None
        self.target: int | None = None
        self.verbose = 1
        self.epochs = 1
        self._called_in_fit = False

    def set_params(self, params: dict[str, Any]) -> None:
        self.params = params
        self.verbose = 1 if params["verbose"] == "auto" else params["verbose"]
        self.epochs = params["epochs"]
        self.target = params["steps"]

    def is_due(self, batch: int) -> bool:
        """Whether the bar is drawn after this batch; if not, the batch only counts."""
        self.seen = batch + 1
        return self.verbose == 1 and (self.progbar is None or self.seen == 1 or self.progbar.is_due())

    def on_train_begin(self, logs: Any = None) -> None:
        # The validation within `fit` shows no bar of its own.
        self._called_in_fit = True

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._start_bar()
        if self.verbose and self.epochs > 1:
            io_utils.print_msg(f"Epoch {epoch + 1}/{self.epochs}")

    def on_test_begin(self, logs: Any = None) -> None:
        if not self._called_in_fit:
            self._start_bar()

    def on_predict_begin(self, logs: Any = None) -> None:
        self._start_bar()

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._update_bar(batch, logs)

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        if not self._called_in_fit:
            self._update_bar(batch, logs)

    def on_predict_batch_end(self, batch: int, logs: Any = None) -> None:
        self._update_bar(batch, None)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self._finish_bar(logs)

    def on_test_end(self, logs: Any = None) -> None:
        if not self._called_in_fit:
            self._finish_bar(logs)

    def on_predict_end(self, logs: Any = None) -> None:
        self._finish_bar(None)

    def _start_bar(self) -> Progbar:
        self.seen = 0
        self.progbar = Progbar(self.target, verbose=self.verbose, stateless_metrics=[])
        return self.progbar

    def _update_bar(self, batch: int, logs: Any) -> None:
        bar = self.progbar or self._start_bar()
        self.seen = batch + 1
        if self.verbose == 1:
            bar.update(self.seen, list((logs or {}).items()), finalize=False)

    def _finish_bar(self, logs: Any) -> None:
        bar = self.progbar or self._start_bar()
        if self.target is None:
            bar.target = self.target = self.seen
        bar.update(self.target, list((logs or {}).items()), finalize=True)
