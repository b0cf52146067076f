"""What `fit`, `evaluate` and `predict` look at before they begin, and in each batch that comes later."""

from __future__ import annotations

import operator
from typing import Any

from dlteach.keras import tree
from dlteach.keras.callbacks import TerminateOnNaN
from dlteach.keras.trainers.data_adapters import ArrayDataAdapter
from dlteach.keras.trainers.data_adapters.data_adapter_utils import unpack_x_y_sample_weight
from dlteach.keras.trainers.data_checks import (
    Leaves,
    as_numbers,
    check_finite,
    check_has_rows,
    check_input_shapes,
    named_leaves,
    refuse_lists,
)


def check_arguments(
    model: Any,
    x: Any,
    y: Any = None,
    sample_weight: Any = None,
    learns: bool = True,
    finite: bool = True,
    where: str = "",
) -> bool:
    """Refuse arrays that the model cannot take; what is no array (datasets, generators) passes.

    Parameters
    ----------
    model : Model
    x, y, sample_weight
        As given to `fit`.
    learns : bool, default True
        Whether a loss is computed; without one, NaN may pass through.
    finite : bool, default True
        Whether NaN is looked for, in a model that is compiled with `strict`.
    where : str, optional
        What the arguments belong to: " of validation_data".

    Returns
    -------
    bool
        Whether they are arrays.

    Raises
    ------
    ValueError
    """
    arrays: dict[str, Leaves] = {}
    for name, value in [("x", x), ("y", y), ("sample_weight", sample_weight)]:
        refuse_lists(name, value, where)
        leaves = named_leaves(name, value)
        if not all(hasattr(leaf, "__array__") or hasattr(leaf, "__tensor__") for _, leaf in leaves):
            return False
        arrays[name] = [(leaf_name, as_numbers(leaf_name, leaf, where)) for leaf_name, leaf in leaves]
        for leaf_name, array in arrays[name]:
            check_has_rows(leaf_name, array, where)
    if not arrays["x"]:
        if y is None:
            raise ValueError(f"`x`{where}: expected data, got None")
        return True
    _refuse_rows_in_a_list(x, arrays, where)
    if not _is_usual(model):
        return True
    if learns and y is None and model._compile_loss is not None:
        raise ValueError(
            f"`y`{where} is missing: the model was compiled with loss={model.loss!r}, which compares outputs "
            "with labels. Either pass y, or batches (x, y); or compile with loss=None, if layers add a loss."
        )
    check_input_shapes(model, x, arrays["x"], where)
    if learns and finite and model.strict:
        for leaf_name, array in [*arrays["x"], *arrays["y"], *arrays["sample_weight"]]:
            check_finite(leaf_name, array, where)
    _check_weight_shape(arrays, where)
    return True


def watches_for_nan(callbacks: Any) -> bool:
    """Whether the callbacks say what happens to a loss of NaN, so that the data may lead to one."""
    given = getattr(callbacks, "callbacks", callbacks)
    return any(isinstance(callback, TerminateOnNaN) for callback in tree.flatten(given))


def check_counts(**counts: Any) -> None:
    """Refuse counts that are not whole, or below 0.

    Raises
    ------
    ValueError
    """
    for name, value in counts.items():
        try:
            count = 0 if value is None else operator.index(value)
        except TypeError:
            count = -1
        if count < 0:
            raise ValueError(f"`{name}`: expected a positive whole number, got {value!r}")


