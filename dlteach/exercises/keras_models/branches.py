"""The exercise `build_two_branch_model`: whether both inputs count, and which one skips its layer.

What was seen is raw; `branches_facts` makes facts of it, where no learner's code runs.
"""

import numpy as np

from dlteach.autograder import Case, Exercise
from dlteach.exercises.keras_models.branches_answers import (
    build_two_branch_model,
    varied,
    with_branches_as_models,
    with_named_inputs,
    with_operations,
)
from dlteach.exercises.keras_models.branches_facts import measure
from dlteach.exercises.keras_models.branches_mistakes import MISTAKES


def _look_at_branches(build_two_branch_model, left_dim, right_dim, units, seed):
    from dlteach.exercises.keras_models.drawn import pairs, weights_of
    from dlteach.exercises.keras_models.looking import (
        check_is_model,
        compiled_with,
        parts,
        shapes_of,
        trained,
    )

    model = build_two_branch_model(left_dim, right_dim, units)
    check_is_model(model)
    left, right = pairs(seed, left_dim, right_dim)
    dense, _, others = parts(model)
    seen = {
        "input shapes": [tuple(tensor.shape) for tensor in model.inputs],
        "output shape": tuple(model.output_shape),
        "kernels of the Dense layers": shapes_of(layer.kernel for layer in dense),
        "weights": shapes_of(model.get_weights()),
        "other layers": others,
    }
    if seen["input shapes"] != [(None, left_dim), (None, right_dim)]:
        return seen

    def outputs_for(*both):
        return np.array(model.predict(list(both), verbose=0))

    def try_out():
        return outputs_for(
            np.concatenate([left, left[::-1], left]), np.concatenate([right, right, right[::-1]])
        )

    last = model.layers[-1] if model.layers[-1] in dense else dense[-1]
    for layer in dense:
        layer.set_weights(weights_of(shapes_of(layer.get_weights()), seed))
    # Whatever the order of the parts, they count alike; and no relu lets through what is below 0.
    last.set_weights([np.full(np.shape(w), by) for w, by in zip(last.get_weights(), (0.3, -5.0))])
    seen["outputs"] = try_out()
    seen["compiled"] = compiled_with(model, [left, right], left[:, 0])
    if left_dim < right_dim:
        seen["training"] = trained(model, [left, right], left[:, :1] - 9, 5, lambda: outputs_for(left, right))
    for layer in dense:
        if layer is not last:
            layer.set_weights([np.zeros(np.shape(w)) for w in layer.get_weights()])
    seen["outputs without branches"] = try_out()
    return seen


def _cases(rng):
    yield Case((2, 3, 4, int(rng.integers(1000))))
    yield Case((3, 3, 2, int(rng.integers(1000))), "as many features on both sides")


TWO_BRANCH_MODEL = Exercise(
    name="build_two_branch_model",
    rooms=("keras",),
    lesson="09_keras_models",
    section="Two inputs, and a way around",
    reference=build_two_branch_model,
    points=2.0,
    driver=_look_at_branches,
    cases=_cases,
    measure=measure,
    mistakes=MISTAKES,
    also_correct=(
        with_named_inputs,
        with_operations,
        with_branches_as_models,
        varied(join=lambda left, right, h1, h2: [left, h2, h1]),
    ),
    rtol=1e-4,
    atol=1e-5,
    hints=(
        "Draw it first: two arrows come in, each goes through a box, and one of them also goes around its "
        "box. All three meet before the last box.",
        "`keras.Input` gives a tensor, a layer called on a tensor gives the next one, `Concatenate` puts "
        "several side by side, and `keras.Model([left, right], output)` ties inputs and output together.",
        "`joined = keras.layers.Concatenate()([left_branch, right_branch, ...])`, `output = "
        "keras.layers.Dense(1)(joined)`, `model = keras.Model([left, right], ...)`, then compile",
    ),
)
