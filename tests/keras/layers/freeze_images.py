"""Writes `images_keras.json`: what Keras 3.15.1 on JAX computes for `image_cases`.

Run it with a Python that has both: KERAS_BACKEND=jax python freeze_images.py
"""

import json
from pathlib import Path

import image_cases as cases
import jax
import keras
import numpy as np


def numbers(array):
    return np.asarray(array, dtype=float).round(6).ravel().tolist()


def computed(make, inputs, call=None):
    layer = cases.prepared(make(keras.layers), inputs)
    trainable, others = (
        [w.value for w in ws] for ws in (layer.trainable_variables, layer.non_trainable_variables)
    )

    def cost(weights, x):
        y, moved = layer.stateless_call(weights, others, x, **(call or {}))
        return (y * cases.waves(*y.shape, shift=6)).sum(), (y, moved)

    (gradients, gradient), (y, moved) = jax.grad(cost, argnums=(0, 1), has_aux=True)(trainable, inputs)
    return {
        "shape": y.shape,
        "numbers": numbers(y),
        "gradient": numbers(gradient),
        "gradients": [numbers(g) for g in gradients],
        "moved": [numbers(w) for w in moved],
    }


if __name__ == "__main__":
    lines = [f"{json.dumps(name)}: {json.dumps(computed(*case))}" for name, case in cases.CASES.items()]
    Path(__file__).with_name("images_keras.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
