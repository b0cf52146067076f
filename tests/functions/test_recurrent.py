"""Recurrent layers over whole sequences: hand-written steps, gradients by differences, what is refused."""

import numpy as np
import pytest

from dlteach import autodiff, functions

N, T, D, U = 3, 4, 2, 3


@pytest.fixture
def numbers():
    rng = np.random.default_rng(0)
    return {
        "x": rng.normal(size=(N, T, D)),
        "h": rng.normal(size=(N, U)),
        "c": rng.normal(size=(N, U)),
        "kernel": rng.normal(size=(D, 4 * U)),
        "recurrent": rng.normal(size=(U, 4 * U)),
        "bias": rng.normal(size=4 * U),
    }


def test_simple_rnn_is_tanh_of_input_and_state_step_by_step(numbers):
    x, state, kernel = numbers["x"], numbers["h"], numbers["kernel"][:, :U]
    recurrent, bias = numbers["recurrent"][:, :U], numbers["bias"][:U]
    got = functions.simple_rnn(x, state, kernel, recurrent, bias)
    for t in range(T):
        state = np.tanh(x[:, t] @ kernel + state @ recurrent + bias)
        np.testing.assert_allclose(got[:, t], state, rtol=1e-12)


def test_lstm_is_its_formula_step_by_step(numbers):
    x, h, c, kernel, recurrent, bias = numbers.values()
    hidden, cells, gates = functions.lstm(x, h, c, kernel, recurrent, bias)
    for t in range(T):
        i, f, g, o = np.split(x[:, t] @ kernel + h @ recurrent + bias, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-z)) for z in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        np.testing.assert_allclose(gates[:, t], np.hstack([i, f, np.tanh(g), o]), rtol=1e-10)
        np.testing.assert_allclose(cells[:, t], c, rtol=1e-10)
        np.testing.assert_allclose(hidden[:, t], h, rtol=1e-10)


def test_gradients_agree_with_differences(numbers):
    x, h, c, kernel, recurrent, bias = numbers.values()
    assert autodiff.gradient_check(autodiff.lstm, x, h, c, kernel, recurrent, bias)
    assert autodiff.gradient_check(autodiff.simple_rnn, x, h, kernel[:, :U], recurrent[:, :U], bias[:U])


def test_lstm_forgets_nothing_while_the_forget_gate_is_open_and_the_input_gate_shut():
    bias = np.repeat([-1e4, 1e4, 0.0, 0.0], U)
    c = np.arange(3.0).reshape(1, U)
    _, cells, _ = functions.lstm(
        np.zeros((1, 50, D)), np.zeros((1, U)), c, np.zeros((D, 4 * U)), np.zeros((U, 4 * U)), bias
    )
    np.testing.assert_array_equal(cells, np.broadcast_to(c, cells.shape))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_extreme_sums_saturate_without_a_warning(dtype):
    kernel = np.full((1, 4), 1e4, dtype)
    x = np.array([[[1.0], [-1.0]]], dtype)
    zeros = np.zeros((1, 1), dtype)
    hidden, _, gates = functions.lstm(x, zeros, zeros, kernel, np.zeros((1, 4), dtype), np.zeros(4, dtype))
    np.testing.assert_array_equal(gates[0], [[1, 1, 1, 1], [0, 0, -1, 0]])
    assert np.all(np.isfinite(hidden))


def test_a_kernel_without_four_gates_is_refused(numbers):
    x, h, c, kernel, recurrent, bias = numbers.values()
    with pytest.raises(ValueError, match=r"lstm: expected recurrent_kernel of shape \(u, 4u\), got \(3, 9\)"):
        functions.lstm(x, h, c, kernel[:, :9], recurrent[:, :9], bias[:9])


def test_a_sequence_of_other_features_is_refused(numbers):
    x, h, c, kernel, recurrent, bias = numbers.values()
    with pytest.raises(ValueError, match="d is 1 in x but 2 in kernel"):
        functions.lstm(x[:, :, :1], h, c, kernel, recurrent, bias)
