"""The losses of `compile`: one for each output, weighted and summed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from dlteach.keras import backend, ops, tree
from dlteach.keras import losses as losses_module
from dlteach.keras import metrics as metrics_module
from dlteach.keras.trainers.by_shape import kind_of_classification
from dlteach.keras.utils.naming import get_object_name

Path = tuple[Any, ...]


class OutputLoss(NamedTuple):
    """A loss, and the output that it is for: `path` leads to it."""

    path: Path
    loss: Any
    loss_weights: float | None
    name: str


class CompileLoss(losses_module.Loss):
    """The loss of a model. Which function belongs to which output is settled by the first batch.

    Parameters
    ----------
    loss : str, Loss, callable, or a structure of them like the outputs, or a dict by output name
    loss_weights : float, list or dict, optional
    output_names : list of str, optional
    """

    def __init__(
        self,
        loss: Any,
        loss_weights: Any = None,
        reduction: str = "sum_over_batch_size",
        output_names: list[str] | None = None,
    ) -> None:
        if loss_weights and not isinstance(loss_weights, list | tuple | dict | float):
            raise ValueError(
                "Expected `loss_weights` argument to be a float (single output case) or a list, tuple, or "
                "dict "
                f"(multiple output case). Received instead: loss_weights={loss_weights} "
                f"of type {type(loss_weights)}"
            )
        super().__init__(name="compile_loss", reduction=reduction)
        self._user_loss = loss
        self._user_loss_weights = loss_weights
        self._flat_losses: list[OutputLoss] = []
        self._metrics: list[Any] = []
        self.built = False
        self.output_names = output_names

    @property
    def metrics(self) -> list[Any]:
        """The mean of each loss, where there are several."""
        return self._metrics

    @property
    def variables(self) -> list[Any]:
        return [v for metric in self._metrics for v in metric.variables]

    def build(self, y_true: Any, y_pred: Any) -> None:
        """Find the loss functions for labels and predictions of this structure."""
        y_true, y_pred, loss, weights = self._by_position(y_true, y_pred)
        if weights is not None:
            weights = _like(loss, weights)
        names = self._names(y_pred)
        if not tree.is_nested(loss):
            loss_of_all, weight_of_all = loss, weights
            loss = tree.map_structure(lambda _: loss_of_all, y_pred)
            weights = None if weights is None else tree.map_structure(lambda _: weight_of_all, y_pred)
        self._flat_losses = list(_entries(loss, weights, y_true, y_pred, names, ()))
        if len(self._flat_losses) > 1:
            self._metrics = [metrics_module.Mean(name=f"{entry.name}_loss") for entry in self._flat_losses]
        self._y_pred_structure = tree.map_structure(lambda _: None, y_pred)
        self._y_true_structure = tree.map_structure(lambda _: None, y_true)
        self.built = True

    def _by_position(self, y_true: Any, y_pred: Any) -> tuple[Any, Any, Any, Any]:
        """Losses by output name become losses by place, where the outputs come as a list or alone."""
        loss, weights, names = self._user_loss, self._user_loss_weights, self.output_names
        if not isinstance(loss, dict) or isinstance(y_pred, dict) or not names:
            return y_true, y_pred, loss, weights
        if set(names) != set(loss):
            raise ValueError(f"Expected keys {names} in loss dict, but found loss.keys()={list(loss.keys())}")
        loss = [loss[name] for name in names]
        if isinstance(weights, dict):
            weights = [weights.get(name) for name in names]
        if not tree.is_nested(y_pred):
            return y_true, y_pred, loss[0], weights[0] if isinstance(weights, list) else weights
        return y_true, y_pred, loss, weights

    def _names(self, y_pred: Any) -> Any:
        flat = tree.flatten(y_pred)
        names: list[Any] | None = self.output_names
        if not names or len(names) != len(flat):
            histories = [getattr(x, "_keras_history", None) for x in flat]
            symbolic = all(isinstance(x, backend.KerasTensor) for x in flat)
            names = [
                (h.operation.name if h else x.name) if symbolic else None for h, x in zip(histories, flat)
            ]
        return tree.pack_sequence_as(y_pred, names)

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        return self.call(y_true, y_pred, sample_weight)

    def call(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """The total loss; None if no output has one."""
        y_true, y_pred = self._matched(y_true, y_pred)
        total = None
        for i, (path, loss, weight, _) in enumerate(self._flat_losses):
            own_weight = sample_weight
            if sample_weight is not None and tree.is_nested(sample_weight):
                own_weight = _at(sample_weight, path)
            prediction = _at(y_pred, path)
            value = loss(_at(y_true, path), prediction, own_weight)
            if self._metrics:
                self._metrics[i].update_state(
                    backend.convert_to_numpy(value), sample_weight=tree.flatten(prediction)[0].shape[0]
                )
            if weight is not None:
                value = value * weight
            total = value if total is None else total + value
        return None if total is None else ops.cast(total, self.dtype)

    def _matched(self, y_true: Any, y_pred: Any) -> tuple[Any, Any]:
        """Labels and predictions in the structure in which the losses find them."""
        alone = not tree.is_nested(y_true) and not tree.is_nested(y_pred)
        if not alone:
            y_true = self._like_predictions(y_true, y_pred)
        if not self.built:
            self.build(y_true, y_pred)
        if alone:
            return y_true, y_pred
        return _repacked(self._y_true_structure, y_true), _repacked(self._y_pred_structure, y_pred)

    def pairs(self, y_true: Any, y_pred: Any) -> Iterator[tuple[Any, Any, Any]]:
        """`(y_true, y_pred, loss)` of each output that has a loss."""
        y_true, y_pred = self._matched(y_true, y_pred)
        for path, loss, _, _ in self._flat_losses:
            yield _at(y_true, path), _at(y_pred, path), loss

    def labels(self, y_true: Any) -> Iterator[Any]:
        """The labels of each output that has a loss, once a batch has shown the structure."""
        return (true for true, _, _ in self.pairs(y_true, self._y_pred_structure))

    def _like_predictions(self, y_true: Any, y_pred: Any) -> Any:
        """The labels in the structure of the predictions."""
        try:
            tree.assert_same_structure(y_pred, y_true)
            return y_true
        except ValueError:
            pass
        if not tree.is_nested(y_true) and hasattr(y_pred, "__len__") and len(y_pred) == 1:
            y_true = [y_true]
        elif (
            isinstance(y_pred, list | tuple)
            and isinstance(y_true, dict)
            and set(self.output_names or ()) == set(y_true)
        ):
            y_true = [y_true[name] for name in self.output_names or ()]
        flat = tree.flatten(y_true)
        if tree.is_nested(y_true) and len(flat) == len(tree.flatten(y_pred)):
            return tree.pack_sequence_as(y_pred, flat)
        losses = tree.flatten(self._user_loss)
        if len(flat) == sum(loss is not None for loss in losses) and len(losses) > 1:
            given = iter(flat)  # outputs without a loss need no labels
            filled = [None if loss is None else next(given) for loss in losses]
            return tree.pack_sequence_as(self._user_loss, filled)
        stars = [tree.map_structure(lambda _: "*", y) for y in (y_true, y_pred)]
        raise ValueError(
            f"y_true and y_pred have different structures.\ny_true: {stars[0]}\ny_pred: {stars[1]}\n"
        )

    def get_config(self) -> dict[str, Any]:
        raise NotImplementedError

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        raise NotImplementedError


def _entries(
    loss: Any, weights: Any, y_true: Any, y_pred: Any, names: Any, path: Path
) -> Iterator[OutputLoss]:
    """Walk losses and predictions together, down to each loss."""
    if not tree.is_nested(loss):
        if loss is not None:
            found = _loss(loss, y_true, y_pred)
            yield OutputLoss(path, found, weights, _name(path, names, found))
        return
    if isinstance(loss, list | tuple):
        alone = all(not tree.is_nested(each) for each in loss)
        if alone and tree.is_nested(y_pred) and len(loss) == len(tree.flatten(y_pred)):
            loss = tree.pack_sequence_as(y_pred, list(loss))
            weights = None if weights is None else tree.pack_sequence_as(y_pred, tree.flatten(weights))
        elif not isinstance(y_pred, type(loss)):  # several losses for one output
            for i, each in enumerate(loss):
                weight = None if weights is None else weights[i]
                yield from _entries(each, weight, y_true, y_pred, names, path)
            return
    if not isinstance(loss, type(y_pred)):
        raise KeyError(
            f"The path: {path} in the `loss` argument, can't be found in the model's output (`y_pred`)."
        )
    for key, each in loss.items() if isinstance(loss, dict) else enumerate(loss):
        if each is None:
            continue
        if not (_has(y_true, key) and _has(y_pred, key)):
            raise KeyError(
                f"The path: {(*path, key)} in the `loss` argument, can't be found in either the model's "
                "output "
                "(`y_pred`) or in the labels (`y_true`)."
            )
        weight = None if weights is None else weights[key]
        yield from _entries(each, weight, y_true[key], y_pred[key], names[key], (*path, key))


def _has(structure: Any, key: Any) -> bool:
    if isinstance(structure, dict):
        return key in structure
    return isinstance(structure, list | tuple) and isinstance(key, int) and key < len(structure)


def _name(path: Path, names: Any, loss: Any) -> str:
    if not tree.is_nested(names):
        own = names if names is not None else loss.name
        if not path:
            path = (own,)
        elif isinstance(path[-1], int):
            path = (*path[:-1], own)
    if not path:
        return "_".join(list(names) if isinstance(names, dict) else [str(n) for n in tree.flatten(names)])
    return "/".join(map(str, path))


def _loss(identifier: Any, y_true: Any, y_pred: Any) -> Any:
    if str(identifier).lower() in ("crossentropy", "ce"):
        found = getattr(losses_module, f"{kind_of_classification(y_true, y_pred)}_crossentropy")
    else:
        found = losses_module.get(identifier)
    if isinstance(found, losses_module.Loss):
        return found
    name = identifier if isinstance(identifier, str) else get_object_name(found)
    if getattr(found, "__module__", "").startswith(losses_module.__name__):  # our classes know short ways
        own_class = getattr(losses_module, found.__name__.title().replace("_", ""), None)
        if own_class is not None:
            return own_class(name=name)
    return losses_module.LossFunctionWrapper(found, name=name)


def _like(loss: Any, weights: Any) -> Any:
    try:
        tree.assert_same_structure(loss, weights)
        return weights
    except ValueError:
        flat = tree.flatten(weights)
        if len(tree.flatten(loss)) != len(flat):
            raise ValueError(
                f"`loss_weights` must match the number of losses, got {len(tree.flatten(loss))} losses "
                f"and {len(flat)} weights."
            ) from None
        return tree.pack_sequence_as(loss, flat)


def _repacked(structure: Any, values: Any) -> Any:
    try:
        tree.assert_same_structure(structure, values)
        return values
    except ValueError:
        return tree.pack_sequence_as(structure, tree.flatten(values))


def _at(structure: Any, path: Path) -> Any:
    for key in path:
        structure = structure[key]
    return structure
