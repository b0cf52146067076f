"""The activations of Keras by their names: values, gradients, names and configs."""

import numpy as np
import pytest

from dlteach.autodiff import Tensor
from dlteach.keras import activations, saving

X = np.array([[-4.2, -0.7, -0.3, 0.2], [0.6, 1.7, 3.4, 7.1]], np.float32)
NAMES = [name for name in activations._BY_NAME if name not in ("threshold", "swish", "hard_swish")]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_a_config_and_the_function_mean_the_same(name):
    function = activations.get(name)
    assert activations.serialize(function) == name
    assert activations.deserialize(name) is function
    assert activations.get(function) is function


def test_both_names_of_silu_and_hard_silu():
    assert activations.get("swish") is activations.silu
    assert activations.get("hard_swish") is activations.hard_silu


def test_no_activation_is_the_identity():
    assert activations.get(None) is activations.linear
    assert activations.linear(X) is X


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"Could not interpret activation function identifier: nope.*relu6"):
        activations.get("nope")


def test_a_registered_function_survives_a_round_trip():
    @saving.register_keras_serializable("course", "twice")
    def twice(x):
        return 2 * x

    assert activations.get(activations.serialize(twice)) is twice


@pytest.mark.parametrize("name", NAMES)
def test_float32_stays_and_the_gradient_is_the_slope(name):
    function = activations.get(name)
    assert np.asarray(function(X)).dtype == np.float32
    if name == "linear":
        return
    x = Tensor(X, requires_grad=True)
    out = function(x)
    weights = np.linspace(-1, 1, out.size, dtype=np.float32).reshape(out.shape)
    out.backward(weights)
    h = np.float32(1e-2)  # float32, so the step is wide
    for index in np.ndindex(X.shape):
        step = h * (np.arange(X.size).reshape(X.shape) == np.ravel_multi_index(index, X.shape))
        ahead, behind = (np.asarray(function((X + sign * step).astype(np.float32))) for sign in (1, -1))
        slope = np.sum((ahead - behind).astype(np.float64) * weights) / (2 * h)
        assert x.grad[index] == pytest.approx(slope, rel=2e-2, abs=2e-3)


def test_relu_takes_a_slope_a_limit_and_a_threshold():
    np.testing.assert_allclose(
        activations.relu(X, negative_slope=0.5, max_value=3.0, threshold=0.5),
        [[-2.35, -0.6, -0.4, -0.15], [0.6, 1.7, 3.0, 3.0]],
        rtol=1e-6,
    )
    x = Tensor(X, requires_grad=True)
    activations.relu(x, negative_slope=0.5, max_value=3.0, threshold=0.5).sum().backward()
    np.testing.assert_array_equal(x.grad, [[0.5, 0.5, 0.5, 0.5], [1, 1, 0, 0]])


def test_defaults_are_those_of_keras():
    np.testing.assert_allclose(activations.leaky_relu([-1.0]), [-0.2])
    np.testing.assert_allclose(activations.gelu([1.0]), [0.8413447], rtol=1e-6)  # exact, not with tanh
