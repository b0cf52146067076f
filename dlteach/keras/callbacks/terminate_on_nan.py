"""TerminateOnNaN: end a training whose loss is no number any more."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.callbacks.callback import Callback
from dlteach.keras.utils import io_utils


class TerminateOnNaN(Callback):
    """Stop after the first batch whose loss is NaN or infinite.

    Parameters
    ----------
    raise_error : bool, default False
        Whether to raise a RuntimeError at once, in place of a regular end.
    """

    def __init__(self, raise_error: bool = False) -> None:
        super().__init__()
        self.raise_error = raise_error

    def on_batch_end(self, batch: int, logs: Any = None) -> None:
        loss = (logs or {}).get("loss")
        if loss is None or np.isfinite(loss):
            return
        if self.raise_error:
            raise RuntimeError(
                f"NaN or Inf loss encountered at batch {batch}. Loss value: {loss}. Terminating training "
                "immediately."
            )
        io_utils.print_msg(f"Batch {batch}: Invalid loss, terminating training")
        self.model.stop_training = True
