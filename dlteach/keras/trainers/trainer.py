"""Trainer: compile, fit, evaluate and predict."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from dlteach.keras import backend, optimizers, tree
from dlteach.keras import callbacks as callbacks_module
from dlteach.keras import metrics as metrics_module
from dlteach.keras.backend.run_limits import max_epochs
from dlteach.keras.saving import serialization_lib
from dlteach.keras.trainers.bad_input import check_arguments, check_counts, watch, watches_for_nan
from dlteach.keras.trainers.compile_loss import CompileLoss
from dlteach.keras.trainers.compile_metrics import CompileMetrics
from dlteach.keras.trainers.data_adapters.data_adapter_utils import unpack_x_y_sample_weight
from dlteach.keras.trainers.epoch_iterator import EpochIterator
from dlteach.keras.trainers.splitting import train_validation_split
from dlteach.keras.trainers.stepping import Stepping
from dlteach.keras.utils.python_utils import pythonify_logs
from dlteach.keras.utils.tracking import no_automatic_dependency_tracking

QUICK_BATCH = 512


class Trainer(Stepping):
    """What a model can do with data; the single steps stand in `Stepping`."""

    @no_automatic_dependency_tracking
    def compile(
        self,
        optimizer: Any = "rmsprop",
        loss: Any = None,
        loss_weights: Any = None,
        metrics: Any = None,
        weighted_metrics: Any = None,
        run_eagerly: bool = False,
        steps_per_execution: int = 1,
        jit_compile: Any = "auto",
        auto_scale_loss: bool = True,
        strict: bool = True,
    ) -> None:
        """Say how the model is trained.

        Parameters
        ----------
        optimizer : str or Optimizer, default "rmsprop"
        loss : str, Loss, callable, or a list or dict of them by output
        loss_weights : list or dict of float, optional
            Factors of the losses of several outputs.
        metrics, weighted_metrics : list or dict, optional
            What is measured besides; the second with sample weights.
        run_eagerly : bool, default False
            Call every layer in full at every step, for debugging.
        steps_per_execution : int, default 1
            Batches between two calls of callbacks.
        jit_compile, auto_scale_loss
            Accepted as in Keras; there is nothing to compile or to scale here.
        strict : bool, default True
            Not in Keras: refuse a loss that does not fit the output or the labels, with an explanation. False
            lets it run.

        Examples
        --------
        >>> from dlteach import keras
        >>> model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
        >>> model.compile(optimizer="sgd", loss="mse", metrics=["mae"])
        """
        self.optimizer = optimizers.get(optimizer)
        output_names = getattr(self, "output_names", None)
        self._compile_loss = None
        self._compile_metrics = None
        self.loss = loss
        if loss is not None:
            self._compile_loss = CompileLoss(loss, loss_weights, output_names=output_names)
        if metrics is not None or weighted_metrics is not None:
            self._compile_metrics = CompileMetrics(metrics, weighted_metrics, output_names=output_names)
        if jit_compile is True and run_eagerly:
            warnings.warn(
                "If `run_eagerly` is True, then `jit_compile` cannot also be True. Disabling `jit_compile`.",
                stacklevel=2,
            )
        self.jit_compile = not run_eagerly if jit_compile == "auto" else bool(jit_compile and not run_eagerly)
        self.run_eagerly = run_eagerly
        self.steps_per_execution = steps_per_execution
        self.strict = strict
        self.stop_training = False
        self.compiled = True
        self._loss_tracker = metrics_module.Mean(name="loss")
        self._compiled_trainable_state = self._trainable_state()
        self._forget_steps()
        self._compile_arguments = {
            "optimizer": self.optimizer,
            "loss": loss,
            "loss_weights": loss_weights,
            "metrics": metrics,
            "weighted_metrics": weighted_metrics,
            "run_eagerly": run_eagerly,
            "steps_per_execution": steps_per_execution,
            "jit_compile": self.jit_compile,
        }

    def fit(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: Any = "auto",
        callbacks: Any = None,
        validation_split: float = 0.0,
        validation_data: Any = None,
        shuffle: Any = True,
        class_weight: dict[int, float] | None = None,
        sample_weight: Any = None,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        validation_steps: int | None = None,
        validation_batch_size: int | None = None,
        validation_freq: Any = 1,
    ) -> Any:
        """Train the model.

        Parameters
        ----------
        x, y : array_like, or lists or dicts of arrays
            Data and labels of n examples. `x` may be a dataset, a `PyDataset` or a generator of batches
            `(x, y)` or `(x, y, sample_weight)`; then `y` is left out.
        batch_size : int, default 32
        epochs : int, default 1
            The number of the last epoch; how often the data are run through, if `initial_epoch` is 0.
        verbose : "auto", 0, 1 or 2
            Nothing, a progress bar, or a line an epoch.
        callbacks : list of Callback, optional
        validation_split : float, default 0.0
            The last part of the data to be kept for validation, taken before shuffling.
        validation_data : tuple (x, y) or (x, y, sample_weight), or a dataset, optional
        shuffle : bool, default True
            A new order in each epoch.
        class_weight : dict, optional
            Weights of the classes in the loss.
        sample_weight : array_like of shape (n,), optional
        steps_per_epoch, validation_steps : int, optional
        validation_freq : int or list of int, default 1
            Epochs between validations, or the epochs after which to validate, counted from 1.

        Returns
        -------
        History
            Its `history` holds loss and metrics of every epoch.
        """
        self._assert_compile_called("fit")
        check_counts(
            batch_size=batch_size, epochs=epochs, initial_epoch=initial_epoch, steps_per_epoch=steps_per_epoch
        )
        watched = watches_for_nan(callbacks)
        check_arguments(self, x, y, sample_weight, finite=not watched)
        most = max_epochs()
        if most is not None and most < epochs:
            warnings.warn(f"Limiting epochs to {most}", stacklevel=2)
            epochs = most
        if validation_split and validation_data is None:
            (x, y, sample_weight), validation_data = train_validation_split(
                (x, y, sample_weight), validation_split
            )
        iterator = EpochIterator(
            x=x,
            y=y,
            sample_weight=sample_weight,
            batch_size=batch_size,
            steps_per_epoch=steps_per_epoch,
            shuffle=shuffle,
            class_weight=class_weight,
            steps_per_execution=self.steps_per_execution,
        )
        watch(self, iterator, finite=not watched)
        self._symbolic_build(iterator.peek())
        callbacks = self._callback_list(callbacks, verbose, epochs, iterator, add_history=True)
        validation = None
        if validation_data is not None:
            val_x, val_y, val_sample_weight = unpack_x_y_sample_weight(validation_data)
            check_arguments(
                self, val_x, val_y, val_sample_weight, finite=not watched, where=" of validation_data"
            )
            validation = EpochIterator(
                x=val_x,
                y=val_y,
                sample_weight=val_sample_weight,
                batch_size=validation_batch_size or batch_size,
                steps_per_epoch=validation_steps,
                steps_per_execution=self.steps_per_execution,
            )
            watch(self, validation, finite=not watched)
        self._look_at_losses_again(iterator, validation)
        self._forget_steps_if_layers_changed()
        self.make_train_function()
        self._places = () if self._measures_itself() else iterator.data_adapter.reuse_batches()
        self.stop_training = False
        epoch_logs: dict[str, Any] = {}
        callbacks.on_train_begin()
        initial_epoch, self._initial_epoch = self._initial_epoch or initial_epoch, None
        try:
            for epoch in range(initial_epoch, epochs):
                if epoch > initial_epoch and iterator.is_used_up():
                    break
                self.reset_metrics()
                callbacks.on_epoch_begin(epoch)
                logs = self._run_epoch("train", iterator, callbacks)
                epoch_logs = dict(pythonify_logs(self._get_metrics_result_or_logs(logs)))
                if validation is not None and self._should_eval(epoch, validation_freq):
                    found = self._evaluate(validation, callbacks)
                    epoch_logs.update({f"val_{name}": value for name, value in found.items()})
                callbacks.on_epoch_end(epoch, epoch_logs)
                if self.stop_training:
                    break
        finally:
            if hasattr(self.optimizer, "finalize_variable_values") and epochs > 0:
                self.optimizer.finalize_variable_values(self.trainable_weights)
        callbacks.on_train_end(logs=epoch_logs)
        return self.history

    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        verbose: Any = "auto",
        sample_weight: Any = None,
        steps: int | None = None,
        callbacks: Any = None,
        return_dict: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Loss and metrics on data, without training.

        Returns
        -------
        float, list of float, or dict with `return_dict=True`
            The loss alone if there are no metrics.
        """
        self._assert_compile_called("evaluate")
        if kwargs:
            raise ValueError(f"Arguments not recognized: {kwargs}")
        check_counts(batch_size=batch_size, steps=steps)
        check_arguments(self, x, y, sample_weight)
        iterator = EpochIterator(
            x=x,
            y=y,
            sample_weight=sample_weight,
            batch_size=batch_size,
            steps_per_epoch=steps,
            steps_per_execution=self.steps_per_execution,
        )
        watch(self, iterator)
        self._symbolic_build(iterator.peek())
        self._look_at_losses_again(iterator)
        logs = self._evaluate(iterator, self._callback_list(callbacks, verbose, 1, iterator))
        return logs if return_dict else self._flatten_metrics_in_order(logs)

    def _evaluate(self, iterator: EpochIterator, callbacks: Any) -> dict[str, Any]:
        self.make_test_function()
        self.stop_evaluating = False
        callbacks.on_test_begin()
        self.reset_metrics()
        logs = self._run_epoch("test", iterator, callbacks)
        logs = pythonify_logs(self._get_metrics_result_or_logs(logs))
        callbacks.on_test_end(logs)
        return logs

    def predict(
        self,
        x: Any,
        batch_size: int | None = None,
        verbose: Any = "auto",
        steps: int | None = None,
        callbacks: Any = None,
    ) -> Any:
        """The model's outputs for data, as NumPy arrays.

        Parameters
        ----------
        x : array_like, or structures of arrays, or a dataset or generator
        batch_size : int, default 32
        verbose : "auto", 0, 1 or 2
        steps : int, optional
        callbacks : list of Callback, optional
        """
        if verbose == 0 and steps is None and not callbacks:
            quick = self._predict_quickly(x)
            if quick is not None:
                return quick
        check_counts(batch_size=batch_size, steps=steps)
        check_arguments(self, x, learns=False)
        iterator = EpochIterator(
            x=x, batch_size=batch_size, steps_per_epoch=steps, steps_per_execution=self.steps_per_execution
        )
        watch(self, iterator, learns=False)
        callbacks = self._callback_list(callbacks, verbose, 1, iterator)
        self.make_predict_function()
        self.stop_predicting = False
        callbacks.on_predict_begin()
        outputs: list[Any] = []
        for begin, end, batches in iterator.enumerate_epoch():
            callbacks.on_predict_batch_begin(begin)
            found = self.predict_function(batches)
            outputs.append(found)
            callbacks.on_predict_batch_end(end, {"outputs": found})
            if self.stop_predicting:
                break
        callbacks.on_predict_end()
        if not outputs:
            raise ValueError("predict: expected at least one batch of data, got none")
        return tree.map_structure(
            lambda *parts: parts[0] if len(parts) == 1 else np.concatenate(parts), *outputs
        )

    def _predict_quickly(self, x: Any) -> Any:
        """Predictions for rows like those of an earlier call; None if the usual way must be gone.

        Rows do not depend on each other, so the batches may be as large as is quickest.
        """
        forward = self._forward
        if (
            forward is None
            or not isinstance(x, np.ndarray)
            or type(self).predict_step is not Trainer.predict_step
        ):
            return None
        x = x.astype(backend.floatx(), copy=False) if x.dtype == np.float64 else x
        if not forward.takes(x) or len(x) == 0:
            return None
        if len(x) <= QUICK_BATCH:
            return forward(x, False)
        starts = range(0, len(x), QUICK_BATCH)
        return np.concatenate([forward(x[i : i + QUICK_BATCH], False) for i in starts])

    def train_on_batch(
        self,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        class_weight: dict[int, float] | None = None,
        return_dict: bool = False,
    ) -> Any:
        """One step on one batch; its loss and metrics."""
        self._assert_compile_called("train_on_batch")
        data = self._one_batch(x, y, sample_weight, class_weight)
        self._symbolic_build(data)
        self.make_train_function()
        self.reset_metrics()
        return self._batch_result(self.train_function([data]), return_dict)

    def test_on_batch(
        self, x: Any, y: Any = None, sample_weight: Any = None, return_dict: bool = False
    ) -> Any:
        """Loss and metrics on one batch."""
        self._assert_compile_called("test_on_batch")
        data = self._one_batch(x, y, sample_weight, None)
        self._symbolic_build(data)
        self.make_test_function()
        self.reset_metrics()
        return self._batch_result(self.test_function([data]), return_dict)

    def predict_on_batch(self, x: Any) -> Any:
        """The outputs for one batch."""
        self.make_predict_function()
        data = self._one_batch(x, None, None, None, learns=False)
        return tree.map_structure(backend.convert_to_numpy, self.predict_function([data]))

    def _one_batch(
        self, x: Any, y: Any, sample_weight: Any, class_weight: Any, learns: bool = True
    ) -> tuple[Any, ...]:
        if not check_arguments(self, x, y, sample_weight, learns):
            raise ValueError(f"Expected arrays for one batch, got x={x!r} (of type {type(x).__name__})")
        if class_weight is not None and sample_weight is not None:
            raise ValueError(
                "Arguments `sample_weight` and `class_weight` cannot be specified at the same time. "
                f"Received: sample_weight={sample_weight}, class_weight={class_weight}"
            )
        self._check_labels(y, "y")
        rows = len(tree.flatten(x)[0])
        iterator = EpochIterator(x, y, sample_weight, batch_size=rows, class_weight=class_weight)
        return iterator.peek()

    def _batch_result(self, logs: Any, return_dict: bool) -> Any:
        logs = pythonify_logs(self._get_metrics_result_or_logs(logs))
        return logs if return_dict else self._flatten_metrics_in_order(logs)

    def _callback_list(
        self, callbacks: Any, verbose: Any, epochs: int, iterator: EpochIterator, add_history: bool = False
    ) -> Any:
        if isinstance(callbacks, callbacks_module.CallbackList):
            return callbacks
        return callbacks_module.CallbackList(
            callbacks,
            add_history=add_history,
            add_progbar=verbose != 0,
            verbose=verbose,
            epochs=epochs,
            steps=iterator.num_batches,
            model=self,
        )

    def _should_eval(self, epoch: int, validation_freq: Any) -> bool:
        if isinstance(validation_freq, int):
            return (epoch + 1) % validation_freq == 0
        if isinstance(validation_freq, list):
            return epoch + 1 in validation_freq
        raise ValueError(
            "Expected `validation_freq` to be a list or int. "
            f"Received: validation_freq={validation_freq} of the type {type(validation_freq)}."
        )

    def get_compile_config(self) -> dict[str, Any]:
        """The arguments of `compile` as plain data."""
        return serialization_lib.serialize_dict(self._compile_arguments) if self.compiled else {}

    def compile_from_config(self, config: dict[str, Any]) -> None:
        """Compile as `get_compile_config` says."""
        if self.__class__.compile is not Trainer.compile:
            warnings.warn(
                "`compile()` was not called as part of model loading because the model's `compile()` method "
                "is custom. All subclassed Models that have `compile()` overridden should also override "
                "`get_compile_config()` and `compile_from_config(config)`. Alternatively, you can call "
                "`compile()` manually after loading.",
                stacklevel=2,
            )
            return
        self.compile(**serialization_lib.deserialize_keras_object(config))
        if self.optimizer is not None and self.built:
            self.optimizer.build(self.trainable_variables)
