"""Losses that run without an error and teach the model nothing, or the wrong thing: refused, with ways out.

Each check looks at the first batch: the labels, the outputs, and what computed the outputs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from dlteach.keras import backend, tree
from dlteach.keras.trainers.compile_loss import CompileLoss

_CROSS_ENTROPIES = {
    "binary_crossentropy": "binary",
    "binary_focal_crossentropy": "binary",
    "categorical_crossentropy": "categorical",
    "categorical_focal_crossentropy": "categorical",
    "sparse_categorical_crossentropy": "sparse",
}
_ENTRY_BY_ENTRY = (
    "mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error",
    "huber",
    "log_cosh",
    "binary_crossentropy",
    "poisson",
)
_CLASS_NAME = {
    "binary": "BinaryCrossentropy",
    "categorical": "CategoricalCrossentropy",
    "sparse": "SparseCategoricalCrossentropy",
}


class Case(NamedTuple):
    """One output with its loss: what the checks look at."""

    kind: str | None  # of cross-entropy
    function: str
    from_logits: bool
    activation: str | None
    y_true: np.ndarray
    y_pred: np.ndarray

    @property
    def classes(self) -> int:
        return self.y_pred.shape[-1]

    @property
    def loss_name(self) -> str:
        return _CLASS_NAME.get(self.kind or "", self.function)


def check_losses(model: Any, compile_loss: CompileLoss, y_true: Any, y_pred: Any) -> None:
    """Refuse losses that do not fit.

    Raises
    ------
    ValueError
        With what is wrong, what it would lead to, and two ways out.
    """
    for case in _cases(model, compile_loss, y_true, y_pred):
        for check in CHECKS:
            words = check(case)
            if words:
                raise ValueError(f"{words}\nTo try it nevertheless: model.compile(..., strict=False).")


def softmax_of_one_unit(case: Case) -> str:
    if case.activation != "softmax" or case.classes != 1:
        return ""
    return (
        "The output layer has one unit and softmax: one number that is divided by itself is always 1, so "
        "the model "
        "cannot learn.\nEither Dense(1, activation='sigmoid') with BinaryCrossentropy(), or one unit for "
        "each "
        "class: Dense(2, activation='softmax') with SparseCategoricalCrossentropy()."
    )


def probabilities_as_logits(case: Case) -> str:
    if case.kind is None or not case.from_logits or case.activation not in ("softmax", "sigmoid"):
        return ""
    return (
        f"The output layer ends in {case.activation}, and {case.loss_name}(from_logits=True) applies it "
        "once more: "
        "the loss is computed from probabilities of probabilities, which learns slowly and never gets near "
        "0.\n"
        f"Either drop the activation of the output layer, or use {case.loss_name}(from_logits=False)."
    )


def logits_as_probabilities(case: Case) -> str:
    if case.kind is None or case.from_logits or case.activation in ("softmax", "sigmoid"):
        return ""
    low, high = float(case.y_pred.min(initial=0)), float(case.y_pred.max(initial=0))
    if low >= -1e-6 and high <= 1 + 1e-6:
        return ""
    activation = "sigmoid" if case.kind == "binary" else "softmax"
    return (
        f"{case.loss_name} expects probabilities, but the model's outputs go from {low:.3g} to {high:.3g}: "
        "they are "
        "logits, and all beyond 0 and 1 would be cut off, without a gradient.\n"
        f"Either {case.loss_name}(from_logits=True), or activation='{activation}' in the output layer."
    )


def class_numbers_where_rows_are_expected(case: Case) -> str:
    if case.kind != "categorical" or case.classes == 1 or not _are_class_numbers(case):
        return ""
    return (
        f"{case.loss_name} expects a row of {case.classes} probabilities for each example, but the labels "
        "have "
        f"shape {case.y_true.shape}: class numbers.\nEither "
        f"{case.loss_name.replace('Categorical', 'SparseCategorical')}"
        f"(), or keras.utils.to_categorical(y, {case.classes})."
    )


def rows_where_class_numbers_are_expected(case: Case) -> str:
    if case.kind != "sparse" or case.classes == 1 or case.y_true.shape != case.y_pred.shape:
        return ""
    return (
        f"{case.loss_name} expects one class number for each example, but the labels have shape "
        f"{case.y_true.shape}: one-hot rows.\nEither CategoricalCrossentropy(), or y.argmax(axis=-1)."
    )


def softmax_for_several_labels(case: Case) -> str:
    if case.activation != "softmax" or case.classes == 1 or case.y_true.shape != case.y_pred.shape:
        return ""
    sums = case.y_true.sum(axis=-1)
    several = np.isin(case.y_true, (0, 1)).all() and np.any(sums > 1)
    if not several or case.kind not in ("binary", "categorical"):
        return ""
    row = int(np.argmax(sums > 1))
    return (
        f"Example {row} has {int(sums.ravel()[row])} labels, but softmax gives probabilities that sum to "
        "1: the "
        "classes push each other down.\nEither activation='sigmoid' with BinaryCrossentropy(), one yes or "
        "no for "
        "each label, or one label for each example."
    )


def labels_outside_the_classes(case: Case) -> str:
    if case.kind == "sparse":
        low, high, ending = 0, case.classes - 1, f"the model has {case.classes} outputs, so classes 0 to {{}}"
    elif case.kind == "binary":
        low, high, ending = 0, 1, "the loss compares with 0 and 1"
    else:
        return ""
    outside = case.y_true[(case.y_true < low) | (case.y_true > high)]
    if not outside.size:
        return ""
    found = ", ".join(f"{v:g}" for v in np.unique(outside)[:5])
    return (
        f"{case.loss_name}: found labels {found}, but {ending.format(high)}.\n"
        "Either count the labels from 0 (dlteach.data.label_encode does it), or give the output layer as "
        "many "
        "units as there are classes."
    )


def shapes_that_broadcast(case: Case) -> str:
    true, pred = case.y_true.shape, case.y_pred.shape
    if case.function not in _ENTRY_BY_ENTRY or true == pred:
        return ""
    if (len(true) == len(pred) - 1 and pred[-1] == 1) or (len(true) == len(pred) + 1 and true[-1] == 1):
        return ""  # the missing axis is added
    try:
        together = np.broadcast_shapes(true, pred)
    except ValueError:
        return ""  # an error of its own
    return (
        f"The labels have shape {true} and the outputs {pred}: NumPy would compare them as {together}, "
        "each label "
        "with several outputs.\nEither give the output layer as many units as the labels have columns, or "
        "reshape the labels like the outputs."
    )


CHECKS: tuple[Callable[[Case], str], ...] = (
    softmax_of_one_unit,
    probabilities_as_logits,
    class_numbers_where_rows_are_expected,
    rows_where_class_numbers_are_expected,
    labels_outside_the_classes,
    softmax_for_several_labels,
    logits_as_probabilities,
    shapes_that_broadcast,
)


def _cases(model: Any, compile_loss: CompileLoss, y_true: Any, y_pred: Any) -> Iterator[Case]:
    activations = _activations(model, y_pred)
    outputs = {id(x): a for x, a in zip(tree.flatten(y_pred), activations)}
    for true, pred, loss in compile_loss.pairs(y_true, y_pred):
        if tree.is_nested(true) or tree.is_nested(pred):
            continue
        function = getattr(getattr(loss, "fn", None), "__name__", "")
        true, values = backend.convert_to_numpy(true), backend.convert_to_numpy(pred)
        if not values.ndim or not true.size or true.dtype.kind not in "fiub":
            continue
        yield Case(
            _CROSS_ENTROPIES.get(function),
            function,
            bool(getattr(loss, "_fn_kwargs", {}).get("from_logits", False)),
            outputs.get(id(pred)),
            true,
            values,
        )


def _activations(model: Any, y_pred: Any) -> list[str | None]:
    """The name of the last activation of each output, as far as the model's graph tells."""
    graph = getattr(model, "_functional", None) or model
    tensors = getattr(graph, "_outputs", None)
    if tensors is None:
        return [None] * len(tree.flatten(y_pred))
    return [_activation_of(x._keras_history.operation) for x in tensors]


def _activation_of(operation: Any) -> str | None:
    activation = getattr(operation, "activation", None)
    if activation is not None:
        return getattr(activation, "__name__", None)
    return {"Softmax": "softmax", "Sigmoid": "sigmoid"}.get(type(operation).__name__)


def _are_class_numbers(case: Case) -> bool:
    shape = case.y_true.shape
    return shape == case.y_pred.shape[:-1] or shape == (*case.y_pred.shape[:-1], 1)
