"""The exercise `build_binary_classifier`: a Keras model, looked at and tried out.

What was seen is raw; `classifier_facts` makes facts of it, where no learner's code runs.
"""

import numpy as np

from dlteach.autograder import Case, Exercise
from dlteach.exercises.keras_models.classifier_answers import (
    build_binary_classifier,
    built,
    functional,
    with_activation_layers,
    with_input_dim,
)
from dlteach.exercises.keras_models.classifier_facts import measure
from dlteach.exercises.keras_models.classifier_mistakes import MISTAKES


def _look_at_classifier(build_binary_classifier, input_dim, hidden, seed):
    from dlteach.exercises.keras_models.drawn import BEHIND, weights_of, yes_or_no
    from dlteach.exercises.keras_models.looking import (
        check_is_model,
        compiled_with,
        parts,
        shapes_of,
        trained,
    )

    model = build_binary_classifier(input_dim, hidden)
    check_is_model(model)
    x, y = yes_or_no(seed, input_dim)
    arrived = model.get_weights() if model.built else []
    if not model.built:
        model(x)
    dense, activations, others = parts(model)
    shapes = [shapes_of(layer.get_weights()) for layer in dense]
    seen = {
        "weights when it comes": arrived,
        "weights": shapes_of(model.get_weights()),
        "weights of the Dense layers": shapes,
        "activations": activations,
        "other layers": others,
        "input shape": tuple(model.input_shape),
        "output shape": tuple(model.output_shape),
    }
    if model.input_shape[-1] != input_dim:
        return seen
    for layer, shape in zip(dense, shapes):
        layer.set_weights(weights_of(shape, seed))
    seen["outputs of x"] = model.predict(x, verbose=0)
    seen["outputs of 30 x"] = model.predict(30 * x, verbose=0)
    seen["compiled"] = compiled_with(model, x, y)
    if dense and len(shapes[-1]) == 2:
        kernel, bias = dense[-1].get_weights()
        dense[-1].set_weights([kernel, np.full_like(bias, BEHIND)])
    ones = np.ones(len(x))
    seen["training"] = trained(model, x, ones, 10, lambda: [layer.get_weights() for layer in dense])
    return seen


def _cases(rng):
    yield Case((2, [3], int(rng.integers(1000))), "one hidden layer")
    yield Case((3, [6, 5, 4], int(rng.integers(1000))), "three hidden layers")


BINARY_CLASSIFIER = Exercise(
    name="build_binary_classifier",
    rooms=("keras",),
    lesson="09_keras_models",
    section="Probabilities or logits",
    reference=build_binary_classifier,
    driver=_look_at_classifier,
    cases=_cases,
    measure=measure,
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
