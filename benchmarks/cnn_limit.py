"""The limit for images: one training step of a small network in NumPy by hand, as quick as we can make it.

Written for these shapes alone: every array is there before the first step, images lie in memory as (height,
channels, width, n), and relu comes after the pooling, where it is four times smaller. Nothing of dlteach is
used.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

N = 32
SHAPES = [(3, 3, 1, 8), (8,), (3, 3, 8, 16), (16,), (400, 10), (10,)]
Step = Callable[[np.ndarray, np.ndarray], float]


class Adam:
    """Adam over one flat vector, without a temporary array."""

    def __init__(self, weights: list[np.ndarray]) -> None:
        self.w = np.concatenate([w.ravel() for w in weights])
        self.g, self.m, self.v, self.room = (np.zeros_like(self.w) for _ in range(4))
        self.t = 0

    def views(self, vector: np.ndarray) -> list[np.ndarray]:
        ends = np.cumsum([np.prod(shape) for shape in SHAPES])
        return [part.reshape(shape) for part, shape in zip(np.split(vector, ends[:-1]), SHAPES)]

    def step(self) -> None:
        self.t += 1
        room, one = self.room, np.float32
        np.subtract(self.g, self.m, out=room)
        room *= one(0.1)
        self.m += room
        np.square(self.g, out=room)
        room -= self.v
        room *= one(0.001)
        self.v += room
        np.sqrt(self.v, out=room)
        room += one(1e-7)
        np.divide(self.m, room, out=room)
        room *= one(1e-3 * (1 - 0.999**self.t) ** 0.5 / (1 - 0.9**self.t))
        self.w -= room


def windows(columns: np.ndarray, places: int) -> np.ndarray:
    """(rows, 3, channels, width, n) as (places, 9 channels, width · n): three rows in one, as a view."""
    _, three, channels, width, n = columns.shape
    row = three * channels * width * n * columns.itemsize
    shape = (places, 9 * channels, width * n)
    return np.ndarray(
        shape, columns.dtype, columns, strides=(row, width * n * columns.itemsize, columns.itemsize)
    )


def by_hand(weights: list[np.ndarray]) -> Step:
    """The limit. Images lie in memory as (height, channels, width, n)."""

    def zeros(*shape: int) -> np.ndarray:
        return np.zeros(shape, np.float32)

    adam = Adam(weights)
    (k1, b1, k2, b2, w, b), (gk1, gb1, gk2, gb2, gw, gb) = adam.views(adam.w), adam.views(adam.g)
    k1, k2, gk1, gk2 = (k.reshape(-1, k.shape[-1]) for k in (k1, k2, gk1, gk2))
    b1, b2 = b1[:, None], b2[:, None]
    image, columns1, out1 = zeros(28, 28, N), zeros(28, 3, 1, 26, N), zeros(26, 8, 26, N)
    half1, pool1 = zeros(26, 8, 13, N), zeros(13, 8, 13, N)
    columns2, out2 = zeros(13, 3, 8, 11, N), zeros(11, 16, 11, N)
    half2, pool2, flat = zeros(10, 16, 5, N), zeros(5, 16, 5, N), zeros(N, 400)
    windows1, windows2 = windows(columns1, 26), windows(columns2, 11)
    ghalf1, ghalf2, gout1, gout2 = (
        zeros(26, 8, 13, N),
        zeros(10, 16, 5, N),
        zeros(26, 8, 26, N),
        zeros(11, 16, 11, N),
    )
    padded, gcolumns, gpool1 = zeros(15, 16, 15, N), zeros(15, 3, 16, 13, N), zeros(13, 8, 13, N)
    gwindows, ones1, ones2 = windows(gcolumns, 13), np.ones(26 * N, np.float32), np.ones(11 * N, np.float32)
    masks = [
        np.empty(shape, bool) for shape in ((13, 8, 13, N), (26, 8, 13, N), (5, 16, 5, N), (10, 16, 5, N))
    ]
    gk1_rows, gk2_rows, picked = zeros(26, 9, 8), zeros(11, 72, 16), np.arange(N)

    def unpool(grad, pooled, half, out, ghalf, gout, mask, half_mask):
        """Back to the first of the largest; the other of each pair gets what is left."""
        np.equal(half[::2], pooled, out=mask)
        np.multiply(grad, mask, out=ghalf[::2])
        np.subtract(grad, ghalf[::2], out=ghalf[1::2])
        np.equal(out[:, :, ::2], half, out=half_mask)
        np.multiply(ghalf, half_mask, out=gout[:, :, ::2])
        np.subtract(ghalf, gout[:, :, ::2], out=gout[:, :, 1::2])

    def step(x: np.ndarray, y: np.ndarray) -> float:
        np.copyto(image.reshape(784, N), x.reshape(N, 784).T)
        for j in range(3):
            columns1[:, j, 0] = image[:, j : j + 26]
        z1 = out1.reshape(26, 8, 26 * N)
        np.matmul(k1.T, windows1, out=z1)
        z1 += b1
        np.maximum(out1[:, :, ::2], out1[:, :, 1::2], out=half1)
        np.maximum(half1[::2], half1[1::2], out=pool1)
        np.maximum(pool1, 0, out=pool1)
        for j in range(3):
            columns2[:, j] = pool1[:, :, j : j + 11]
        z2 = out2.reshape(11, 16, 11 * N)
        np.matmul(k2.T, windows2, out=z2)
        z2 += b2
        np.maximum(out2[:10, :, :10:2], out2[:10, :, 1:10:2], out=half2)
        np.maximum(half2[::2], half2[1::2], out=pool2)
        np.maximum(pool2, 0, out=pool2)
        flat.reshape(N, 5, 5, 16)[...] = pool2.transpose(3, 0, 2, 1)
        p = flat @ w
        p += b
        p -= p.max(axis=1, keepdims=True)
        np.exp(p, out=p)
        p /= p.sum(axis=1, keepdims=True)
        cost = -np.log(p[picked, y]).mean()
        p[picked, y] -= 1
        p *= np.float32(1 / N)
        np.dot(flat.T, p, out=gw)
        p.sum(axis=0, out=gb)
        gpool2 = np.ascontiguousarray((p @ w.T).reshape(N, 5, 5, 16).transpose(1, 3, 2, 0))
        gpool2 *= pool2 > 0
        unpool(gpool2, pool2, half2, out2[:10, :, :10], ghalf2, gout2[:10, :, :10], masks[2], masks[3])
        g2 = gout2.reshape(11, 16, 11 * N)
        np.matmul(windows2, g2.transpose(0, 2, 1), out=gk2_rows)
        gk2_rows.sum(axis=0, out=gk2)
        np.matmul(g2, ones2).sum(axis=0, out=gb2)
        padded[2:13, :, 2:13] = gout2
        for j in range(3):
            gcolumns[:, j] = padded[:, :, j : j + 13]
        turned = k2.reshape(3, 3, 8, 16)[::-1, ::-1].transpose(2, 0, 1, 3).reshape(8, 144)
        np.matmul(turned, gwindows, out=gpool1.reshape(13, 8, 13 * N))
        np.multiply(gpool1, pool1 > 0, out=gpool1)
        unpool(gpool1, pool1, half1, out1, ghalf1, gout1, masks[0], masks[1])
        g1 = gout1.reshape(26, 8, 26 * N)
        np.matmul(windows1, g1.transpose(0, 2, 1), out=gk1_rows)
        gk1_rows.sum(axis=0, out=gk1)
        np.matmul(g1, ones1).sum(axis=0, out=gb1)
        adam.step()
        return cost

    return step
