"""Calls of convolution, pooling and normalization layers: how one is made, its input, how it is called."""

import numpy as np


def waves(*shape, shift=0.0):
    """Numbers from −1 to 1 without a pattern, the same every time."""
    return np.sin(1.7 * np.arange(np.prod(shape)) + shift).reshape(shape).astype("float32")


SEQUENCES, IMAGES, VOLUMES = waves(2, 7, 4), waves(2, 6, 5, 4, shift=1), waves(2, 4, 3, 4, 2, shift=2)
MASK = np.array([[True, True, False, True, False, True, True], [True] * 3 + [False] * 4])

CONVOLUTIONS = {
    "Conv1D": (lambda layers: layers.Conv1D(3, 2, activation="tanh"), SEQUENCES),
    "Conv1D, causal": (lambda layers: layers.Conv1D(3, 3, padding="causal", dilation_rate=2), SEQUENCES),
    "Conv1D, same, strides": (lambda layers: layers.Conv1D(4, 3, 2, "same", groups=2), SEQUENCES),
    "Conv2D, relu": (lambda layers: layers.Conv2D(3, 3, activation="relu"), IMAGES),
    "Conv2D, same": (lambda layers: layers.Conv2D(2, (3, 2), padding="same", use_bias=False), IMAGES),
    "Conv2D, strides": (lambda layers: layers.Conv2D(2, 3, strides=(2, 1), activation="gelu"), IMAGES),
    "Conv2D, same, strides": (lambda layers: layers.Conv2D(2, 3, strides=2, padding="same"), IMAGES),
    "Conv2D, dilation": (lambda layers: layers.Conv2D(2, 2, dilation_rate=(2, 3), padding="same"), IMAGES),
    "Conv2D, groups": (lambda layers: layers.Conv2D(4, 2, groups=2), IMAGES),
    "Conv3D": (lambda layers: layers.Conv3D(2, 2, padding="same"), VOLUMES),
}
POOLINGS = {
    f"{kind}Pooling2D, {size}, {strides}, {padding}": (
        lambda layers, kind=kind, size=size, strides=strides, padding=padding: getattr(
            layers, f"{kind}Pooling2D"
        )(size, strides=strides, padding=padding),
        IMAGES,
    )
    for kind in ("Max", "Average")
    for size, strides, padding in (
        (2, None, "valid"),
        (2, None, "same"),
        ((3, 2), (1, 2), "same"),
        (3, 1, "valid"),
    )
}
NORMALIZATIONS = {
    "BatchNormalization, training": (lambda layers: layers.BatchNormalization(), IMAGES, {"training": True}),
    "BatchNormalization, inference": (lambda layers: layers.BatchNormalization(), IMAGES),
    "BatchNormalization, axis 1": (
        lambda layers: layers.BatchNormalization(axis=1, momentum=0.6, epsilon=0.1, scale=False),
        IMAGES,
        {"training": True},
    ),
    "BatchNormalization, mask": (
        lambda layers: layers.BatchNormalization(center=False),
        SEQUENCES,
        {"training": True, "mask": MASK},
    ),
    "BatchNormalization, renorm": (
        lambda layers: layers.BatchNormalization(renorm=True, renorm_clipping={"rmax": 3.0, "dmax": 0.5}),
        SEQUENCES,
        {"training": True},
    ),
    "LayerNormalization": (lambda layers: layers.LayerNormalization(), SEQUENCES),
    "LayerNormalization, two axes": (
        lambda layers: layers.LayerNormalization(axis=[-1, 1], center=False),
        IMAGES,
    ),
    "UnitNormalization": (lambda layers: layers.UnitNormalization(axis=(1, 2)), IMAGES),
}
CASES = {
    **CONVOLUTIONS,
    **POOLINGS,
    **NORMALIZATIONS,
    "MaxPooling1D": (lambda layers: layers.MaxPooling1D(3, 2), SEQUENCES),
    "AveragePooling1D": (lambda layers: layers.AveragePooling1D(2, padding="same"), SEQUENCES),
    "MaxPooling3D": (lambda layers: layers.MaxPooling3D(2), VOLUMES),
    "GlobalMaxPooling2D": (lambda layers: layers.GlobalMaxPooling2D(), IMAGES),
    "GlobalAveragePooling2D": (lambda layers: layers.GlobalAveragePooling2D(keepdims=True), IMAGES),
    "GlobalAveragePooling1D, mask": (
        lambda layers: layers.GlobalAveragePooling1D(),
        SEQUENCES,
        {"mask": MASK},
    ),
}


def prepared(layer, inputs):
    """The layer with weights that are the same everywhere; variances and the like are positive."""
    layer.build(inputs.shape)
    layer.set_weights(
        [
            abs(waves(*w.shape, shift=i)) + 0.5
            if "var" in w.name or "stddev" in w.name
            else waves(*w.shape, shift=i)
            for i, w in enumerate(layer.weights)
        ]
    )
    return layer
