"""The reference for `MiniSequential`: layers in a row, trained on the mean squared error."""

import numpy as np

from dlteach.functions import minibatches


class MiniSequential:
    """A model whose layers stand in a row; it learns by mini-batch gradient descent."""

    def __init__(self, layers, input_dim):
        self.layers = layers
        for layer in layers:
            layer.build(input_dim)
            input_dim = layer.units

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def evaluate(self, x, y):
        return np.mean((self.predict(x) - y) ** 2)

    def fit(self, x, y, rng, epochs=1, batch_size=32, learning_rate=0.1):
        history = {"loss": []}
        for _ in range(epochs):
            total = 0.0
            for x_batch, y_batch in minibatches(x, y, batch_size, rng):
                error = self.predict(x_batch) - y_batch
                total += np.mean(error**2) * len(x_batch)
                grad = 2 * error / error.size
                for layer in reversed(self.layers):
                    grad = layer.backward(grad)
                for layer in self.layers:
                    layer.w = layer.w - learning_rate * layer.grad_w
                    layer.b = layer.b - learning_rate * layer.grad_b
            history["loss"].append(total / len(x))
        return history
