"""Known mistakes of `Value`: in how a step hands its gradient back, and with plain numbers."""

from dlteach.autograder import Mistake
from dlteach.exercises.computation_graphs import value_closures
from dlteach.exercises.computation_graphs.value_variants import edited, exchanged, without


def _with_rule(method, change):
    """The engine of closures, where one method does `change(hand_back, value, out)` on the way back."""
    changed = exchanged(value_closures)
    original = getattr(changed, method)

    def altered(self, *args):
        out = original(self, *args)
        hand_back = out._backward
        out._backward = lambda: change(hand_back, self, out)
        return out

    setattr(changed, method, altered)
    return changed


def _assigned(hand_back, value, out):
    value.grad = 0
    hand_back()


def _unscaled(hand_back, value, out):
    arrived, out.grad = out.grad, 1
    hand_back()
    out.grad = arrived


def _scaled_by_its_value(hand_back, value, out):
    arrived, out.grad = out.grad, out.data
    hand_back()
    out.grad = arrived


WRAPPED = "        other = other if isinstance(other, Value) else Value(other)\n"
AS_A_VALUE = (
    "make it one first, as `__add__` does: `other = other if isinstance(other, Value) else Value(other)`."
)
ON_THE_LEFT = (
    "Python then asks the Value on the right, by `{0}`, and there is none. Write `{0}(self, other)`."
)

RULE_MISTAKES = (
    Mistake(
        "assigned-not-added",
        edited("value.grad += node", "value.grad = node"),
        "A gradient is set with `=` where it should be added with `+=`. A Value that is used twice gets a "
        "share from each use; with `=` the last share wipes out the others.",
    ),
    Mistake(
        "assigned-in-the-product",
        edited(
            "self.grad += other.data * out.grad\n            other.grad += self.data * out.grad",
            "self.grad = other.data * out.grad\n            other.grad = self.data * out.grad",
            value_closures,
        ),
        "In `__mul__` the gradients are set with `=` where they should be added with `+=`. In `a * a` both "
        "shares belong to the same Value; with `=` only one of them is left.",
    ),
    Mistake(
        "assigned-in-the-sum",
        edited(
            "self.grad += out.grad\n            other.grad += out.grad",
            "self.grad = out.grad\n            other.grad = out.grad",
            value_closures,
        ),
        "In `__add__` the gradients are set with `=` where they should be added with `+=`. In `a + a` both "
        "shares belong to the same Value; with `=` only one of them is left.",
    ),
    Mistake(
        "assigned-in-the-functions",
        edited("self.grad += derivative", "self.grad = derivative", value_closures),
        "`exp`, `log`, `tanh` and `relu` set the gradient with `=` where it should be added with `+=`: the "
        "input may have got a share from elsewhere.",
    ),
    *(
        Mistake(
            f"assigned-in-{method.strip('_')}",
            _with_rule(method, _assigned),
            f"In `{method}` the gradient is set with `=` where it should be added with `+=`: the input may "
            "have got a share from elsewhere.",
        )
        for method in ("__pow__", "exp", "tanh", "relu")
    ),
    Mistake(
        "arriving-gradient-forgotten",
        edited("value.grad += node.grad * derivative", "value.grad += derivative"),
        "Only the local derivative is handed back. The chain rule multiplies it with the gradient that has "
        "arrived at the result of the step: `node.grad * derivative`.",
    ),
    Mistake(
        "arriving-gradient-forgotten-in-the-product",
        edited(".data * out.grad", ".data", value_closures),
        "In `__mul__` only the local derivative is handed back. Multiply it with the gradient that has "
        "arrived, `other.data * out.grad`.",
    ),
    *(
        Mistake(
            f"arriving-gradient-forgotten-in-{method.strip('_')}",
            _with_rule(method, _unscaled),
            f"In `{method}` only the local derivative is handed back. Multiply it with the gradient that has "
            "arrived, `out.grad`.",
        )
        for method in ("__pow__", "tanh", "relu")
    ),
    Mistake(
        "relu-hands-back-its-value",
        _with_rule("relu", _scaled_by_its_value),
        "`relu` hands back its value, `out.data`. It should hand back the gradient that has arrived, "
        "`out.grad`, where the input is positive.",
    ),
    Mistake(
        "every-rule-kept-by-the-input",
        edited("out._backward = _backward", "self._backward = _backward", value_closures),
        "The operators store their rule on their input `self`. It belongs to the new Value: "
        "`out._backward = _backward`.",
    ),
    Mistake(
        "derivatives-kept-by-the-input",
        edited("out.derivatives", "self.derivatives"),
        "The operators note the derivatives on their input `self`. They belong to the new Value: "
        "`out.derivatives = ...`.",
    ),
    Mistake(
        "rule-kept-by-the-input",
        edited(
            "derivative * out.grad\n\n        out._backward =",
            "derivative * out.grad\n\n        self._backward =",
            value_closures,
        ),
        "A function such as `tanh` stores its rule on its input `self`, and so replaces the rule that the "
        "input had. The rule belongs to the new Value: `out._backward = _backward`.",
    ),
)

NUMBER_MISTAKES = (
    Mistake(
        "numbers-not-wrapped",
        edited(WRAPPED, ""),
        f"A plain number is no Value and has no `.data`: {AS_A_VALUE}",
    ),
    Mistake(
        "numbers-not-wrapped-in-the-product",
        edited(f"def __mul__(self, other):\n{WRAPPED}", "def __mul__(self, other):\n"),
        f"In `__mul__`, a plain number is no Value and has no `.data`: {AS_A_VALUE}",
    ),
    Mistake(
        "no-number-on-the-left",
        without("__radd__", "__rmul__", "__rsub__", "__rtruediv__"),
        "A number on the left, as in `2 + a`, is not understood: Python asks the number first, then the "
        "Value by `__radd__`, `__rmul__`, `__rsub__` or `__rtruediv__`. Write these four.",
    ),
    *(
        Mistake(
            f"{method.strip('_')}-missing",
            without(method),
            f"In `2 {sign} a` the number on the left does not know Values. {ON_THE_LEFT.format(method)}",
        )
        for method, sign in (("__radd__", "+"), ("__rmul__", "*"), ("__rsub__", "-"), ("__rtruediv__", "/"))
    ),
    Mistake(
        "rsub-turned-round",
        edited("return -self + other", "return self - other"),
        "`2 - a` gives `a - 2`. In `__rsub__(self, other)` the number `other` stands on the left: return "
        "other − self.",
    ),
    Mistake(
        "rtruediv-turned-round",
        edited("return self**-1 * other", "return self / other"),
        "`2 / a` gives `a / 2`. In `__rtruediv__(self, other)` the number `other` stands on the left: "
        "return other / self.",
    ),
)
