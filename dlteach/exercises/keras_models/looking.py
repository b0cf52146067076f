"""What a Keras model is made of and what it does: raw names, shapes and numbers, judged elsewhere.

Layers are recognised by the names of their classes, so that this file needs no Keras.
"""

import numpy as np

SILENT = ("InputLayer", "Concatenate", "Identity")
AS_LAYERS = {"ReLU": "relu", "Softmax": "softmax", "LeakyReLU": "leaky_relu"}


def check_is_model(value):
    """Refuse what is no model, with what to do."""
    if value is None:
        raise TypeError("nothing comes back: `compile` returns nothing, so end with `return model`")
    if not hasattr(value, "layers"):
        raise TypeError(f"a {type(value).__name__} comes back in place of the model: end with `return model`")


def layers_of(model):
    """All layers, those of models inside included."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from layers_of(layer)
        else:
            yield layer


def parts(model):
    """The Dense layers, their activations, and the kinds of the other layers that do something."""
    dense, activations, others = [], [], []
    for layer in layers_of(model):
        kind = type(layer).__name__
        if kind == "Dense":
            dense.append(layer)
            activations.append(_name(layer.activation))
        elif kind == "Activation" or kind in AS_LAYERS:
            source = layer.input._keras_history[0]
            name = AS_LAYERS.get(kind) or _name(layer.activation)
            if source in dense and activations[dense.index(source)] == "linear":
                activations[dense.index(source)] = name
            else:
                others.append(name)
        elif kind not in SILENT:
            others.append(kind)
    return dense, activations, others


def shapes_of(arrays):
    """The shape of each."""
    return [tuple(np.shape(array)) for array in arrays]


def compiled_with(model, x, y):
    """The optimizer, and what `evaluate` says of data; None where the model is not compiled."""
    if not getattr(model, "compiled", False):
        return None
    found = {"optimizer": type(model.optimizer).__name__}
    try:
        logs = model.evaluate(x, y, verbose=0, return_dict=True)
    except ValueError as error:
        return {**found, "refused": str(error).splitlines()[0]}
    return {**found, "logs": {str(name): float(value) for name, value in logs.items()}}


def trained(model, x, y, epochs, after_each):
    """The loss before and after training; `after_each()` is noted after the first epoch and the last.

    None where the model is not compiled, or refuses the data.
    """
    if not getattr(model, "compiled", False):
        return None
    try:
        before = float(np.ravel(model.evaluate(x, y, verbose=0))[0])
    except ValueError:
        return None
    model.fit(x, y, epochs=1, shuffle=False, verbose=0)
    first = after_each()
    model.fit(x, y, epochs=epochs - 1, shuffle=False, verbose=0)
    after = float(np.ravel(model.evaluate(x, y, verbose=0))[0])
    return {"before": before, "after": after, "first": first, "last": after_each()}


def _name(activation):
    return getattr(activation, "__name__", type(activation).__name__)
