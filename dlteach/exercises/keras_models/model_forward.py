"""Known mistakes of `MiniSequential` on the way forward: how the layers are joined, `predict`, `evaluate`."""

from dlteach.autograder import Mistake
from dlteach.exercises.keras_models.variants import model

CHAIN = "            input_dim = layer.units\n"
FORWARD = "        for layer in self.layers:\n            x = layer.forward(x)\n        return x"
EVALUATE = "np.mean((self.predict(x) - y) ** 2)"


def _evaluated(id_, value, says, **kind):
    return Mistake(id_, model((EVALUATE, value)), says, **kind)


FORWARD_MISTAKES = (
    Mistake(
        "all-layers-built-for-the-inputs",
        model((CHAIN, "")),
        "Every layer is built for the inputs of the model. The inputs of a layer are the units of the layer "
        "before it: `input_dim = layer.units`.",
    ),
    Mistake(
        "layers-not-connected",
        model(
            (
                FORWARD,
                "        for layer in self.layers:\n            out = layer.forward(x)\n        return out",
            )
        ),
        "Each layer gets the x of the model, so the last one alone makes the prediction. Hand on what comes "
        "out: `x = layer.forward(x)`.",
    ),
    Mistake(
        "first-layer-only",
        model((FORWARD, FORWARD.replace("        return x", "            return x"))),
        "The prediction is what the first layer gives: the `return` stands inside the loop.",
    ),
    Mistake(
        "layers-in-reverse",
        model((FORWARD, FORWARD.replace("self.layers", "reversed(self.layers)"))),
        "On the way forward the layers come in reverse order. Only the way back begins with the last one.",
    ),
    Mistake(
        "last-layer-left-out",
        model((FORWARD, FORWARD.replace("self.layers", "self.layers[:-1]"))),
        "The last layer is left out on the way forward.",
    ),
    Mistake(
        "decides-in-predict",
        model(
            ("return x\n", "return x > 0.5\n"),
            (EVALUATE, "np.mean((self._outputs(x) - y) ** 2)"),
            ("self.predict(x_batch)", "self._outputs(x_batch)"),
            (
                "    def evaluate",
                f"    def _outputs(self, x):\n{FORWARD}\n\n    def evaluate",
            ),
        ),
        "`predict` returns True and False. It should return the outputs as they are; whoever wants a "
        "decision compares them with 0.5.",
    ),
    Mistake(
        "predict-flattened",
        model(
            ("return x\n", "return x.ravel()\n"),
            ("self.predict(x) - y", "self.predict(x).reshape(y.shape) - y"),
            ("self.predict(x_batch)", "self.predict(x_batch).reshape(y_batch.shape)"),
        ),
        "`predict` flattens the outputs. They have a row for each example: (n, k).",
    ),
    _evaluated(
        "evaluate-sums",
        "np.sum((self.predict(x) - y) ** 2)",
        "`evaluate` gives the sum of the squared errors. Divide by their number: `np.mean`.",
    ),
    _evaluated(
        "evaluate-sums-over-outputs",
        "np.sum((self.predict(x) - y) ** 2) / len(x)",
        "`evaluate` divides by the number of rows only. Keras's mean squared error divides by all n·k "
        "entries: `np.mean`.",
        kind="convention",
    ),
    _evaluated(
        "evaluate-halves",
        "np.mean((self.predict(x) - y) ** 2) / 2",
        "`evaluate` gives half of the mean squared error. The ½ belongs to the quadratic cost of lesson 01; "
        "here the loss has none.",
        kind="convention",
    ),
    _evaluated(
        "evaluate-takes-the-root",
        "np.sqrt(np.mean((self.predict(x) - y) ** 2))",
        "`evaluate` takes the root. The mean squared error has none.",
    ),
    _evaluated(
        "evaluate-absolute",
        "np.mean(np.abs(self.predict(x) - y))",
        "`evaluate` gives the mean absolute error. Square the differences.",
    ),
    _evaluated(
        "evaluate-squares-the-mean",
        "np.mean(self.predict(x) - y) ** 2",
        "`evaluate` averages first and squares then, so that errors of opposite sign cancel. Square first.",
    ),
    _evaluated(
        "evaluate-not-averaged",
        "(self.predict(x) - y) ** 2",
        "`evaluate` gives one squared error for each entry. Their mean is asked for, one number.",
    ),
    _evaluated(
        "evaluate-per-row",
        "np.mean((self.predict(x) - y) ** 2, axis=1)",
        "`evaluate` gives a loss for each row. The mean over all rows is asked for, one number.",
    ),
)
