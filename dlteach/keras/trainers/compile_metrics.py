"""The metrics of `compile`, found for each output and kept together."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from dlteach.keras import metrics as metrics_module
from dlteach.keras import tree
from dlteach.keras.trainers.by_shape import kind_of_classification
from dlteach.keras.utils.naming import get_object_name
from dlteach.keras.utils.tracking import no_automatic_dependency_tracking

_ACCURACIES = {
    "binary": "BinaryAccuracy",
    "sparse_categorical": "SparseCategoricalAccuracy",
    "categorical": "CategoricalAccuracy",
}


class MetricsList(metrics_module.Metric):
    """The metrics of one output."""

    def __init__(
        self, metrics: list[Any], name: str = "metrics_list", output_name: str | None = None
    ) -> None:
        super().__init__(name=name)
        self.metrics = metrics
        self.output_name = output_name

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        for metric in self.metrics:
            metric.update_state(y_true, y_pred, sample_weight=sample_weight)

    def reset_state(self) -> None:
        for metric in self.metrics:
            metric.reset_state()

    def get_result(self) -> dict[str, Any]:
        return {metric.name: metric.result() for metric in self.metrics}


class CompileMetrics(metrics_module.Metric):
    """All metrics of a model. What they are is settled by the first labels and predictions.

    Parameters
    ----------
    metrics, weighted_metrics : list, tuple or dict of str, Metric or callable
        The second are given the sample weights.
    output_names : list of str, optional
    """

    @no_automatic_dependency_tracking
    def __init__(
        self,
        metrics: Any,
        weighted_metrics: Any,
        name: str = "compile_metric",
        output_names: list[str] | None = None,
    ) -> None:
        super().__init__(name=name)
        for argument, given in [("metrics", metrics), ("weighted_metrics", weighted_metrics)]:
            if given and not isinstance(given, list | tuple | dict):
                raise ValueError(
                    f"Expected `{argument}` argument to be a list, tuple, or dict. "
                    f"Received instead: {argument}={given} of type {type(given)}"
                )
        self._user_metrics = metrics
        self._user_weighted_metrics = weighted_metrics
        self._flat_metrics: list[MetricsList | None] = []
        self._flat_weighted_metrics: list[MetricsList | None] = []
        self._resolved_output_names: list[str] | None = None
        self.built = False
        self.name = "compile_metrics"
        self.output_names = output_names

    @property
    def metrics(self) -> list[Any]:
        lists = [*self._flat_metrics, *self._flat_weighted_metrics]
        return [metric for found in lists if found is not None for metric in found.metrics]

    @property
    def variables(self) -> list[Any]:
        return [v for metric in self.metrics for v in metric.variables]

    @no_automatic_dependency_tracking
    def build(self, y_true: Any, y_pred: Any) -> None:
        """Find the metrics for labels and predictions of these shapes."""
        count = len(tree.flatten(y_pred))
        flat = tree.is_nested(y_pred) and len(y_pred) == count
        names = self.output_names
        if flat and isinstance(y_pred, dict) and set(y_pred) != set(names or ()):
            names = list(y_pred) if isinstance(y_pred, OrderedDict) else sorted(y_pred)
        self._resolved_output_names = names if count > 1 and flat else None
        for argument, given in [
            ("metrics", self._user_metrics),
            ("weighted_metrics", self._user_weighted_metrics),
        ]:
            found = self._for_outputs(argument, given, names, y_true, y_pred, flat, count)
            setattr(self, f"_flat_{argument}", found)
        self.built = True

    def _for_outputs(
        self, argument: str, given: Any, names: Any, y_true: Any, y_pred: Any, flat: bool, count: int
    ) -> list[MetricsList | None]:
        if not given:
            return [None] * count
        if count == 1:
            return [_metrics_list(tree.flatten(given), tree.flatten(y_true)[0], tree.flatten(y_pred)[0])]
        per_output = None
        if flat and isinstance(given, list | tuple) and len(given) == count:
            per_output = list(given)
        elif flat and names and isinstance(given, dict) and set(given) <= set(names):
            per_output = [given.get(name) for name in names]
        try:
            if per_output is not None:
                rows = zip(
                    per_output, self._flatten_y(y_true), self._flatten_y(y_pred), names or [None] * count
                )
                return [_metrics_list(*row) for row in rows]
            structure = tree.lists_to_tuples(y_pred)
            return tree.flatten(
                tree.map_structure_up_to(
                    structure,
                    _metrics_list,
                    tree.lists_to_tuples(given),
                    tree.lists_to_tuples(y_true),
                    structure,
                    tree.pack_sequence_as(structure, names or [None] * count),
                )
            )
        except (ValueError, TypeError) as error:
            shape = tree.map_structure(lambda _: "X", y_pred)
            by_name = f"a dict or a list matching the output names {self.output_names}, or " if names else ""
            raise ValueError(
                f"{error}\nInvalid `{argument}`. `{argument}` should contain metrics objects and either be "
                f"{by_name}match the output structure of the model: {shape}.\nReceived: {argument}={given}"
            ) from error

    def _flatten_y(self, y: Any) -> list[Any]:
        if isinstance(y, dict) and self._resolved_output_names is not None:
            return [y[name] for name in self._resolved_output_names]
        return tree.flatten(y)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        if not self.built:
            self.build(y_true, y_pred)
        y_true, y_pred = self._flatten_y(y_true), self._flatten_y(y_pred)
        for found, true, pred in zip(self._flat_metrics, y_true, y_pred):
            if found is not None:
                found.update_state(true, pred)
        weights = [None] if sample_weight is None else self._flatten_y(sample_weight)
        if len(weights) < len(y_true):
            weights = weights[:1] * len(y_true)
        for found, true, pred, weight in zip(self._flat_weighted_metrics, y_true, y_pred, weights):
            if found is not None:
                found.update_state(true, pred, weight)

    def reset_state(self) -> None:
        for metric in self.metrics:
            metric.reset_state()

    def result(self) -> dict[str, Any]:
        """Values by name; the output's name comes first where there are several outputs.

        A name that is taken gets "weighted_" before it, or a number behind it.
        """
        if not self.built:
            raise ValueError("Cannot get result() since the metric has not yet been built.")
        results: dict[str, Any] = {}
        for found, weighted in [
            *((f, False) for f in self._flat_metrics),
            *((f, True) for f in self._flat_weighted_metrics),
        ]:
            for metric in found.metrics if found is not None else ():
                before = f"{found.output_name}_" if found is not None and found.output_name else ""
                name = before + metric.name
                if name in results and weighted:
                    name = f"{before}weighted_{metric.name}"
                results[_free(name, results)] = metric.result()
        return results

    def get_config(self) -> dict[str, Any]:
        raise NotImplementedError

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        raise NotImplementedError


def _metrics_list(
    metrics: Any, y_true: Any, y_pred: Any, output_name: str | None = None
) -> MetricsList | None:
    if metrics is None:
        return None
    each = metrics if isinstance(metrics, list | tuple) else [metrics]
    return MetricsList([_metric(m, y_true, y_pred) for m in each], output_name=output_name)


def _metric(identifier: Any, y_true: Any, y_pred: Any) -> Any:
    """A metric from a name, an object or a function; it is called as it was written."""
    if identifier is None:
        raise ValueError("Expected metric, received `None`")
    if str(identifier).lower() in ("accuracy", "acc"):
        kind = kind_of_classification(y_true, y_pred)
        return getattr(metrics_module, _ACCURACIES[kind])(name=str(identifier))
    metric = metrics_module.get(identifier)
    name = identifier if isinstance(identifier, str) else get_object_name(metric)
    if not isinstance(metric, metrics_module.Metric):
        metric = metrics_module.MeanMetricWrapper(metric)
    metric.name = name
    return metric


def _free(name: str, taken: dict[str, Any]) -> str:
    i, free = 0, name
    while free in taken:
        i += 1
        free = f"{name}_{i}"
    return free
