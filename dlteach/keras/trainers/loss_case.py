"""What the checks of a loss look at: one output with its loss and its labels."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

CROSS_ENTROPIES = {
    "binary_crossentropy": "binary",
    "binary_focal_crossentropy": "binary",
    "categorical_crossentropy": "categorical",
    "categorical_focal_crossentropy": "categorical",
    "sparse_categorical_crossentropy": "sparse",
}
CLASS_NAME = {
    "binary": "BinaryCrossentropy",
    "categorical": "CategoricalCrossentropy",
    "sparse": "SparseCategoricalCrossentropy",
}


class Case(NamedTuple):
    """One output with its loss: what the checks look at."""

    loss: Any
    activation: str | None  # the last one, where it is known
    y_true: np.ndarray
    y_pred: np.ndarray
    labels: np.ndarray  # of all batches, where they are known, else y_true
    where: str = "y"

    @property
    def function(self) -> str:
        return getattr(getattr(self.loss, "fn", None), "__name__", "")

    @property
    def kind(self) -> str | None:
        """ "binary", "categorical" or "sparse" for a cross-entropy."""
        return CROSS_ENTROPIES.get(self.function)

    @property
    def from_logits(self) -> bool:
        return bool(self.option("from_logits"))

    def option(self, name: str) -> Any:
        """An argument of the loss function, such as `ignore_class`."""
        return getattr(self.loss, "_fn_kwargs", {}).get(name)

    @property
    def classes(self) -> int:
        return self.y_pred.shape[-1]

    @property
    def loss_name(self) -> str:
        return CLASS_NAME.get(self.kind or "", self.function)
