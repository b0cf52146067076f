"""Which models' training steps may be computed again from one recorded graph.

Whatever is computed from a batch outside of the recorded operations would stay as it was in the first
batch: a comparison in a loss of the user's own, a draw in an augmentation. So only layers and losses are
repeated that are known to leave nothing outside.
"""

from __future__ import annotations

from typing import Any

OWN = "dlteach.keras."

LAYERS = {
    "Dense", "Activation", "ReLU", "LeakyReLU", "ELU", "Softmax", "Identity", "Flatten", "Reshape", "Dropout",
    "Rescaling", "Normalization", "Conv1D", "Conv2D", "MaxPooling1D", "MaxPooling2D", "AveragePooling1D",
    "AveragePooling2D", "GlobalAveragePooling2D",
}  # fmt: skip
LOSSES = {
    "mean_squared_error", "mean_absolute_error", "binary_crossentropy", "categorical_crossentropy",
    "sparse_categorical_crossentropy",
}  # fmt: skip


def can_be_repeated(model: Any, operations: list[Any], usual_compute_loss: Any) -> bool:
    """Whether a model's layers and its loss are all of those that can be repeated.

    Parameters
    ----------
    model : Model
        Compiled, its loss built.
    operations : list of Operation
        What the model is made of.
    usual_compute_loss : function
        That of `Trainer`, which a subclass may have replaced.
    """
    compile_loss = model._compile_loss
    if type(model).compute_loss is not usual_compute_loss or compile_loss is None or compile_loss.metrics:
        return False
    if not all(_is_own(op) and type(op).__name__ in LAYERS and _has_own_activation(op) for op in operations):
        return False
    if any(v.regularizer is not None and not _is_own(v.regularizer) for v in model.trainable_variables):
        return False
    losses = [entry.loss for entry in compile_loss._flat_losses]
    return all(
        _is_own(loss) and getattr(getattr(loss, "fn", None), "__name__", "") in LOSSES for loss in losses
    )


def _is_own(thing: Any) -> bool:
    return type(thing).__module__.startswith(OWN)


def _has_own_activation(layer: Any) -> bool:
    activation = getattr(layer, "activation", None)
    return activation is None or getattr(activation, "__module__", "").startswith(OWN)
