"""Calls of layers that draw no random numbers: a name, how the layer is made, what it is called with."""

import numpy as np


def waves(*shape, shift=0.0):
    """Numbers from −1 to 1 without a pattern, the same every time."""
    return np.sin(1.7 * np.arange(np.prod(shape)) + shift).reshape(shape).astype("float32")


ROWS, SEQUENCE, OTHER, IMAGES = (
    waves(2, 4),
    waves(2, 3, 4, shift=1),
    waves(2, 3, 4, shift=2),
    waves(2, 3, 4, 2),
)

# Indices, a step, and pictures that are changed before they enter a network.
WITHOUT_GRADIENT = ("Embedding", "Masking", "RandomRotation")

CASES = {
    "Dense of sequences": (
        lambda layers: layers.Dense(2, kernel_initializer="ones", bias_initializer="ones", activation="tanh"),
        SEQUENCE,
    ),
    "Embedding": (
        lambda layers: layers.Embedding(4, 2, weights=waves(4, 2)),
        np.array([[1, 2], [3, 0]]),
    ),
    "Masking": (lambda layers: layers.Masking(0.0), np.where(SEQUENCE[:, :, :1] > 0, SEQUENCE, 0)),
    "PReLU": (lambda layers: layers.PReLU(alpha_initializer="ones", shared_axes=(1,)), SEQUENCE),
    "Softmax over two axes": (lambda layers: layers.Softmax(axis=(1, 2)), SEQUENCE),
    "Flatten, channels first": (lambda layers: layers.Flatten(data_format="channels_first"), IMAGES),
    "Permute": (lambda layers: layers.Permute((2, 3, 1)), IMAGES),
    "Reshape": (lambda layers: layers.Reshape((-1, 2)), SEQUENCE),
    "RepeatVector": (lambda layers: layers.RepeatVector(3), ROWS),
    "ZeroPadding2D": (lambda layers: layers.ZeroPadding2D(((1, 0), (0, 2))), IMAGES),
    "Cropping2D": (lambda layers: layers.Cropping2D(((1, 0), (0, 2))), IMAGES),
    "Add of unequal ranks": (lambda layers: layers.Add(), [SEQUENCE, ROWS]),
    "Average": (lambda layers: layers.Average(), [SEQUENCE, OTHER, OTHER]),
    "Concatenate": (lambda layers: layers.Concatenate(axis=1), [SEQUENCE, OTHER]),
    "Dot": (lambda layers: layers.Dot(axes=(1, 1)), [SEQUENCE, OTHER]),
    "Dot, cosine": (lambda layers: layers.Dot(axes=2, normalize=True), [SEQUENCE, OTHER]),
    "Dot of rows": (lambda layers: layers.Dot(axes=-1), [ROWS, ROWS + 1]),
    "Normalization": (
        lambda layers: layers.Normalization(mean=[1.0, 2.0, 3.0, 4.0], variance=[1.0, 2.0, 3.0, 4.0]),
        SEQUENCE,
    ),
    "Normalization, inverted": (
        lambda layers: layers.Normalization(mean=1.0, variance=4.0, invert=True),
        ROWS,
    ),
    "RandomRotation, channels first": (
        lambda layers: layers.RandomRotation((0.3, 0.3), data_format="channels_first"),
        IMAGES,
    ),
    **{
        f"UpSampling2D, {method}": (
            lambda layers, method=method: layers.UpSampling2D((2, 3), interpolation=method),
            IMAGES,
        )
        for method in ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")
    },
    **{
        f"RandomRotation, {fill}, {method}": (
            lambda layers, fill=fill, method=method: layers.RandomRotation(
                (0.1, 0.1), fill_mode=fill, interpolation=method, fill_value=0.7
            ),
            IMAGES,
        )
        for fill in ("reflect", "wrap", "constant", "nearest")
        for method in ("nearest", "bilinear")
    },
}
