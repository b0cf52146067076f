"""Known mistakes of `DenseLayer`: on the way forward and on the way back."""

from dlteach.autograder import Mistake
from dlteach.exercises.keras_models.variants import layer

SUMS = "x @ self.w + self.b"
OUTPUT = "return self.f(self.z)"
GRAD_Z = "grad_output * self.slope(self.z)"
GRAD_W = "self.x.T @ grad_z"
GRAD_B = "grad_z.sum(axis=0)"
BOTH_STEPS = "self.w, self.b = self.w - RATE * self.grad_w, self.b - RATE * self.grad_b"
GRAD_X = "return grad_z @ self.w.T"

FORWARD_MISTAKES = (
    Mistake(
        "bias-forgotten",
        layer((SUMS, "x @ self.w")),
        "The bias is missing on the way forward: z = x @ w + b.",
    ),
    Mistake(
        "bias-subtracted",
        layer((SUMS, "x @ self.w - self.b")),
        "The bias is taken away on the way forward. It is added: z = x @ w + b.",
    ),
    Mistake(
        "activation-not-applied",
        layer((OUTPUT, "return self.z")),
        "`forward` returns z, without the activation. The output of the layer is f(z).",
    ),
    Mistake(
        "activation-ignored",
        layer((OUTPUT, "return self.z"), (GRAD_Z, "grad_output")),
        "The activation is left out, forward and backward: the layer is linear whatever it was told. The "
        "output is f(z), and the way back begins with grad_output · f′(z).",
    ),
    Mistake(
        "always-sigmoid",
        layer(("ACTIVATIONS[activation]", 'ACTIVATIONS["sigmoid"]')),
        "The layer is a sigmoid layer whatever `activation` says. Look the function up by its name.",
    ),
    Mistake(
        "always-relu",
        layer(("ACTIVATIONS[activation]", 'ACTIVATIONS["relu"]')),
        "The layer is a relu layer whatever `activation` says. Look the function up by its name.",
    ),
    Mistake(
        "bias-behind-the-activation",
        layer((SUMS, "x @ self.w"), (OUTPUT, "return self.f(self.z) + self.b")),
        "The bias is added behind the activation. It belongs to the weighted sum: f(x @ w + b).",
    ),
    Mistake(
        "activation-twice",
        layer((OUTPUT, "return self.f(self.f(self.z))")),
        "The activation is applied twice on the way forward.",
    ),
    Mistake(
        "derivative-for-activation",
        layer((OUTPUT, "return self.slope(self.z)")),
        "`forward` returns the derivative f′(z). The output is f(z); the derivative is for the way back.",
    ),
    Mistake(
        "weighted-by-rows",
        layer((SUMS, "x @ self.w.T + self.b")),
        "On the way forward w is transposed. Its columns are the units: x @ w.",
    ),
)

