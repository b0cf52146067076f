"""The single steps of training, testing and predicting, and the functions that run them on batches."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from dlteach.keras import backend, tree
from dlteach.keras.layers.layer import Layer
from dlteach.keras.models.forward import Forward
from dlteach.keras.trainers.data_adapters.data_adapter_utils import unpack_x_y_sample_weight
from dlteach.keras.trainers.gradient_step import GradientStep
from dlteach.keras.trainers.measuring import LogsOnDemand, Measuring
from dlteach.keras.trainers.repeating import can_be_repeated
from dlteach.keras.utils.tracking import no_automatic_dependency_tracking


class Stepping(Measuring):
    """`train_step`, `test_step` and `predict_step`, which a subclass may write anew."""

    optimizer: Any = None
    loss: Any = None
    stop_training = stop_evaluating = stop_predicting = False
    run_eagerly = False
    jit_compile = False
    steps_per_execution = 1
    _compiled_trainable_state: dict[Any, bool] | None = None
    _gradient_step: GradientStep | None = None
    _forward: Forward | None = None
    _initial_epoch: int | None = None  # where a callback has found a training that was interrupted
    _places: Any = ()  # arrays of the data adapter that batches are written into
    _is_repeatable: bool | None = None
    _seen_changes = -1
    train_function: Any = None
    test_function: Any = None
    predict_function: Any = None

    if TYPE_CHECKING:  # what the model has, of which this is a part
        trainable_variables: list[Any]
        trainable_weights: list[Any]
        non_trainable_variables: list[Any]
        built: bool
        history: Any
        _call_has_training_arg: bool
        __call__: Any

    def train_step(self, data: Any) -> Any:
        """Forward, backward, update on one batch; the values of the metrics."""
        x, y, sample_weight = unpack_x_y_sample_weight(data)
        y_pred = self._train(x, y, sample_weight)
        return self.compute_metrics(x, y, y_pred, sample_weight)

    def _train_without_logs(self, data: Any) -> None:
        """`train_step`, the metrics' values left for when someone asks."""
        x, y, sample_weight = unpack_x_y_sample_weight(data)
        y_pred = self._train(x, y, sample_weight)
        if self._compile_metrics is not None:
            self._compile_metrics.update_state(y, y_pred, sample_weight)

    def _train(self, x: Any, y: Any, sample_weight: Any) -> Any:
        """One gradient step; the predictions before it."""

        def loss_of(x: Any, y: Any) -> tuple[Any, Any]:
            y_pred = self._predicted(x, training=True)
            return self._compute_loss(x, y, y_pred, sample_weight, training=True), y_pred

        step = self._gradient_step
        if step is None:
            step = self._gradient_step = GradientStep(
                self.trainable_variables,
                self.optimizer,
                self.non_trainable_variables,
            )
        forward = self._forward
        short = sample_weight is None and forward is not None and forward.takes(x)
        if short and forward is not None and isinstance(y, np.ndarray) and self._can_be_repeated(forward):
            loss, y_pred = step.repeat(loss_of, x, y, self._places)
        else:
            loss, y_pred = step(loss_of, x, y)
        self._loss_tracker.update_state(backend.convert_to_numpy(loss), sample_weight=_rows(x))
        return None if self._compile_metrics is None and not self._measures_itself() else _values(y_pred)

    def _can_be_repeated(self, forward: Forward) -> bool:
        if self._is_repeatable is None:
            self._is_repeatable = can_be_repeated(self, forward.operations, Measuring.compute_loss)
        return self._is_repeatable

    def _measures_itself(self) -> bool:
        """Whether a subclass has a `compute_metrics` or `train_step` of its own."""
        own = type(self)
        return (
            own.compute_metrics is not Measuring.compute_metrics or own.train_step is not Stepping.train_step
        )

    def test_step(self, data: Any) -> Any:
        """Loss and metrics on one batch."""
        x, y, sample_weight = unpack_x_y_sample_weight(data)
        y_pred = self._predicted(x, training=False)
        loss = self._compute_loss(x, y, y_pred, sample_weight, training=False)
        self._loss_tracker.update_state(loss, sample_weight=_rows(x))
        return self.compute_metrics(x, y, y_pred, sample_weight)

    def predict_step(self, data: Any) -> Any:
        """The outputs for one batch."""
        x, _, _ = unpack_x_y_sample_weight(data)
        return self._predicted(x, training=False)

    def make_train_function(self, force: bool = False) -> Any:
        """The function that `fit` calls with a list of batches."""
        self._warn_if_trainable_state_changed()
        step = self._gradient_step
        if step is not None and not step.is_for(self.trainable_variables, self.optimizer):
            self._gradient_step = None
        one_step = self.train_step if self._measures_itself() else self._train_without_logs
        return self._make_function("train", one_step, force)

    def make_test_function(self, force: bool = False) -> Any:
        return self._make_function("test", self.test_step, force)

    def make_predict_function(self, force: bool = False) -> Any:
        return self._make_function("predict", self.predict_step, force)

    def _make_function(self, kind: str, step: Any, force: bool) -> Any:
        name = f"{kind}_function"
        if getattr(self, name) is None or force:

            def run(batches: list[Any]) -> Any:
                found = [step(batch) for batch in batches]
                if kind != "predict" or len(found) == 1:
                    return found[-1]
                return tree.map_structure(lambda *parts: np.concatenate(parts), *found)

            setattr(self, name, run)
        return getattr(self, name)

    def _run_epoch(self, kind: str, iterator: Any, callbacks: Any) -> Any:
        """All batches of an epoch; the last logs."""
        function = getattr(self, f"{kind}_function")
        before = getattr(callbacks, f"on_{kind}_batch_begin")
        after = getattr(callbacks, f"on_{kind}_batch_end")
        stop = {"train": "stop_training", "test": "stop_evaluating"}[kind]
        logs: Any = {}
        stations = (f"on_{kind}_batch_begin", f"on_{kind}_batch_end")
        if self.steps_per_execution == 1 and not any(map(callbacks.listeners, stations)):
            for _, batch in iterator.batches():
                logs = function((batch,))
                if getattr(self, stop):
                    break
            return logs
        for begin, end, batches in iterator.enumerate_epoch():
            before(begin)
            logs = function(batches)
            after(end, logs if logs is not None else LogsOnDemand(self))
            if getattr(self, stop):
                break
        return logs

    # -- what the steps are made of -----------------------------------------------------------------------

    def _predicted(self, x: Any, training: bool) -> Any:
        """The model's outputs: by the short way where that is known to give the same."""
        forward = self._forward
        if forward is not None and forward.takes(x):
            return forward(x, training)
        outputs = self(x, training=training) if self._call_has_training_arg else self(x)
        if not self.run_eagerly:
            self._forward = Forward.of(self, x)
        return outputs

    @no_automatic_dependency_tracking
    def _forget_steps(self) -> None:
        """After a change of the model or of `compile`: what was prepared may not fit any more."""
        self.train_function = self.test_function = self.predict_function = None
        self._gradient_step = None
        self._forward = None
        self._is_repeatable = None
        self._checked_loss = False
        self._loss_cases = []
        self._labels_to_check = []

    def _forget_steps_if_layers_changed(self) -> None:
        """Someone may have given a layer another activation or rate since the last time."""
        if self._seen_changes != Layer.changes:
            self._gradient_step = self._forward = self._is_repeatable = None
            self._seen_changes = Layer.changes

    def _symbolic_build(self, data_batch: Any) -> None:
        """Make weights, metrics and losses that wait for their first data."""
        if data_batch is None:
            return
        parts = unpack_x_y_sample_weight(data_batch)
        x, y, sample_weight = (tree.map_structure(_symbolic, part) for part in parts)
        waits = not all(layer.built for layer in self._flatten_layers())
        metrics, loss = self._compile_metrics, self._compile_loss
        metrics = metrics if metrics is not None and not metrics.built else None
        loss = loss if loss is not None and not loss.built else None
        if waits or (y is not None and (metrics is not None or loss is not None)):
            try:
                y_pred = backend.compute_output_spec(self, x, training=False)
            except ValueError:
                raise
            except Exception as error:
                raise RuntimeError(
                    "Unable to automatically build the model. Please build it yourself before calling "
                    "fit/evaluate/predict. A model is 'built' when its variables have been created and its "
                    "`self.built` attribute is True. Usually, calling the model on a batch of data is the "
                    "right "
                    f"way to build it.\nException encountered:\n'{error}'"
                ) from error
            if metrics is not None and y is not None:
                backend.compute_output_spec(self.compute_metrics, x, y, y_pred, sample_weight)
            if loss is not None and y is not None:
                backend.compute_output_spec(self._compute_loss, x, y, y_pred, sample_weight)
        if self.optimizer is not None and not self.optimizer.built:
            self.optimizer.build(self.trainable_variables)

    def _trainable_state(self) -> dict[Any, bool]:
        return {layer: layer.trainable for layer in self._flatten_layers()}

    def _warn_if_trainable_state_changed(self) -> None:
        before, now = self._compiled_trainable_state, self._trainable_state()
        if before is None:
            return
        changed = [layer.name for layer, state in now.items() if before.get(layer, state) != state]
        if changed:
            warnings.warn(
                "A layer's `trainable` state has changed since the model was compiled. Please call "
                "`compile()` "
                f"again, so that the change takes effect. Changed layers: {changed}",
                stacklevel=4,
            )
            self._compiled_trainable_state = now

    def _assert_compile_called(self, method_name: str) -> None:
        if not self.compiled:
            raise ValueError("You must call `compile()` before using the model.")


def _rows(x: Any) -> int:
    return len(x) if x.__class__ is np.ndarray else next(a.shape[0] for a in tree.flatten(x) if a is not None)


def _values(y_pred: Any) -> Any:
    return tree.map_structure(backend.convert_to_numpy, y_pred)


def _symbolic(a: Any) -> Any:
    return a if a is None else backend.KerasTensor(a.shape, backend.standardize_dtype(a.dtype))
