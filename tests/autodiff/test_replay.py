"""A graph that is computed again gives what a new one would give, or is refused."""

import numpy as np
import pytest

from dlteach import autodiff as ad
from dlteach.autodiff import Tensor
from dlteach.autodiff.replay import Replay, noting, repeatable_array


def weights(*shape, seed=0):
    return Tensor(np.random.default_rng(seed).normal(size=shape), requires_grad=True)


def rows(*shape, seed=1):
    return np.random.default_rng(seed).normal(size=shape)


COSTS = {
    "dense layers": lambda x, y, w, b: ad.mean(ad.squared_errors_of_rows(y, ad.tanh(ad.affine(x, w, b)))),
    "softmax": lambda x, y, w, b: ad.mean(
        ad.clipped_categorical_cross_entropy(np.eye(3)[[0, 1, 2, 1]], ad.softmax(ad.affine(x, w, b)))
    ),
    "sigmoid": lambda x, y, w, b: ad.mean(ad.sigmoid_cross_entropy((y > 0) * 1.0, ad.affine(x, w, b))),
    "reshaped": lambda x, y, w, b: ad.sum(ad.relu(ad.affine(x, w, b)).reshape(2, 6)),
    "without bias": lambda x, y, w, b: ad.mean(ad.leaky_relu(ad.matmul(x, w)) + b),
}


@pytest.mark.parametrize("cost", COSTS.values(), ids=COSTS)
def test_a_repetition_gives_what_a_new_graph_gives(cost):
    x, y, w, b = rows(4, 5), rows(4, 3, seed=2), weights(5, 3), weights(3)
    with noting():
        replay = Replay.of(cost(x, y, w, b), [x])
    x[...] = rows(4, 5, seed=3)
    w.data[...] *= 0.5
    again = float(replay.forward())
    replay.backward()
    found = w.grad, b.grad
    w.zero_grad(), b.zero_grad()
    fresh = cost(x.copy(), y, w, b)
    fresh.backward()
    assert again == fresh.item()
    np.testing.assert_array_equal(found[0], w.grad)
    np.testing.assert_array_equal(found[1], b.grad)


def test_gradients_add_up_over_repetitions_until_they_are_forgotten():
    x, w = rows(4, 5), weights(5, 3)
    with noting():
        replay = Replay.of(ad.sum(ad.matmul(x, w)), [x])
    replay.backward()
    once = w.grad.copy()
    replay.backward()
    np.testing.assert_allclose(w.grad, 2 * once)


def test_a_weight_that_is_used_twice_gets_both_shares():
    x, w = rows(4, 4), weights(4, 4)
    with noting():
        replay = Replay.of(ad.sum(ad.tanh(ad.matmul(ad.matmul(x, w), w))), [x])
    replay.forward()
    replay.backward()
    found = w.grad.copy()
    w.zero_grad()
    ad.sum(ad.tanh(ad.matmul(ad.matmul(x, w), w))).backward()
    np.testing.assert_allclose(found, w.grad)


def test_prepared_data_are_prepared_again():
    labels, w = np.array([0, 2]), weights(2, 3)
    with noting():
        one_hot = repeatable_array(np.eye(3)[labels], labels, lambda: np.eye(3)[labels])
        replay = Replay.of(ad.mean(ad.squared_errors_of_rows(one_hot, ad.relu(w))), [labels])
    labels[...] = [1, 1]
    expected = ad.mean(ad.squared_errors_of_rows(np.eye(3)[[1, 1]], ad.relu(w)))
    assert float(replay.forward()) == expected.item()


def test_an_operation_that_has_not_said_how_is_refused():
    x, w = rows(4, 5), weights(5, 3)
    with noting():
        assert Replay.of(ad.sum(ad.matmul(x, w).transpose()), [x]) is None


def test_a_graph_that_reads_a_copy_of_the_data_is_refused():
    x, w = rows(4, 5), weights(5, 3)
    with noting():
        assert Replay.of(ad.sum(ad.matmul(x.copy(), w)), [x]) is None


def test_nothing_is_noted_outside_of_the_block():
    x, w = rows(4, 5), weights(5, 3)
    with noting():
        pass
    assert Replay.of(ad.sum(ad.matmul(x, w)), [x]) is None
