"""Rows of a table by their numbers, for words."""

from numpy.typing import ArrayLike

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def embedding(table: Operand, indices: ArrayLike) -> Tensor:
    """`functions.embedding`, with `functions.embedding_gradient`: no gradient flows to the indices."""
    table, numbers = as_tensor(table), as_tensor(indices).data
    rows = table.data
    out = functions.embedding(rows, numbers)

    def backward(grad: Array) -> Array:
        return functions.embedding_gradient(grad, numbers, len(rows))

    return record("embedding", out, (table,), (backward,))
