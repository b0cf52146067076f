"""The loss and the metrics of a model: what they are for a batch, and what they have come to."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dlteach.keras import backend, ops
from dlteach.keras.backend.common.symbolic_scope import in_symbolic_scope
from dlteach.keras.trainers.compile_metrics import CompileMetrics
from dlteach.keras.trainers.loss_linter import check_labels, check_losses
from dlteach.keras.utils.tracking import no_automatic_dependency_tracking


class Measuring:
    """`compute_loss` and `compute_metrics`, which a subclass may write anew."""

    compiled = False
    strict = True
    _compile_loss: Any = None
    _compile_metrics: Any = None
    _loss_tracker: Any = None
    _checked_loss = False
    _loss_cases: list[Any] = []  # noqa: RUF012
    _labels_to_check: list[Any] = []  # noqa: RUF012

    if TYPE_CHECKING:  # what the model has, of which this is a part
        losses: list[Any]
        _metrics: list[Any]
        _flatten_layers: Any

    def compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Any:
        """The total loss: that of `compile`, and penalties and `add_loss` of the layers.

        A subclass may write its own.
        """
        losses = []
        if self._compile_loss is not None:
            self._check_loss(y, y_pred)
            loss = self._compile_loss(y, y_pred, sample_weight)
            if loss is not None:
                losses.append(loss)
        losses.extend(ops.sum(ops.cast(extra, backend.floatx())) for extra in self.losses)
        if not losses:
            raise ValueError("No loss to compute. Provide a `loss` argument in `compile()`.")
        total = losses[0]
        for loss in losses[1:]:
            total = total + loss
        return total

    def compute_metrics(self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> dict[str, Any]:
        """Update the metrics with a batch, and return their values. A subclass may write its own."""
        if self._compile_metrics is not None:
            self._compile_metrics.update_state(y, y_pred, sample_weight)
        return self.get_metrics_result()

    def get_metrics_result(self) -> dict[str, Any]:
        """The values of all metrics by name."""
        results: dict[str, Any] = {}
        for metric in self.metrics:
            result = metric.result()
            results.update(result if isinstance(result, dict) else {metric.name: result})
        return results

    @property
    def metrics(self) -> list[Any]:
        """The metrics: loss, those of `compile`, and those of the model and its layers."""
        found: list[Any] = []
        if self.compiled:
            found.append(self._loss_tracker)
            if self._compile_metrics is not None:
                found.append(self._compile_metrics)
            if self._compile_loss is not None:
                found.extend(self._compile_loss.metrics)
        found.extend(self._metrics)
        for layer in self._flatten_layers(include_self=False):
            if not isinstance(layer, Measuring):
                found.extend(layer.metrics)
        return found

    @property
    def metrics_names(self) -> list[str]:
        return [metric.name for metric in self.metrics]

    def reset_metrics(self) -> None:
        """Start all metrics anew."""
        for metric in self.metrics:
            metric.reset_state()

    def _compute_loss(
        self,
        x: Any = None,
        y: Any = None,
        y_pred: Any = None,
        sample_weight: Any = None,
        training: bool = True,
    ) -> Any:
        """`compute_loss`, also a user's without the argument `training`."""
        if _takes_training(type(self).compute_loss):
            return self.compute_loss(x, y, y_pred, sample_weight, training=training)
        return self.compute_loss(x, y, y_pred, sample_weight)

    def _check_loss(self, y: Any, y_pred: Any) -> None:
        """Look at the first batch whether the loss fits; before, while the model is built, at the shapes."""
        if self._checked_loss or not self.strict or y is None:
            return
        cases = check_losses(self, self._compile_loss, y, y_pred, self._labels_to_check)
        if not in_symbolic_scope():
            self._loss_cases, self._checked_loss, self._labels_to_check = cases, True, []

    def _check_labels(self, y: Any, where: str) -> None:
        """Look at labels that come later than the first batch."""
        if self.strict and self._loss_cases and y is not None:
            check_labels(self._compile_loss, self._loss_cases, y, where)

    @no_automatic_dependency_tracking
    def _look_at_losses_again(self, iterator: Any, validation: Any = None) -> None:
        """With the first batch of new data check the loss, and all labels that are there by then."""
        self._checked_loss = False
        sources = [("y", iterator), ("y of validation_data", validation)]
        labels = [(where, source.data_adapter.labels) for where, source in sources if source is not None]
        self._labels_to_check = [(where, y) for where, y in labels if y is not None]

    def _get_metrics_result_or_logs(self, logs: Any) -> Any:
        """The metrics' values, unless a step of the user's own returned something else."""
        found = self.get_metrics_result()
        same = logs is None or (isinstance(logs, dict) and (not logs or set(logs) == set(found)))
        result = found if same else logs
        return dict(sorted(result.items())) if isinstance(result, dict) else result

    def _flatten_metrics_in_order(self, logs: dict[str, Any]) -> Any:
        """The loss first, then the metrics in the order of `compile`; a number if it is alone."""
        names: list[str] = []
        for metric in self.metrics:
            inner = metric.metrics if isinstance(metric, CompileMetrics) else [metric]
            names.extend(m.name for m in inner)
        order = [name for name in names if name in logs] + [
            name for name in sorted(logs) if name not in names
        ]
        results = [logs[name] for name in order]
        return results[0] if len(results) == 1 else results


class LogsOnDemand(Mapping[str, Any]):
    """The metrics' values, computed when a callback looks at them."""

    def __init__(self, model: Any) -> None:
        self._model = model

    @functools.cached_property
    def _values(self) -> dict[str, Any]:
        return self._model.get_metrics_result()

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


@functools.cache
def _takes_training(compute_loss: Any) -> bool:
    return "training" in inspect.signature(compute_loss).parameters
