"""The reference for `Value`: a number that remembers how it was computed, and the way back."""

import math


class Value:
    """A number in a computation graph; after `backward`, `grad` is the derivative of the result by it.

    An operator has four beats: make plain numbers Values too, compute, note the local derivatives, return.
    """

    def __init__(self, data, inputs=()):
        self.data = data
        self.grad = 0.0
        self.inputs = inputs
        self.derivatives = ()

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, inputs=(self, other))
        out.derivatives = (1.0, 1.0)
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, inputs=(self, other))
        out.derivatives = (other.data, self.data)
        return out

    def __pow__(self, exponent):
        out = Value(self.data**exponent, inputs=(self,))
        out.derivatives = (exponent * self.data ** (exponent - 1),)
        return out

    def exp(self):
        out = Value(math.exp(self.data), inputs=(self,))
        out.derivatives = (out.data,)
        return out

    def log(self):
        out = Value(math.log(self.data), inputs=(self,))
        out.derivatives = (1 / self.data,)
        return out

    def tanh(self):
        out = Value(math.tanh(self.data), inputs=(self,))
        out.derivatives = (1 - out.data**2,)
        return out

    def relu(self):
        out = Value(max(self.data, 0.0), inputs=(self,))
        out.derivatives = (1.0 if self.data > 0 else 0.0,)
        return out

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other

    def __truediv__(self, other):
        return self * other**-1

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other

    def __rsub__(self, other):
        return -self + other

    def __rtruediv__(self, other):
        return self**-1 * other

    def backward(self):
        self.grad = 1.0
        for node in reversed(self.order()):
            for value, derivative in zip(node.inputs, node.derivatives):
                value.grad += node.grad * derivative

    def order(self):
        order, listed, waiting = [], set(), [self]
        while waiting:
            node = waiting[-1]
            missing = [value for value in node.inputs if value not in listed]
            waiting.extend(missing)
            if not missing:
                waiting.pop()
                if node not in listed:
                    listed.add(node)
                    order.append(node)
        return order
