"""Feeds: values from outside, checked against the type and the static shape of the tensors they are for."""

from collections.abc import Mapping
from typing import Any

from dlteach.tf1.dtypes import Array, as_array
from dlteach.tf1.graph import Graph
from dlteach.tf1.node import Tensor
from dlteach.tf1.shapes import Sizes, compatible, describe


def checked_feeds(graph: Graph, feed_dict: Mapping[Any, Any]) -> dict[Tensor, Array]:
    """A feed_dict as arrays by tensor, after all checks."""
    feeds = {}
    for key, value in feed_dict.items():
        tensor = _tensor(graph, key)
        if isinstance(value, Tensor):
            raise TypeError(
                f"feed_dict: {tensor.name!r} needs numbers, but {value.name!r} is a tensor of the graph; "
                "feed the result of sess.run, or use the tensor where the graph is defined"
            )
        array = as_array(value, tensor.dtype, f"feed_dict: {tensor.name}")
        if not compatible(tensor.sizes, array.shape):
            raise ValueError(
                f"feed_dict: {tensor.name!r} has shape {describe(tensor.sizes)}, "
                f"got a value of shape {array.shape}{_fix(tensor.sizes, array.shape)}"
            )
        feeds[tensor] = array
    return feeds


def _tensor(graph: Graph, key: Any) -> Tensor:
    if isinstance(key, str):
        return graph.get_tensor_by_name(key)
    if not isinstance(key, Tensor):
        raise TypeError(f"feed_dict: expected tensors as keys, got {key!r}; write {{x: value}}")
    if key.graph is not graph:
        raise ValueError(f"feed_dict: {key.name!r} is not in the graph of this session")
    return key


def _fix(sizes: Sizes, shape: tuple[int, ...]) -> str:
    """What would make a value fit that has one axis too few or a column too many."""
    if sizes is None:
        return ""
    if compatible(sizes, (1, *shape)):
        return "; use value[None, :] for one example" if shape else "; use [value] for one number"
    if compatible(sizes, (*shape, 1)):
        return "; use value[:, None] to make a column of it"
    if shape[-1:] == (1,) and compatible(sizes, shape[:-1]):
        return "; use value[:, 0]"
    if compatible(sizes, shape[::-1]):
        return "; use value.T to exchange rows and columns"
    return ""
