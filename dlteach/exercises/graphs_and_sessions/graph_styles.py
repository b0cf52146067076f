"""`Graph` in two other styles that are right."""

import numpy as np


class Numbered:
    """Nodes are numbers, and a run computes what is marked as needed, in the order of definition."""

    def __init__(self):
        self.recipes = []

    def _new(self, kind, function, inputs):
        self.recipes.append((kind, function, inputs))
        return len(self.recipes) - 1

    def placeholder(self, name):
        return self._new("placeholder", None, ())

    def constant(self, value):
        return self._new("constant", lambda: value, ())

    def apply(self, function, *inputs):
        return self._new("apply", function, inputs)

    def add(self, a, b):
        return self._new("add", lambda x, y: x + y, [a, b])

    def multiply(self, a, b):
        return self._new("multiply", lambda x, y: x * y, [a, b])

    def run(self, fetches, feed_dict=None):
        single = not isinstance(fetches, (list, tuple))
        wanted = [fetches] if single else list(fetches)
        feeds = feed_dict if feed_dict is not None else {}
        needed = set(wanted)
        for number in range(len(self.recipes) - 1, -1, -1):
            if number in needed and number not in feeds:
                needed.update(self.recipes[number][2])
        values = dict(feeds)
        for number in sorted(needed):
            if number not in values:
                kind, function, inputs = self.recipes[number]
                if kind == "placeholder":
                    raise ValueError("a placeholder is not fed")
                values[number] = function(*[values[k] for k in inputs])
        return values[wanted[0]] if single else tuple(values[k] for k in wanted)


class Sorted:
    """Nodes are small objects, sorted topologically before they are computed."""

    class Node:
        def __init__(self, op, *inputs, value=None):
            self.op, self.inputs, self.value = op, inputs, value

    def placeholder(self, name=None):
        return self.Node("placeholder", value=name)

    def constant(self, value):
        return self.Node("constant", value=value)

    def add(self, a, b):
        return self.Node("add", a, b)

    def multiply(self, a, b):
        return self.Node("multiply", a, b)

    def apply(self, f, *nodes):
        return self.Node("apply", *nodes, value=f)

    def run(self, fetches, feed_dict=None):
        if not isinstance(fetches, (list, tuple)):
            return self.run([fetches], feed_dict)[0]
        order, values = [], {}

        def visit(node):
            if node not in order:
                for one in node.inputs:
                    visit(one)
                order.append(node)

        for node in fetches:
            visit(node)
        for node in order:
            inputs = [values[one] for one in node.inputs]
            if node.op == "placeholder":
                values[node] = np.asarray(feed_dict[node])
            elif node.op == "constant":
                values[node] = np.asarray(node.value)
            elif node.op == "apply":
                values[node] = node.value(*inputs)
            else:
                values[node] = inputs[0] + inputs[1] if node.op == "add" else inputs[0] * inputs[1]
        return [values[node] for node in fetches]
