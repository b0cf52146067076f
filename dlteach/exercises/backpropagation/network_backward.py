"""Exercise: the gradients of all weights and biases of a network, layer by layer from its end."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.backpropagation.layer_backward import as_vector
from dlteach.exercises.backpropagation.network_forward import as_list, network_cases
from dlteach.exercises.backpropagation.network_mistakes import ERROR_MISTAKES, PASSING_MISTAKES
from dlteach.exercises.backpropagation.network_shares import SHARE_MISTAKES
from dlteach.exercises.backpropagation.network_steps import with_steps
from dlteach.exercises.backpropagation.network_whole import WHOLE_MISTAKES
from dlteach.exercises.backpropagation.shared import FUNCTIONS, LESSON, SLOPES, network, whole
from dlteach.exercises.backpropagation.slopes import wrong_slopes
from dlteach.functions import dense_backward, mlp_backward, mlp_forward, quadratic_cost


def _cases(rng):
    weights, biases = [np.array([[1.0]]), np.array([[3.0]])], [np.array([0.0]), np.array([0.0])]
    yield Case((np.array([[1.0]]), np.array([[2.0]]), weights, biases, "linear"), "the example of the task")

    def draw(n, sizes, name, integers=False):
        y_true = np.arange(n * sizes[-1]) % 3 if integers else rng.normal(size=n * sizes[-1]) - 0.5
        return (
            y_true.reshape(n, sizes[-1]),
            *(whole(sizes) if integers else network(rng, n, sizes)),
            name,
        )

    yield from network_cases(rng, draw)


def as_asked(args, value):
    """What is compared: further results are left aside, and bias gradients are vectors."""
    if not isinstance(value, (tuple, list)) or len(value) < 2:
        return value
    grad_weights, grad_biases = map(as_list, value[:2])
    if len(grad_biases) == len(args[3]):
        grad_biases = [as_vector(g, b) for g, b in zip(grad_biases, args[3])]
    return grad_weights, grad_biases


def _with_slope(gradient_of_z):
    return with_steps(grad_z=lambda v, layer, grad: gradient_of_z(v.name, v.sums[layer], grad))


def _with_deltas(y_true, x, weights, biases, activation="sigmoid"):
    activations = [np.asarray(x, dtype=float)]
    for w, b in zip(weights, biases):
        activations.append(FUNCTIONS[activation](np.dot(activations[-1], w) + b))
    slopes = {
        "sigmoid": lambda a: a * (1 - a),
        "tanh": lambda a: 1 - a**2,
        "relu": lambda a: a > 0,
        "linear": lambda a: 1,
    }
    slope, m = slopes[activation], x.shape[0]
    delta = (activations[-1] - y_true) * slope(activations[-1])
    grad_weights, grad_biases = [None] * len(weights), [None] * len(weights)
    for layer in range(len(weights) - 1, -1, -1):
        grad_weights[layer] = np.dot(activations[layer].T, delta) / m
        grad_biases[layer] = np.sum(delta, axis=0, keepdims=True) / m
        if layer > 0:
            delta = np.dot(delta, weights[layer].T) * slope(activations[layer])
    return grad_weights, grad_biases


def _example_by_example(y_true, x, weights, biases, activation):
    grad_weights = [np.zeros(w.shape) for w in weights]
    grad_biases = [np.zeros(b.shape) for b in biases]
    for one, y in zip(x, y_true):
        activations = mlp_forward([one], weights, biases, activation)
        grad = (activations[-1] - y) / len(x)
        for layer in reversed(range(len(weights))):
            grad, grad_w, grad_b = dense_backward(
                grad, activations[layer], weights[layer], biases[layer], activation
            )
            grad_weights[layer] += grad_w
            grad_biases[layer] += grad_b
    return grad_weights, grad_biases


def _with_the_cost(y_true, x, weights, biases, activation):
    activations = mlp_forward(x, weights, biases, activation)
    return (
        *map(tuple, _with_deltas(y_true, x, weights, biases, activation)),
        quadratic_cost(y_true, activations[-1]),
    )


def _by_recursion(y_true, x, weights, biases, activation):
    def back(a, layer):
        if layer == len(weights):
            return (a - y_true) / len(a), [], []
        z = a @ weights[layer] + biases[layer]
        grad, grad_weights, grad_biases = back(FUNCTIONS[activation](z), layer + 1)
        delta = grad * SLOPES[activation](z)
        grad_w, grad_b = (a.T @ delta).tolist(), delta.sum(axis=0).tolist()
        return delta @ weights[layer].T, [grad_w, *grad_weights], [grad_b, *grad_biases]

    return back(x, 0)[1:]


def _cost_falls(args, value):
    """Whether a tiny step against the gradient lowers the cost, where there is any slope at all."""
    y_true, x, weights, biases, name = args

    def cost(rate):
        moved = [[p - rate * g for p, g in zip(ps, gs)] for ps, gs in zip((weights, biases), value)]
        return quadratic_cost(y_true, mlp_forward(x, *moved, name)[-1])

    size = sum(np.sum(np.square(g)) for part in value for g in part)
    return size < 1e-12 or cost(1e-6 / max(size, 1)) < cost(0.0)


MLP_BACKWARD = Exercise(
    name="mlp_backward",
    lesson=LESSON,
    section="A network, forward and backward",
    reference=mlp_backward,
    cases=_cases,
    points=3.0,
    measure=as_asked,
    returns=("grad_weights", "grad_biases"),
    laws=(Law("a tiny step against the gradient lowers the cost", _cost_falls),),
    mistakes=(
        *ERROR_MISTAKES,
        *wrong_slopes(_with_slope),
        *SHARE_MISTAKES,
        *PASSING_MISTAKES,
        *WHOLE_MISTAKES,
    ),
    also_correct=(_with_deltas, _example_by_example, _with_the_cost, _by_recursion),
    hints=(
        "The cost gives the gradient of the output, and each layer turns the gradient of its output into "
        "that of its input, which is the output of the layer before. So go from the last layer to the first.",
        "Forward first, keeping all activations. Begin with (output − y_true) / n. In each round "
        "`dense_backward` needs the input of the layer, `activations[layer]`, and gives the gradient for "
        "the next round.",
        "`for layer in reversed(range(len(weights))):` with `grad, grad_weights[layer], grad_biases[layer] = "
        "dense_backward(grad, activations[layer], ...)`.",
    ),
)
