"""Known mistakes of `build_binary_classifier`."""

from dlteach.autograder import Mistake
from dlteach.exercises.keras_models.classifier_answers import build_binary_classifier, built


def _metrics_in_third_place(input_dim, hidden):
    model = build_binary_classifier(input_dim, hidden)
    model.compile("adam", "binary_crossentropy", ["accuracy"])
    return model


def _with_loss(id_, loss, says):
    return Mistake(
        id_, built(loss=loss), f"{says} For a question of yes or no the loss is 'binary_crossentropy'."
    )


def _with_activation(name):
    words = "no activation" if name is None else f"the activation {name}"
    why = "A stack of linear layers is one linear layer. " if name is None else ""
    return Mistake(
        f"hidden-{name or 'linear'}",
        built(activation=name),
        f"The hidden layers have {words}. {why}Asked for is activation='relu'.",
    )


ONE_SIGMOID = "The model ends with `Dense(1, activation='sigmoid')`: one probability for each example."

MISTAKES = (
    Mistake(
        "input-forgotten",
        built(features=None),
        "The model has no weights yet, as it does not know how many features will come. Begin with "
        "`keras.Input((input_dim,))`.",
    ),
    Mistake(
        "number-for-shape",
        built(shape=lambda features: features),
        "`keras.Input` wants the shape of one example, a tuple: `keras.Input((input_dim,))`, with the comma.",
    ),
    Mistake(
        "model-not-returned",
        lambda input_dim, hidden: build_binary_classifier(input_dim, hidden).compile("adam"),
        "Nothing comes back. `compile` changes the model and returns nothing, so `return model` needs a line "
        "of its own.",
    ),
    Mistake(
        "input-as-a-layer",
        built(units=lambda d, hidden: [d, *hidden]),
        "There is a Dense layer of `input_dim` units too many. The input layer computes nothing: "
        "`keras.Input((input_dim,))` is all that it needs.",
    ),
    Mistake(
        "input-of-the-hidden-size",
        built(features=lambda d, hidden: (*hidden, d)[0]),
        "The model expects as many features as its first hidden layer has units. `keras.Input((input_dim,))` "
        "says how many features an example has.",
    ),
    Mistake(
        "input-of-one",
        built(features=lambda d, hidden: 1),
        "The model expects one feature. `keras.Input((input_dim,))` says how many features an example has.",
    ),
    Mistake(
        "first-hidden-layer-left-out",
        built(units=lambda d, hidden: hidden[1:]),
        "The first hidden layer is missing: there is one for each entry of `hidden`.",
    ),
    Mistake(
        "last-hidden-layer-left-out",
        built(units=lambda d, hidden: hidden[:-1]),
        "The last hidden layer is missing: there is one for each entry of `hidden`, and the output layer "
        "comes on top.",
    ),
    Mistake(
        "one-hidden-layer",
        built(units=lambda d, hidden: hidden[:1]),
        "Only the first hidden layer is there. Add one for each entry of `hidden`, in a loop.",
    ),
    Mistake(
        "no-hidden-layers",
        built(units=lambda d, hidden: []),
        "There are no hidden layers. Add one for each entry of `hidden`, in a loop.",
    ),
    Mistake(
        "one-layer-more",
        built(units=lambda d, hidden: [*hidden, *hidden[-1:]]),
        "The last hidden layer stands there twice.",
    ),
    Mistake(
        "layers-reversed",
        built(units=lambda d, hidden: hidden[::-1]),
        "The hidden layers come in reverse order. The first entry of `hidden` stands next to the inputs.",
    ),
    Mistake(
        "all-of-the-first-size",
        built(units=lambda d, hidden: hidden[:1] * len(hidden)),
        "All hidden layers have the size of the first. Each entry of `hidden` is the size of one layer.",
    ),
    Mistake(
        "numbered-not-sized",
        built(units=lambda d, hidden: [i + 1 for i in range(len(hidden))]),
        "The hidden layers have 1, 2, 3 … units: the number of the layer is taken for its size. Loop over "
        "`hidden` itself.",
    ),
    Mistake(
        "output-layer-missing",
        built(output=None),
        f"The output layer is missing. {ONE_SIGMOID}",
    ),
    Mistake(
        "output-linear",
        built(output=(1, None)),
        "The output layer has no activation, so it gives logits, any number, and 'binary_crossentropy' "
        f"expects probabilities. {ONE_SIGMOID}",
    ),
    Mistake(
        "logits-with-a-loss-for-logits",
        built(output=(1, None), loss=True),
        "Logits with a loss for logits: that trains well, and its outputs are no probabilities. Here they "
        f"should be. {ONE_SIGMOID}",
        kind="convention",
    ),
    Mistake(
        "probabilities-with-a-loss-for-logits",
        built(loss=True),
        "The sigmoid is applied twice, in the output layer and in the loss. Leave from_logits=True out.",
    ),
    Mistake(
        "output-softmax",
        built(output=(1, "softmax")),
        f"Softmax over a single unit is always 1, whatever the weights. {ONE_SIGMOID}",
    ),
    Mistake(
        "two-classes-with-softmax",
        built(output=(2, "softmax"), loss="sparse_categorical_crossentropy"),
        "Two units with softmax can do the same, with twice the weights in the last layer. Here one unit is "
        f"asked for. {ONE_SIGMOID}",
        kind="convention",
    ),
    Mistake(
        "two-sigmoid-units",
        built(output=(2, "sigmoid")),
        f"There are two output units. A question of yes or no needs one. {ONE_SIGMOID}",
    ),
    Mistake(
        "two-softmax-units-with-the-binary-loss",
        built(output=(2, "softmax")),
        f"There are two output units with softmax, and a loss for one. {ONE_SIGMOID}",
    ),
    Mistake(
        "output-relu",
        built(output=(1, "relu")),
        f"The output layer has relu, whose outputs have no upper limit. {ONE_SIGMOID}",
    ),
    Mistake(
        "output-tanh",
        built(output=(1, "tanh")),
        f"The output layer has tanh, which lies between −1 and 1. {ONE_SIGMOID}",
    ),
    *(_with_activation(name) for name in (None, "sigmoid", "tanh", "leaky_relu", "softmax")),
    Mistake(
        "relu-in-extra-layers",
        built(extra=(("Activation", "relu"),)),
        "There is a second relu behind the hidden layers. `Dense(units, activation='relu')` and a separate "
        "`Activation('relu')` do the same: one of them is enough.",
    ),
    Mistake(
        "with-dropout",
        built(extra=(("Dropout", 0.5),)),
        "There is a Dropout layer. That is for lesson 10; here Dense layers alone are asked for.",
        kind="convention",
    ),
    Mistake(
        "without-biases",
        built(use_bias=False),
        "The Dense layers have no biases. Leave `use_bias` at its default.",
    ),
    Mistake(
        "not-compiled",
        built(optimizer=None),
        "The model is not compiled. Before it is returned: `model.compile('adam', "
        "loss='binary_crossentropy', metrics=['accuracy'])`.",
    ),
    Mistake(
        "rmsprop-by-default",
        built(optimizer="rmsprop"),
        "The optimizer is RMSprop, which `compile` takes when nothing is said. Name it: "
        "`model.compile('adam', ...)`.",
    ),
    Mistake(
        "gradient-descent",
        built(optimizer="sgd"),
        "The optimizer is plain gradient descent, 'sgd'. Asked for is 'adam'.",
    ),
    Mistake(
        "metrics-forgotten",
        built(metrics=()),
        "The accuracy is not measured: `metrics=['accuracy']` is missing in `compile`.",
    ),
    Mistake(
        "metrics-in-third-place",
        _metrics_in_third_place,
        "The third argument of `compile` is `loss_weights`. Give the metrics by name: "
        "`metrics=['accuracy']`.",
    ),
    Mistake(
        "other-metric",
        built(metrics=("mae",)),
        "The metric is not the accuracy: `metrics=['accuracy']`.",
    ),
    _with_loss("loss-squared", "mse", "The loss is the mean squared error."),
    _with_loss("loss-absolute", "mae", "The loss is the mean absolute error."),
    _with_loss("loss-hinge", "hinge", "The loss is the hinge, for labels −1 and 1."),
    _with_loss(
        "loss-categorical",
        "categorical_crossentropy",
        "'categorical_crossentropy' compares several classes. With one output it is 0 whatever the model "
        "says.",
    ),
    _with_loss(
        "loss-sparse-categorical",
        "sparse_categorical_crossentropy",
        "'sparse_categorical_crossentropy' picks one of several outputs, and here is one.",
    ),
    Mistake(
        "layers-without-model",
        lambda input_dim, hidden: [build_binary_classifier(input_dim, hidden)],
        "A list comes back. Put the layers into `keras.Sequential([...])`, compile that model and return it.",
    ),
)
