"""Known mistakes of `build_two_branch_model`."""

from dlteach.autograder import Mistake
from dlteach.exercises.keras_models.branches_answers import (
    build_two_branch_model,
    joined_first,
    one_input_for_both,
    output_without_model,
    skip_through_a_layer,
    varied,
    with_one_layer_for_both,
)


def _joined(id_, join, says, by="Concatenate"):
    return Mistake(id_, varied(join=join, by=by), says)


def _hidden(activation, says):
    words = f"hidden-{activation or 'linear'}"
    return Mistake(words, varied(activation=activation), f"{says} Both branches are relu layers.")


def _output(id_, output, says):
    return Mistake(
        id_, varied(output=output), f"{says} A price can be any number: the model ends with `Dense(1)`."
    )


AROUND = "Concatenate three tensors: both branches and `left` itself."

MISTAKES = (
    _joined(
        "skip-forgotten",
        lambda left, right, h1, h2: [h1, h2],
        f"The way around the left branch is missing. {AROUND}",
    ),
    _joined(
        "right-skips",
        lambda left, right, h1, h2: [h1, h2, right],
        f"It is the right input that goes around its branch. The left one should. {AROUND}",
    ),
    _joined(
        "both-skip",
        lambda left, right, h1, h2: [h1, h2, left, right],
        f"Both inputs go around their branches. Only the left one should. {AROUND}",
    ),
    _joined(
        "left-branch-twice",
        lambda left, right, h1, h2: [h1, h2, h1],
        f"The output of the left branch is joined twice. What goes around the branch is its input. {AROUND}",
    ),
    _joined(
        "left-branch-left-out",
        lambda left, right, h1, h2: [h2, left],
        f"The left input only goes around its branch, not through it. {AROUND}",
    ),
    _joined(
        "right-branch-left-out",
        lambda left, right, h1, h2: [h1, left],
        f"The right input is not used at all. {AROUND}",
    ),
    _joined(
        "left-only-as-a-branch",
        lambda left, right, h1, h2: [h1],
        f"Only the left branch reaches the output. {AROUND}",
    ),
    _joined(
        "right-only",
        lambda left, right, h1, h2: [h2],
        f"Only the right branch reaches the output. {AROUND}",
    ),
    _joined(
        "branches-added",
        lambda left, right, h1, h2: [h1, h2],
        "The branches are added, entry by entry, and the way around is missing. `Concatenate` puts tensors "
        "side by side, of whatever width; join both branches and `left` with it.",
        by="Add",
    ),
    _joined(
        "branches-multiplied",
        lambda left, right, h1, h2: [h1, h2],
        "The branches are multiplied, entry by entry, and the way around is missing. `Concatenate` puts "
        "tensors side by side; join both branches and `left` with it.",
        by="Multiply",
    ),
    _joined(
        "inputs-only",
        lambda left, right, h1, h2: [left, right],
        f"The inputs are joined as they are, and no branch is used. {AROUND}",
    ),
    Mistake(
        "joined-before-the-branches",
        joined_first,
        "The inputs are joined first and share one layer. Each input goes through a Dense layer of its own, "
        "and the join comes after.",
    ),
    Mistake(
        "one-layer-for-both",
        with_one_layer_for_both,
        "Both inputs go through the same layer, so they share its weights. Make a Dense layer for each.",
    ),
    Mistake(
        "both-branches-from-the-left",
        varied(branches=lambda left, right: (left, left)),
        "Both branches read the left input. The second one reads `right`.",
    ),
    Mistake(
        "both-branches-from-the-right",
        varied(branches=lambda left, right: (right, right)),
        "Both branches read the right input. The first one reads `left`.",
    ),
    Mistake(
        "one-input-for-both",
        one_input_for_both,
        "The model has one input of left_dim + right_dim features. A row of layers has one way in; for two "
        "inputs use the functional API, two `keras.Input` and `keras.Model([left, right], output)`.",
    ),
    Mistake(
        "number-for-shape",
        varied(shape=lambda features: features),
        "`keras.Input` wants the shape of one example, a tuple: `keras.Input((left_dim,))`, with the comma.",
    ),
    Mistake(
        "model-not-returned",
        lambda left_dim, right_dim, units: build_two_branch_model(left_dim, right_dim, units).compile("adam"),
        "Nothing comes back. `compile` changes the model and returns nothing, so `return model` needs a line "
        "of its own.",
    ),
    Mistake(
        "inputs-exchanged",
        varied(inputs=lambda left, right: [right, left]),
        "The inputs come in the order right, left. Whoever fits the model gives `[left, right]`: "
        "`keras.Model([left, right], ...)`.",
    ),
    Mistake(
        "branches-one-layer-deeper",
        varied(depth=2),
        "Each branch has two Dense layers. One is asked for.",
    ),
    Mistake(
        "no-branches",
        varied(depth=0, join=lambda left, right, h1, h2: [left, right, left]),
        "There are no branches: the inputs go to the output as they are. Each goes through a Dense layer.",
    ),
    Mistake(
        "layer-after-the-join",
        varied(after=("relu",)),
        "There is a Dense layer of `units` units between the join and the output. The output layer follows "
        "the join at once.",
    ),
    Mistake(
        "skip-through-a-layer",
        skip_through_a_layer,
        "The way around leads through a Dense layer of its own. A skip has no weights: join `left` as it is.",
    ),
    Mistake(
        "twice-the-units",
        varied(size=lambda units: 2 * units),
        "The branches have twice as many units as asked for.",
    ),
    Mistake(
        "half-the-units",
        varied(size=lambda units: units // 2),
        "The branches share the units. Each has `units` of them.",
    ),
    _hidden(None, "The branches have no activation, so the whole model is one linear layer."),
    _hidden("sigmoid", "The branches are sigmoid layers."),
    _hidden("tanh", "The branches are tanh layers."),
    _output("output-sigmoid", (1, "sigmoid"), "The output is squeezed between 0 and 1 by a sigmoid."),
    _output("output-relu", (1, "relu"), "The output has a relu, which is never negative and can go dead."),
    _output("as-many-outputs-as-units", ("units", None), "There are `units` outputs."),
    _output("two-outputs", (2, None), "There are two outputs."),
    Mistake(
        "without-biases",
        varied(use_bias=False),
        "The Dense layers have no biases. Leave `use_bias` at its default.",
    ),
    Mistake(
        "not-compiled",
        varied(optimizer=None),
        "The model is not compiled. Before it is returned: `model.compile('adam', loss='mse')`.",
    ),
    Mistake(
        "rmsprop-by-default",
        varied(optimizer="rmsprop"),
        "The optimizer is RMSprop, which `compile` takes when nothing is said. Name it: "
        "`model.compile('adam', ...)`.",
    ),
    Mistake(
        "gradient-descent",
        varied(optimizer="sgd"),
        "The optimizer is plain gradient descent, 'sgd'. Asked for is 'adam'.",
    ),
    Mistake(
        "loss-absolute",
        varied(loss="mae"),
        "The loss is the mean absolute error. Asked for is the mean squared error, loss='mse'.",
    ),
    Mistake(
        "loss-for-yes-or-no",
        varied(loss="binary_crossentropy"),
        "'binary_crossentropy' is for questions of yes or no. For a number the loss is 'mse'.",
    ),
    Mistake(
        "output-without-model",
        output_without_model,
        "The last tensor comes back. `keras.Model([left, right], output)` makes a model of it: compile that "
        "and return it.",
    ),
)
