"""Writes `layers_keras.json`: what Keras 3.15.1 on JAX computes for `layer_cases`.

Run it with a Python that has both: KERAS_BACKEND=jax python freeze_layers.py
"""

import json
from pathlib import Path

import jax
import keras
import layer_cases as cases
import numpy as np


def numbers(array):
    return np.asarray(array, dtype=float).round(6).ravel().tolist()


def computed(name, make, inputs):
    layer = make(keras.layers)
    y = np.asarray(layer(inputs))
    result = {"shape": y.shape, "numbers": numbers(y)}
    if not name.startswith(cases.WITHOUT_GRADIENT):
        weights = cases.waves(*y.shape, shift=6)
        gradients = jax.grad(lambda inputs: (layer(inputs) * weights).sum())(inputs)
        result["gradients"] = [numbers(g) for g in (gradients if isinstance(inputs, list) else [gradients])]
    return result


if __name__ == "__main__":
    lines = [
        f"{json.dumps(name)}: {json.dumps(computed(name, make, inputs))}"
        for name, (make, inputs) in cases.CASES.items()
    ]
    Path(__file__).with_name("layers_keras.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
