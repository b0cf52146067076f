"""The exercise `build_binary_classifier`: a Keras model, looked at and tried out."""

import numpy as np

from dlteach.autograder import Case, Exercise
from dlteach.exercises.keras_models.classifier_answers import (
    build_binary_classifier,
    built,
    functional,
    with_activation_layers,
    with_input_dim,
)
from dlteach.exercises.keras_models.classifier_mistakes import MISTAKES


def _look_at_classifier(build_binary_classifier, input_dim, hidden):
    from dlteach.exercises.keras_models.looking import (
        check_is_model,
        compiled_with,
        falls,
        give_weights,
        parts,
    )

    model = build_binary_classifier(input_dim, hidden)
    check_is_model(model)
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=(21, input_dim)), (np.arange(21) % 3 == 0).astype(float)
    has_weights = bool(model.built)
    if not has_weights:
        model(x)
    dense, activations, others = parts(model)
    facts = {
        "has weights when it comes": "yes" if has_weights else "no",
        "units of the Dense layers": ", ".join(str(layer.units) for layer in dense),
        "activations": ", ".join(activations),
        "other layers": ", ".join(others) or "none",
        "features that it takes": str(model.input_shape[-1]),
        "output shape": str(model.output_shape),
        "parameters": model.count_params(),
    }
    if model.input_shape[-1] != input_dim:
        untried = ("optimizer", "loss", "metrics", "outputs", "loss falls in 10 epochs")
        return {**facts, **dict.fromkeys(untried, "not tried")}
    give_weights(dense)
    outputs = model.predict(30 * x, verbose=0)
    facts["outputs"] = "between 0 and 1" if np.all((outputs >= 0) & (outputs <= 1)) else "beyond 0 and 1"
    facts.update(compiled_with(model, x, y))
    if len(hidden) == 1:
        facts["loss falls in 10 epochs"] = falls(model, x, y, epochs=10)
    return facts


def _cases(rng):
    yield Case((2, [3]), "one hidden layer")
    yield Case((3, [6, 5, 4]), "three hidden layers")


BINARY_CLASSIFIER = Exercise(
    name="build_binary_classifier",
    rooms=("keras",),
    lesson="09_keras_models",
    section="Probabilities or logits",
    reference=build_binary_classifier,
    driver=_look_at_classifier,
    cases=_cases,
    mistakes=MISTAKES,
    also_correct=(functional, with_activation_layers, with_input_dim, built(loss=False)),
    rtol=1e-4,
    hints=(
        "A list of layers, as in the lesson: the shape of the input, a Dense layer for each entry of "
        "`hidden`, one more for the answer. Then `compile`.",
        "Begin with `keras.Sequential([keras.Input((input_dim,))])` and `add` the layers in a loop over "
        "`hidden`.",
        "`model.add(keras.layers.Dense(units, activation=...))` in the loop, then `Dense(1, "
        "activation=...)`, then `model.compile('adam', loss=..., metrics=[...])` and `return model`",
    ),
)
