"""The reference for `Graph`: nodes that wait, and a run that computes what is asked for."""

import numpy as np


class Node:
    """A value that does not exist yet: how it will be computed, and from which nodes."""

    def __init__(self, function=None, inputs=(), name=""):
        self.function, self.inputs, self.name = function, inputs, name


class Graph:
    """Operations that are defined first and run later."""

    def placeholder(self, name):
        return Node(name=name)

    def constant(self, value):
        return Node(lambda: value)

    def apply(self, function, *inputs):
        return Node(function, inputs)

    def add(self, a, b):
        return self.apply(np.add, a, b)

    def multiply(self, a, b):
        return self.apply(np.multiply, a, b)

    def run(self, fetches, feed_dict=None):
        values = dict(feed_dict or {})
        if isinstance(fetches, (list, tuple)):
            return [self._value(node, values) for node in fetches]
        return self._value(fetches, values)

    def _value(self, node, values):
        if node not in values:
            if node.function is None:
                raise ValueError(f"placeholder {node.name!r} has no value; pass it in feed_dict")
            inputs = [self._value(one, values) for one in node.inputs]
            values[node] = node.function(*inputs)
        return values[node]
