"""Known mistakes of `MiniSequential` in a step: how the way back begins, and what moves."""

from dlteach.autograder import Mistake
from dlteach.exercises.keras_models.variants import model

GRAD = "2 * error / error.size"
STEP_W = "layer.w = layer.w - learning_rate * layer.grad_w"
STEP_B = "layer.b = layer.b - learning_rate * layer.grad_b"
STEP = (
    f"                for layer in self.layers:\n                    {STEP_W}\n                    {STEP_B}\n"
)
BOTH = "The gradient of the mean squared error by the prediction is 2·(ŷ − y) / size, over all n·k entries."


def _started(id_, grad, says, **kind):
    return Mistake(id_, model((GRAD, grad)), f"{says} {BOTH}", **kind)


STEP_MISTAKES = (
    _started("two-forgotten", "error / error.size", "The 2 is missing where the way back begins."),
    _started("not-averaged", "2 * error", "The division is missing where the way back begins."),
    _started(
        "divided-by-rows", "2 * error / len(x_batch)", "The gradient of the loss is divided by the rows only."
    ),
    _started("error-for-gradient", "error", "The way back begins with the error ŷ − y, without its factors."),
    _started(
        "error-divided-by-rows",
        "error / len(x_batch)",
        "The way back begins with (ŷ − y) / n, the gradient of the quadratic cost of lesson 01.",
        kind="convention",
    ),
    _started(
        "divided-by-batch-size",
        "2 * error / (batch_size * error.shape[1])",
        "The gradient of the loss is divided by `batch_size`, but a last batch may be shorter.",
    ),
    _started(
        "divided-by-all-rows",
        "2 * error / y.size",
        "The gradient of a batch is divided by the size of all the data.",
    ),
    _started("squared-error-goes-back", "error**2 / error.size", "The way back begins with the loss itself."),
    Mistake(
        "uphill",
        model(("- learning_rate", "+ learning_rate")),
        "The step goes uphill. Subtract learning_rate · gradient, and begin the way back with the prediction "
        "minus the truth, ŷ − y.",
    ),
    Mistake(
        "no-step",
        model((STEP, "")),
        "The weights never change. After the way back each layer takes its step, and the result is stored "
        "in the layer: `layer.w = layer.w - learning_rate * layer.grad_w`, and b likewise.",
    ),
    Mistake(
        "biases-stay",
        model((f"                    {STEP_B}\n", "")),
        "The biases never change. They take a step as the weights do, with grad_b.",
    ),
    Mistake(
        "weights-stay",
        model((f"                    {STEP_W}\n", "")),
        "Only the biases change. The weights take a step as well, with grad_w.",
    ),
    Mistake(
        "last-layer-only",
        model((STEP, STEP.replace("self.layers", "self.layers[-1:]"))),
        "Only the last layer takes a step. All layers do.",
    ),
    Mistake(
        "all-but-the-first-layer",
        model((STEP, STEP.replace("self.layers", "self.layers[1:]"))),
        "The first layer never changes. All layers take a step.",
    ),
    Mistake(
        "all-but-the-last-layer",
        model((STEP, STEP.replace("self.layers", "self.layers[:-1]"))),
        "The last layer never changes. All layers take a step.",
    ),
    Mistake(
        "gradient-not-handed-on",
        model(("grad = layer.backward(grad)", "layer.backward(grad)")),
        "Every layer gets the gradient of the loss. Hand on what a layer gives back: `grad = "
        "layer.backward(grad)`.",
    ),
    Mistake(
        "backward-in-forward-order",
        model(("reversed(self.layers)", "self.layers")),
        "The way back begins with the first layer. It begins with the last one: `reversed(self.layers)`.",
    ),
    Mistake(
        "step-twice",
        model((STEP, STEP + STEP)),
        "Each batch takes two steps with the same gradient. One is asked for.",
    ),
    Mistake(
        "learning-rate-ignored",
        model(("learning_rate * layer", "0.1 * layer")),
        "The step is 0.1 times the gradient whatever `learning_rate` says.",
    ),
    Mistake(
        "learning-rate-of-0.01",
        model(("learning_rate * layer", "0.01 * layer")),
        "The step is 0.01 times the gradient whatever `learning_rate` says.",
    ),
    Mistake(
        "learning-rate-forgotten",
        model(("learning_rate * layer", "layer")),
        "The whole gradient is subtracted. Multiply it with `learning_rate` first.",
    ),
    Mistake(
        "built-anew-in-fit",
        model(
            (
                '        history = {"loss": []}\n',
                '        history = {"loss": []}\n        size = x.shape[1]\n'
                "        for layer in self.layers:\n            layer.build(size)\n"
                "            size = layer.units\n",
            )
        ),
        "`fit` builds the layers again and so forgets their weights. Build them once, in `__init__`: a "
        "second `fit` goes on where the first has stopped.",
    ),
)
