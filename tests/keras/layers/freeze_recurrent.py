"""Writes `recurrent_keras.json`: what Keras 3.15.1 on JAX computes for `recurrent_cases`.

Run it with a Python that has both: KERAS_BACKEND=jax python freeze_recurrent.py
"""

import json
from pathlib import Path

import jax
import keras
import numpy as np
import recurrent_cases as cases


def numbers(array):
    return np.asarray(array, dtype=float).round(7).ravel().tolist()


def computed(layer_name, setting, names):
    layer = getattr(keras.layers, layer_name)(cases.UNITS, **setting)
    x = cases.inputs()
    layer.build(x.shape)
    layer.set_weights(cases.weights(layer_name, setting.get("use_bias", True)))
    arguments = cases.call_arguments(layer_name, names)
    rest = [v.value for v in layer.non_trainable_variables]

    def weighted_sum(trainable, x):
        y, _ = layer.stateless_call(trainable, rest, x, **arguments)
        return (y * cases.waves(*y.shape, shift=6)).sum(), y

    values = [v.value for v in layer.trainable_variables]
    (_, y), gradients = jax.value_and_grad(weighted_sum, argnums=(0, 1), has_aux=True)(values, x)
    return {"output": numbers(y), "gradients": [*map(numbers, gradients[0]), numbers(gradients[1])]}


if __name__ == "__main__":
    lines = [f"{json.dumps(name)}: {json.dumps(computed(*case))}" for name, case in cases.CASES.items()]
    Path(__file__).with_name("recurrent_keras.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