class BatchWatch:
    """Looks at the batches of a dataset or generator, which cannot be seen beforehand.

    Parameters
    ----------
    model : Model
    kind : str
        What the batches come from.
    learns, finite : bool
        As for `check_arguments`.
    """

    def __init__(self, model: Any, kind: str, learns: bool, finite: bool) -> None:
        self._model = model
        self._kind = kind
        self._learns = learns
        self._finite = finite
        self._rows_of_x: Any = None
        self._rows_of_y: Any = None

    def __call__(self, number: int, batch: Any) -> None:
        """Refuse a batch.

        Raises
        ------
        ValueError
            With the number of the batch since the start of the run.
        """
        where = f" of batch {number} of the {self._kind}"
        x, y, sample_weight = unpack_x_y_sample_weight(batch)
        check_arguments(self._model, x, y, sample_weight, self._learns, self._finite, where)
        if self._learns and _is_usual(self._model):
            self._check_sizes(x, y, where)
            self._model._check_labels(y, "y" + where)

    def _check_sizes(self, x: Any, y: Any, where: str) -> None:
        of_x, of_y = ([a.shape for a in tree.flatten(part) if a is not None] for part in (x, y))
        if len({shape[0] for shape in [*of_x, *of_y]}) > 1:
            sizes = [f"{name} has shape {a.shape}" for name, a in named_leaves("x", x) + named_leaves("y", y)]
            raise ValueError(f"The arrays{where} must have equally many rows: {', '.join(sizes)}")
        rows_of_x, rows_of_y = [shape[1:] for shape in of_x], [shape[1:] for shape in of_y]
        if self._rows_of_x == rows_of_x and self._rows_of_y != rows_of_y and self._model.strict:
            raise ValueError(
                f"`y`{where}: expected rows of shape {self._rows_of_y[0]} as in the batch before, got "
                f"{rows_of_y[0]}; give the labels of all batches the same number of axes"
            )
        self._rows_of_x, self._rows_of_y = rows_of_x, rows_of_y


def watch(model: Any, iterator: Any, learns: bool = True, finite: bool = True) -> None:
    """Have the batches of an `EpochIterator` looked at; before a loss is computed, the first one at once.

    Raises
    ------
    ValueError
        If there is no end, or no batch, or the first is refused.
    """
    adapter = iterator.data_adapter
    if isinstance(adapter, ArrayDataAdapter):
        return
    kind = adapter.kind
    if adapter.is_endless and not iterator.steps_per_epoch:
        raise ValueError(
            f"The {kind} never ends, so an epoch would not either. Either say how many batches make an "
            "epoch, with `steps_per_epoch` (`steps` in evaluate and predict, `validation_steps` for "
            "validation), or leave out its `repeat()`."
        )
    iterator.batch_watch = BatchWatch(model, kind, learns, finite)
    if not learns:
        return
    first = iterator.peek()
    if first is None:
        raise ValueError(
            f"No data: the {kind} must yield at least one batch. Received an empty {kind}; look at what its "
            "steps (filter, take, skip) leave over."
        )
    iterator.batch_watch(0, first)


def _is_usual(model: Any) -> bool:
    """Whether data go into the model and labels into the loss; a step of the learner's own is free."""
    own = type(model)
    return all(
        getattr(own, name).__module__.startswith("dlteach.keras.trainers.")
        for name in ("train_step", "test_step", "compute_loss")
    )


def _refuse_rows_in_a_list(x: Any, arrays: dict[str, Leaves], where: str) -> None:
    """[row, row, …] for one array: Keras would take each row as an input of its own."""
    if not isinstance(x, list | tuple) or len(arrays["y"]) != 1:
        return
    rows, labels = [a for _, a in arrays["x"]], arrays["y"][0][1]
    if len({a.shape for a in rows}) == 1 and len(rows) == len(labels) != len(rows[0]):
        raise ValueError(
            f"Data cardinality is ambiguous. `x`{where} is a list of {len(rows)} arrays of shape "
            f"{rows[0].shape}, which is read as {len(rows)} inputs of the model. For {len(rows)} examples "
            "pass one array: np.stack(x)"
        )


def _check_weight_shape(arrays: dict[str, Leaves], where: str) -> None:
    if len(arrays["y"]) != 1 or len(arrays["sample_weight"]) != 1:
        return
    (_, y), (name, weight) = arrays["y"][0], arrays["sample_weight"][0]
    if len(weight) != len(y):
        return  # the adapter's own error
    if weight.ndim > 1 and weight.shape[1:] != (1,) and weight.shape != y.shape[: weight.ndim]:
        raise ValueError(
            f"`{name}`{where} has shape {weight.shape}: expected one weight for each example, shape "
            f"({len(y)},), or one for each label, shape {y.shape}"
        )
