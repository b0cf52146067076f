"""Data in whatever form it comes, as batches `(x, y, sample_weight)`."""

from __future__ import annotations

import types
import warnings
from typing import Any

from dlteach.keras.trainers.data_adapters.array_data_adapter import ArrayDataAdapter, can_convert_arrays
from dlteach.keras.trainers.data_adapters.data_adapter import DataAdapter
from dlteach.keras.trainers.data_adapters.dataset_adapter import DatasetAdapter
from dlteach.keras.trainers.data_adapters.generator_data_adapter import GeneratorDataAdapter
from dlteach.keras.trainers.data_adapters.py_dataset_adapter import PyDataset, PyDatasetAdapter
from dlteach.keras.trainers.data_checks import refuse_lists

__all__ = [
    "ArrayDataAdapter",
    "DataAdapter",
    "DatasetAdapter",
    "GeneratorDataAdapter",
    "PyDataset",
    "PyDatasetAdapter",
    "get_data_adapter",
]


def get_data_adapter(
    x: Any,
    y: Any = None,
    sample_weight: Any = None,
    batch_size: int | None = None,
    steps_per_epoch: int | None = None,
    shuffle: bool = False,
    class_weight: dict[int, float] | None = None,
) -> DataAdapter:
    """The adapter for arrays (also nested), a `PyDataset`, a generator, or an iterable of batches.

    Raises
    ------
    ValueError
        If the data are of none of these kinds, or `y` comes beside something that already gives it.
    """
    if isinstance(x, DataAdapter):
        return x
    for name, given in [("x", x), ("y", y), ("sample_weight", sample_weight)]:
        refuse_lists(name, given)
    if can_convert_arrays((x, y, sample_weight)):
        return ArrayDataAdapter(
            x,
            y,
            sample_weight=sample_weight,
            class_weight=class_weight,
            shuffle=shuffle,
            batch_size=batch_size,
            steps=steps_per_epoch,
        )
    kind = _kind(x)
    if kind is None:
        raise ValueError(
            f"Unrecognized data type: x={x} (of type {type(x)}). Expected NumPy arrays (or lists, tuples, "
            "dicts "
            "of them), a dataset, a PyDataset or a generator of batches."
        )
    for name, words, given in [
        ("y", "the targets", y),
        ("sample_weights", "the sample weights", sample_weight),
    ]:
        if given is not None:
            raise ValueError(
                f"When providing `x` as a {kind}, `{name}` should not be passed. Instead, {words} should be "
                f"included as part of the {kind}."
            )
    if isinstance(x, PyDataset):
        if x.num_batches is None and shuffle:
            _warn_not_shuffled("an infinite PyDataset")
        return PyDatasetAdapter(x, class_weight=class_weight, shuffle=shuffle)
    if isinstance(x, types.GeneratorType) or not _restartable(x):
        if class_weight is not None:
            raise ValueError(
                "Argument `class_weight` is not supported for Python generator inputs. "
                f"Received: class_weight={class_weight}"
            )
        if shuffle:
            _warn_not_shuffled("a generator")
        return GeneratorDataAdapter(x)
    return DatasetAdapter(x, class_weight=class_weight)


def _kind(x: Any) -> str | None:
    if isinstance(x, PyDataset):
        return "PyDataset"
    if not hasattr(x, "__iter__") or isinstance(x, str | bytes | list | tuple | dict):
        return None
    return "dataset" if _restartable(x) else "generator"


def _restartable(x: Any) -> bool:
    return not hasattr(x, "__next__")


def _warn_not_shuffled(kind: str) -> None:
    warnings.warn(
        f"`shuffle=True` was passed, but will be ignored since the data `x` was provided as {kind}. "
        "It is expected to yield already-shuffled data.",
        stacklevel=5,
    )
