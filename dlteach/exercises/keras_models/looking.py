"""What a Keras model is made of and what it does, in words and numbers that can be compared.

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


def give_weights(layers):
    """Weights that depend on their shapes alone, so that equal models get equal weights."""
    for layer in layers:
        shapes = [np.shape(w) for w in layer.get_weights()]
        draw = np.random.default_rng(sum(shapes[0]))
        layer.set_weights([draw.normal(size=shape) / np.sqrt(shape[0]) for shape in shapes])


def compiled_with(model, x, y):
    """The optimizer, what the loss turns out to be on data, and the names of the metrics."""
    if not getattr(model, "compiled", False):
        return dict.fromkeys(("optimizer", "loss", "metrics"), "not compiled")
    facts = {"optimizer": type(model.optimizer).__name__}
    try:
        logs = model.evaluate(x, y, verbose=0, return_dict=True)
    except ValueError as error:
        words = str(error).splitlines()[0]
        return {**facts, "loss": f"refused: {words}", "metrics": "not reached"}
    found = np.ravel(model.predict(x, verbose=0))
    facts["loss"] = _kind_of_loss(logs.pop("loss"), np.ravel(y), found)
    is_accuracy = (np.isclose(value, np.mean((found > 0.5) == np.ravel(y))) for value in logs.values())
    names = ("accuracy" if "acc" in k and true else k for k, true in zip(logs, is_accuracy))
    return {**facts, "metrics": ", ".join(sorted(set(names))) or "none"}


def falls(model, x, y, epochs):
    """Whether training lowers the loss, measured before and after."""
    if not getattr(model, "compiled", False):
        return "not compiled"
    try:
        before = np.ravel(model.evaluate(x, y, verbose=0))[0]
    except ValueError:
        return "refused"
    model.fit(x, y, epochs=epochs, shuffle=False, verbose=0)
    return "yes" if np.ravel(model.evaluate(x, y, verbose=0))[0] < before else "no"


def _kind_of_loss(loss, y, p):
    kinds = {"mean squared error": np.mean((p - y) ** 2), "mean absolute error": np.mean(np.abs(p - y))}
    if len(p) == len(y) and np.isin(y, (0, 1)).all():
        q = np.clip(p, 1e-7, 1 - 1e-7)
        kinds["binary cross-entropy"] = -np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))
        kinds["binary cross-entropy of logits"] = np.mean(np.logaddexp(0, p) - p * y)
        kinds["hinge"] = np.mean(np.maximum(0, 1 - (2 * y - 1) * p))
    return next((kind for kind, value in kinds.items() if np.isclose(loss, value, rtol=1e-4)), "another one")


def _name(activation):
    return getattr(activation, "__name__", type(activation).__name__)
