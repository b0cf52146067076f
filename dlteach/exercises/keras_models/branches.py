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
    from dlteach.exercises.keras_models.looking import (
        check_is_model,
        compiled_with,
        falls,
        give_weights,
        parts,
    )

    model = build_two_branch_model(left_dim, right_dim, units)
    check_is_model(model)
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
    untried = ["left counts", "right counts", "left skips", "right skips", "optimizer", "loss"]
    untried += ["loss falls in 5 epochs"]
    if facts["inputs"] != f"(None, {left_dim}), (None, {right_dim})":
        return {**facts, **dict.fromkeys(untried, "not tried"), "predict": np.full((9, 1), np.nan)}

    def try_out():
        both = np.concatenate([left, left[::-1], left]), np.concatenate([right, right, right[::-1]])
        whole, other_left, other_right = np.split(np.array(model.predict(list(both), verbose=0)), 3)
        moves = (
            "no" if np.allclose(whole, other, atol=1e-6) else "yes" for other in (other_left, other_right)
        )
        return whole.astype(float), *moves

    last = model.layers[-1] if model.layers[-1] in dense else dense[-1]
    give_weights(dense)
    last.set_weights([np.full(np.shape(w), 0.3) for w in last.get_weights()])
    facts["predict"], facts["left counts"], facts["right counts"] = try_out()
    facts.update({k: v for k, v in compiled_with(model, [left, right], left[:, 0]).items() if k != "metrics"})
    if left_dim < right_dim:
        facts["loss falls in 5 epochs"] = falls(model, [left, right], left[:, :1] - 9, epochs=5)
    for layer in dense:
        if layer is not last:
            layer.set_weights([np.zeros(np.shape(w)) for w in layer.get_weights()])
    _, facts["left skips"], facts["right skips"] = try_out()
    return facts


def _cases(rng):
    yield Case((2, 3, 4))
    yield Case((3, 3, 2), "as many features on both sides")


TWO_BRANCH_MODEL = Exercise(
    name="build_two_branch_model",
    rooms=("keras",),
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
