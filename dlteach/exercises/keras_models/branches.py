"""The exercise `build_two_branch_model`: whether both inputs count, and which one skips its layer."""

import numpy as np

from dlteach.autograder import Case, Exercise
from dlteach.exercises.keras_models.branches_answers import (
    build_two_branch_model,
    varied,
    with_branches_as_models,
    with_named_inputs,
    with_operations,
)
from dlteach.exercises.keras_models.branches_mistakes import MISTAKES


def _look_at_branches(build_two_branch_model, left_dim, right_dim, units):
    from dlteach.exercises.keras_models.looking import compiled_with, falls, give_weights, parts

    model = build_two_branch_model(left_dim, right_dim, units)
    if not hasattr(model, "layers"):
        raise TypeError(f"the model should come back, and a {type(model).__name__} does: `return model`")
    rng = np.random.default_rng(5)
    left, right = rng.normal(size=(9, left_dim)), rng.normal(size=(9, right_dim))
    dense, activations, others = parts(model)
    kernels = sorted((tuple(layer.kernel.shape), name) for layer, name in zip(dense, activations))
    facts = {
        "inputs": ", ".join(str(tensor.shape) for tensor in model.inputs),
        "output": str(model.output_shape),
        "weights of the Dense layers": ", ".join(str(shape) for shape, _ in kernels),
        "parameters": model.count_params(),
        "other layers": ", ".join(others) or "none",
    }
    untried = ("left counts", "right counts", "left skips", "right skips", "predict", "optimizer", "loss")
    if facts["inputs"] != f"(None, {left_dim}), (None, {right_dim})":
        return {**facts, **dict.fromkeys(untried, "not tried"), "loss falls": "not tried"}

    def predict(*inputs):
        return np.array(model.predict(list(inputs), verbose=0), dtype=float)

    def differ(a, b):
        return "no" if np.allclose(a, b, atol=1e-6) else "yes"

    last = model.layers[-1] if model.layers[-1] in dense else dense[-1]
    give_weights(dense)
    last.set_weights([np.full(np.shape(w), 0.3) for w in last.get_weights()])
    whole = predict(left, right)
    facts["left counts"] = differ(whole, predict(left[::-1], right))
    facts["right counts"] = differ(whole, predict(left, right[::-1]))
    facts["predict"] = whole
    facts.update({k: v for k, v in compiled_with(model, [left, right], left[:, 0]).items() if k != "metrics"})
    for layer in dense:
        if layer is not last:
            layer.set_weights([np.zeros(np.shape(w)) for w in layer.get_weights()])
    past = predict(left, right)
    facts["left skips"] = differ(past, predict(left[::-1], right))
    facts["right skips"] = differ(past, predict(left, right[::-1]))
    if left_dim > right_dim:
        give_weights(dense)
        facts["loss falls"] = falls(model, [left, right], left[:, :1] - 5, epochs=10)
    return facts


def _cases(rng):
    yield Case((2, 3, 4))
    yield Case((5, 2, 3), "more features on the left")
    yield Case((3, 3, 2), "as many features on both sides")


TWO_BRANCH_MODEL = Exercise(
    name="build_two_branch_model",
    lesson="09_keras_models",
    section="Two inputs, and a way around",
    reference=build_two_branch_model,
    points=2.0,
    driver=_look_at_branches,
    cases=_cases,
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
