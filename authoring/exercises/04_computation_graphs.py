# %% [markdown]
# # Exercises 04: computation graphs
#
# Six tasks. The first four prepare the fifth, in which you build the engine that every deep-learning library
# has at its core; the last is a mistake to mend. Read [lesson 04](../lessons/04_computation_graphs.ipynb)
# first.

# %%
import math

from dlteach import check, hint, progress

# %% [markdown]
# ## 1. Forward
#
# Write `forward_graph(w, x, b, y)`: all values of the graph of the lesson, from left to right.
#
# - c = w·x, then a = c + b, then d = a − y, then J = ½ d².
# - The four arguments are plain numbers. Return a dict with the keys `"c"`, `"a"`, `"d"` and `"J"`.
#
# By hand: w = 3, x = 2, b = 1, y = 10 gives c = 6, a = 7, d = −3, J = 4.5.


# %%
def forward_graph(w, x, b, y):
    """Return the values of c, a, d and J as a dict."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    c = w * x
    a = c + b
    d = a - y
    return {"c": c, "a": a, "d": d, "J": d**2 / 2}
    ### END SOLUTION


# %%
check(forward_graph)

# %% [markdown] tags=["solution"]
# One line for each node, in an order in which everything is known when it is needed. The values in the
# middle are returned too, because the way back needs them.

# %% [markdown]
# ## 2. Nudge
#
# Write `nudge(f, inputs, name, amount=0.001)`: how much f changes when one of its inputs grows a little.
#
# - `inputs` is a dict of numbers, and f takes them as keywords: `f(**inputs)` is its value before the
#   nudge.
# - Add `amount` to the input called `name`, leave the others as they are, and return the value after minus
#   the value before. It is the change, not the slope: do not divide.
# - `amount` may be negative. Do not change `inputs`: whoever calls us may nudge another input next.
#
# By hand: f = a², a = 3, amount 0.5 gives 3.5² − 3² = 3.25.


# %%
def nudge(f, inputs, name, amount=0.001):
    """Return the change of f when inputs[name] grows by amount."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    nudged = dict(inputs)
    nudged[name] += amount
    return f(**nudged) - f(**inputs)
    ### END SOLUTION


# %%
check(nudge)

# %% [markdown] tags=["solution"]
# `dict(inputs)` is a copy, so the nudge stays in this function. Without it both calls of f would see the
# nudged number, and the change would be 0.

# %% [markdown]
# ## 3. Backward
#
# Write `backward_graph(w, x, b, y)`: how fast J = ½ d² changes with each node of the same graph.
#
# - Compute d first, then go from right to left. Each step multiplies what has arrived by one local
#   derivative.
# - Return a dict with the keys `"d"`, `"a"`, `"c"`, `"b"` and `"w"`: dJ/dd, dJ/da, dJ/dc, dJ/db and dJ/dw.
#
# By hand: w = 3, x = 2, b = 1, y = 10 gives d = −3, so dJ/dd = dJ/da = dJ/dc = dJ/db = −3 and dJ/dw = −3 ·
# 2 = −6.


# %%
def backward_graph(w, x, b, y):
    """Return the derivatives of J by d, a, c, b and w as a dict."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    d = w * x + b - y
    dd = 1 * d
    da = dd * 1
    dc = da * 1
    db = da * 1
    return {"d": dd, "a": da, "c": dc, "b": db, "w": dc * x}
    ### END SOLUTION


# %%
check(backward_graph)

# %% [markdown] tags=["solution"]
# The factors 1 change nothing and could be left out. The first is dJ/dJ, the others are local derivatives:
# d = a − y moves as much as a does, and a = c + b as much as c or b. The x in the last step is the local
# derivative of c = w·x by w.

# %% [markdown]
# ## 4. The order
#
# Write `topological_order(inputs)`: all nodes of a graph in an order in which each can be computed.
#
# - `inputs` is a dict. Each node is a key, and its value is the list of the nodes it is computed from; for
#   a given number that list is empty. A node may stand in such a list twice, as b does for b·b. There is no
#   circle.
# - Return a list in which every node of the dict stands exactly once, after all the nodes it is computed
#   from. Several orders may be right; any of them will do.
# - The dict may have its keys in any order. There may be several results, and nodes that nobody uses.
#
# Example: `{"J": ["a", "b"], "b": ["a", "a"], "a": []}` has one order only, `["a", "b", "J"]`.


# %%
def topological_order(inputs):
    """Return all nodes in a list, each after the nodes it is computed from."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    order = []

    def visit(node):
        if node not in order:
            for earlier in inputs[node]:
                visit(earlier)
            order.append(node)

    for node in inputs:
        visit(node)
    return order
    ### END SOLUTION


# %%
check(topological_order)

# %% [markdown] tags=["solution"]
# `visit` keeps a promise: when it returns, the node and all that it needs are listed. It keeps it by
# visiting the inputs first. The `if` sees to it that nothing is listed twice, and the loop at the end
# reaches nodes that no single result depends on.