BACKWARD_MISTAKES = (
    Mistake(
        "slope-forgotten",
        layer((GRAD_Z, "grad_output")),
        "The way back skips the activation. First multiply what arrives with its slope: grad_z = grad_output "
        "· f′(z).",
    ),
    Mistake(
        "slope-at-the-output",
        layer((GRAD_Z, "grad_output * self.slope(self.f(self.z))")),
        "The derivative of the activation is taken at the output a = f(z). These derivatives want z, the "
        "number before the activation.",
    ),
    Mistake(
        "activation-for-slope",
        layer((GRAD_Z, "grad_output * self.f(self.z)")),
        "On the way back grad_output is multiplied with f(z). It is the slope f′(z) that counts.",
    ),
    Mistake(
        "slope-at-the-input",
        layer((GRAD_Z, "self.f(self.z) * self.slope(self.z)")),
        "What arrives, `grad_output`, is not used on the way back. The chain rule multiplies it with f′(z).",
    ),
    Mistake(
        "only-the-slope",
        layer((GRAD_Z, "self.slope(self.z)")),
        "Only the slope f′(z) goes back. The chain rule multiplies it with what arrives, `grad_output`.",
    ),
    Mistake(
        "slope-for-x-forgotten",
        layer((GRAD_X, "return grad_output @ self.w.T")),
        "The gradient of x skips the activation: use grad_z, as for grad_w and grad_b.",
    ),
    Mistake(
        "slope-for-w-forgotten",
        layer((GRAD_W, "self.x.T @ grad_output")),
        "`grad_w` skips the activation: use grad_z, as for the gradient of x.",
    ),
    Mistake(
        "slope-for-b-forgotten",
        layer((GRAD_B, "grad_output.sum(axis=0)")),
        "`grad_b` skips the activation: use grad_z, as for the gradient of x.",
    ),
    Mistake(
        "grad-w-averaged",
        layer((GRAD_W, "self.x.T @ grad_z / len(self.x)"), (GRAD_B, "grad_z.mean(axis=0)")),
        "The gradients are divided by the number of rows. The 1/n of the cost is in `grad_output` already, "
        "so that a layer only adds up.",
        kind="convention",
    ),
    Mistake(
        "grad-b-averaged",
        layer((GRAD_B, "grad_z.mean(axis=0)")),
        "`grad_b` is an average. Each row adds its share to the cost, so the shares are summed; the 1/n of "
        "the cost is in `grad_output` already.",
    ),
    Mistake(
        "only-grad-w-averaged",
        layer((GRAD_W, "self.x.T @ grad_z / len(self.x)")),
        "`grad_w` is divided by the number of rows. The 1/n of the cost is in `grad_output` already.",
    ),
    Mistake(
        "grad-b-one-number",
        layer((GRAD_B, "grad_z.sum()")),
        "`grad_b` is one number for the whole layer. Each unit has a bias of its own: sum over the rows "
        "only, `axis=0`.",
    ),
    Mistake(
        "grad-b-per-row",
        layer((GRAD_B, "grad_z.sum(axis=1)")),
        "`grad_b` has an entry for each row: the sum runs over the units. Sum over the rows, `axis=0`.",
    ),
    Mistake(
        "grad-b-not-summed",
        layer((GRAD_B, "grad_z")),
        "`grad_b` still has a row for each example. All rows share the same biases: sum over them, `axis=0`.",
    ),
    Mistake(
        "grad-b-as-row",
        layer((GRAD_B, "grad_z.sum(axis=0, keepdims=True)")),
        "`grad_b` is a row of shape (1, units). It should have the shape of b, (units,): leave `keepdims` "
        "out.",
        kind="convention",
    ),
    Mistake(
        "grad-w-transposed",
        layer((GRAD_W, "grad_z.T @ self.x")),
        "`grad_w` is transposed. It has the shape of w: x.T @ grad_z is (input_dim, units).",
    ),
    Mistake(
        "grad-w-from-the-output",
        layer((GRAD_W, "np.dot(self.x.T, self.f(self.z))")),
        "`grad_w` multiplies x with the output of the layer. It is x.T @ grad_z, what arrives through the "
        "activation.",
    ),
    Mistake(
        "grad-x-with-w-untransposed",
        layer((GRAD_X, "return grad_z @ self.w")),
        "On the way back w is to be transposed: grad_z is (n, units), and w.T leads back to (n, input_dim).",
    ),
    Mistake(
        "grad-z-for-grad-x",
        layer((GRAD_X, "return grad_z")),
        "`backward` returns grad_z. The layer before needs the gradient of its output, which is our x: "
        "grad_z @ w.T.",
    ),
    Mistake(
        "grad-w-for-grad-x",
        layer((GRAD_X, "return self.grad_w")),
        "`backward` returns grad_w. That stays in the layer as `self.grad_w`, as grad_b does; what goes on "
        "to the layer before is the gradient of x alone, grad_z @ w.T.",
    ),
    Mistake(
        "gradients-added-up",
        layer(
            ("self.b = np.zeros", "self.grad_w = self.grad_b = 0\n        self.b = np.zeros"),
            ("self.grad_w = self.x", "self.grad_w = self.grad_w + self.x"),
            ("self.grad_b = grad", "self.grad_b = self.grad_b + grad"),
        ),
        "The gradients of a second batch are added to those of the first. Each call of `backward` sets them "
        "anew: `=`, not `+=`.",
    ),
    *(
        Mistake(
            f"{name}-added-up",
            layer(
                ("self.b = np.zeros", f"self.{name.replace('-', '_')} = 0\n        self.b = np.zeros"),
                (f"self.{name.replace('-', '_')} =", f"self.{name.replace('-', '_')} +="),
                (f"self.{name.replace('-', '_')} += 0", f"self.{name.replace('-', '_')} = 0"),
            ),
            f"`{name.replace('-', '_')}` of a second batch is added to that of the first. Each call of "
            "`backward` sets it anew: `=`, not `+=`.",
        )
        for name in ("grad-w", "grad-b")
    ),
    Mistake(
        "slope-at-the-gradient",
        layer((GRAD_Z, "grad_output * self.slope(grad_output)")),
        "The derivative of the activation is taken at grad_output. It is taken at z, which `forward` keeps.",
    ),
    *(
        Mistake(
            f"{where}-of-w-and-b-at-{rate:g}",
            layer((GRAD_X, lines.replace("STEP", BOTH_STEPS.replace("RATE", str(rate))))),
            "`backward` changes the weights. It only computes gradients; the model takes the step when all "
            "layers have theirs.",
        )
        for where, lines in (
            ("step", "STEP\n        return grad_z @ self.w.T"),
            ("late-step", "grad_x = grad_z @ self.w.T\n        STEP\n        return grad_x"),
        )
        for rate in (0.1, 0.01)
    ),
    Mistake(
        "first-batch-kept",
        layer(
            ("self.rng = rng", "self.rng = rng\n        self.x = None"),
            ("self.x = x", "self.x = x if self.x is None else self.x"),
        ),
        "The layer keeps the x of its first batch for ever. Each call of `forward` replaces what is kept: "
        "`self.x = x`.",
    ),
    Mistake(
        "step-in-backward",
        layer((GRAD_X, "self.w = self.w - 0.1 * self.grad_w\n        return grad_z @ self.w.T")),
        "`backward` changes the weights. It only computes gradients; the model takes the step when all "
        "layers have theirs.",
    ),
    Mistake(
        "step-after-grad-x",
        layer(
            (
                GRAD_X,
                "grad_x = grad_z @ self.w.T\n        self.w = self.w - 0.1 * self.grad_w\n"
                "        return grad_x",
            )
        ),
        "`backward` changes the weights at its end. It only computes gradients; the model takes the step "
        "when all layers have theirs.",
    ),
    Mistake(
        "sign-of-the-gradients",
        layer((GRAD_W, "-self.x.T @ grad_z"), (GRAD_B, "-grad_z.sum(axis=0)")),
        "grad_w and grad_b have the wrong sign. The minus belongs to the step, w − α · grad_w; the gradient "
        "itself points uphill.",
    ),
)
