"""Losses that run without an error and teach the model nothing, or the wrong thing: refused, with ways out.

The first batch is looked at: labels, outputs, and what computed the outputs; and the labels of all other
batches before they are used. The checks stand in `loss_checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from dlteach.keras import backend, tree
from dlteach.keras.backend.common.symbolic_scope import in_symbolic_scope
from dlteach.keras.trainers.compile_loss import CompileLoss
from dlteach.keras.trainers.loss_case import Case
from dlteach.keras.trainers.loss_checks import (
    CHECKS_OF_LABELS,
    CHECKS_OF_NUMBERS,
    CHECKS_OF_SHAPES,
)
from dlteach.keras.trainers.output_activation import by_output, output_activations


def check_losses(
    model: Any, compile_loss: CompileLoss, y_true: Any, y_pred: Any, known: Sequence[tuple[str, Any]] = ()
) -> list[Case | None]:
    """Refuse losses that do not fit.

    While a model is built there are only shapes, and only these are checked.

    Parameters
    ----------
    y_true, y_pred : array or structures of them
        A batch.
    known : sequence of (str, labels)
        All labels that are there already, and what the caller calls them.

    Returns
    -------
    list of Case or None
        For each loss what `check_labels` needs to know; None where nothing can be told.

    Raises
    ------
    ValueError
        With what is wrong, what it would lead to, and two ways out.
    """
    cases = list(_cases(model, compile_loss, y_true, y_pred))
    _run(CHECKS_OF_SHAPES, cases)
    if not in_symbolic_scope():
        for where, labels in known:  # before the batch, whose rows may be shuffled
            check_labels(compile_loss, cases, labels, where)
        _run(CHECKS_OF_NUMBERS, cases)
    return [case and case._replace(y_true=case.y_true[:1], y_pred=case.y_pred[:1]) for case in cases]


def check_labels(compile_loss: CompileLoss, cases: list[Case | None], labels: Any, where: str) -> None:
    """Refuse labels of other batches that the losses cannot take.

    Parameters
    ----------
    cases : list of Case or None
        From `check_losses`.
    labels : array or structure of them
    where : str
        What the caller calls them.

    Raises
    ------
    ValueError
    """
    found = zip(cases, compile_loss.labels(labels))
    _run(
        CHECKS_OF_LABELS,
        [case and case._replace(labels=backend.convert_to_numpy(y), where=where) for case, y in found],
    )


def _run(checks: Iterable[Callable[[Case], str]], cases: list[Case | None]) -> None:
    for case in cases:
        for check in checks:
            words = check(case) if case is not None else ""
            if words:
                raise ValueError(f"{words}\nTo try it nevertheless: model.compile(..., strict=False).")


def _cases(model: Any, compile_loss: CompileLoss, y_true: Any, y_pred: Any) -> Iterator[Case | None]:
    activations = output_activations(model)
    if activations is not None and len(activations) != len(tree.flatten(y_pred)):
        return  # a `compute_loss` of the learner's own takes the outputs apart
    activation_of = by_output(model, y_pred)
    for true, pred, loss in compile_loss.pairs(y_true, y_pred):
        if true is None or tree.is_nested(true) or tree.is_nested(pred):
            yield None
            continue
        true, values = backend.convert_to_numpy(true), backend.convert_to_numpy(pred)
        usable = values.ndim and true.ndim and true.size and true.dtype.kind in "fiub"
        yield Case(loss, activation_of.get(id(pred)), true, values, true) if usable else None
