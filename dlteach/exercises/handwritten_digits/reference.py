"""The reference of `train_network`: two layers, softmax and cross-entropy, Adam, mini-batches."""

import numpy as np

from dlteach.functions import (
    adam_step,
    dense_backward,
    dense_forward,
    he_stddev,
    minibatches,
    predict_classes,
    softmax_cross_entropy_gradient,
)

HIDDEN, EPOCHS, BATCH, RATE = 32, 12, 64, 0.02


def train_network(x, y, rng):
    """Train a network on images x and class numbers y; return the function that names new images."""
    k = int(y.max()) + 1
    w1 = he_stddev(x.shape[1]) * rng.normal(size=(x.shape[1], HIDDEN))
    w2 = he_stddev(HIDDEN) * rng.normal(size=(HIDDEN, k))
    net = [w1, np.zeros(HIDDEN), w2, np.zeros(k)]
    means = [(np.zeros_like(p), np.zeros_like(p)) for p in net]
    t = 0
    for _ in range(EPOCHS):
        for x_batch, y_batch in minibatches(x, y, BATCH, rng):
            t += 1
            for i, gradient in enumerate(_gradients(net, x_batch, y_batch)):
                net[i], *means[i] = adam_step(net[i], gradient, *means[i], t, learning_rate=RATE)
    return lambda images: predict_classes(_logits(net, images)[1])


def _logits(net, x):
    w1, b1, w2, b2 = net
    hidden = dense_forward(x, w1, b1, "relu")
    return hidden, dense_forward(hidden, w2, b2, "linear")


def _gradients(net, x, y):
    w1, b1, w2, b2 = net
    hidden, z = _logits(net, x)
    grad_hidden, grad_w2, grad_b2 = dense_backward(
        softmax_cross_entropy_gradient(y, z), hidden, w2, b2, "linear"
    )
    _, grad_w1, grad_b1 = dense_backward(grad_hidden, x, w1, b1, "relu")
    return grad_w1, grad_b1, grad_w2, grad_b2
