"""Attention: each query looks up a mixture of values, weighted by how well their keys fit."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.backend.common.dtypes import result_type
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import cast
from dlteach.keras.ops.indexing import where
from dlteach.keras.ops.matrices import matmul
from dlteach.keras.ops.nn_softmax import softmax
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.shaping import transpose
from dlteach.keras.ops.values import all_together, array_of


def _attention_spec(query: Any, key: Any, value: Any, *args: Any, **kwargs: Any) -> KerasTensor:
    return KerasTensor(query.shape, result_type(query.dtype, key.dtype, value.dtype))


@operation(output_spec=_attention_spec)
def dot_product_attention(
    query: Any,
    key: Any,
    value: Any,
    bias: Any = None,
    mask: Any = None,
    scale: float | None = None,
    is_causal: bool = False,
    flash_attention: bool | None = None,
    attn_logits_soft_cap: float | None = None,
) -> Any:
    r"""The values of each query's best keys, :math:`softmax(Q K^T / √H + bias) V`.

    Parameters
    ----------
    query : array_like, shape (batch, queries, heads, H)
    key, value : array_like, shape (batch, keys, heads, H)
    bias : array_like, broadcastable to (batch, heads, queries, keys), optional
        Added to what the softmax sees.
    mask : array_like of bool, broadcastable to (batch, heads, queries, keys), optional
        False where a query must not look.
    scale : float, optional
        1 / √H by default.
    is_causal : bool, default False
        Whether a query may look only at keys up to its own place.
    flash_attention, attn_logits_soft_cap : optional
        For accelerators; here only the default.

    Returns
    -------
    ndarray or Tensor, shape (batch, queries, heads, H)

    Raises
    ------
    ValueError
        If an input has not four axes, or an argument for accelerators is given.

    Examples
    --------
    >>> keys = np.eye(2)[None, :, None, :]
    >>> dot_product_attention(1000 * keys, keys, keys)[0, :, 0]
    array([[1., 0.],
           [0., 1.]], dtype=float32)

    References
    ----------
    Vaswani et al., "Attention Is All You Need", 2017, https://arxiv.org/abs/1706.03762
    """
    if flash_attention:
        raise ValueError("Flash attention is not supported in numpy backend.")
    if attn_logits_soft_cap is not None:
        raise ValueError(
            "attn_logits_soft_cap is only supported for JAX on TPU. "
            "Set attn_logits_soft_cap=None when not using JAX on TPU."
        )
    query, key, value = all_together([query, key, value])
    if query.ndim != 4 or key.ndim != 4 or value.ndim != 4:
        raise ValueError(
            "`dot_product_attention` only supports 4D inputs. Received: "
            f"query.shape={query.shape}, key.shape={key.shape}, value.shape={value.shape}."
        )
    scale = 1 / np.sqrt(key.shape[-1]) if scale is None else scale
    scores = matmul(transpose(query, (0, 2, 1, 3)), transpose(key, (0, 2, 3, 1)))
    scores = cast(scores, result_type(scores.dtype, "float32")) * float(scale)
    if bias is not None:
        scores = scores + cast(bias, scores.dtype)
    allowed = _allowed(mask, is_causal, query.shape[1], key.shape[1])
    if allowed is not None:
        scores = where(allowed, scores, cast(-1e30, scores.dtype))
    weights = cast(softmax(scores), value.dtype)
    return transpose(matmul(weights, transpose(value, (0, 2, 1, 3))), (0, 2, 1, 3))


def _allowed(mask: Any, is_causal: bool, queries: int, keys: int) -> Any:
    """Where a query may look; None for everywhere."""
    mask = None if mask is None else array_of(mask).astype(bool)
    if not is_causal:
        return mask
    earlier = np.tri(queries, keys).astype(bool)
    return earlier if mask is None else earlier & mask
