"""Attention: what each query sees."""

import numpy as np
import pytest
from scipy.special import softmax

from dlteach.autodiff import Tensor
from dlteach.keras import KerasTensor, ops

RNG = np.random.default_rng(4)
QUERY, KEY, VALUE = (RNG.normal(size=(2, 5, 3, 4)).astype(np.float32) for _ in range(3))


def by_hand(allowed=True, bias=0.0):
    scores = np.einsum("bqnh,bknh->bnqk", QUERY, KEY) / 2 + bias
    weights = softmax(np.where(allowed, scores, -np.inf), axis=-1)
    return np.einsum("bnqk,bknh->bqnh", weights, VALUE)


def test_it_is_the_softmax_of_the_products():
    np.testing.assert_allclose(ops.dot_product_attention(QUERY, KEY, VALUE), by_hand(), atol=1e-5)


def test_a_causal_query_does_not_see_what_comes_later():
    out = ops.dot_product_attention(QUERY, KEY, VALUE, is_causal=True)
    np.testing.assert_allclose(out, by_hand(np.tri(5, dtype=bool)), atol=1e-5)


def test_a_mask_and_a_bias():
    mask, bias = RNG.random((2, 1, 5, 5)) < 0.7, RNG.normal(size=(5, 5))
    mask[..., 0] = True
    out = ops.dot_product_attention(QUERY, KEY, VALUE, bias=bias, mask=mask)
    np.testing.assert_allclose(out, by_hand(mask, bias), atol=1e-5)


def test_gradients_reach_all_three():
    tensors = [Tensor(x, requires_grad=True) for x in (QUERY, KEY, VALUE)]
    ops.sum(ops.square(ops.dot_product_attention(*tensors))).backward()
    assert all(np.abs(tensor.grad).max() > 0 for tensor in tensors)


def test_symbolic_inputs_have_the_shape_of_the_query():
    query, key = KerasTensor((None, 5, 3, 4)), KerasTensor((None, 7, 3, 4))
    assert ops.dot_product_attention(query, key, key).shape == (None, 5, 3, 4)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [({"flash_attention": True}, "Flash"), ({"attn_logits_soft_cap": 3.0}, "soft_cap")],
)
def test_arguments_for_accelerators_are_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        ops.dot_product_attention(QUERY, KEY, VALUE, **arguments)


def test_inputs_without_heads_are_refused():
    with pytest.raises(ValueError, match="4D"):
        ops.dot_product_attention(QUERY[0], KEY[0], VALUE[0])
