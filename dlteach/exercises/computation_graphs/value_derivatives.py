"""Known mistakes of `Value`: in what an operator computes, and in its derivatives."""

from dlteach.autograder import Mistake
from dlteach.exercises.computation_graphs.value_variants import edited, exchanged


def _binary(self, other, data, derivatives):
    out = type(self)(data, inputs=(self, other))
    out.derivatives = derivatives
    return out


def _difference_like_sum(self, other):
    other = other if isinstance(other, type(self)) else type(self)(other)
    return _binary(self, other, self.data - other.data, (1.0, 1.0))


def _difference_without_a_rule(self, other):
    return type(self)(self.data - (other.data if isinstance(other, type(self)) else other))


def _sum_like_product(self, other):
    other = other if isinstance(other, type(self)) else type(self)(other)
    return _binary(self, other, self.data + other.data, (other.data, self.data))


def _product_like_sum(self, other):
    other = other if isinstance(other, type(self)) else type(self)(other)
    return _binary(self, other, self.data * other.data, (1.0, 1.0))


def _negative_without_minus(self):
    out = type(self)(-self.data, inputs=(self,))
    out.derivatives = (1.0,)
    return out


def with_quotient(derivatives):
    """The reference with a division of its own; `derivatives(a, b)` are those of a/b by a and by b."""

    def divide(self, other):
        other = other if isinstance(other, type(self)) else type(self)(other)
        return _binary(self, other, self.data / other.data, derivatives(self.data, other.data))

    return exchanged(__truediv__=divide)


