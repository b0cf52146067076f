"""Fully connected layers and networks: forward, and backward by the chain rule."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_floats, as_shaped, check_layers
from dlteach.functions.activations import activation_named
from dlteach.functions.linear import affine, affine_gradient
from dlteach.functions.losses import quadratic_cost_gradient


def dense_forward(x: ArrayLike, w: ArrayLike, b: ArrayLike, activation: str = "linear") -> np.ndarray:
    """Output of a fully connected layer.

        a = f(x @ w + b)

    Parameters
    ----------
    x : array_like, shape (n, d)
    w : array_like, shape (d, k)
    b : array_like, shape (k,)
    activation : {"linear", "sigmoid", "tanh", "relu", "leaky_relu"}, default "linear"

    Returns
    -------
    ndarray, shape (n, k)

    Raises
    ------
    ValueError
        If the shapes do not fit together, or there is no such activation.

    Examples
    --------
    >>> dense_forward([[1, 2]], [[1, -1], [0, 0]], [0, 0], "relu")
    array([[1., 0.]])
    """
    f, _ = activation_named(activation)
    return f(affine(x, w, b))


def dense_backward(
    grad_output: ArrayLike, x: ArrayLike, w: ArrayLike, b: ArrayLike, activation: str = "linear"
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a cost J with respect to everything that enters `dense_forward`.

        ∂J/∂z = ∂J/∂a · f′(z),    z = x @ w + b,    and from there as in `affine_gradient`

    Parameters
    ----------
    grad_output : array_like, shape (n, k)
        ∂J/∂a, the gradient that arrives on the way back.
    x : array_like, shape (n, d)
    w : array_like, shape (d, k)
    b : array_like, shape (k,)
    activation : {"linear", "sigmoid", "tanh", "relu", "leaky_relu"}, default "linear"

    Returns
    -------
    grad_x : ndarray, shape (n, d)
    grad_w : ndarray, shape (d, k)
    grad_b : ndarray, shape (k,)

    Raises
    ------
    ValueError
        If the shapes do not fit together, or there is no such activation.

    Examples
    --------
    >>> grad_x, grad_w, grad_b = dense_backward([[1.0, 1.0]], [[1, 2]], [[1, -1], [0, 0]], [0, 0], "relu")
    >>> grad_w
    array([[1., 0.],
           [2., 0.]])
    """
    _, derivative = activation_named(activation)
    grad_output, x, w, b = as_shaped(
        "dense_backward", grad_output=(grad_output, "nk"), x=(x, "nd"), w=(w, "dk"), b=(b, "k")
    )
    return affine_gradient(grad_output * derivative(affine(x, w, b)), x, w)


def mlp_forward(
    x: ArrayLike, weights: Sequence[ArrayLike], biases: Sequence[ArrayLike], activation: str = "sigmoid"
) -> list[np.ndarray]:
    """Activations of every layer of a network, the input first.

        a⁰ = x,    aˡ = f(aˡ⁻¹ @ Wˡ + bˡ)

    Parameters
    ----------
    x : array_like, shape (n, d₀)
    weights : sequence of array_like, shapes (d₀, d₁), (d₁, d₂), …
    biases : sequence of array_like, shapes (d₁,), (d₂,), …
    activation : str, default "sigmoid"
        Of all layers; a name that `dense_forward` knows.

    Returns
    -------
    list of ndarray, shapes (n, d₀), (n, d₁), …
        The last one is the prediction.

    Raises
    ------
    ValueError
        If the shapes do not fit together, or there is no such activation.

    Examples
    --------
    >>> activations = mlp_forward([[1.0]], [[[0.0, 0.0]], [[1.0], [1.0]]], [[0.0, 0.0], [-1.0]])
    >>> [a.shape for a in activations]
    [(1, 1), (1, 2), (1, 1)]
    >>> activations[-1]
    array([[0.5]])
    """
    check_layers("mlp_forward", weights, biases)
    x, _ = as_floats("mlp_forward", x=x, w=weights[0])
    activations = [x]
    for w, b in zip(weights, biases):
        activations.append(dense_forward(activations[-1], w, b, activation))
    return activations


def mlp_backward(
    y_true: ArrayLike,
    x: ArrayLike,
    weights: Sequence[ArrayLike],
    biases: Sequence[ArrayLike],
    activation: str = "sigmoid",
) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Gradients of the quadratic cost of a network with respect to all weights and biases.

        ∂C/∂aᴸ = (aᴸ − y) / n,    then layer by layer from the last to the first as in `dense_backward`

    Parameters
    ----------
    y_true : array_like, shape (n, d_L)
    x : array_like, shape (n, d₀)
    weights : sequence of array_like, shapes (d₀, d₁), (d₁, d₂), …
    biases : sequence of array_like, shapes (d₁,), (d₂,), …
    activation : str, default "sigmoid"
        Of all layers; a name that `dense_forward` knows.

    Returns
    -------
    grad_weights : list of ndarray, shapes of the weights
    grad_biases : list of ndarray, shapes of the biases

    Raises
    ------
    ValueError
        If the shapes do not fit together, or there is no such activation.

    References
    ----------
    D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning representations by back-propagating errors",
    Nature 323 (1986), 533-536.

    Examples
    --------
    >>> weights, biases = [[[3.0]], [[1.0]]], [[0.0], [0.0]]
    >>> grad_weights, grad_biases = mlp_backward([[1.0]], [[2.0]], weights, biases, "linear")
    >>> print(grad_weights[0], grad_weights[1])
    [[10.]] [[30.]]
    """
    activations = mlp_forward(x, weights, biases, activation)
    grad = quadratic_cost_gradient(y_true, activations[-1])
    grad_weights: list[np.ndarray] = []
    grad_biases: list[np.ndarray] = []
    for a, w, b in reversed(list(zip(activations, weights, biases))):
        grad, grad_w, grad_b = dense_backward(grad, a, w, b, activation)
        grad_weights.insert(0, grad_w)
        grad_biases.insert(0, grad_b)
    return grad_weights, grad_biases


def gradient_norms(gradients: Sequence[ArrayLike]) -> np.ndarray:
    """Size of each layer's gradient, to see it vanish or explode.

        ‖G‖ = √(Σᵢⱼ Gᵢⱼ²),    the Frobenius norm

    Parameters
    ----------
    gradients : sequence of L array_like, any shapes

    Returns
    -------
    ndarray, shape (L,)

    Examples
    --------
    >>> gradient_norms([[[3.0, 4.0]], [[0.0], [2.0]]])
    array([5., 2.])
    """
    return np.array(
        [np.linalg.norm(as_float(gradient, "gradient_norms: gradients")) for gradient in gradients]
    )


def count_parameters(sizes: Sequence[int]) -> int:
    """How many numbers a fully connected network learns.

        Σ (d · k + k)    over neighbouring sizes d, k: a weight for each pair, a bias for each unit

    Parameters
    ----------
    sizes : sequence of L int
        The number of inputs, then the units of each layer.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If there are fewer than two sizes.

    Examples
    --------
    >>> count_parameters([3, 4, 4])
    36
    """
    if len(sizes) < 2:
        raise ValueError(f"count_parameters: expected the inputs and at least one layer, got {list(sizes)}")
    return sum(d * k + k for d, k in zip(sizes, sizes[1:]))
