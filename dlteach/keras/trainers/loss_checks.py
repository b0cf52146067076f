"""The mistakes with losses that learners make most, one function each: "" or an explanation with ways out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dlteach.keras import backend
from dlteach.keras.losses import LossFunctionWrapper
from dlteach.keras.trainers.loss_case import Case

ENTRY_BY_ENTRY = (
    "mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error",
    "huber",
    "log_cosh",
    "binary_crossentropy",
    "binary_focal_crossentropy",
    "poisson",
    "hinge",
    "squared_hinge",
)
BEYOND_0_TO_1 = (
    "linear",
    "relu",
    "relu6",
    "leaky_relu",
    "elu",
    "selu",
    "celu",
    "gelu",
    "silu",
    "mish",
    "tanh",
    "hard_tanh",
    "softsign",
    "log_softmax",
    "log_sigmoid",
)
NEARLY = 1e-5


def softmax_of_one_unit(case: Case) -> str:
    if case.activation != "softmax" or case.classes != 1:
        return ""
    return (
        "The output layer has one unit and softmax: one number that is divided by itself is always 1, so "
        "the model cannot learn.\n"
        "Either Dense(1, activation='sigmoid') with BinaryCrossentropy(), or one unit for each class: "
        "Dense(2, activation='softmax') with SparseCategoricalCrossentropy()."
    )


def class_numbers_where_rows_are_expected(case: Case) -> str:
    numbers = case.y_pred.shape[:-1]
    if case.kind != "categorical" or case.classes == 1 or case.y_true.shape not in (numbers, (*numbers, 1)):
        return ""
    return (
        f"{case.loss_name} expects a row of {case.classes} probabilities for each example, but the labels "
        f"have shape {case.y_true.shape}: class numbers.\n"
        f"Either Sparse{case.loss_name.replace('Focal', '')}(), or "
        f"keras.utils.to_categorical(y, {case.classes})."
    )


def other_number_of_classes(case: Case) -> str:
    columns = case.y_true.shape[-1]
    if (
        case.kind != "categorical"
        or case.y_true.shape[:-1] != case.y_pred.shape[:-1]
        or columns == case.classes
    ):
        return ""
    return (
        f"{case.loss_name}: the labels have shape {case.y_true.shape}, so {columns} classes, but the outputs "
        f"have shape {case.y_pred.shape}, so {case.classes}.\n"
        f"Either give the output layer {columns} units, or make the labels with "
        f"keras.utils.to_categorical(y, {case.classes})."
    )


def rows_where_class_numbers_are_expected(case: Case) -> str:
    if case.kind != "sparse" or case.classes == 1 or case.y_true.shape != case.y_pred.shape:
        return ""
    return (
        f"{case.loss_name} expects one class number for each example, but the labels have shape "
        f"{case.y_true.shape}: one-hot rows.\nEither CategoricalCrossentropy(), or y.argmax(axis=-1)."
    )


def shapes_that_differ(case: Case) -> str:
    true, pred = case.y_true.shape, case.y_pred.shape
    if case.function not in ENTRY_BY_ENTRY or true == pred or _differ_by_an_axis_of_one(true, pred):
        return ""
    try:
        together = np.broadcast_shapes(true, pred)
        danger = f"NumPy would compare them as {together}, each label with several outputs"
    except ValueError:
        danger = "there is no output for each label"
    units = f"Dense({true[-1]})" if len(true) > 1 else "Dense(1)"
    return (
        f"{case.function}: the labels have shape {true} and the outputs {pred}: {danger}.\n"
        f"Either give the output layer as many units as an example has labels ({units}), or bring the labels "
        f"to the shape of the outputs, {pred}."
    )


def probabilities_as_logits(case: Case) -> str:
    if case.kind is None or not case.from_logits:
        return ""
    activation = case.activation
    if activation not in ("softmax", "sigmoid"):
        if case.kind == "binary" or not _are_distributions(case.y_pred):
            return ""
        activation = "softmax"
    return (
        f"The model's outputs are probabilities (they come out of {activation}), and "
        f"{case.loss_name}(from_logits=True) applies {'sigmoid' if case.kind == 'binary' else 'softmax'} to "
        "them: the loss is computed from probabilities of probabilities, which learns slowly and never gets "
        "near 0.\n"
        f"Either drop the activation of the output layer, or use {case.loss_name}(from_logits=False)."
    )


def labels_outside_the_classes(case: Case) -> str:
    if case.kind == "sparse":
        high = case.classes - 1
        expected = f"the model has {case.classes} outputs: class numbers from 0 to {high}"
        ways = (
            "count the labels from 0 (dlteach.data.label_encode does it), or give the output layer one unit "
            "for each class"
        )
    elif case.kind == "binary":
        high = 1
        expected = "the loss compares with 0 and 1"
        ways = (
            "count the labels from 0 (y == y.max()), or for labels -1 and 1 use Hinge() with a linear output"
        )
    else:
        return ""
    labels = case.labels
    wrong = (labels < -NEARLY) | (labels > high + NEARLY)
    if case.kind == "sparse":
        if labels.dtype.kind == "f":
            wrong |= labels != np.floor(labels)
        ignored = case.option("ignore_class")
        if ignored is not None:
            wrong &= labels != ignored
    if not wrong.any():
        return ""
    found = ", ".join(f"{v:g}" for v in np.unique(labels[wrong])[:5])
    row = int(np.argwhere(wrong)[0, 0])
    return (
        f"{case.loss_name}: {case.where} has labels {found}, the first in row {row}, but {expected}.\n"
        f"Either {ways}."
    )


def softmax_for_several_labels(case: Case) -> str:
    if case.activation != "softmax" or case.classes == 1 or case.y_true.shape != case.y_pred.shape:
        return ""
    if case.kind not in ("binary", "categorical") or not np.isin(case.labels, (0, 1)).all():
        return ""
    counts = case.labels.sum(axis=-1)
    if not np.any(counts > 1):
        return ""
    first = np.argwhere(counts > 1)[0]
    return (
        f"Row {first[0]} of {case.where} has {int(counts[tuple(first)])} labels, but softmax gives "
        "probabilities that sum to 1: the classes push each other down.\n"
        "Either activation='sigmoid' with BinaryCrossentropy(), one yes or no for each label, or one label "
        "for each example."
    )


def logits_as_probabilities(case: Case) -> str:
    if case.kind is None or case.from_logits:
        return ""
    low, high = float(case.y_pred.min(initial=0)), float(case.y_pred.max(initial=0))
    # Several outputs are divided by their sum, so these may be larger than 1.
    outside = low < -NEARLY or (case.kind == "binary" and high > 1 + NEARLY)
    if not outside and case.activation not in BEYOND_0_TO_1:
        return ""
    activation = "sigmoid" if case.kind == "binary" else "softmax"
    return (
        f"{case.loss_name} expects probabilities, but the model's outputs"
        + (f" (activation '{case.activation}')" if case.activation else "")
        + f" are logits: in the first batch they go from {low:.3g} to {high:.3g}. What lies beyond 0 and 1 "
        "would be cut off, without a gradient.\n"
        f"Either {case.loss_name}(from_logits=True), or activation='{activation}' in the output layer."
    )


def broadcasting_in_own_loss(case: Case) -> str:
    """A `Loss.call` of the learner's own gets the arrays as they are: (n,) − (n, 1) is (n, n)."""
    true, pred = case.y_true, case.y_pred
    if isinstance(case.loss, LossFunctionWrapper) or not _differ_by_an_axis_of_one(true.shape, pred.shape):
        return ""
    true = true.astype(pred.dtype)
    try:
        given, alike = (
            np.mean(backend.convert_to_numpy(case.loss.call(labels, pred)))
            for labels in (true, true.reshape(pred.shape))
        )
    except Exception:  # it may need more than these two: then it is its own business
        return ""
    if np.isclose(given, alike, rtol=1e-4, equal_nan=True):
        return ""
    together = np.broadcast_shapes(true.shape, pred.shape)
    return (
        f"{type(case.loss).__name__}: the labels have shape {true.shape} and the outputs {pred.shape}, and "
        f"NumPy compares them as {together}: each label with the outputs of all examples. The loss is "
        f"{given:.4g}; label by label it would be {alike:.4g}.\n"
        f"Either y.reshape({', '.join(map(str, (-1, *pred.shape[1:])))}), or "
        "y_true = keras.ops.reshape(y_true, keras.ops.shape(y_pred)) in the loss."
    )


CHECKS_OF_SHAPES: tuple[Callable[[Case], str], ...] = (
    softmax_of_one_unit,
    class_numbers_where_rows_are_expected,
    other_number_of_classes,
    rows_where_class_numbers_are_expected,
    shapes_that_differ,
)
CHECKS_OF_LABELS = (labels_outside_the_classes, softmax_for_several_labels)
CHECKS_OF_NUMBERS = (
    probabilities_as_logits,
    *CHECKS_OF_LABELS,
    logits_as_probabilities,
    broadcasting_in_own_loss,
)


def _differ_by_an_axis_of_one(true: tuple[int, ...], pred: tuple[int, ...]) -> bool:
    """(n,) and (n, 1), in either order."""
    return (*true, 1) == pred or true == (*pred, 1)


def _are_distributions(outputs: np.ndarray) -> bool:
    """Whether every row is of positive numbers with the sum 1; logits are not, but by a miracle."""
    if outputs.shape[-1] < 2 or outputs.min() < 0:
        return False
    return bool(np.all(np.abs(outputs.sum(axis=-1, dtype="float64") - 1) < NEARLY))
