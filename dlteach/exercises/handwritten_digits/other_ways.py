"""Other ways to name digits: answers that are right, and what answers with mistakes are made from."""

import numpy as np


def nearest(x, y):
    """Name an image like the nearest of every third training image: quick, right, and no network."""
    x, y = x[::3], y[::3]
    half_squares = np.sum(x**2, axis=1) / 2
    return lambda images: y[(images @ x.T - half_squares).argmax(axis=1)]


def in_a_column_of_floats(predict):
    return lambda images: predict(images)[:, None].astype(float)


def in_a_list(predict):
    return lambda images: predict(images).tolist()


def descend(x, y, rng):
    """A layer of sigmoids and plain gradient descent, written out in NumPy."""
    k, rate = y.max() + 1, 0.2
    w1, b1 = rng.normal(size=(x.shape[1], 32)) * np.sqrt(1 / x.shape[1]), np.zeros(32)
    w2, b2 = rng.normal(size=(32, k)) * np.sqrt(1 / 32), np.zeros(k)
    for _ in range(40):
        for rows in np.split(rng.permutation(len(x)), range(32, len(x), 32)):
            a = 1 / (1 + np.exp(-(x[rows] @ w1 + b1)))
            z = a @ w2 + b2
            p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
            dz = (p - np.eye(k)[y[rows]]) / len(rows)
            da = dz @ w2.T * a * (1 - a)
            w2, b2 = w2 - rate * a.T @ dz, b2 - rate * dz.sum(axis=0)
            w1, b1 = w1 - rate * x[rows].T @ da, b1 - rate * da.sum(axis=0)
    return lambda images: np.argmax(1 / (1 + np.exp(-(images @ w1 + b1))) @ w2 + b2, axis=1)


class SoftmaxRegression:
    """No hidden layer, all rows in every step; what comes back is an object with a method `predict`."""

    def __init__(self, x, y):
        self.w, self.b = np.zeros((x.shape[1], y.max() + 1)), np.zeros(y.max() + 1)
        labels = np.eye(len(self.b))[y]
        for _ in range(150):
            dz = (self.probabilities(x) - labels) / len(x)
            self.w -= 4 * x.T @ dz
            self.b -= 4 * dz.sum(axis=0)

    def probabilities(self, x):
        z = x @ self.w + self.b
        e = np.exp(z - z.max(axis=1)[:, None])
        return e / e.sum(axis=1)[:, None]

    def predict(self, x):
        return self.probabilities(x).argmax(axis=1)