DERIVATIVE_MISTAKES = (
    Mistake(
        "return-forgotten",
        edited("(other.data, self.data)\n        return out", "(other.data, self.data)"),
        "`a * b` is None: `__mul__` computes a new Value and then drops it. End with `return out`.",
    ),
    Mistake(
        "product-own-factor",
        edited("(other.data, self.data)", "(self.data, other.data)"),
        "In a product each factor gets its own value as derivative. The derivative of a·b by a is b: the "
        "other factor.",
    ),
    Mistake(
        "product-like-sum",
        edited("(other.data, self.data)", "(1.0, 1.0)"),
        "`*` hands its gradient back as `+` does. The derivative of a·b by a is b: the other factor.",
    ),
    Mistake(
        "rules-exchanged",
        exchanged(__add__=_sum_like_product, __mul__=_product_like_sum),
        "`+` and `*` have each other's rule. In a sum each input gets the gradient as it is; in a product, "
        "times the other factor.",
    ),
    Mistake(
        "product-forgets-its-inputs",
        edited("Value(self.data * other.data, inputs=(self, other))", "Value(self.data * other.data)"),
        "`a * b` does not remember a and b, so the walk back ends there. Give both to the new Value.",
    ),
    Mistake(
        "negative-forgets-its-input",
        edited("self * -1", "Value(-self.data)"),
        "`-a` does not remember a, so the walk back ends there. Write it as `self * -1`.",
    ),
    Mistake(
        "difference-without-a-rule",
        exchanged(__sub__=_difference_without_a_rule),
        "`a - b` gets the right value but no way back. Write it as `self + -other`, which has one.",
    ),
    Mistake(
        "difference-like-sum",
        exchanged(__sub__=_difference_like_sum),
        "`a - b` hands its gradient back as `a + b` does. The derivative of a − b by b is −1.",
    ),
    Mistake(
        "negative-without-minus",
        exchanged(__neg__=_negative_without_minus),
        "`-a` hands its gradient back unchanged. The derivative of −a by a is −1.",
    ),
    Mistake(
        "divisor-without-minus",
        with_quotient(lambda a, b: (1 / b, a / b**2)),
        "The derivative of a/b by b lacks its minus: a larger divisor makes the quotient smaller. It is "
        "−a/b².",
    ),
    Mistake(
        "divisor-not-squared",
        with_quotient(lambda a, b: (1 / b, -a / b)),
        "The derivative of a/b by b is −a/b², with the square.",
    ),
    Mistake(
        "divisor-gets-nothing",
        with_quotient(lambda a, b: (1 / b, 0.0)),
        "In `a / b` only a gets a gradient. The quotient depends on b too: the derivative by b is −a/b².",
    ),
    Mistake(
        "exponent-not-in-front",
        edited("(exponent * self.data **", "(self.data **"),
        "The derivative of aⁿ is n·aⁿ⁻¹; the factor n is missing.",
    ),
    Mistake(
        "power-not-lowered",
        edited("** (exponent - 1),)", "** exponent,)"),
        "The derivative of aⁿ is n·aⁿ⁻¹; the exponent has not been lowered by 1.",
    ),
    Mistake(
        "one-taken-from-the-power",
        edited("self.data ** (exponent - 1)", "(self.data**exponent - 1)"),
        "Python raises to the power before it subtracts: `a ** n - 1` takes 1 from the power. "
        "Write `a ** (n - 1)`.",
    ),
    Mistake(
        "exp-times-its-input",
        edited("(out.data,)", "(self.data * out.data,)"),
        "The derivative of eᵃ is eᵃ itself; here it is multiplied with a besides.",
    ),
    Mistake(
        "exp-derivative-is-the-input",
        edited("(out.data,)", "(self.data,)"),
        "For `exp` the derivative is the result, eᵃ, and not the input a.",
    ),
    Mistake(
        "exp-like-a-power",
        edited("(out.data,)", "(self.data * math.exp(self.data - 1),)"),
        "The derivative a·eᵃ⁻¹ treats `exp` like a power. In eᵃ the variable is the exponent, and the "
        "derivative is eᵃ itself.",
    ),
    Mistake(
        "log-derivative-of-the-result",
        edited("(1 / self.data,)", "(1 / out.data,)"),
        "For `log` the derivative is 1 divided by the input a, and not by the result, log a.",
    ),
    Mistake(
        "log-derivative-not-inverted",
        edited("(1 / self.data,)", "(self.data,)"),
        "For `log` the derivative is 1/a, and not a.",
    ),
    Mistake(
        "log-to-base-10",
        edited("math.log(", "math.log10("),
        "The logarithm is to base 10. Take the natural one, `math.log`; it is the one with the derivative "
        "1/a.",
    ),
    Mistake(
        "log-to-base-2",
        edited("math.log(", "math.log2("),
        "The logarithm is to base 2. Take the natural one, `math.log`; it is the one with the derivative "
        "1/a.",
    ),
    Mistake(
        "tanh-not-squared",
        edited("1 - out.data**2", "1 - out.data"),
        "With t = tanh a the derivative is 1 − t², with the square.",
    ),
    Mistake(
        "tanh-derivative-of-the-input",
        edited("1 - out.data**2", "1 - self.data**2"),
        "With t = tanh a the derivative is 1 − t². Square the result t, and not the input a.",
    ),
    Mistake(
        "tanh-derivative-of-sigmoid",
        edited("1 - out.data**2", "out.data * (1 - out.data)"),
        "The form t·(1 − t) belongs to the sigmoid. With t = tanh a the derivative is 1 − t².",
    ),
    Mistake(
        "relu-lets-all-through",
        edited("(1.0 if self.data > 0 else 0.0,)", "(1.0,)"),
        "`relu` hands every gradient back. Where the input is negative the result is 0 and stays 0, so the "
        "derivative is 0 there.",
    ),
    Mistake(
        "relu-derivative-is-relu",
        edited("(1.0 if self.data > 0 else 0.0,)", "(out.data,)"),
        "For `relu` the derivative is the slope, 1 where the input is positive, and not the result.",
    ),
    Mistake(
        "relu-without-effect",
        edited("max(self.data, 0.0)", "self.data"),
        "`relu` keeps negative numbers. It should give 0 for them.",
    ),
)
