"""The models that answers are given: made alike for the learner's process and for the check."""

import numpy as np


def _network(inputs, hidden, units, name):
    from dlteach import keras

    layers = [keras.Input((inputs,))]
    for number, part in enumerate(hidden, 1):
        called = f"layer_{number}"
        if part == "normalisation":
            layers.append(keras.layers.BatchNormalization(name=called))
        elif part == "dropout":
            layers.append(keras.layers.Dropout(0.5, name=called))
        else:
            layers.append(keras.layers.Dense(part, activation="relu", name=called))
    layers.append(keras.layers.Dense(units, activation="softmax", name="last_layer"))
    return keras.Sequential(layers, name=name)


def source_and_target(inputs, hidden, source_units, target_units, seed):
    """Two models of the same layers but the last."""
    rng = np.random.default_rng(seed)
    models = [
        _network(inputs, hidden, units, name)
        for units, name in ((source_units, "source"), (target_units, "target"))
    ]
    for model in models:
        model.set_weights([rng.uniform(0.5, 2, size=w.shape).round(2) for w in model.get_weights()])
    return models


def model_and_data(inputs, hidden, classes, rows, is_trained, seed):
    """A model, trained before or not, and examples with their classes."""
    from dlteach import keras

    keras.utils.set_random_seed(seed)
    rng = np.random.default_rng(seed)
    model = _network(inputs, hidden, classes, "model")
    model.set_weights([rng.uniform(-0.4, 1, size=w.shape) ** 2 + 0.1 for w in model.get_weights()])
    x, y = rng.normal(size=(rows, inputs)), np.arange(rows) % classes
    if is_trained:
        model.compile("adam", loss="sparse_categorical_crossentropy")
        model.fit(x, y, epochs=2, verbose=0)
    return model, x, y