# %% [markdown]
# ## 5. The engine
#
# Write the class `Value`: a number that remembers how it was computed. Three methods are given. `__add__`
# is the pattern for the operators, with four beats: make a plain number a Value, compute `out`, note one
# local derivative for each input, return `out`. A tuple of one needs its comma: `(out.data,)`.
#
# | write | local derivative by a | by b |
# |---|---|---|
# | `a * b` | b | a |
# | `a ** n`, with n a plain number | n·aⁿ⁻¹ | |
# | `a.exp()` | eᵃ, the result | |
# | `a.log()`, the natural logarithm | 1/a | |
# | `a.tanh()` | 1 − t², with t the result | |
# | `a.relu()`, the larger of a and 0 | 1 where a > 0, otherwise 0 | |
# | `-a`, `a - b`, `a / b` | make them of `*`, `+` and `**` | |
#
# - A plain number may stand on either side: `a * 2` calls `a.__mul__(2)`, and `2 * a` calls
#   `a.__rmul__(2)`.
# - `.grad` of a new Value is 0. `J.backward()` sets `J.grad` to 1 and goes back through the graph in
#   topological order, last node first. Each node adds, to the `.grad` of each of its inputs, its own
#   `.grad` times the local derivative. Nothing is returned.
# - Write more methods if you like. Only `.data`, `.grad` and the methods above are checked; what happens
#   inside is up to you.
#
# By hand: a = 3, b = a·a, J = b + b·a. Then J = 9 + 27 = 36, and the gradients are 1 for J, 1 + a = 4 for
# b, and 4·2a + b = 33 for a.


# %%
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
        """self * other"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.__mul__: your code here")
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, inputs=(self, other))
        out.derivatives = (other.data, self.data)
        return out
        ### END SOLUTION

    def __pow__(self, exponent):
        """self ** exponent; the exponent is a plain number"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.__pow__: your code here")
        out = Value(self.data**exponent, inputs=(self,))
        out.derivatives = (exponent * self.data ** (exponent - 1),)
        return out
        ### END SOLUTION

    def exp(self):
        """e to the power of self"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.exp: your code here")
        out = Value(math.exp(self.data), inputs=(self,))
        out.derivatives = (out.data,)
        return out
        ### END SOLUTION

    def log(self):
        """the natural logarithm of self"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.log: your code here")
        out = Value(math.log(self.data), inputs=(self,))
        out.derivatives = (1 / self.data,)
        return out
        ### END SOLUTION

    def tanh(self):
        """the hyperbolic tangent of self"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.tanh: your code here")
        out = Value(math.tanh(self.data), inputs=(self,))
        out.derivatives = (1 - out.data**2,)
        return out
        ### END SOLUTION

    def relu(self):
        """self where it is positive, otherwise 0"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.relu: your code here")
        out = Value(max(self.data, 0.0), inputs=(self,))
        out.derivatives = (1.0 if self.data > 0 else 0.0,)
        return out
        ### END SOLUTION

    def __neg__(self):
        """-self"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.__neg__: your code here")
        return self * -1
        ### END SOLUTION

    def __sub__(self, other):
        """self - other"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.__sub__: your code here")
        return self + -other
        ### END SOLUTION

    def __truediv__(self, other):
        """self / other"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.__truediv__: your code here")
        return self * other**-1
        ### END SOLUTION

    def __radd__(self, other):
        """number + self"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.__radd__: your code here")
        return self + other
        ### END SOLUTION

    def __rmul__(self, other):
        """number * self"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.__rmul__: your code here")
        return self * other
        ### END SOLUTION

    def __rsub__(self, other):
        """number - self"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.__rsub__: your code here")
        return -self + other
        ### END SOLUTION

    def __rtruediv__(self, other):
        """number / self"""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.__rtruediv__: your code here")
        return self**-1 * other
        ### END SOLUTION

    def backward(self):
        """Set the grad of every Value that this one was computed from."""
        ### BEGIN SOLUTION
        #: raise NotImplementedError("Value.backward: your code here")
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
        ### END SOLUTION


# %%
check(Value)

# %% [markdown] tags=["solution"]
# All the calculus is in the lines with `derivatives`, and the chain rule stands in one line of `backward`.
# Subtraction and division need no derivative of their own: they are made of steps that have one.
#
# `order` does what task 4 does, with a list of what still waits in place of a function that calls itself.
# Python allows about 1000 calls inside one another, so this version also copes with a graph of many
# thousand steps.

# %% [markdown]
# ## 6. Debug a mistake
#
# Somebody wrote the function below and tried it on the graph of the lesson, J = ½(wx + b − y)². The order was
# right.
#
# First predict: which input shows that it is wrong? Write `topological_order_failing_input()`, which returns
# a graph as a dict: each node with the list of its inputs. Then mend it.


# %%
def topological_order_with_a_mistake(inputs):
    order = []

    def visit(node):
        if node not in order:
            order.append(node)
            for earlier in inputs[node]:
                visit(earlier)

    for node in inputs:
        visit(node)
    return order[::-1]


# %%
def topological_order_failing_input():
    """Return an input on which `topological_order_with_a_mistake` is wrong."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("your code here")
    return {"c": ["b", "s"], "s": ["b"], "b": []}
    ### END SOLUTION


# %%
check(topological_order_failing_input)

# %% [markdown] tags=["solution"]
# The walk lists a node when it first arrives there. b is met on the short way, before s, so turned round it
# stands after s, which needs it. In a tree every node has one way to the result, and this cannot happen.


# %%
def topological_order_mended(inputs):
    """Return what `topological_order` should."""
    ### BEGIN SOLUTION
    #: raise NotImplementedError("copy the function here and mend it")
    order = []

    def visit(node):
        if node not in order:
            for earlier in inputs[node]:
                visit(earlier)
            order.append(node)

    for node in inputs:
        visit(node)
    return order
    ### END SOLUTION


# %%
check(topological_order_mended)

# %% [markdown]
# ## You can now
#
# - compute a graph forward and its gradients backward, by hand and in code;
# - measure a derivative by a nudge, and so find out whether a formula is right;
# - put the nodes of a graph in an order that works;
# - build an engine that finds the gradient of whatever we compute with it.
